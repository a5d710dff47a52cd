// Package terms spares every closed list its own loop.
package terms

// Of returns the words of a closed list as texts, in the list's order.
func Of[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

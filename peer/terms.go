package peer

import "slices"

// contains and terms spare every closed list its own two loops.
func contains[T comparable](list []T, v T) bool { return slices.Contains(list, v) }

func terms[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

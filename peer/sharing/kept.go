package sharing

// kept holds what a record or a fact says. Codes say as much here as words do elsewhere,
// and fmt calls no method on what lies in an unexported field; it follows one pointer to
// a struct and never two. So whatever prints one of these prints an address.
type kept[T any] struct{ at **T }

func keep[T any](v T) kept[T] {
	p := &v
	return kept[T]{&p}
}

// known reports whether anything is kept.
func (k kept[T]) known() bool { return k.at != nil }

// get is a copy of what is kept; its lists are shared and not to be changed.
func (k kept[T]) get() T {
	if k.at == nil {
		var none T
		return none
	}
	return **k.at
}

// data is where a decoder writes, and where an encoder reads.
func (k *kept[T]) data() any {
	if k.at == nil {
		var none T
		*k = keep(none)
	}
	return *k.at
}

package recovery

import "github.com/towpath-care/towpath/peer"

// roomFor is the rule that a numbered list of a record takes one more.
func roomFor[R any](row string, most int, have func(R) int) open[R] {
	return open[R]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrOutOfRange}, Says: "There is room for one more here.", Fix: "Begin another sheet for the rest; nothing that is here is lost."},
		Met:  func(r R, _ peer.Act, _ Facts) peer.Tri { return peer.Is(have(r) < most) },
		Args: func(R, peer.Act, Facts) []peer.Arg { return []peer.Arg{peer.Number("max", most)} },
	}
}

// stands is the rule that a number at a path is one of a list that has so many.
// It says nothing of a number that was left out.
func stands[R, C any](row, path string, number func(C) int, have func(R) int) need[R, C] {
	return need[R, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrOutOfRange}, Path: path, Says: "The number is one of those on the sheet.", Fix: "Look at the sheet again and use a number that stands there."},
		Met:  func(r R, c C, _ peer.Act, _ Facts) peer.Tri { return peer.Is(number(c) <= have(r)) },
		Args: func(r R, _ C, _ peer.Act, _ Facts) []peer.Arg { return []peer.Arg{peer.Number("max", have(r))} },
	}
}

// inOrder reports whether the items of a list are numbered from 1.
func inOrder[T any](list []T, number func(T) int) bool { return counted(list, 1, number) }

// counted reports whether the items of a list are numbered from first on, one by
// one.
func counted[T any](list []T, first int, number func(T) int) bool {
	for i, item := range list {
		if number(item) != first+i {
			return false
		}
	}
	return true
}

// each collects what every item of a list says.
func each[T any](list []T, words func(T) []peer.Words) []peer.Words {
	var out []peer.Words
	for _, item := range list {
		out = append(out, words(item)...)
	}
	return out
}

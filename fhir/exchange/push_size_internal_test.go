package exchange

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSizes: how many entries go into a Bundle after what has happened to those before.
func TestSizes(t *testing.T) {
	large := func(s *size) { s.tooLarge(s.now) }
	slow := func(s *size) { s.tooSlow(s.now) }
	plain := func(s *size) { s.plain(s.now) }
	cases := []struct {
		name string
		then []func(*size)
		now  []int
	}{
		{"FHIR-16 as many as are allowed, while all is well", []func(*size){plain, plain}, []int{50, 50}},
		{"FHIR-16 half after one that was too slow, and back by a quarter each", []func(*size){slow, plain, plain, plain, plain, plain}, []int{25, 31, 38, 47, 50, 50}},
		{"FHIR-16 half after one that was too large, and never as many again", []func(*size){large, plain, plain, plain, plain, plain}, []int{25, 31, 38, 47, 49, 49}},
		{"FHIR-16 one after the other what it cannot take", []func(*size){large, large, large, plain, plain, plain, plain}, []int{25, 12, 6, 7, 8, 10, 11}},
		{"FHIR-16 one is the least", []func(*size){large, large, large, large, large, large, large, slow, plain, plain}, []int{25, 12, 6, 3, 1, 1, 1, 1, 1, 1}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := newSize(50)
			var now []int
			for _, then := range c.then {
				then(&s)
				now = append(now, s.now)
			}
			require.Equal(t, c.now, now)
		})
	}
	t.Run("FHIR-16 the last few of many say nothing about a full one", func(t *testing.T) {
		s := newSize(50)
		s.tooSlow(50)
		s.plain(3)
		require.Equal(t, 25, s.now)
	})
}

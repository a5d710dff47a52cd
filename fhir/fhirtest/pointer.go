package fhirtest

import (
	"encoding/json"
	"strconv"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// place is where a pointer leads in a document.
type place struct {
	value strictjson.Span
	// cut is what goes when the value goes: with its name, and with the comma
	// before or behind it.
	cut strictjson.Span
}

// rawMembers lists the members of an object by name, each value as it is
// written. The document must have passed strictjson.Check.
func rawMembers(data []byte) map[string][]byte {
	out := map[string][]byte{}
	strictjson.Members(data, strictjson.Start(data), func(m strictjson.Member) bool {
		out[string(m.Name)] = data[m.Value.From:m.Value.To]
		return true
	})
	return out
}

// find follows a pointer to a value that is there.
func find(data []byte, p pointer) (place, bool) {
	start := strictjson.Start(data)
	at := place{value: strictjson.Span{From: start, To: strictjson.End(data, start)}}
	for _, token := range p {
		c := contentOf(data, at.value.From)
		n, ok := c.find(token)
		if !ok {
			return place{}, false
		}
		at = c.place(n)
	}
	return at, true
}

// content is an object or array with all that stands in it, in order.
type content struct {
	object bool
	start  int // of the bracket
	names  map[string]int
	// whole spans a member with its name, or an element; values only its value.
	whole, values []strictjson.Span
}

func contentOf(data []byte, at int) content {
	c := content{start: at, object: data[at] == '{'}
	if c.object {
		c.names = map[string]int{}
	}
	strictjson.Members(data, at, func(m strictjson.Member) bool {
		c.names[string(m.Name)] = len(c.values)
		c.whole = append(c.whole, strictjson.Span{From: m.Key.From, To: m.Value.To})
		c.values = append(c.values, m.Value)
		return true
	})
	strictjson.Elements(data, at, func(_ int, value strictjson.Span) bool {
		c.whole, c.values = append(c.whole, value), append(c.values, value)
		return true
	})
	return c
}

// find gives the number of the member or element that a token names.
func (c content) find(token string) (int, bool) {
	if c.object {
		n, ok := c.names[token]
		return n, ok
	}
	n, ok := index(token)
	return n, ok && n < len(c.values)
}

// index reads an array index of RFC 6901: digits, and no 0 before others.
func index(token string) (int, bool) {
	n, err := strconv.Atoi(token)
	return n, err == nil && n >= 0 && strconv.Itoa(n) == token
}

func (c content) place(n int) place {
	cut := c.whole[n]
	switch {
	case n+1 < len(c.whole):
		cut.To = c.whole[n+1].From
	case n > 0:
		cut.From = c.whole[n-1].To
	}
	return place{c.values[n], cut}
}

func remove(data []byte, p pointer) ([]byte, *issue) {
	if len(p) == 0 {
		return data, wholeAway
	}
	at, ok := find(data, p)
	if !ok {
		return data, nothingThere
	}
	return splice(data, []edit{{at.cut.From, at.cut.To, ""}}), nil
}

// insert adds a value as RFC 6902 has it: a member that is there is replaced, an
// element goes in front of the one with its index or, for -, behind the last.
func insert(data []byte, p pointer, value []byte) ([]byte, *issue) {
	if len(p) == 0 {
		return value, nil
	}
	parent, ok := find(data, p[:len(p)-1])
	if !ok || data[parent.value.From] != '{' && data[parent.value.From] != '[' {
		return data, noPlace
	}
	c, last := contentOf(data, parent.value.From), p[len(p)-1]
	with := string(value)
	if c.object {
		if n, there := c.names[last]; there {
			return splice(data, []edit{{c.values[n].From, c.values[n].To, with}}), nil
		}
		name, err := json.Marshal(last)
		if err != nil {
			return data, noPlace
		}
		return c.append(data, string(name)+":"+with), nil
	}
	n, ok := index(last)
	switch {
	case last == "-" || ok && n == len(c.values):
		return c.append(data, with), nil
	case !ok || n > len(c.values):
		return data, noPlace
	}
	return splice(data, []edit{{c.values[n].From, c.values[n].From, with + ","}}), nil
}

// append puts text behind what stands in c.
func (c content) append(data []byte, text string) []byte {
	if len(c.whole) == 0 {
		return splice(data, []edit{{c.start + 1, c.start + 1, text}})
	}
	end := c.whole[len(c.whole)-1].To
	return splice(data, []edit{{end, end, "," + text}})
}

package strict

import "github.com/santhosh-tekuri/jsonschema/v5"

// straighten leads past schemas that hold nothing but a $ref: what led to one leads to
// what it refers to. What is judged stays the same, because in draft-07 a schema with
// $ref has no other keyword. But the validator lists the members of an object again for
// each schema that it comes through, and every other one is such.
//
// Schemas that are shared were straightened with the first type that has them, and may
// be judging by now; they are not touched again.
func (s *shelf) straighten(one *jsonschema.Schema) *jsonschema.Schema {
	for one.Ref != nil {
		one = one.Ref
	}
	if s.straight[one] {
		return one
	}
	s.straight[one] = true
	for name, p := range one.Properties {
		one.Properties[name] = s.straighten(p)
	}
	for name, d := range one.Dependencies {
		if d, ok := d.(*jsonschema.Schema); ok {
			one.Dependencies[name] = s.straighten(d)
		}
	}
	for _, some := range [][]*jsonschema.Schema{one.AllOf, one.AnyOf} {
		for i := range some {
			some[i] = s.straighten(some[i])
		}
	}
	if items, ok := one.Items.(*jsonschema.Schema); ok {
		one.Items = s.straighten(items)
	}
	if one.Not != nil {
		one.Not = s.straighten(one.Not)
	}
	return one
}

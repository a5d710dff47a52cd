package door

import (
	"encoding/json"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// How large and how deep a question may be: room for the records around a decision.
var limits = strictjson.Limits{Size: 32 << 20, Depth: 40}

// asking is what choices, check and do are asked with.
type asking struct {
	Kind   peer.Kind       `json:"kind"`
	Record json.RawMessage `json:"record"`
	Act    json.RawMessage `json:"act"`
	Facts  json.RawMessage `json:"facts"`
	world
}

// stepping is an asking with a step.
type stepping struct {
	asking
	Step json.RawMessage `json:"step"`
}

// read fills a question. Every fault of its shape comes at once.
func read(b []byte, into any) error { return shape(strictjson.Decode(b, into, limits)) }

// none reports whether a member was left out, or is null.
func none(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// record reads a stored record of any kind.
func record(raw json.RawMessage, path string) (peer.Record, error) {
	if none(raw) {
		return nil, missing(path, "There is a record.")
	}
	var head struct {
		Kind peer.Kind `json:"kind"`
	}
	if json.Unmarshal(raw, &head) != nil {
		return nil, misshapen(path, "The record is an object with a kind.")
	}
	k, known := kinds[head.Kind]
	if !known {
		return nil, peer.Under(path, peer.NoSuchKind())
	}
	r, err := k.decode(head.Kind, raw)
	return r, peer.Under(path, err)
}

// records reads a list of them.
func records(raw []json.RawMessage, path string) ([]peer.Record, error) {
	var out []peer.Record
	var faults []error
	for i, one := range raw {
		r, err := record(one, path+"/"+peer.Rev(i).String())
		out, faults = append(out, r), append(faults, err)
	}
	return out, peer.Faults(faults...)
}

package fhirtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// Tags says what an update does with tags and security labels that the newest
// version has and the body does not. R4 leaves it to the server (resource.html, tag
// updates).
type Tags string

const (
	// TagsAsSent: what the body says is all that stands afterwards.
	TagsAsSent Tags = ""
	// TagsCarried: they are carried forward, and nothing a client can do takes one
	// off.
	TagsCarried Tags = "carried"
	// TagsSnapshot: they are carried forward, unless the update comes with the header
	// X-Meta-Snapshot-Mode that names what is not to be: TAG, SECURITY_LABEL or both
	// with a comma, as HAPI has it.
	TagsSnapshot Tags = "snapshot"
	// TagsOperation: they are carried forward, and the operation $meta-delete, which
	// GET /metadata lists, takes off those it is given. It makes no new version.
	TagsOperation Tags = "operation"
)

const metaDelete = "meta-delete"

// carried are the members of meta that are carried forward, each with its name in the
// header.
var carried = []struct{ member, header string }{{"tag", "TAG"}, {"security", "SECURITY_LABEL"}}

// carry is the body of an update with what is carried forward from the version before.
func (t Tags) carry(h http.Header, was, body []byte) []byte {
	if t == TagsAsSent {
		return body
	}
	var fields [][2]string
	for _, of := range carried {
		asked := t == TagsSnapshot && slices.Contains(strings.FieldsFunc(h.Get("X-Meta-Snapshot-Mode"), func(r rune) bool { return r == ',' || r == ' ' }), of.header)
		now := codingsOf(body, of.member)
		all := now
		for _, old := range codingsOf(was, of.member) {
			if !asked && !among(now, old) {
				all = append(all, old)
			}
		}
		if len(all) > len(now) {
			fields = append(fields, [2]string{of.member, string(encode(all))})
		}
	}
	return withMeta(body, fields)
}

// metaDelete answers POST /{type}/{id}/$meta-delete.
func (c *call) metaDelete() answer {
	if no := c.onlyFormat(); no != nil {
		return *no
	}
	if !c.isJSON() {
		return refuse(http.StatusUnsupportedMediaType, fault("not-supported", "Send application/fhir+json, FHIR 4.0, in UTF-8."))
	}
	asked, no := c.metaAsked()
	if no != nil {
		return *no
	}
	i := c.item(c.resourceType, c.id)
	if i == nil || i.gone() {
		return notHere(i)
	}
	body := i.now().Bytes
	for _, of := range carried {
		off := codingsOf(asked, of.member)
		left := slices.DeleteFunc(codingsOf(body, of.member), func(one json.RawMessage) bool { return among(off, one) })
		body = withoutMeta(body, of.member)
		if len(left) > 0 {
			body = withMeta(body, [][2]string{{of.member, string(encode(left))}})
		}
	}
	doc, err := decode(body)
	if err != nil {
		return refuse(http.StatusInternalServerError, fault("exception", "The resource cannot be read any more."))
	}
	c.amend(i, body, doc)
	a := newAnswer(http.StatusOK)
	a.wrote = true
	a.body = encode(map[string]any{"resourceType": "Parameters", "parameter": []any{map[string]any{"name": "return", "valueMeta": doc["meta"]}}})
	return a
}

// metaAsked is the meta that the body of an operation names, as a resource of its own.
func (c *call) metaAsked() ([]byte, *answer) {
	if no := checkJSON(c.body); no != nil {
		return nil, no
	}
	var in struct {
		ResourceType string `json:"resourceType"`
		Parameter    []struct {
			Name  string          `json:"name"`
			Value json.RawMessage `json:"valueMeta"`
		} `json:"parameter"`
	}
	if json.Unmarshal(c.body, &in) != nil || in.ResourceType != "Parameters" || len(in.Parameter) != 1 || in.Parameter[0].Name != "meta" || in.Parameter[0].Value == nil {
		no := refuse(http.StatusBadRequest, fault("required", "The body is Parameters with one parameter: meta, with a valueMeta.", "Parameters.parameter"))
		return nil, &no
	}
	return encode(map[string]any{"meta": in.Parameter[0].Value}), nil
}

// codingsOf are the codings in a member of a resource's meta, as they are written.
func codingsOf(resource []byte, member string) []json.RawMessage {
	var r struct {
		Meta map[string]json.RawMessage `json:"meta"`
	}
	var out []json.RawMessage
	if json.Unmarshal(resource, &r) != nil || json.Unmarshal(r.Meta[member], &out) != nil {
		return nil
	}
	return out
}

// among reports whether a coding is in a list: by system and code alone.
func among(list []json.RawMessage, one json.RawMessage) bool {
	type key struct{ System, Code string }
	read := func(b []byte) (k key) { _ = json.Unmarshal(b, &k); return k }
	return slices.ContainsFunc(list, func(other json.RawMessage) bool { return read(other) == read(one) })
}

// withMeta sets members of a resource's meta, which is made where there is none.
func withMeta(resource []byte, fields [][2]string) []byte {
	if len(fields) == 0 {
		return resource
	}
	top := members(resource)
	meta, there := lastOf(top, "meta")
	if !there {
		return setMembers(resource, [][2]string{{"meta", string(setMembers([]byte("{}"), fields))}})
	}
	return splice(resource, []edit{{meta.start, meta.end, string(setMembers(resource[meta.start:meta.end], fields))}})
}

// withoutMeta takes a member out of a resource's meta.
func withoutMeta(resource []byte, name string) []byte {
	meta, there := lastOf(members(resource), "meta")
	if !there {
		return resource
	}
	var left [][2]string
	for _, m := range members(resource[meta.start:meta.end]) {
		if m.name != name {
			left = append(left, [2]string{m.name, string(resource[meta.start+m.start : meta.start+m.end])})
		}
	}
	return splice(resource, []edit{{meta.start, meta.end, string(setMembers([]byte("{}"), left))}})
}

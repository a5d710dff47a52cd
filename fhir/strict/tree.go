package strict

import (
	"strconv"
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// resource is one resource of a document: the document itself, something contained,
// or what an entry of a Bundle holds.
type resource struct {
	path      string
	node      map[string]any
	contained bool
	values    int
	// found are the faults that no schema sees: they are about two places at once.
	found faults
}

// scope is what references can lead to without leaving the document.
type scope struct {
	// container is the type of the resource that "#" leads to from what it contains.
	container string
	// contained are the types of what it contains, by id, and used the ids that
	// something led to.
	contained map[string]string
	used      map[string]bool
	// entries are the types in the Bundle around, by fullUrl.
	entries map[string]string
}

// walk goes through a document once. It judges what bears on two places, and puts a
// reference by type and id where one leads to something inside the document, so that
// a schema can judge where it leads.
type walk struct {
	// all are the resources of the document, each before those in it.
	all []*resource
	// led are the references in whose place another was put.
	led []led
}

type led struct {
	node map[string]any
	said string
}

// through goes through a document from its root.
func through(root map[string]any) *walk {
	w := &walk{}
	w.alone(root, "", nil)
	return w
}

// back puts the references back as they were.
func (w *walk) back() {
	for _, l := range w.led {
		l.node["reference"] = l.said
	}
}

// alone goes into a resource that nothing contains.
func (w *walk) alone(node map[string]any, path string, entries map[string]string) {
	s := &scope{text(node, "resourceType"), map[string]string{}, map[string]bool{}, entries}
	contained := list(node, "contained")
	for _, c := range contained {
		s.contained[text(c, "id")] = text(c, "resourceType")
	}
	if s.container == "Bundle" {
		s.entries = map[string]string{}
		for _, e := range list(node, "entry") {
			s.entries[text(e, "fullUrl")] = text(child(e, "resource"), "resourceType")
		}
		delete(s.entries, "")
	}
	r := &resource{path: path, node: node}
	w.enter(r, s)
	for i, c := range contained {
		at := path + "/contained/" + strconv.Itoa(i)
		if !s.used[text(c, "id")] {
			r.breaks("dom-3", at)
		}
		if has(c, "contained") {
			r.breaks("dom-2", at+"/contained")
		}
		if meta := child(c, "meta"); has(meta, "versionId") || has(meta, "lastUpdated") {
			r.breaks("dom-4", at+"/meta")
		}
		if has(child(c, "meta"), "security") {
			r.breaks("dom-5", at+"/meta/security")
		}
	}
}

func (w *walk) enter(r *resource, s *scope) {
	w.all = append(w.all, r)
	visit{w, r, s}.members(r.node, r.path)
}

func (r *resource) breaks(k key, path string) {
	r.note(fault{"FHIR-19", peer.ErrSchema, path, invariants[k].says, correct, k})
}

// note keeps a fault, up to as many as are given.
func (r *resource) note(f fault) {
	if len(r.found) < mostReasons {
		r.found = append(r.found, f)
	}
}

// visit goes through one resource.
type visit struct {
	*walk
	of *resource
	in *scope
}

func (v visit) members(node map[string]any, path string) {
	for name, value := range node {
		v.of.values++
		switch value := value.(type) {
		case map[string]any:
			v.object(name, value, below(path, name))
		case []any:
			v.elements(name, node, value, below(path, name))
		case string:
			v.uses(value)
			if name == "reference" && !has(node, "language") { // Expression.reference is a URI
				v.reference(node, value, path)
			}
		}
		if strings.HasPrefix(name, "_") {
			v.twin(node[name[1:]], value, below(path, name[1:]))
		}
	}
}

func below(path, name string) string { return path + "/" + strictjson.Token(name) }

// object goes into an object; one that is a resource is judged for itself.
func (v visit) object(name string, node map[string]any, path string) {
	_, is := node["resourceType"]
	switch {
	case is && name == "contained":
		v.enter(&resource{path: path, node: node, contained: true}, v.in)
		return
	case is:
		v.alone(node, path, v.in.entries)
		return
	case len(node) == 1 && has(node, "id"):
		v.of.breaks("ele-1", path)
	}
	v.members(node, path)
}

func (v visit) elements(name string, parent map[string]any, values []any, path string) {
	for i, value := range values {
		v.of.values++
		at := path + "/" + strconv.Itoa(i)
		switch value := value.(type) {
		case map[string]any:
			v.object(name, value, at)
		case nil:
			if _, twins := parent["_"+name].([]any); !twins && !strings.HasPrefix(name, "_") {
				v.of.note(shape(at, says["type"]))
			}
		}
	}
}

// uses notes that something inside the document is led to. What leads back to its
// container is held to it by that.
func (v visit) uses(value string) {
	inside, local := strings.CutPrefix(value, "#")
	switch {
	case local && inside != "":
		v.in.used[inside] = true
	case local && v.of.contained:
		v.in.used[text(v.of.node, "id")] = true
	}
}

// reference looks up what a Reference at a path leads to inside the document.
func (v visit) reference(node map[string]any, to, path string) {
	inside, local := strings.CutPrefix(to, "#")
	typ, there := v.in.entries[to]
	switch {
	case local && inside == "":
		typ, there = v.in.container, v.of.contained
	case local:
		if typ, there = v.in.contained[inside]; !there {
			v.of.breaks("ref-1", path+"/reference")
		}
	}
	if there && typ != "" {
		v.led = append(v.led, led{node, to})
		node["reference"] = typ + "/x"
	}
}

// twin judges a primitive together with the twin that has its id and extensions.
// A value, or an extension in place of it, has to be there for each.
func (v visit) twin(value, twin any, path string) {
	values, _ := value.([]any)
	twins, many := twin.([]any)
	if !many {
		if t, ok := twin.(map[string]any); ok && value == nil && !has(t, "extension") {
			v.of.breaks("ele-1", path)
		}
		return
	}
	if values != nil && len(values) != len(twins) {
		v.of.note(shape(path, "A list and the list of its twins are of one length."))
		return
	}
	for i, t := range twins {
		if t, _ := t.(map[string]any); (values == nil || values[i] == nil) && !has(t, "extension") {
			v.of.breaks("ele-1", path+"/"+strconv.Itoa(i))
		}
	}
}

// has reports whether an element is there, or its twin.
func has(node map[string]any, name string) bool {
	_, is := node[name]
	_, twin := node["_"+name]
	return is || twin
}

func text(node map[string]any, name string) string {
	s, _ := node[name].(string)
	return s
}

func child(node map[string]any, name string) map[string]any {
	c, _ := node[name].(map[string]any)
	return c
}

// list gives the objects of a list; what else stands in it counts as an empty one.
func list(node map[string]any, name string) (out []map[string]any) {
	all, _ := node[name].([]any)
	for _, v := range all {
		o, _ := v.(map[string]any)
		out = append(out, o)
	}
	return out
}

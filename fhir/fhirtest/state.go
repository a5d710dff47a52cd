package fhirtest

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Version is one version of a resource as it is stored.
type Version struct {
	// ID is the version id, as in meta.versionId and in the ETag W/"ID".
	ID string
	// At is when it was stored, in UTC to the millisecond.
	At time.Time
	// Bytes is the whole resource. It is the caller's own copy; nil in a version
	// that is Deleted.
	Bytes []byte
	// Method is what a history says of it: POST, PUT or DELETE. A patch, Seed and
	// Edit are PUT.
	Method string
	// Deleted is true when this version says that the resource was deleted.
	Deleted bool

	// seq counts the versions of the whole server.
	seq int
}

// item is a resource with all its versions, oldest first.
type item struct {
	resourceType, id string
	place            int // in shelf.inOrder
	versions         []Version
	// found holds, by parameter name, what each search parameter of the type
	// leads to in the newest version; nil when that is a deletion.
	found map[string][]any
	// values are the identifier values it is indexed under.
	values map[string]bool
}

func (i *item) now() Version { return i.versions[len(i.versions)-1] }

// gone reports whether the resource was deleted.
func (i *item) gone() bool { return i.now().Deleted }

func (i *item) address() string { return i.resourceType + "/" + i.id }

// look notes what can be searched in the newest version.
func (i *item) look(doc map[string]any) {
	i.found = map[string][]any{byID.name: {i.id}, byLastUpdated.name: {moment(i.now().At)}}
	for _, p := range known[i.resourceType] {
		found := nodes(doc, p.path)
		if p.kind == date {
			found = spans(found)
		}
		i.found[p.name] = found
	}
}

// nextVersion counts on from the newest version id where that is a number of a
// sensible size, and from the number of versions where it is not, so that no
// version id is used twice for one resource.
func (i *item) nextVersion() string {
	if len(i.versions) == 0 {
		return "1"
	}
	n := len(i.versions)
	if newest, err := strconv.Atoi(i.now().ID); err == nil && newest > 0 && newest < 1<<30 {
		n = newest
	}
	return strconv.Itoa(n + 1)
}

// shelf holds the resources of one type in the order they came in.
type shelf struct {
	inOrder []*item
	byID    map[string]*item
	// byValue leads from an identifier's value to the resources that have it, or
	// had it once: it narrows a search and does not answer it.
	byValue map[string][]*item
}

// index notes the identifier values of the newest version.
func (s *shelf) index(i *item) {
	for _, found := range i.found[byIdentifier.name] {
		identifier, _ := found.(map[string]any)
		if value, _ := identifier["value"].(string); value != "" && !i.values[value] {
			i.values[value] = true
			s.byValue[value] = append(s.byValue[value], i)
		}
	}
}

// drop takes out the item that was added last.
func (s *shelf) drop(i *item) {
	s.inOrder = s.inOrder[:len(s.inOrder)-1]
	delete(s.byID, i.id)
	for value := range i.values {
		s.byValue[value] = slices.DeleteFunc(s.byValue[value], func(other *item) bool { return other == i })
	}
}

// withValue lists what has or had an identifier with one of the values, in the
// order it came in.
func (s *shelf) withValue(values []string) []*item {
	var out []*item
	for _, value := range values {
		out = append(out, s.byValue[value]...)
	}
	slices.SortFunc(out, func(a, b *item) int { return a.place - b.place })
	return slices.Compact(out)
}

func (s *Server) shelf(resourceType string) *shelf {
	at := s.shelves[resourceType]
	if at == nil {
		at = &shelf{byID: map[string]*item{}, byValue: map[string][]*item{}}
		s.shelves[resourceType] = at
	}
	return at
}

// item finds a resource, deleted or not.
func (s *Server) item(resourceType, id string) *item {
	if at := s.shelves[resourceType]; at != nil {
		return at.byID[id]
	}
	return nil
}

// here finds a resource that is there to be read.
func (s *Server) here(resourceType, id string) *item {
	if i := s.item(resourceType, id); i != nil && !i.gone() {
		return i
	}
	return nil
}

func (s *Server) add(i *item) {
	at := s.shelf(i.resourceType)
	i.place = len(at.inOrder)
	at.inOrder = append(at.inOrder, i)
	at.byID[i.id] = i
	at.index(i)
	s.canUndo(func() { at.drop(i) })
}

// freshID gives an id that no resource of the type has or had.
func (s *Server) freshID(resourceType string) string {
	for {
		s.lastID++
		id := "srv-" + strconv.Itoa(s.lastID)
		if s.item(resourceType, id) == nil {
			return id
		}
	}
}

// commit stores data, which is doc as bytes and has what stamp asks for, as the
// next version of a resource, and makes the resource when there is none.
func (s *Server) commit(resourceType, id string, data []byte, doc map[string]any, at time.Time) *item {
	i := s.item(resourceType, id)
	v := Version{At: at, Method: http.MethodPut}
	if i == nil {
		i = &item{resourceType: resourceType, id: id, values: map[string]bool{}}
		v.Method = http.MethodPost
		v.ID = i.nextVersion()
		v.Bytes = stamp(data, id, v.ID, v.At)
		i.versions = []Version{s.numbered(v)}
		i.look(doc)
		s.add(i)
		return i
	}
	v.ID = i.nextVersion()
	v.Bytes = stamp(data, id, v.ID, v.At)
	s.push(i, v)
	i.look(doc)
	s.shelf(resourceType).index(i)
	return i
}

// remove stores the deletion of a resource as its next version.
func (s *Server) remove(i *item, at time.Time) {
	s.push(i, Version{ID: i.nextVersion(), At: at, Method: http.MethodDelete, Deleted: true})
	i.found = nil
}

// amend changes the bytes of the newest version, before anybody saw it.
func (s *Server) amend(i *item, data []byte, doc map[string]any) {
	newest := &i.versions[len(i.versions)-1]
	newest.Bytes = stamp(data, i.id, newest.ID, newest.At)
	i.look(doc)
	s.shelf(i.resourceType).index(i)
}

func (s *Server) push(i *item, v Version) {
	found := i.found
	i.versions = append(i.versions, s.numbered(v))
	s.canUndo(func() { i.versions, i.found = i.versions[:len(i.versions)-1], found })
}

func (s *Server) numbered(v Version) Version {
	s.lastSeq++
	v.seq = s.lastSeq
	return v
}

// canUndo notes how to take back a change, while a transaction is under way.
func (s *Server) canUndo(back func()) {
	if s.undo != nil {
		*s.undo = append(*s.undo, back)
	}
}

// attempt runs do and takes back every change it made when it answers false.
func (s *Server) attempt(do func() bool) {
	var back []func()
	lastID, lastSeq := s.lastID, s.lastSeq
	s.undo = &back
	kept := do()
	s.undo = nil
	if kept {
		return
	}
	for _, one := range slices.Backward(back) {
		one()
	}
	s.lastID, s.lastSeq = lastID, lastSeq
}

// now is the server's time as FHIR instants have it.
func (s *Server) now() time.Time { return s.config.Now().UTC().Truncate(time.Millisecond) }

// resource answers with the version v of an item.
func (i *item) resource(status int, v Version) answer {
	a := newAnswer(status)
	a.header.Set("ETag", v.etag())
	a.header.Set("Last-Modified", v.At.Format(http.TimeFormat))
	a.body, a.at = v.Bytes, v.At
	return a
}

func (v Version) etag() string { return `W/"` + v.ID + `"` }

// isID reports whether s has the form of R4's id: 1 to 64 ASCII letters, digits,
// hyphens and full stops.
func isID(s string) bool {
	if len(s) == 0 || len(s) > 64 {
		return false
	}
	for _, c := range []byte(s) {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (c < '0' || c > '9') && c != '-' && c != '.' {
			return false
		}
	}
	return true
}

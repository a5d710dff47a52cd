package fhirtest

import (
	"bytes"
	"errors"
	"fmt"
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
	// Bytes is the whole resource. It is the caller's own copy.
	Bytes []byte
}

// item is a resource with all its versions, oldest first.
type item struct {
	resourceType, id string
	place            int // in shelf.inOrder
	versions         []Version
	// found holds, by parameter name, what each search parameter of the type
	// leads to in the newest version.
	found map[string][]any
}

func (i *item) now() Version { return i.versions[len(i.versions)-1] }

// store adds a version and what can be searched in it.
func (i *item) store(v Version, doc map[string]any) {
	i.versions = append(i.versions, v)
	i.found = map[string][]any{"_id": {i.id}}
	for _, p := range known[i.resourceType] {
		i.found[p.name] = nodes(doc, p.path)
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
		if value, _ := identifier["value"].(string); value != "" && !slices.Contains(s.byValue[value], i) {
			s.byValue[value] = append(s.byValue[value], i)
		}
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

func (s *Server) item(resourceType, id string) *item {
	if at := s.shelves[resourceType]; at != nil {
		return at.byID[id]
	}
	return nil
}

func (s *Server) add(i *item) {
	at := s.shelf(i.resourceType)
	i.place = len(at.inOrder)
	at.inOrder = append(at.inOrder, i)
	at.byID[i.id] = i
	at.index(i)
}

// freshID gives an id that no resource of the type has.
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
func (s *Server) commit(resourceType, id string, data []byte, doc map[string]any) *item {
	i := s.item(resourceType, id)
	isNew := i == nil
	if isNew {
		i = &item{resourceType: resourceType, id: id}
	}
	v := Version{ID: i.nextVersion(), At: s.now()}
	v.Bytes = stamp(data, id, v.ID, v.At)
	i.store(v, doc)
	if isNew {
		s.add(i)
	} else {
		s.shelf(resourceType).index(i)
	}
	return i
}

// now is the server's time as FHIR instants have it.
func (s *Server) now() time.Time { return s.config.Now().UTC().Truncate(time.Millisecond) }

// Seed puts resources in as they are: no byte is changed or added, and none of
// the rules of a create or an update is asked. So a test can hold a document that
// the server would not take, such as one with an unknown status. Each must be a
// JSON object with the resourceType of a type the server has (Config.Types) and an
// id of R4's form.
//
// The ETag is that of the document's own meta.versionId, or W/"1"; Last-Modified
// is its meta.lastUpdated, or Config.Now. All are put in or, with an error for
// each that cannot be, none.
func (s *Server) Seed(resources ...[]byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []*item
	var faults []error
	taken := map[[2]string]bool{}
	for n, data := range resources {
		i, err := s.seed(data)
		if err == nil && (taken[[2]string{i.resourceType, i.id}] || s.item(i.resourceType, i.id) != nil) {
			err = errors.New("its type and id are taken; use Edit to change a resource that is there")
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("fhirtest: seed %d: %w", n, err))
			continue
		}
		taken[[2]string{i.resourceType, i.id}] = true
		all = append(all, i)
	}
	if len(faults) > 0 {
		return errors.Join(faults...)
	}
	for _, i := range all {
		s.add(i)
	}
	return nil
}

func (s *Server) seed(data []byte) (*item, error) {
	data = bytes.Clone(data)
	doc, err := decode(data)
	if err != nil {
		return nil, err
	}
	resourceType, _ := doc["resourceType"].(string)
	id, _ := doc["id"].(string)
	if !s.has(resourceType) {
		return nil, errors.New("its resourceType is not one this server has; see Config.Types")
	}
	if !isID(id) {
		return nil, errors.New("it needs an id of 1 to 64 letters, digits, dots and hyphens")
	}
	v := Version{ID: "1", At: s.now(), Bytes: data}
	meta, _ := doc["meta"].(map[string]any)
	if own, _ := meta["versionId"].(string); isID(own) {
		v.ID = own
	}
	if own, _ := meta["lastUpdated"].(string); own != "" {
		if at, err := time.Parse(time.RFC3339, own); err == nil {
			v.At = at.UTC().Truncate(time.Millisecond)
		}
	}
	i := &item{resourceType: resourceType, id: id}
	i.store(v, doc)
	return i, nil
}

// Edit changes a resource as another user of the record system would, between
// two requests of yours: change gets a copy of the newest bytes and returns the
// new ones, and the server stores them as the next version with id,
// meta.versionId and meta.lastUpdated put in. No rule of an update is asked. The
// error says that there is no such resource, or that what change returned is no
// JSON object of that type with a place for meta; nothing is changed then. change must not call the
// server.
func (s *Server) Edit(resourceType, id string, change func(current []byte) []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.item(resourceType, id)
	if i == nil {
		return errors.New("fhirtest: edit: there is no such resource")
	}
	data := change(bytes.Clone(i.now().Bytes))
	doc, err := decode(data)
	if err != nil {
		return fmt.Errorf("fhirtest: edit: what came back is %w", err)
	}
	meta, there := doc["meta"]
	if doc["resourceType"] != resourceType || there && !isObject(meta) {
		return errors.New("fhirtest: edit: what came back has another resourceType, or a meta that is no object")
	}
	s.commit(resourceType, id, data, doc)
	return nil
}

// Bytes returns a copy of the newest version of a resource, exactly as it is
// stored, and whether there is one.
func (s *Server) Bytes(resourceType, id string) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.item(resourceType, id)
	if i == nil {
		return nil, false
	}
	return bytes.Clone(i.now().Bytes), true
}

// Versions returns every version of a resource, oldest first; none when there is
// no such resource.
func (s *Server) Versions(resourceType, id string) []Version {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.item(resourceType, id)
	if i == nil {
		return nil
	}
	out := slices.Clone(i.versions)
	for n := range out {
		out[n].Bytes = bytes.Clone(out[n].Bytes)
	}
	return out
}

// IDs returns the ids of the resources of a type in the order they came in.
func (s *Server) IDs(resourceType string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	if at := s.shelves[resourceType]; at != nil {
		for _, i := range at.inOrder {
			out = append(out, i.id)
		}
	}
	return out
}

// Reset makes the server as New made it: nothing stored, nothing logged, no
// faults, and ids count from the start again.
func (s *Server) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shelves, s.pages, s.log, s.fail, s.lastID, s.lastPage = map[string]*shelf{}, map[string]page{}, nil, nil, 0, 0
}

// resource answers with the version v of an item.
func (i *item) resource(status int, v Version) answer {
	a := newAnswer(status)
	a.header.Set("ETag", `W/"`+v.ID+`"`)
	a.header.Set("Last-Modified", v.At.Format(http.TimeFormat))
	a.body = v.Bytes
	return a
}

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

package fhirtest

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"
)

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
		i.versions[0] = s.numbered(i.versions[0])
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
	v := Version{ID: "1", At: s.now(), Bytes: data, Method: http.MethodPut}
	meta, _ := doc["meta"].(map[string]any)
	if own, _ := meta["versionId"].(string); isID(own) {
		v.ID = own
	}
	if own, _ := meta["lastUpdated"].(string); own != "" {
		if at, err := time.Parse(time.RFC3339, own); err == nil {
			v.At = at.UTC().Truncate(time.Millisecond)
		}
	}
	i := &item{resourceType: resourceType, id: id, versions: []Version{v}, values: map[string]bool{}}
	i.look(doc)
	return i, nil
}

// Edit changes a resource as another user of the record system would, between
// two requests of yours: change gets a copy of the newest bytes and returns the
// new ones, and the server stores them as the next version with id,
// meta.versionId and meta.lastUpdated put in. No rule of an update is asked. The
// error says that there is no such resource, or that what change returned is no
// JSON object of that type with a place for meta; nothing is changed then. change
// must not call the server.
func (s *Server) Edit(resourceType, id string, change func(current []byte) []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.edit(resourceType, id, change, s.now().Add(s.nextNode()))
}

// EditLate is Edit in a transaction that takes its time: the new version says that it
// was written when EditLate was called, and is there for others from when commit is.
// So a search by _lastUpdated that is asked in between misses it, and so does one that
// begins where that one ended. The error of commit is that of Edit.
func (s *Server) EditLate(resourceType, id string, change func(current []byte) []byte) (commit func() error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	begun := s.now().Add(s.nextNode())
	return func() error {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.edit(resourceType, id, change, begun)
	}
}

func (s *Server) edit(resourceType, id string, change func(current []byte) []byte, at time.Time) error {
	i := s.here(resourceType, id)
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
	s.commit(resourceType, id, data, doc, at)
	return nil
}

// Delete removes a resource as another user of the record system would. The
// error says that there is none.
func (s *Server) Delete(resourceType, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.here(resourceType, id)
	if i == nil {
		return errors.New("fhirtest: delete: there is no such resource")
	}
	s.remove(i, s.now().Add(s.nextNode()))
	return nil
}

// Bytes returns a copy of the newest version of a resource, exactly as it is
// stored, and whether there is one: false for one that was deleted.
func (s *Server) Bytes(resourceType, id string) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.here(resourceType, id)
	if i == nil {
		return nil, false
	}
	return bytes.Clone(i.now().Bytes), true
}

// Versions returns every version of a resource, oldest first, deletions among
// them; none when there never was such a resource.
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

// IDs returns the ids of the resources of a type in the order they came in,
// without those that were deleted.
func (s *Server) IDs(resourceType string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	if at := s.shelves[resourceType]; at != nil {
		for _, i := range at.inOrder {
			if !i.gone() {
				out = append(out, i.id)
			}
		}
	}
	return out
}

// Reset makes the server as New made it: nothing stored, nothing logged, no
// faults, and ids count from the start again.
func (s *Server) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shelves, s.pages, s.log, s.fail = map[string]*shelf{}, pages{}, nil, nil
	s.lastID, s.lastSeq, s.turns = 0, 0, 0
}

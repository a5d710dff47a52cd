// Package naive brings records to a record system as it must not be done, and as it is
// often done: look for the resource, decode it, set what has changed, write it back, and
// try again when that did not work. Tests and the scoreboard run it under the same checks
// as fhir/exchange: checks that it passes are blind.
package naive

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// Sync brings goals and contributions of one person to a record system.
type Sync struct {
	// HTTP sends; Base is the address of the record system.
	HTTP http.Client
	Base string
	// Site names the resources, and Patient whom they are about.
	Site    fhir.Site
	Patient string

	sent map[peer.Ref]peer.Rev
}

// Bring writes every record that has moved on since it was last written.
func (s *Sync) Bring(records []peer.Record) {
	if s.sent == nil {
		s.sent = map[peer.Ref]peer.Rev{}
	}
	for _, r := range records {
		if s.sent[r.Ref()] == r.Rev() {
			continue
		}
		var err error
		switch r := r.(type) {
		case recovery.Goal:
			err = s.goal(r)
		case recovery.Contribution:
			err = s.contribution(r)
		}
		if err == nil {
			s.sent[r.Ref()] = r.Rev()
		}
	}
}

func (s *Sync) goal(g recovery.Goal) error {
	ours := s.Site.IdentifierOf(fhir.DocumentName{Type: "Goal", Record: g.Ref()})
	found, err := s.ask(http.MethodGet, "/Goal?identifier="+url.QueryEscape(ours.System+"|"+ours.Value), nil)
	if err != nil {
		return err
	}
	var bundle struct {
		Entry []struct{ Resource json.RawMessage }
	}
	if err := json.Unmarshal(found, &bundle); err != nil {
		return err
	}
	there, method, at := r4.Goal{}, http.MethodPost, "/Goal"
	if len(bundle.Entry) > 0 {
		if err := json.Unmarshal(bundle.Entry[0].Resource, &there); err != nil {
			return err
		}
		method, at = http.MethodPut, "/Goal/"+*there.Id
	}
	there.Identifier = []r4.Identifier{{System: &ours.System, Value: &ours.Value}}
	there.Description.Text = new(g.Words().Text.Reveal())
	there.Subject.Reference = &s.Patient
	there.StatusDate = new(g.StatusOn().String())
	there.LifecycleStatus = r4.GoalLifecycleStatusActive
	if g.Status() == recovery.GoalOnHold {
		there.LifecycleStatus = r4.GoalLifecycleStatusOnHold
	}
	body, err := json.Marshal(there)
	if err == nil {
		_, err = s.ask(method, at, body)
	}
	return err
}

func (s *Sync) contribution(c recovery.Contribution) error {
	at := "/CarePlan/" + c.Plan().ID
	found, err := s.ask(http.MethodGet, at, nil)
	if err != nil {
		return err
	}
	var plan r4.CarePlan
	if err := json.Unmarshal(found, &plan); err != nil {
		return err
	}
	plan.Activity = append(plan.Activity, r4.CarePlanActivity{Detail: &r4.CarePlanActivityDetail{
		Status: r4.CarePlanActivityStatusNotStarted, Description: new(c.Words().Text.Reveal())}})
	body, err := json.Marshal(plan)
	if err == nil {
		_, err = s.ask(http.MethodPut, at, body)
	}
	return err
}

var errNotOK = errors.New("the answer was not what it should be")

// ask sends a request, up to three times, until it is answered with a success.
func (s *Sync) ask(method, at string, body []byte) (answer []byte, err error) {
	for range 3 {
		if answer, err = s.once(method, at, body); err == nil {
			return answer, nil
		}
	}
	return nil, err
}

func (s *Sync) once(method, at string, body []byte) ([]byte, error) {
	req, err := http.NewRequest(method, s.Base+at, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/fhir+json")
	resp, err := s.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode >= 300 {
		err = errNotOK
	}
	return answer, err
}

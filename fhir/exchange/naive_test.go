package exchange_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// naive is what must not be done, as it is often done: look for the resource, decode
// it, set what has changed, write it back, and try again when that did not work. It
// shows that the checks of the others can see.
type naive struct {
	sent map[peer.Ref]peer.Rev
	http http.Client
}

// bring writes every record that has moved on since it was last written.
func (n *naive) bring(a *afternoon) {
	n.http = http.Client{Transport: a.carry, Timeout: 20 * time.Second}
	for _, r := range a.records {
		if n.sent[r.Ref()] == r.Rev() {
			continue
		}
		var err error
		switch r := r.(type) {
		case recovery.Goal:
			err = n.goal(a, r)
		case recovery.Contribution:
			err = n.contribution(r)
		}
		if err == nil {
			n.sent[r.Ref()] = r.Rev()
		}
	}
}

func (n *naive) goal(a *afternoon, g recovery.Goal) error {
	ours := a.b.Site.IdentifierOf(fhir.DocumentName{Type: "Goal", Record: g.Ref()})
	found, err := n.ask(http.MethodGet, "/Goal?identifier="+url.QueryEscape(ours.System+"|"+ours.Value), nil)
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
	there.Subject.Reference = new("Patient/aled-prowse")
	there.StatusDate = new(g.StatusOn().String())
	there.LifecycleStatus = r4.GoalLifecycleStatusActive
	if g.Status() == recovery.GoalOnHold {
		there.LifecycleStatus = r4.GoalLifecycleStatusOnHold
	}
	body, err := json.Marshal(there)
	if err == nil {
		_, err = n.ask(method, at, body)
	}
	return err
}

func (n *naive) contribution(c recovery.Contribution) error {
	at := "/CarePlan/" + c.Plan().ID
	found, err := n.ask(http.MethodGet, at, nil)
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
		_, err = n.ask(http.MethodPut, at, body)
	}
	return err
}

var errNotOK = errors.New("the answer was not what it should be")

// ask sends a request, up to three times, until it is answered with a success.
func (n *naive) ask(method, at string, body []byte) (answer []byte, err error) {
	for range 3 {
		if answer, err = n.once(method, at, body); err == nil {
			return answer, nil
		}
	}
	return nil, err
}

func (n *naive) once(method, at string, body []byte) ([]byte, error) {
	req, err := http.NewRequest(method, inside+at, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/fhir+json")
	resp, err := n.http.Do(req)
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

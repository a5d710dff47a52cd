package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/sse"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/peer"
)

func post(id, path, summary string, status int) huma.Operation {
	return huma.Operation{OperationID: id, Method: http.MethodPost, Path: "/api" + path, Summary: summary, MaxBodyBytes: most, DefaultStatus: status,
		Errors: []int{http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity}}
}

func (a api) stepping(h huma.API) {
	huma.Register(h, post("begin-record", "/records/{kind}", "Take a step that creates a record", http.StatusCreated), func(ctx context.Context, in *struct {
		Seat
		OfKind
		Body Step
	}) (*body[Taken], error) {
		return a.take(ctx, in.who(), OfRecord{OfKind: in.OfKind}, in.Body)
	})
	huma.Register(h, post("take-step", "/records/{kind}/{id}/steps", "Take a step on a record", http.StatusOK), func(ctx context.Context, in *struct {
		Seat
		OfRecord
		Body Step
	}) (*body[Taken], error) {
		return a.take(ctx, in.who(), in.OfRecord, in.Body)
	})
}

func (a api) take(ctx context.Context, who desk.Who, of OfRecord, s Step) (*body[Taken], error) {
	step, err := json.Marshal(s.Step)
	if err != nil {
		return nil, problem(err)
	}
	c, err := a.Take(ctx, who, desk.Asked{Kind: peer.Kind(of.Kind), ID: of.ID, Seen: peer.Rev(s.Seen), Request: peer.RequestID(s.Request), Step: step})
	if err != nil {
		return nil, problem(err)
	}
	return &body[Taken]{Taken{Kind: string(c.Of.Kind), ID: c.Of.ID, Rev: int(c.Rev), Status: string(c.To)}}, nil
}

// Changed is that a record this reader sees something of has moved on. What it says now
// is read from the record.
type Changed struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
}

func (a api) events(h huma.API) {
	op := get("hear-changes", "/events", "Hear which records change, as server-sent events")
	op.Errors = nil
	sse.Register(h, op, map[string]any{"change": Changed{}}, func(ctx context.Context, in *struct{ Seat }, send sse.Sender) {
		heard, err := a.Hear(ctx, in.who(), store.Moved{})
		if err != nil {
			return
		}
		defer heard.End()
		for {
			list, err := heard.Next(ctx)
			if err != nil {
				return
			}
			for _, m := range list {
				if send.Data(Changed{string(m.Of.Kind), m.Of.ID}) != nil {
					return
				}
			}
		}
	})
}

// Problem is an answer that is no (RFC 9457), with every reason that stands in the way.
type Problem struct {
	Title  string   `json:"title"`
	Status int      `json:"status"`
	Errors []Reason `json:"errors,omitempty"`
}

// Error is the title.
func (p *Problem) Error() string { return p.Title }

// GetStatus is the status of the answer.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is that of a problem.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// problem is what a fault looks like from outside; nil when there is none. What is wrong
// with the program is not told.
func problem(err error) error {
	var refusal *peer.Refusal
	switch {
	case err == nil:
		return nil
	case errors.Is(err, desk.ErrNotHere):
		return &Problem{Title: "There is nothing here for you.", Status: http.StatusNotFound}
	case errors.As(err, &refusal):
		return refused(refusal)
	}
	return &Problem{Title: "Something is wrong with this program.", Status: http.StatusInternalServerError}
}

func refused(r *peer.Refusal) error {
	p := &Problem{Title: "Not yet.", Status: http.StatusUnprocessableEntity}
	if r.Is(peer.ErrConflict) {
		p.Title, p.Status = "Somebody was quicker. Read it again.", http.StatusConflict
	}
	if into(r, p) != nil {
		return &Problem{Title: "Something is wrong with this program.", Status: http.StatusInternalServerError}
	}
	return p
}

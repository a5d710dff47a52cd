// Package api is the same service as the pages, as JSON: the same desk, the same answers,
// described by OpenAPI 3.1. A step that is not taken is problem+json with every reason
// (RFC 9457), as the library gives them.
package api

//go:generate go test . -run TestOpenAPI -update

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/world"
	"github.com/towpath-care/towpath/peer"
)

// most is how large a body may be, in bytes.
const most = 64 << 10

type api struct{ *desk.Desk }

// Register puts the API under /api/ of a mux.
func Register(mux *http.ServeMux, d *desk.Desk) huma.API {
	config := huma.DefaultConfig("Towpath front end example", "1")
	config.Info.Description = "A small peer support service on invented people. Whoever looks is named by the header Towpath-Seat; a service of its own signs people in instead. Nothing here decides anything: what may be done is in the choices of a record, and why not is in the answer."
	config.OpenAPIPath, config.SchemasPath, config.DocsPath = "/api/openapi", "/api/schemas", ""
	config.CreateHooks = nil // no link to a schema in what people read
	h := humago.New(mux, config)
	a := api{d}
	a.reading(h)
	a.stepping(h)
	a.events(h)
	return h
}

// Seat names whoever looks.
type Seat struct {
	ID string `header:"Towpath-Seat" required:"true" enum:"aled,beatriz,jess-aled,jess-beatriz,hannah,ines" doc:"Whose eyes to look with. It stands for signing in."`
}

func (s Seat) who() desk.Who {
	seat, _ := world.SeatOf(s.ID)
	return seat.Who
}

// OfKind names a kind of record.
type OfKind struct {
	Kind string `path:"kind" maxLength:"60" doc:"A kind of record, such as goal or contact." example:"goal"`
}

// OfRecord names a record.
type OfRecord struct {
	OfKind
	ID string `path:"id" maxLength:"200" doc:"The id of the record." example:"g-1"`
}

func (o OfRecord) ref() peer.Ref { return peer.Ref{Kind: peer.Kind(o.Kind), ID: o.ID} }

func get(id, path, summary string) huma.Operation {
	return huma.Operation{OperationID: id, Method: http.MethodGet, Path: "/api" + path, Summary: summary, Errors: []int{http.StatusNotFound}}
}

func (a api) reading(h huma.API) {
	huma.Register(h, get("list-records", "/records", "What there is for this reader, without what it says"), func(ctx context.Context, in *struct{ Seat }) (*body[[]Entry], error) {
		all, err := a.All(ctx, in.who())
		if err != nil {
			return nil, problem(err)
		}
		out := []Entry{}
		for _, o := range all {
			out = append(out, Entry{string(o.Ref.Kind), o.Ref.ID, int(o.Rev), string(o.Status)})
		}
		return &body[[]Entry]{out}, nil
	})
	huma.Register(h, get("read-record", "/records/{kind}/{id}", "One record as this reader may see it, and what there is to do"), func(ctx context.Context, in *struct {
		Seat
		OfRecord
	}) (*body[Record], error) {
		o, err := a.Open(ctx, in.who(), in.ref())
		if err != nil {
			return nil, problem(err)
		}
		out := &body[Record]{Record{Rev: int(o.Rev)}}
		if err := errors.Join(into(o.View, &out.Body.View), into(o.Choices, &out.Body.Choices)); err != nil {
			return nil, problem(err)
		}
		return out, nil
	})
	huma.Register(h, get("list-starts", "/starts/{kind}", "The steps that create a record of a kind"), func(ctx context.Context, in *struct {
		Seat
		OfKind
	}) (*body[[]Choice], error) {
		list, err := a.Starts(ctx, in.who(), peer.Kind(in.Kind))
		if err != nil {
			return nil, problem(err)
		}
		out := &body[[]Choice]{}
		if err := into(list, &out.Body); err != nil {
			return nil, problem(err)
		}
		return out, nil
	})
	huma.Register(h, get("list-due", "/due", "What is due, the soonest first"), func(ctx context.Context, in *struct{ Seat }) (*body[[]Due], error) {
		list, err := a.Due(ctx, in.who())
		if err != nil {
			return nil, problem(err)
		}
		out := []Due{}
		for _, o := range list {
			out = append(out, dueOf(o))
		}
		return &body[[]Due]{out}, nil
	})
	huma.Register(h, get("read-kept", "/kept", "What is kept about the person, for them alone"), func(ctx context.Context, in *struct{ Seat }) (*body[any], error) {
		kept, err := a.Kept(ctx, in.who())
		if err != nil {
			return nil, problem(err)
		}
		out := &body[any]{}
		if err := into(kept, &out.Body); err != nil {
			return nil, problem(err)
		}
		return out, nil
	})
}

type body[T any] struct{ Body T }

// into turns a value of the library into the form of this API, by its own JSON.
func into(from, to any) error {
	b, err := json.Marshal(from)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, to)
}

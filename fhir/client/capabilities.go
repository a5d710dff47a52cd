package client

import (
	"context"
	"net/http"
	"strings"
)

// Capabilities is what matters here of a server's CapabilityStatement.
type Capabilities struct {
	// FHIRVersion is what the server says it speaks: 4.0 or 4.0.x.
	FHIRVersion string
	// Types has an entry for every resource type the server names. A type that
	// is not there has the zero Abilities: nothing may be done with it.
	Types map[string]Abilities
	// Batch and Transaction: it takes several requests at once (R4
	// CapabilityStatement.rest.interaction).
	Batch, Transaction bool
}

// Abilities is what a server says it does with one resource type (R4
// CapabilityStatement.rest.resource). What it does not say it does not do.
type Abilities struct {
	// The interactions it offers.
	Read, Search, Create, Update, Patch bool
	// ConditionalCreate: it heeds If-None-Exist.
	ConditionalCreate bool
	// UpdateCreate: a client may choose the id, with CreateAt.
	UpdateCreate bool
	// MetaDelete: it takes tags off a resource, with Untag (the operation
	// $meta-delete).
	MetaDelete bool
	// Versioning is no-version, versioned or versioned-update; empty when the
	// server does not say.
	Versioning string
	// SearchParams are the names it can be searched by.
	SearchParams []string
}

// Capabilities asks the server what it can do. A server of another version than
// FHIR 4.0 is an *Error of kind NotR4.
func (r *Reader) Capabilities(ctx context.Context) (Capabilities, error) {
	c := &call{op: "capabilities", method: http.MethodGet, at: join(r.wire.base, "metadata")}
	a, err := r.wire.send(ctx, c)
	if err != nil {
		return Capabilities{}, err
	}
	if a.body.member("resourceType").text() != "CapabilityStatement" {
		return Capabilities{}, c.fails(NotFHIR, a.status)
	}
	version := a.body.member("fhirVersion").text()
	if version != "4.0" && !strings.HasPrefix(version, "4.0.") {
		return Capabilities{}, c.fails(NotR4, a.status)
	}
	out := Capabilities{FHIRVersion: version, Types: map[string]Abilities{}}
	a.body.member("rest").each(func(rest piece) bool {
		if rest.member("mode").text() == "server" {
			rest.member("interaction").each(func(i piece) bool {
				code := i.member("code").text()
				out.Batch, out.Transaction = out.Batch || code == "batch", out.Transaction || code == "transaction"
				return true
			})
			rest.member("resource").each(func(p piece) bool {
				if typ := p.member("type").text(); isType(typ) {
					out.Types[typ] = abilitiesOf(p)
				}
				return true
			})
		}
		return true
	})
	return out, nil
}

func abilitiesOf(p piece) Abilities {
	a := Abilities{
		ConditionalCreate: p.member("conditionalCreate").yes(),
		UpdateCreate:      p.member("updateCreate").yes(),
		Versioning:        onList([]string{"no-version", "versioned", "versioned-update"}, p.member("versioning").text()),
	}
	p.member("interaction").each(func(i piece) bool {
		switch i.member("code").text() {
		case "read":
			a.Read = true
		case "search-type":
			a.Search = true
		case "create":
			a.Create = true
		case "update":
			a.Update = true
		case "patch":
			a.Patch = true
		}
		return true
	})
	p.member("operation").each(func(o piece) bool {
		// The name stands without the $ in R4; some servers write it with.
		a.MetaDelete = a.MetaDelete || strings.TrimPrefix(o.member("name").text(), "$") == metaDelete
		return true
	})
	p.member("searchParam").each(func(s piece) bool {
		a.SearchParams = append(a.SearchParams, s.member("name").text())
		return true
	})
	return a
}

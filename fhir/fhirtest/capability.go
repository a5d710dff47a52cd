package fhirtest

import (
	"hash/fnv"
	"net/http"
	"slices"
	"strconv"
)

type capabilityStatement struct {
	ResourceType   string         `json:"resourceType"`
	Status         string         `json:"status"`
	Date           string         `json:"date"`
	Kind           string         `json:"kind"`
	Software       named          `json:"software"`
	Implementation implementation `json:"implementation"`
	FHIRVersion    string         `json:"fhirVersion"`
	Format         []string       `json:"format"`
	PatchFormat    []string       `json:"patchFormat,omitempty"`
	Rest           []rest         `json:"rest"`
}

type named struct {
	Name string `json:"name"`
}

type implementation struct {
	Description string `json:"description"`
	URL         string `json:"url"`
}

type rest struct {
	Mode        string               `json:"mode"`
	Security    *security            `json:"security,omitempty"`
	Resource    []resourceCapability `json:"resource,omitempty"`
	Interaction []coded              `json:"interaction,omitempty"`
}

type security struct {
	Description string `json:"description"`
}

type resourceCapability struct {
	Type              string       `json:"type"`
	Interaction       []coded      `json:"interaction,omitempty"`
	Versioning        string       `json:"versioning"`
	ReadHistory       bool         `json:"readHistory"`
	UpdateCreate      bool         `json:"updateCreate"`
	ConditionalCreate bool         `json:"conditionalCreate"`
	ConditionalRead   string       `json:"conditionalRead"`
	ConditionalUpdate bool         `json:"conditionalUpdate"`
	ConditionalDelete string       `json:"conditionalDelete"`
	SearchParam       []searchable `json:"searchParam,omitempty"`
	Operation         []offered    `json:"operation,omitempty"`
}

type offered struct {
	Name       string `json:"name"`
	Definition string `json:"definition"`
}

type coded struct {
	Code string `json:"code"`
}

type searchable struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// capabilities answers GET /metadata.
func (c *call) capabilities() answer {
	if mode := c.query.Get("mode"); mode != "" && mode != "full" {
		return refuse(http.StatusBadRequest, fault("not-supported", "Only mode=full is supported.", "http.mode"))
	}
	server := rest{Mode: "server", Interaction: c.coded("", func(at shape) bool { return !at.hasType() })}
	if c.config.Token != "" {
		server.Security = &security{"Every request but this one needs a bearer token."}
	}
	for _, name := range c.config.Types {
		server.Resource = append(server.Resource, c.capability(name))
	}
	a := newAnswer(http.StatusOK)
	a.body = encode(capabilityStatement{
		ResourceType:   "CapabilityStatement",
		Status:         "active",
		Date:           c.born.Format(instant),
		Kind:           "instance",
		Software:       named{"Towpath fhirtest"},
		Implementation: implementation{"A FHIR server in memory, for tests", c.base},
		FHIRVersion:    "4.0.1",
		Format:         []string{"json"},
		PatchFormat:    c.patchFormats(),
		Rest:           []rest{server},
	})
	sum := fnv.New64a()
	sum.Write(a.body)
	a.header.Set("ETag", `W/"`+strconv.FormatUint(sum.Sum64(), 16)+`"`)
	return c.unlessKnown(a)
}

func (c *call) capability(name string) resourceCapability {
	out := resourceCapability{
		Type:              name,
		Interaction:       c.coded(name, shape.hasType),
		Versioning:        "versioned-update",
		ReadHistory:       c.offersCode("vread"),
		ConditionalRead:   "not-match",
		ConditionalDelete: "not-supported",
	}
	can := func(code string) bool { return slices.Contains(out.Interaction, coded{code}) }
	out.UpdateCreate = can("update") && c.config.UpdateCreate
	out.ConditionalCreate = can("create") && !c.config.NoConditionalCreate
	out.ConditionalUpdate = can("update") && !c.config.NoConditionalUpdate
	if c.config.Tags == TagsOperation && !slices.Contains(c.config.ReadOnly, name) {
		out.Operation = []offered{{metaDelete, "http://hl7.org/fhir/OperationDefinition/Resource-meta-delete"}}
	}
	if c.config.BlindUpdates {
		out.Versioning = "versioned"
	}
	if !can("read") {
		out.ConditionalRead = "not-supported"
	}
	if can("search-type") {
		for _, p := range c.paramsOf(name) {
			out.SearchParam = append(out.SearchParam, searchable{p.name, p.kind.name})
		}
	}
	return out
}

// coded lists the interactions that the routes of some shapes offer for a type.
func (c *call) coded(resourceType string, at func(shape) bool) []coded {
	var out []coded
	for _, r := range routes() {
		for _, code := range r.codes {
			one := coded{code}
			if at(r.at) && c.offers(r, resourceType) && c.offersCode(code) && !slices.Contains(out, one) {
				out = append(out, one)
			}
		}
	}
	return out
}

func (c *call) patchFormats() []string {
	if c.offersCode("patch") {
		return []string{jsonPatch}
	}
	return nil
}

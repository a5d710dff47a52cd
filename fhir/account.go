package fhir

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// Account says of one record, in words a person can read, what of it goes into the
// record system, and what stays here and why. It holds names of things and never
// what somebody said.
type Account struct {
	Record peer.Ref `json:"record"`
	// Goes has a line for each document that is made from the record now.
	Goes []Goes `json:"goes,omitempty"`
	// Stays is what has no home there, or may not go.
	Stays []Stays `json:"stays,omitempty"`
}

// Goes is one document and what of the record stands in it.
type Goes struct {
	Document DocumentName `json:"document"`
	What     []string     `json:"what"`
}

// Stays is something that stays here. What is "all of it" for a whole record.
type Stays struct {
	What    string `json:"what"`
	Because string `json:"because"`
}

// everything is what stays when nothing goes.
const everything = "all of it"

// AccountFor builds every document that the record feeds at this site and says what
// came of each. in is what Build needs; where it has not all of that, the account
// says what stands in the way.
func AccountFor(r peer.Record, in Context) Account {
	return accountFor(r, in, func(Resource) string { return "" })
}

// accountFor is AccountFor with somebody who takes each document, or says why not.
func accountFor(r peer.Record, in Context, take func(Resource) string) Account {
	kind := r.Ref().Kind
	a := Account{Record: r.Ref()}
	if why := WhyNotSent(kind); why != "" {
		a.Stays = []Stays{{everything, why}}
		return a
	}
	var made []Fields
	for _, name := range Documents(r) {
		if c, ok := r.(recovery.Contribution); ok && (in.Site.PlanEdits || !in.Site.Proposals) {
			made = append(made, a.edit(name, c, in.Site)...)
			continue
		}
		resource, _, err := Build(name, r, in)
		if err != nil {
			a.Stays = append(a.Stays, staysBecause(name, err)...)
			continue
		}
		if why := take(resource); why != "" {
			a.Stays = append(a.Stays, Stays{name.Type, why})
			continue
		}
		fields, err := FieldsIn(r, resource.Type, resource.Body)
		made = append(made, a.goes(name, fields, err)...)
	}
	a.kept(made)
	return a
}

// edit accounts for a contribution to a plan that a service owns: it goes once the
// owner has accepted it and the person has seen it, where the site edits such plans.
func (a *Account) edit(name DocumentName, c recovery.Contribution, site Site) []Fields {
	if !site.PlanEdits || c.Status() != recovery.ContributionAccepted || c.Agrees() != peer.Yes {
		a.Stays = append(a.Stays, Stays{name.Type, "It goes into the service's plan once the plan's owner has accepted it and the person has seen it, where the site edits such plans."})
		return nil
	}
	fields, err := FieldsInEdit(c)
	return a.goes(name, fields, err)
}

// goes accounts for a document that is made, by the names of its fields.
func (a *Account) goes(name DocumentName, f Fields, err error) []Fields {
	if err != nil {
		a.Stays = append(a.Stays, staysBecause(name, err)...)
		return nil
	}
	g := Goes{Document: name}
	for _, sent := range f.Sent {
		want(&g.What, fieldName(sent.Field))
	}
	a.Goes = append(a.Goes, g)
	return []Fields{f}
}

// kept accounts for the fields that are in none of the documents that are made.
func (a *Account) kept(made []Fields) {
	sent := func(field string) bool {
		return slices.ContainsFunc(made, func(f Fields) bool {
			return slices.ContainsFunc(f.Sent, func(p Placed) bool { return p.Field == field })
		})
	}
	for _, f := range made {
		for _, k := range f.Stays {
			if !sent(k.Field) {
				want(&a.Stays, Stays{fieldName(k.Field), k.Because})
			}
		}
	}
}

// staysBecause is what a refusal says of a document that is not made.
func staysBecause(name DocumentName, err error) (out []Stays) {
	var refusal *peer.Refusal
	if !errors.As(err, &refusal) {
		return []Stays{{name.Type, "It could not be made."}}
	}
	for _, r := range refusal.Unmet() {
		out = append(out, Stays{name.Type, strings.TrimSpace("Needed: " + r.Says + " " + r.Fix)})
	}
	return out
}

// fieldName makes a name for people out of a field's: "/what/firstStep" is "what:
// first step".
func fieldName(field string) string {
	var out strings.Builder
	for i, part := range strings.Split(strings.TrimPrefix(field, "/"), "/") {
		if i > 0 {
			out.WriteString(": ")
		}
		for _, c := range part {
			if unicode.IsUpper(c) {
				out.WriteByte(' ')
				c = unicode.ToLower(c)
			}
			out.WriteRune(c)
		}
	}
	return out.String()
}

// Lines is the account for people to read, a sentence a line.
func (a Account) Lines() []string {
	out := []string{"Of " + strings.ReplaceAll(a.Record.String(), "/", " ") + ":"}
	for _, g := range a.Goes {
		out = append(out, "goes as "+g.Document.Type+": "+strings.Join(g.What, ", ")+".")
	}
	for _, s := range a.Stays {
		out = append(out, "stays here, "+s.What+": "+s.Because)
	}
	return out
}

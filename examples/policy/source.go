package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// document is a policy as it was given, read as far as it can be.
type document struct {
	name   string // as it was given
	raw    []byte
	file   peer.PolicyFile
	opened error            // why the envelope cannot be read
	policy safeguard.Policy // zero where its section cannot be read
}

// bench is a policy with what it is held against.
type bench struct {
	document
	roster      safeguard.Roster
	madeUp      bool // the roster is
	from, until peer.Date
}

func readFile(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, usage("%s cannot be read", path)
	}
	return b, nil
}

func newDocument(name string, raw []byte) document {
	d := document{name: name, raw: raw}
	if d.file, d.opened = peer.OpenPolicy(raw, time.LoadLocation); d.opened == nil {
		d.policy, _ = safeguard.PolicyFrom(d.file)
	}
	return d
}

// newBench holds a policy against a roster; without one it makes one up, in which somebody
// holds every role of these policies and its own. It is looked at from the first day on
// which it is in force for a year, as far as it is in force.
func newBench(d document, roster []byte, from, until peer.Date, also ...document) (bench, error) {
	b := bench{document: d, from: from, until: until}
	if d.opened != nil {
		return b, nil
	}
	if b.from.IsZero() {
		b.from = d.file.From()
	}
	if b.until.IsZero() {
		b.until = b.from.AddMonths(12).AddDays(-1)
		if last := d.file.Until(); !last.IsZero() && b.until.After(last) {
			b.until = last
		}
	}
	if b.until.Before(b.from) {
		return b, usage("the last day that is looked at lies before the first")
	}
	if longest := b.from.AddMonths(24); b.until.After(longest) {
		return b, usage("no more than two years are looked at in one run")
	}
	var err error
	if b.madeUp = roster == nil; b.madeUp {
		roster, err = b.everyRole(also)
	}
	if err == nil && roster != nil {
		b.roster, err = safeguard.OpenRoster(roster, d.file.Calendar())
	}
	if err != nil {
		return b, exit{exitUsage, fmt.Errorf("the roster cannot be read: %w", err)}
	}
	return b, nil
}

// open reads a policy and what it is held against.
func (g ground) open(path string) (bench, error) {
	raw, err := readFile(path)
	if err != nil {
		return bench{}, err
	}
	return g.with(newDocument(path, raw))
}

func (g ground) with(d document, also ...document) (bench, error) {
	from, until, err := g.days()
	if err != nil {
		return bench{}, err
	}
	var roster []byte
	if g.Roster != "" {
		if roster, err = readFile(g.Roster); err != nil {
			return bench{}, err
		}
	}
	return newBench(d, roster, from, until, also...)
}

// rostered and shift are the parts of a roster, as safeguard.OpenRoster reads it.
type rostered struct {
	Staff peer.StaffID `json:"staff"`
}

type shift struct {
	rostered
	Role peer.Role `json:"role"`
	Days []string  `json:"days"`
	From string    `json:"from"`
	To   string    `json:"to"`
}

// everyRole is a roster in which one made-up person holds each role at every hour, called
// by their role: it shows what a policy does where cover is no question.
func (b bench) everyRole(also []document) ([]byte, error) {
	roles, from := b.policy.Roles(), b.from
	for _, d := range also {
		if d.opened != nil {
			continue
		}
		roles = append(roles, d.policy.Roles()...)
		if d.file.From().Before(from) {
			from = d.file.From()
		}
	}
	slices.Sort(roles)
	roles = slices.Compact(roles)
	if len(roles) == 0 {
		return nil, nil
	}
	out := struct {
		Schema       int        `json:"schema"`
		Organisation peer.OrgID `json:"organisation"`
		Version      string     `json:"version"`
		Updated      string     `json:"updated"`
		From         peer.Date  `json:"from"`
		Until        peer.Date  `json:"until"`
		People       []rostered `json:"people"`
		Shifts       []shift    `json:"shifts"`
	}{Schema: 1, Organisation: b.file.Organisation(), Version: "made up", From: from.AddDays(-1), Until: b.until.AddDays(31)}
	out.Updated = b.file.Calendar().StartOf(b.from).UTC().Format(time.RFC3339)
	for _, r := range roles {
		who := rostered{peer.StaffID(r)}
		out.People = append(out.People, who)
		out.Shifts = append(out.Shifts, shift{who, r, []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}, "00:00", "24:00"})
	}
	return json.Marshal(out)
}

// world is the world in which the policy is in force.
func (b bench) world() (safeguard.World, error) {
	policies, err := peer.NewPolicies(b.file)
	return safeguard.World{World: peer.World{Policies: policies, Calendar: b.file.Calendar()}, Roster: b.roster, Read: []safeguard.Policy{b.policy}}, err
}

// organisation is whose policy it is, as far as that can be read.
func (d document) organisation() string {
	if d.opened != nil {
		return d.name
	}
	return string(d.file.Organisation())
}

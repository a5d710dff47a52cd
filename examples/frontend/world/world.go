// Package world is the invented people of the front end, and what they did until the
// day on which the example begins. Nobody in it exists.
package world

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"time"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// Begins is when the example begins: a Monday morning in March. The policy, the roster
// and the story are of that spring, so the clock of the example is too.
var Begins = time.Date(2026, 3, 16, 10, 0, 0, 0, time.UTC)

// Names are what everybody here is called, by id.
var Names = map[string]string{
	"aled": "Aled", "beatriz": "Beatriz", "megan": "Megan",
	"jess": "Jess", "hannah": "Hannah", "iris": "Iris", "kay": "Kay", "ines": "Ines", "ode": "Dr Ode", "paul": "Paul",
	"community": "Tamarside community team", "harbour": "Harbour team", "tamarside": "Tamarside",
}

// Seat is one pair of eyes that the example can be looked at with: in a host of its own,
// whoever signed in.
type Seat struct {
	ID  string
	Who desk.Who
}

// Seats are those to choose from: each person, the worker with the pages of each, and two
// on duty who are told of what others notice, by the chains of the policy.
func Seats() []Seat {
	jess := peer.ByStaff("jess", peer.RolePeerWorker)
	return []Seat{
		{"aled", desk.Who{Actor: peer.ByPerson("aled"), Person: "aled"}},
		{"beatriz", desk.Who{Actor: peer.ByPerson("beatriz"), Person: "beatriz"}},
		{"jess-aled", desk.Who{Actor: jess, Person: "aled"}},
		{"jess-beatriz", desk.Who{Actor: jess, Person: "beatriz"}},
		{"hannah", desk.Who{Actor: peer.ByStaff("hannah", peer.RoleTeamLead)}},
		{"ines", desk.Who{Actor: peer.ByStaff("ines", "safeguarding-lead")}},
	}
}

// SeatOf finds a seat by its id.
func SeatOf(id string) (Seat, bool) {
	for _, s := range Seats() {
		if s.ID == id {
			return s, true
		}
	}
	return Seat{}, false
}

//go:embed policy.json
var policyJSON []byte

//go:embed roster.json
var rosterJSON []byte

//go:embed story.json
var storyJSON []byte

// Host is the invented organisation: its policy, in which every number is an example,
// who is on duty, and who stands behind Jess.
func Host() (desk.Host, error) {
	file, err := peer.OpenPolicy(policyJSON, time.LoadLocation)
	if err != nil {
		return desk.Host{}, err
	}
	policies, err := peer.NewPolicies(file)
	if err != nil {
		return desk.Host{}, err
	}
	roster, err := safeguard.OpenRoster(rosterJSON, file.Calendar())
	return desk.Host{
		Policies: policies, Calendar: file.Calendar(), Roster: roster,
		Service: "community", Org: "tamarside",
		Lines:         map[peer.StaffID]peer.Lines{"jess": {LineManager: "hannah", Supervisor: "iris"}},
		Agreed:        map[peer.StaffID]peer.AgreedNumber{"jess": {Worker: "jess", Max: 12, WorkerAgreed: true, ManagerAgreed: true}},
		Ready:         map[peer.StaffID]peer.Readiness{"jess": {Verdict: peer.Ready}},
		People:        map[peer.StaffID][]peer.PersonID{"jess": {"aled", "beatriz"}},
		Professionals: []peer.StaffID{"kay"},
	}, err
}

// told is one line of the story: who did what, and when.
type told struct {
	At    time.Time       `json:"at"`
	By    peer.Actor      `json:"by"`
	About peer.PersonID   `json:"about"`
	Kind  peer.Kind       `json:"kind"`
	ID    string          `json:"id"` // empty where the step creates the record
	Step  json.RawMessage `json:"step"`
}

// Tell puts the story into an empty store: all of it, or nothing.
func Tell(ctx context.Context, s store.Store) error {
	told := &gathering{Memory: store.NewMemory(desk.Decode)}
	if err := tell(ctx, told); err != nil {
		return err
	}
	return s.Save(ctx, told.all)
}

// gathering keeps what a store keeps, and all of it in one piece.
type gathering struct {
	*store.Memory
	all store.Saving
}

// Save keeps it, and adds it to the rest.
func (g *gathering) Save(ctx context.Context, s store.Saving) error {
	err := g.Memory.Save(ctx, s)
	if err == nil {
		g.all = g.all.And(s)
	}
	return err
}

// tell takes each step through the same desk that the pages use.
func tell(ctx context.Context, s store.Store) error {
	host, err := Host()
	if err != nil {
		return err
	}
	var story []told
	if err := json.Unmarshal(storyJSON, &story); err != nil {
		return fmt.Errorf("world: the story cannot be read: %w", err)
	}
	var now time.Time
	teller := desk.New(desk.Config{Store: s, Host: host, Now: func() time.Time { return now }, NewID: func() string { return "story" }})
	for i, t := range story {
		now = t.At
		asked := desk.Asked{Kind: t.Kind, ID: t.ID, Request: peer.RequestID(fmt.Sprintf("story-%d", i)), Step: t.Step}
		if t.ID != "" {
			r, err := s.Load(ctx, peer.Ref{Kind: t.Kind, ID: t.ID})
			if err != nil {
				return fmt.Errorf("world: line %d of the story: %w", i, err)
			}
			asked.Seen = r.Rev()
		}
		if _, err := teller.Take(ctx, desk.Who{Actor: t.By, Person: t.About}, asked); err != nil {
			return fmt.Errorf("world: line %d of the story: %w", i, err)
		}
	}
	return nil
}

package fhir

import (
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// TheirCode is a code as a record system keeps it, known here or not. Text is what
// people there read; it may be anything that somebody typed.
type TheirCode struct {
	System, Code string
	Text         peer.Private
}

// TheirGoal is a Goal as it stands in a record system.
type TheirGoal struct {
	ID string
	// Ours is the record that it was made from; zero for a goal of a service.
	Ours peer.Ref
	// Status is R4 lifecycleStatus.
	Status      string
	Achievement TheirCode
	Text        peer.Private
	// Start, Due and StatusOn are zero when nobody said.
	Start, Due, StatusOn peer.Date
}

// TheirPlan is a CarePlan as it stands in a record system.
type TheirPlan struct {
	ID             string
	Ours           peer.Ref
	Status, Intent string
	Title, Text    peer.Private
	// Author is the reference of whose plan it is, such as "Practitioner/kay".
	Author string
	// Goals are references to Goals.
	Goals      []string
	Activities []TheirActivity
}

// TheirActivity is one activity of a plan.
type TheirActivity struct {
	// ID is the id of the element; empty when it has none.
	ID     string
	Status string
	Kind   TheirCode
	Text   peer.Private
	// Reference is what it refers to in place of a text.
	Reference string
}

// TheirEncounter is an Encounter as it stands in a record system.
type TheirEncounter struct {
	ID     string
	Ours   peer.Ref
	Status string
	Class  TheirCode
	Types  []TheirCode
	// Start and End are as it says, with the offset; empty when it says none.
	Start, End string
	// Provider is the reference of the organisation.
	Provider string
}

// TheirEpisode is an EpisodeOfCare as it stands in a record system.
type TheirEpisode struct {
	ID         string
	Ours       peer.Ref
	Status     string
	Types      []TheirCode
	Start, End string
	// Organisation is the reference of who manages it.
	Organisation string
}

// View is the plan as the two look at it together (recovery.PlanView): with the
// goals among these that it names, which stay goals of the service. owner is the
// professional whose plan it is, as the host knows them.
func (p TheirPlan) View(asked Asked, owner peer.StaffID, goals []TheirGoal) recovery.PlanView {
	v := recovery.PlanView{Plan: recovery.PlanRef{ID: p.ID, Owner: owner}, Person: asked.Person, Worker: asked.Worker, Text: p.Text}
	for _, reference := range p.Goals {
		for _, g := range goals {
			if g.ID != "" && sameReference(reference, "Goal/"+g.ID) {
				v.Goals = append(v.Goals, recovery.ServiceGoal{ID: g.ID, Plan: v.Plan, Text: g.Text})
			}
		}
	}
	for _, a := range p.Activities {
		if text := a.Text.Reveal(); text != "" {
			v.Activities = append(v.Activities, a.Text)
		}
	}
	return v
}

func theirGoal(t tree, s Site) TheirGoal {
	g := TheirGoal{ID: t.text("id"), Status: t.text("lifecycleStatus"), Achievement: conceptIn(t.in("achievementStatus")),
		Text: conceptIn(t.in("description")).Text, Start: dateIn(t.text("startDate")), StatusOn: dateIn(t.text("statusDate"))}
	g.Ours, _ = t.ours(s)
	for _, target := range t.list("target") {
		if g.Due.IsZero() {
			g.Due = dateIn(target.text("dueDate"))
		}
	}
	return g
}

func theirPlan(t tree, s Site) TheirPlan {
	p := TheirPlan{ID: t.text("id"), Status: t.text("status"), Intent: t.text("intent"),
		Title: peer.Say(t.text("title")), Text: peer.Say(t.text("description")), Author: t.text("author", "reference")}
	p.Ours, _ = t.ours(s)
	for _, g := range t.list("goal") {
		p.Goals = append(p.Goals, g.text("reference"))
	}
	for _, a := range t.list("activity") {
		detail := a.in("detail")
		activity := TheirActivity{ID: a.text("id"), Status: detail.text("status"), Kind: conceptIn(detail.in("code")),
			Text: peer.Say(detail.text("description")), Reference: a.text("reference", "reference")}
		if activity.Text.IsZero() {
			activity.Text = activity.Kind.Text
		}
		p.Activities = append(p.Activities, activity)
	}
	return p
}

func theirEncounter(t tree, s Site) TheirEncounter {
	class := t.in("class")
	e := TheirEncounter{ID: t.text("id"), Status: t.text("status"), Class: TheirCode{class.text("system"), class.text("code"), peer.Say(class.text("display"))},
		Types: conceptsIn(t.list("type")), Start: t.text("period", "start"), End: t.text("period", "end"), Provider: t.text("serviceProvider", "reference")}
	e.Ours, _ = t.ours(s)
	return e
}

func theirEpisode(t tree, s Site) TheirEpisode {
	e := TheirEpisode{ID: t.text("id"), Status: t.text("status"), Types: conceptsIn(t.list("type")),
		Start: t.text("period", "start"), End: t.text("period", "end"), Organisation: t.text("managingOrganization", "reference")}
	e.Ours, _ = t.ours(s)
	return e
}

// conceptIn is the first code of a concept with the concept's text, or that of the
// code where it has none.
func conceptIn(t tree) TheirCode {
	c := TheirCode{Text: peer.Say(t.text("text"))}
	codings := t.list("coding")
	if len(codings) == 0 {
		return c
	}
	c.System, c.Code = codings[0].text("system"), codings[0].text("code")
	if c.Text.IsZero() {
		c.Text = peer.Say(codings[0].text("display"))
	}
	return c
}

func conceptsIn(list []tree) (out []TheirCode) {
	for _, t := range list {
		out = append(out, conceptIn(t))
	}
	return out
}

// dateIn is a date as far as it can be read; zero otherwise.
func dateIn(s string) peer.Date {
	d, _ := peer.ParseDate(s)
	return d
}

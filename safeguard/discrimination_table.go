package safeguard

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

var (
	discriminationRaisable = []peer.Status{DiscriminationNoted, DiscriminationRaised}
	discriminationRunning  = []peer.Status{DiscriminationRaised, DiscriminationAcknowledged}
	noterOrPerson          = []peer.Party{peer.PartyRaiser, peer.PartyPerson}
)

// discriminations is the table of SAFE-12.
var discriminations = peer.Machine[Discrimination, Facts]{
	Kind:   KindDiscrimination,
	Schema: 1, // 1: the first form
	Says:   "Practice that discriminates: noted, raised with somebody who is no part of it, and what came of it.",
	Moves:  "SAFE-12",
	States: []peer.State{
		{Status: DiscriminationNoted, Says: "It is written down. Whoever noted it raises it with somebody who is no part of it."},
		{Status: DiscriminationRaised, Says: "Somebody who is no part of it was told. They take it on, or it is raised with the next one."},
		{Status: DiscriminationAcknowledged, Says: "Somebody has it. They say what came of it; another who was told may take it over."},
		{Status: DiscriminationOutcome, Says: "It is said what came of it.", End: true},
	},
	Head:   func(d *Discrimination) *peer.Head { return &d.head },
	Data:   func(d *Discrimination) any { return &d.s },
	Person: Discrimination.Person,
	Party:  discriminationParty,
	Policy: Facts.digest,
	Legal:  discriminationLegal,
	Parts:  discriminationParts,
	Rows: []row[Discrimination]{
		peer.Begins(row[Discrimination]{
			Do: "note", Says: "Write down what was seen or met.", To: []peer.Status{DiscriminationNoted}, By: everybody, Else: forNoter, Form: "SAFE-12",
		}, func(c NoteDiscrimination) string { return c.ID }, func(c NoteDiscrimination) Discrimination {
			return Discrimination{s: discrimination{Person: c.Person, Where: c.Where, NotTo: c.NotTo}}
		}, step[Discrimination, NoteDiscrimination]{
			Needs: []need[Discrimination, NoteDiscrimination]{happenedByNow[Discrimination]("SAFE-12", "/happened", func(c NoteDiscrimination) peer.Moment { return c.Happened })},
			Apply: noted,
		}),
		peer.Takes(row[Discrimination]{
			Do: "raise", Says: "Tell somebody who is no part of it.", From: discriminationRaisable, To: []peer.Status{DiscriminationRaised}, By: raiser, Else: forNoter, Form: "SAFE-12",
		}, step[Discrimination, RaiseDiscrimination]{
			Needs: []need[Discrimination, RaiseDiscrimination]{neitherActor, somebodyIsThere, textThere,
				personSaidYes(func(c RaiseDiscrimination) (peer.Private, bool) { return c.Says, c.Named && !c.Says.IsZero() })},
			Apply: raisedWith,
		}),
		peer.Takes(row[Discrimination]{
			Do: "name-person", Says: "Pass on a text with the person in it, on their yes.", From: discriminationRunning, Stays: discriminationRunning, By: noterOrPerson, Else: forEither, Form: "SAFE-12",
		}, step[Discrimination, NamePerson]{
			Needs: []need[Discrimination, NamePerson]{personSaidYes(func(c NamePerson) (peer.Private, bool) { return c.Says, true })},
			Apply: func(d Discrimination, c NamePerson, t *taken) Discrimination { return d.passedOn(c.Says, true, t) },
		}),
		peer.Takes(row[Discrimination]{
			Do: "unname-person", Says: "Pass on a text without the person; no reason is asked.", From: discriminationRunning, Stays: discriminationRunning, By: noterOrPerson, Else: forEither, Form: "SAFE-12", Open: []open[Discrimination]{isNamed},
		}, step[Discrimination, UnnamePerson]{
			Needs: []need[Discrimination, UnnamePerson]{nobodyNamed},
			Apply: func(d Discrimination, c UnnamePerson, t *taken) Discrimination { return d.passedOn(c.Says, false, t) },
		}),
		peer.Takes(row[Discrimination]{
			Do: "acknowledge", Says: "Say that you have it, what you do next and by when.", From: discriminationRunning, To: []peer.Status{DiscriminationAcknowledged}, By: recipients, Else: forTold, Form: "SAFE-12",
		}, step[Discrimination, TakeDiscrimination]{
			Needs: []need[Discrimination, TakeDiscrimination]{untilAhead[Discrimination]("SAFE-12", func(c TakeDiscrimination) peer.Moment { return c.Until })},
			Apply: func(d Discrimination, c TakeDiscrimination, t *taken) Discrimination {
				d.s.Taken = lastOf(d.s.Taken, mostTakings, Taken{By: t.Act.By.Staff, At: t.Now(), Next: c.Next, Until: c.Until.UTC()})
				return d
			},
		}),
		peer.Takes(row[Discrimination]{
			Do: "say-outcome", Says: "Say what was done, and what whoever noted it was told.", From: []peer.Status{DiscriminationAcknowledged}, To: []peer.Status{DiscriminationOutcome}, By: recipients, Else: forTold, Form: "SAFE-12",
		}, step[Discrimination, SayOutcome]{Apply: func(d Discrimination, c SayOutcome, t *taken) Discrimination {
			d.s.Outcome = DiscriminationSaid{Says: c.Says, Noter: c.Noter, By: t.Act.By.Staff, At: t.Now()}
			return d
		}}),
	},
}

func noted(d Discrimination, c NoteDiscrimination, t *taken) Discrimination {
	now := t.Now()
	if !c.Words.By.Valid() { // nobody, or two at once
		c.Words.By = peer.Actor{}
	}
	d.s.Noter, d.s.Words, d.s.Happened, d.s.Noted = raiserOf(t.Act.By), t.Own(c.Words), noticedAt(c.Happened, now), now
	for _, x := range characteristics { // each once, in the order of the list
		for _, y := range c.Characteristics {
			if x == y && !hasLast(d.s.Characteristics, x) {
				d.s.Characteristics = append(d.s.Characteristics, x)
			}
		}
	}
	d.s.RaiseBy = t.Facts.Policy.discriminatory(now).NotifyBy
	return d
}

func hasLast(list []Characteristic, c Characteristic) bool {
	return len(list) > 0 && list[len(list)-1] == c
}

// discriminatory is how it is handled by the policy.
func (p Policy) discriminatory(from time.Time) Handling {
	rule, _ := triggerRule(DiscriminatoryAct, p)
	return p.handling(rule, rule.Urgency, from)
}

func raisedWith(d Discrimination, c RaiseDiscrimination, t *taken) Discrimination {
	now := t.Now()
	with := d.told(c.To, t.Act, t.Facts)
	d.s.With = lastOf(d.s.With, mostTakings, with)
	h := t.Facts.Policy.discriminatory(now)
	d.s.AcknowledgeBy = after(h.AcknowledgeWithin, now, t.Facts.Policy.Calendar())
	if c.Says.IsZero() {
		return d
	}
	return d.passedOn(c.Says, c.Named || d.tellsWho(c.Says, t.Facts), t)
}

// passedOn adds a text that was passed on.
func (d Discrimination) passedOn(says peer.Private, named bool, t *taken) Discrimination {
	d.s.Versions = lastOf(d.s.Versions, mostVersions, Version{says, named, t.Now()})
	return d
}

// mostVersions is how many of the texts that were passed on are kept.
const mostVersions = 20

// lastOf adds one to a list that keeps its last entries; the list it was given stays as
// it was.
func lastOf[T any](list []T, most int, one T) []T {
	list = list[max(0, len(list)-most+1):]
	return append(list[:len(list):len(list)], one)
}

// discriminationParts: those it is about see nothing of it. Those who were told see what
// was passed on, the person only where they said yes and have not said no since. Nothing
// of it is for the record.
var discriminationParts = []peer.Part[Discrimination]{
	{Name: "practice", If: insiders, Rule: notShown, Says: "It is for whoever noted it and those it was raised with.", Value: Discrimination.practice},
	{Name: "named", If: seesNamed, Rule: peer.Rule{Row: "SAFE-12", Code: peer.ErrConsentRequired}, Says: "Who the person is, is read on their yes.", Value: func(d Discrimination) any { return d.namedPart() }},
	{Name: "noted", If: func(_ Discrimination, as peer.Party, by peer.Reading) bool {
		return as == peer.PartyRaiser && by.Purpose != peer.ForRecord
	}, Rule: notShown, Says: "What was noted is for whoever noted it.", Value: func(d Discrimination) any { return d.s.Words }},
	{Name: "outcome", If: insiders, Rule: notShown, Says: "What came of it is for whoever noted it and those it was raised with.", Value: func(d Discrimination) any { return d.s.Outcome }},
}

func insiders(_ Discrimination, as peer.Party, by peer.Reading) bool {
	return by.Purpose != peer.ForRecord && (as == peer.PartyRaiser || as == peer.PartyRecipient)
}

func seesNamed(d Discrimination, as peer.Party, by peer.Reading) bool {
	no := peer.Consented(by.Consents, d.s.Person, peer.ShareConcerns, peer.ForSupervision, by.At) == peer.No
	return d.Named() && insiders(d, as, by) && (as == peer.PartyRaiser || !no)
}

// practice is what was passed on without the person in it.
func (d Discrimination) practice() any {
	s := d.s
	var says peer.Private
	for _, v := range s.Versions {
		if !v.Named {
			says = v.Says
		}
	}
	return struct {
		Says            peer.Private     `json:"says,omitzero"`
		Noter           peer.Actor       `json:"noter"`
		Characteristics []Characteristic `json:"characteristics,omitempty"`
		Where           Where            `json:"where,omitzero"`
		Happened        time.Time        `json:"happened"`
		About           []peer.StaffID   `json:"about,omitempty"`
		With            []RaisedWith     `json:"with,omitempty"`
		Taken           []Taken          `json:"taken,omitempty"`
	}{says, s.Noter, s.Characteristics, s.Where, s.Happened, s.NotTo.Subjects, s.With, s.Taken}
}

// namedPart is what was passed on last, with the person in it.
func (d Discrimination) namedPart() any {
	return struct {
		Person peer.PersonID `json:"person"`
		Says   peer.Private  `json:"says"`
	}{d.s.Person, d.s.Versions[len(d.s.Versions)-1].Says}
}

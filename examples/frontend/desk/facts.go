package desk

import (
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// Facts for each kind, from what the desk has loaded. The library's own helpers make
// them wherever there is one.

func (a *around) agreed() peer.AgreedNumber { return a.desk.Host.Agreed[a.worker()] }

func requestFacts(a *around, r peer.SupportRequest, _ any) peer.RelationshipFacts {
	return peer.OfferFacts(a.peers, r, a.agreed(), a.lines(), a.ready(), relationshipsIn(a.recordsWith()))
}

func relationshipFacts(a *around, r peer.Relationship, _ any) peer.RelationshipFacts {
	return peer.RelationshipFactsFrom(a.peers, r, a.agreed(), a.lines(), a.recordsWith(), a.now)
}

func relationshipsIn(records []peer.Record) []peer.Relationship {
	var out []peer.Relationship
	for _, r := range records {
		if x, ok := r.(peer.Relationship); ok {
			out = append(out, x)
		}
	}
	return out
}

func contactFacts(a *around, _ peer.Contact, _ any) peer.ContactFacts {
	f := peer.ContactFactsFrom(a.peers, a.relationship(), a.ready())
	f.Age, f.Lines, f.Professionals = peer.Yes, a.lines(), a.desk.Host.Professionals
	return f
}

func recoveryFacts[R any](a *around, _ R, _ any) recovery.Facts {
	return recovery.Facts{Policy: a.recover}
}

// problemFacts adds the goal that the cycle made: planning may start it.
func problemFacts(a *around, p recovery.ProblemSolving, _ any) recovery.Facts {
	f := recovery.Facts{Policy: a.recover}
	ids := p.GoalIDs()
	if len(ids) == 0 {
		return f
	}
	for _, r := range a.records {
		if g, ok := r.(recovery.Goal); ok && g.Ref().ID == ids[len(ids)-1] {
			f.Goal = g
		}
	}
	return f
}

func resourceFacts(a *around, _ signpost.Resource, step any) signpost.Facts {
	f := signpost.Facts{Policy: a.ways}
	if found, ok := step.(signpost.Find); ok {
		f.NoOther = signpost.NewDirectory(a.listed).NoOther(found.Listing)
	}
	return f
}

// usable are the forms that everybody in this example can use; a host has what each
// person said (peer.SafeContact and peer.CommunicationNeeds).
var usable = []signpost.Medium{signpost.MediumText, signpost.MediumPrint, signpost.MediumEasyRead, signpost.MediumPhone}

func signpostFacts(a *around, s signpost.Signpost, _ any) signpost.GivingFacts {
	return signpost.GivingFactsOf(s, a.ways, signpost.Around{
		Directory: a.listed, Suitable: a.desk.looked.found(a.who.Person), Setting: signpost.SettingHome, Usable: usable,
		Relationships: relationshipsIn(a.records),
	}, a.now)
}

func moveFacts[R any](a *around, _ R, _ any) transition.Facts {
	f := transition.Facts{Policy: a.moves, LoneWorking: peer.Yes, Supervisor: a.lines().Supervisor, EndingPlanned: peer.No}
	if plan, ok := a.relationship().EndingPlan(); ok {
		f.EndingPlanned, f.EndingOn = peer.Yes, plan.LastDate
	}
	return f
}

func concernFacts(a *around, _ safeguard.Concern, _ any) safeguard.Facts {
	f := safeguard.FactsOn(a.desk.Host.Policies, a.desk.Host.Roster, a.desk.Host.Calendar, a.now)
	f.Signals = a.signals
	return f
}

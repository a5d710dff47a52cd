package signpost

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// giveRules are the rules of handing details over. Help at once is kept from nobody by
// any of them but the person's own no (hazard H24): by word of mouth it always goes.
var giveRules = []givingNeed[Signpost, Give]{
	agreesToIt, supported,
	ofEntry(peer.Asks{Rule: peer.Rule{Row: "SIGN-06", Code: ErrNotVerified}, Says: "The entry stands in the directory, and somebody made sure of it.", Fix: "Make sure of it and list it first, or supply the entry."},
		func(r Resource, _ Give, _ peer.Act, _ GivingFacts) peer.Tri {
			return peer.Is(!slices.Contains([]peer.Status{Found, Proposed, Verified}, r.Status()))
		}),
	entryThere,
	ofEntry(peer.Asks{Rule: disputedRule, Says: "Nobody doubts that the entry is as described.", Fix: "Make sure of it first, or choose another one."},
		func(r Resource, _ Give, _ peer.Act, _ GivingFacts) peer.Tri { return peer.Is(r.Status() != Disputed) }),
	ofEntry(peer.Asks{Rule: staleRule, Path: "/toldOld", Says: "Somebody made sure of the entry lately, or the person was told to check first.", Fix: "Make sure of it, or tell the person to check first and say that you did."},
		func(r Resource, c Give, a peer.Act, f GivingFacts) peer.Tri {
			return peer.Is(r.Freshness(f.Policy, a.At) != Stale || c.ToldOld)
		}),
	ofEntry(peer.Asks{Rule: peer.Rule{Row: "SIGN-25", Code: ErrStaleResource}, Says: "A course is not over yet.", Fix: "Ask when it begins again, or choose another one."},
		func(r Resource, _ Give, a peer.Act, f GivingFacts) peer.Tri {
			return peer.Is(r.Freshness(f.Policy, a.At) != Over)
		}),
	ofEntry(peer.Asks{Rule: peer.Rule{Row: "SIGN-03", Code: ClosedForNow}, Path: "/toldOld", Says: "It is open, as far as its organisation says, or the person was told to check first.", Fix: "Tell the person that it is closed for now and to check first, and say that you did."},
		func(r Resource, c Give, _ peer.Act, _ GivingFacts) peer.Tri {
			return peer.Is(!r.s.Listing.Now.Closed || c.ToldOld)
		}),
	ofEntry(peer.Asks{Rule: peer.Rule{Row: "SIGN-08", Code: ErrNotEligible}, Says: "The entry does not say that it cannot serve this person.", Fix: "Choose another one, or ask whether they make exceptions."},
		func(_ Resource, _ Give, _ peer.Act, f GivingFacts) peer.Tri { return peer.Is(f.Eligible != peer.No) }),
	ofEntry(peer.Asks{Rule: peer.Rule{Row: "SIGN-08", Code: ErrNotEligible}, Says: "It is known whether the entry serves this person.", Fix: "Ask there before somebody goes for nothing; where it goes by age, the date of birth would tell.", Weight: peer.Warns},
		func(_ Resource, _ Give, _ peer.Act, f GivingFacts) peer.Tri {
			return f.Eligible.Or(peer.Is(f.Eligible == peer.No))
		}),
	{Asks: ruleOwnMove, Met: onEntry(func(r Resource, _ Give, _ peer.Act, _ GivingFacts) peer.Tri {
		return peer.Is(r.s.Listing.Access != AccessThroughProfessional)
	}), Args: func(Signpost, Give, peer.Act, GivingFacts) []peer.Arg { return whoRefers }},
	ofEntry(peer.Asks{Rule: peer.Rule{Row: "SIGN-20", Code: peer.ErrRequired}, Path: "/safetyTalk", Says: "Before a place where people write to each other, the two talked about staying safe there.", Fix: "Talk about it first, and say that you did."},
		func(r Resource, c Give, _ peer.Act, _ GivingFacts) peer.Tri {
			return peer.Is(!r.s.Listing.Digital.Forum || c.SafetyTalk)
		}),
	lastingOffered, usable, reaches,
	markedAtOnce(staleRule, "Somebody made sure lately of an entry of help at once.", func(r Resource, a peer.Act, f GivingFacts) bool {
		return r.Freshness(f.Policy, a.At) == Fresh
	}),
	markedAtOnce(peer.Rule{Row: "SIGN-03", Code: ClosedForNow}, "An entry of help at once is open, as far as its organisation says.", func(r Resource, _ peer.Act, _ GivingFacts) bool {
		return !r.s.Listing.Now.Closed
	}),
	markedAtOnce(disputedRule, "Nobody doubts an entry of help at once.", func(r Resource, _ peer.Act, _ GivingFacts) bool { return r.Status() != Disputed }),
}

var (
	staleRule    = peer.Rule{Row: "SIGN-03", Code: ErrStaleResource}
	disputedRule = peer.Rule{Row: "SIGN-04", Code: ErrDisputedResource}
)

// onEntry asks something of the entry that was chosen. Where it is not among the
// facts, entryThere says so and the others wait; help at once passes.
func onEntry(met func(Resource, Give, peer.Act, GivingFacts) peer.Tri) func(Signpost, Give, peer.Act, GivingFacts) peer.Tri {
	return func(s Signpost, c Give, a peer.Act, f GivingFacts) peer.Tri {
		r, known := f.entry(s.s.Chosen)
		if !known || r.Crisis() {
			return peer.Yes
		}
		return met(r, c, a, f)
	}
}

func ofEntry(asks peer.Asks, met func(Resource, Give, peer.Act, GivingFacts) peer.Tri) givingNeed[Signpost, Give] {
	return givingNeed[Signpost, Give]{Asks: asks, Met: onEntry(met)}
}

// markedAtOnce is what is kept with the change when help at once is given all the same: the
// entry is shown with "check" and SecondRoutes stand beside it.
func markedAtOnce(rule peer.Rule, says string, fine func(Resource, peer.Act, GivingFacts) bool) givingNeed[Signpost, Give] {
	return givingNeed[Signpost, Give]{
		Asks: peer.Asks{Rule: rule, Says: says, Fix: "Say that it is to be checked, and give a second route along.", Weight: peer.Warns},
		Met: func(s Signpost, _ Give, a peer.Act, f GivingFacts) peer.Tri {
			r, _ := f.entry(s.s.Chosen)
			return peer.Is(!r.Crisis() || fine(r, a, f))
		},
	}
}

// entryThere: there is such an entry still. One that was taken out of the directory is
// no help, not even at once: whoever rang it would reach nobody. The policy's own routes
// are never withheld, and Match and SecondRoutes give them without any entry.
var entryThere = givingNeed[Signpost, Give]{
	Asks: peer.Asks{Rule: staleRule, Says: "The entry is still there.", Fix: "Choose another one, or supply the entry; in a crisis the policy's routes are there at any hour."},
	Met: func(s Signpost, _ Give, _ peer.Act, f GivingFacts) peer.Tri {
		r, known := f.entry(s.s.Chosen)
		if !known {
			return peer.Unknown
		}
		return peer.Is(r.Status() != Retired)
	},
}

// agreesToIt: the person wants to. Who takes the details themself says so by it, and
// help at once waits for no answer; but their no holds for both.
var agreesToIt = givingNeed[Signpost, Give]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-12", Code: peer.ErrPersonHasNotAgreed}, Says: "The person says that they would like to, or may.", Fix: "Ask them; they may say no, and may say so anew at any time."},
	Met: func(s Signpost, _ Give, a peer.Act, f GivingFacts) peer.Tri {
		r, _ := f.entry(s.s.Chosen)
		switch {
		case s.s.Ready.Willing == WillingNo:
			return peer.No
		case s.s.Ready.Willing == "" && !r.Crisis() && !whose.Personal(s, a.By):
			return peer.Unknown
		}
		return peer.Yes
	},
}

// supported: who is not sure, or cannot on their own, has help that they asked for.
// Help is offered and not put upon anybody: who takes the details themself has chosen.
var supported = givingNeed[Signpost, Give]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-12", Code: ErrSupportRequired}, Says: "Who is not sure, or would like help to get there, has it agreed.", Fix: "Ask what would help, and let them ask for it."},
	Met: func(s Signpost, _ Give, a peer.Act, f GivingFacts) peer.Tri {
		r, _ := f.entry(s.s.Chosen)
		return peer.Is(r.Crisis() || whose.Personal(s, a.By)).Or(s.supported())
	},
}

func (s Signpost) supported() peer.Tri {
	want, can := s.s.Ready.Willing, s.s.Ready.Able
	switch {
	case want == "" || want == WillingNo: // agreesToIt has it
		return peer.Yes
	case want == WillingYes && can == AbleYes || s.helpAgreed():
		return peer.Yes
	case want == WillingYes && can == "":
		return peer.Unknown
	}
	return peer.No
}

// helpAgreed reports whether help for what was chosen, or for whatever would be, was
// asked for and is still wanted.
func (s Signpost) helpAgreed() bool {
	return slices.ContainsFunc(s.s.Help, func(h AccessHelp) bool {
		return h.Dropped.IsZero() && (h.Resource == "" || h.Resource == s.s.Chosen)
	})
}

// lastingOffered: something that lasts is in their hand or was offered, unless nothing
// that lasts is safe for them. How somebody takes it themself is their own affair
// (hazard H09).
var lastingOffered = givingNeed[Signpost, Give]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-13", Code: ErrNotLasting}, Path: "/offered", Says: "A form that lasts was offered.", Fix: "Offer one; the person takes it in whichever form they like."},
	Met: func(s Signpost, c Give, a peer.Act, f GivingFacts) peer.Tri {
		r, _ := f.entry(s.s.Chosen)
		unsafe := !slices.ContainsFunc(media, func(m Medium) bool { return m.lasting() && !slices.Contains(f.Unsafe, m) })
		return peer.Is(r.Crisis() || unsafe || whose.Personal(s, a.By) || c.Medium.lasting() || slices.ContainsFunc(c.Offered, Medium.lasting))
	},
}

// usable: a form the person uses and can keep safe. What the person takes themself
// they can use; what they said is not safe is not safe from anybody's hand.
var usable = givingNeed[Signpost, Give]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-13", Code: peer.ErrMediumNotUsable}, Path: "/medium", Says: "The person can use this form, and it is safe for them.", Fix: "Ask in which form they would like it; by word of mouth is always one."},
	Met: func(s Signpost, c Give, a peer.Act, f GivingFacts) peer.Tri {
		switch m := c.Medium; {
		case m.always():
			return peer.Yes
		case slices.Contains(f.Unsafe, m):
			return peer.No
		case m.byStaff() || slices.Contains(f.Usable, m) || whose.Personal(s, a.By):
			return peer.Yes
		case len(f.Usable) == 0:
			return peer.Unknown
		}
		return peer.No
	},
}

// reaches: where the person is, this form reaches them; the reason names what does.
// Nobody is left without a way.
var reaches = givingNeed[Signpost, Give]{
	Asks: ruleReaches,
	Met: func(s Signpost, c Give, a peer.Act, f GivingFacts) peer.Tri {
		switch {
		case c.Medium.always() || c.Medium.byStaff() || f.Setting == SettingHome, f.Setting == "" && whose.Personal(s, a.By):
			return peer.Yes
		case f.Setting == "" && f.Policy.blocked(c.Medium), f.Setting != "" && !f.Policy.Known():
			return peer.Unknown
		}
		return peer.Is(!slices.Contains(f.Policy.Restriction(f.Setting).Blocks, c.Medium))
	},
	Args: func(_ Signpost, c Give, _ peer.Act, f GivingFacts) []peer.Arg {
		return blockedArgs(f.Setting, []Medium{c.Medium}, f.Policy.Restriction(f.Setting).Instead)
	},
}

// blocked reports whether a form is kept from people anywhere; without a policy nobody
// knows, and it may be.
func (p Policy) blocked(m Medium) bool {
	return !p.Known() || slices.ContainsFunc(p.section.Settings, func(r Restriction) bool { return slices.Contains(r.Blocks, m) })
}

// referred is what somebody hears who would refer. Telling the person of a door that a
// professional opens is no referral: ruleOwnMove marks it and says whom to ask.
var (
	referred  = peer.Asks{Rule: peer.Rule{Row: "SIGN-24", Code: ErrReferralOutOfScope}, Says: "The person can go there on their own; a referral is a professional's act.", Fix: "Ask the team together for a professional who can make it."}
	whoRefers = []peer.Arg{peer.Word("route", RouteTeamRequest)}
)

// ReferralOf is what is heard when somebody would turn a signpost into a referral: a
// *peer.Refusal with ErrReferralOutOfScope that says who can make one. It is never
// nil, no order comes of it, and the signpost stays the person's.
func ReferralOf(Signpost) error {
	return peer.Fault(referred.Rule, "", referred.Says, referred.Fix, whoRefers...)
}

package peer

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

type (
	csRow         = Row[CarerSupport, Facts]
	csOpen        = Open[CarerSupport, Facts]
	csNeed[C any] = Need[CarerSupport, Facts, C]
	csStep[C any] = Step[CarerSupport, Facts, C]
	csTaken       = Taken[Facts]
)

var (
	csTwo  = []Party{PartyCarer, PartyWorker}
	csElse = Asks{Rule: Rule{"PEER-56", ErrNotAuthorised}, Says: "This is for the carer and for whoever supports them.", Fix: "Leave it to the two of them."}
	csOnly = Asks{Rule: Rule{"PEER-56", ErrNotAuthorised}, Says: "This is for whoever supports the carer.", Fix: "Ask the one who supports them."}
)

// carerSupports is the table of PEER-56 about carers in their own right.
var carerSupports = Machine[CarerSupport, Facts]{
	Kind:   KindCarerSupport,
	Schema: 1, // 1: the first form
	Says:   "What a carer needs for themself, what they were told in general and what they were offered. It names nobody they support.",
	Moves:  "PEER-56",
	States: []State{
		{CarerSupported, "Somebody listens to what the carer needs. The carer ends it at any time.", false},
		{CarerSupportOver, "The carer ended it. They may come back.", false},
	},
	Head:   func(c *CarerSupport) *Head { return &c.head },
	Data:   func(c *CarerSupport) any { return &c.s },
	Person: func(CarerSupport) PersonID { return "" },
	Party:  func(c CarerSupport, a Actor) Party { return PartyOf(a, "", c.s.Worker) },
	Policy: func(f Facts) Digest { return f.Policy.Digest() },
	Line:   func(f Facts) Lines { return f.Lines },
	Legal:  carerSupportLegal,
	Parts: []Part[CarerSupport]{{Name: "support", If: func(c CarerSupport, as Party, by Reading) bool {
		return by.Purpose != ForRecord && (as == PartyWorker || as == PartyCarer && by.By.Carer == c.s.Carer)
	}, Rule: Rule{"PEER-56", ErrNotAuthorised}, Says: "What a carer needs is for them and for whoever supports them.",
		Value: func(c CarerSupport) any { return c.s }}},
	Rows: []csRow{
		Begins(csRow{
			Do: "support", Says: "Begin to support a carer.", To: []Status{CarerSupported}, By: csTwo, Else: csElse, Form: "PEER-56", Open: []csOpen{csThemself},
		}, func(c SupportCarer) string { return c.ID }, func(c SupportCarer) CarerSupport {
			return CarerSupport{s: carerSupport{Carer: c.Carer, Worker: c.Worker, Needs: c.Needs}}
		}, csStep[SupportCarer]{
			Needs: []csNeed[SupportCarer]{csWords(func(c SupportCarer) Words { return c.Words })},
			Apply: func(c CarerSupport, p SupportCarer, t *csTaken) CarerSupport {
				c.s.Words, c.s.Since = t.Own(p.Words), t.Now()
				return c
			},
		}),
		Takes(csRow{
			Do: "say-needs", Says: "Say anew what you need.", From: []Status{CarerSupported}, To: []Status{CarerSupported}, By: csTwo, Else: csElse, Form: "PEER-56", Open: []csOpen{csThemself},
		}, csStep[SayCarersNeeds]{
			Needs: []csNeed[SayCarersNeeds]{csWords(func(c SayCarersNeeds) Words { return c.Words })},
			Apply: func(c CarerSupport, p SayCarersNeeds, t *csTaken) CarerSupport {
				c.s.Needs, c.s.Words = p.Needs, t.Own(p.Words)
				return c
			},
		}),
		Takes(csRow{
			Do: "inform", Says: "Give general information.", From: []Status{CarerSupported}, To: []Status{CarerSupported}, By: []Party{PartyWorker}, Else: csOnly, Form: "PEER-56",
		}, csStep[InformCarer]{Apply: func(c CarerSupport, p InformCarer, _ *csTaken) CarerSupport {
			c.s.Told = slices.Clone(c.s.Told)
			for _, told := range p.Told {
				if !slices.Contains(c.s.Told, told) {
					c.s.Told = append(c.s.Told, told)
				}
			}
			return c
		}}),
		Takes(csRow{
			Do: "offer", Says: "Offer something.", From: []Status{CarerSupported}, To: []Status{CarerSupported}, By: []Party{PartyWorker}, Else: csOnly, Form: "PEER-56",
		}, csStep[OfferCarer]{
			Needs: []csNeed[OfferCarer]{{
				Asks: Asks{Rule: Rule{"PEER-56", ErrDuplicate}, Path: "/what", Says: "It has not been offered yet.", Fix: "Nothing is needed: the carer may take it at any time."},
				Met:  func(c CarerSupport, p OfferCarer, _ Act, _ Facts) Tri { return Is(c.offer(p.What) < 0) },
			}},
			Apply: func(c CarerSupport, p OfferCarer, t *csTaken) CarerSupport {
				c.s.Offers = append(slices.Clone(c.s.Offers), CarerOffer{What: p.What, At: t.Now()})
				return c
			},
			Options: map[string]func(CarerSupport) []string{"/what": func(c CarerSupport) []string {
				return terms.Of(slices.DeleteFunc(slices.Clone(carerOfferKinds), func(k CarerOfferKind) bool { return c.offer(k) >= 0 }))
			}},
		}),
		Takes(csRow{
			Do: "answer-offer", Says: "Take an offer, or say not now.", From: []Status{CarerSupported}, To: []Status{CarerSupported}, By: csTwo, Else: csElse, Form: "PEER-56", Open: []csOpen{csThemself},
		}, csStep[AnswerCarerOffer]{
			Needs: []csNeed[AnswerCarerOffer]{{
				Asks: Asks{Rule: Rule{"PEER-56", ErrRequired}, Path: "/what", Says: "It has been offered.", Fix: "Offer it first."},
				Met: func(c CarerSupport, p AnswerCarerOffer, _ Act, _ Facts) Tri {
					return Is(!p.What.Known() || c.offer(p.What) >= 0)
				},
			}},
			Apply: func(c CarerSupport, p AnswerCarerOffer, _ *csTaken) CarerSupport {
				c.s.Offers = slices.Clone(c.s.Offers)
				c.s.Offers[c.offer(p.What)].Answer = Is(p.Take)
				return c
			},
			Options: map[string]func(CarerSupport) []string{"/what": func(c CarerSupport) []string {
				var out []string
				for _, o := range c.s.Offers {
					out = append(out, string(o.What))
				}
				return out
			}},
		}),
		Takes(csRow{
			Do: "end", Says: "End it, at once and without a reason.", From: []Status{CarerSupported}, To: []Status{CarerSupportOver}, By: csTwo, Else: csElse, Form: "PEER-56", Open: []csOpen{csThemself},
		}, csStep[EndCarerSupport]{Apply: func(c CarerSupport, _ EndCarerSupport, _ *csTaken) CarerSupport { return c }}),
		Takes(csRow{
			Do: "support-again", Says: "Take it up again.", From: []Status{CarerSupportOver}, To: []Status{CarerSupported}, By: csTwo, Else: csElse, Form: "PEER-56", Open: []csOpen{csThemself},
		}, csStep[SupportCarerAgain]{Apply: func(c CarerSupport, _ SupportCarerAgain, _ *csTaken) CarerSupport { return c }}),
	},
}

// csThemself: a carer speaks for nobody but themself.
var csThemself = csOpen{
	Asks: Asks{Rule: csElse.Rule, Says: "A carer speaks for themself.", Fix: csElse.Fix},
	Met:  func(c CarerSupport, a Act, _ Facts) Tri { return Is(a.By.Carer == "" || a.By.Carer == c.s.Carer) },
}

// csWords: what a carer needs is in their own words.
func csWords[C any](words func(C) Words) csNeed[C] {
	return csNeed[C]{
		Asks: Asks{Rule: Rule{"PEER-56", ErrPersonsWordsOnly}, Path: "/words", Says: "These are the carer's own words.", Fix: "Write down what the carer says and name them as the author."},
		Met: func(c CarerSupport, p C, a Act, _ Facts) Tri {
			w := words(p)
			return Is(w.IsZero() || w.Author(a.By) == ByCarer(c.s.Carer))
		},
	}
}

// offer is the place of an offer; -1: it was not made.
func (c CarerSupport) offer(what CarerOfferKind) int {
	return slices.IndexFunc(c.s.Offers, func(o CarerOffer) bool { return o.What == what })
}

func carerSupportLegal(c CarerSupport) []Reason {
	var offered []CarerOfferKind
	for _, o := range c.s.Offers {
		offered = append(offered, o.What)
	}
	return []Reason{
		Holds(c.s.Words == (Words{}) || !c.s.Words.IsZero() && c.s.Words.By == ByCarer(c.s.Carer), "/words", "These are the carer's own words."),
		Holds(carerOnceEach(offered), "/offers", "Each offer stands there once."),
		Holds(carerOnceEach(c.s.Told), "/told", "What they were told stands there once."),
	}
}

func carerOnceEach[T comparable](list []T) bool {
	for i, v := range list {
		if slices.Contains(list[:i], v) {
			return false
		}
	}
	return true
}

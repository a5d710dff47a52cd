package peer

import (
	"slices"
	"time"
)

// ErrTellBackDue: a person is to be told what was said when a brief of theirs was used
// (PEER-61). No step is turned down with it.
var ErrTellBackDue = NewCode("tell-back-due", Wait)

// mostUses is how many uses one brief holds; what goes on for longer is written anew.
const mostUses = 1000

type (
	briefRow         = Row[PerspectiveBrief, Facts]
	briefOpen        = Open[PerspectiveBrief, Facts]
	briefNeed[C any] = Need[PerspectiveBrief, Facts, C]
	briefStep[C any] = Step[PerspectiveBrief, Facts, C]
	briefTaken       = Taken[Facts]
)

var (
	briefPlaces = []Status{BriefDraft, BriefApproved, BriefTakenBack}
	briefGoes   = []Status{BriefDraft, BriefApproved}
)

// perspectiveBriefs is the table of PEER-61.
var perspectiveBriefs = Machine[PerspectiveBrief, Facts]{
	Kind:   KindPerspectiveBrief,
	Schema: 1, // 1: the first form
	Says:   "What a person wants a team to know, said for them after their yes and where they said.",
	Moves:  "PEER-61",
	States: []State{
		{BriefDraft, "The two write it. The person says yes and where it may be used, or takes it back.", false},
		{BriefApproved, "The person said yes. The worker uses it there and tells them what was said back; the person may take it back.", false},
		{BriefTakenBack, "The person took it back. What was said back where it had been used is still told to them.", false},
	},
	Head:   func(b *PerspectiveBrief) *Head { return &b.head },
	Data:   func(b *PerspectiveBrief) any { return &b.s },
	Person: PerspectiveBrief.Person,
	Party:  func(b PerspectiveBrief, a Actor) Party { return PartyOf(a, b.s.Person, b.s.Worker) },
	Policy: func(f Facts) Digest { return f.Policy.Digest() },
	Legal:  briefLegal,
	Parts: []Part[PerspectiveBrief]{
		{Name: "brief", If: briefSeen, Rule: Rule{"PEER-61", ErrConsentRequired}, Says: "What a person wants said is for the two until they say yes, and then for those with whom they share their plan.", Value: PerspectiveBrief.shown},
		{Name: "uses", If: func(_ PerspectiveBrief, as Party, by Reading) bool { return betweenTwo(as, by) }, Rule: Rule{"PEER-61", ErrConsentRequired}, Says: "Where it was said, and what was said back, is for the two.",
			Value: func(b PerspectiveBrief) any { return b.s.Uses }},
	},
	Rows: []briefRow{
		Begins(briefRow{
			Do: "write", Says: "Write what you want the team to know.", To: []Status{BriefDraft}, By: partiesOfTwo, Else: stepOfTwo("PEER-61"), Form: "PEER-61",
		}, func(c WriteBrief) string { return c.ID }, func(c WriteBrief) PerspectiveBrief {
			return PerspectiveBrief{s: perspectiveBrief{Person: c.Person, Worker: c.Worker}}
		}, briefStep[WriteBrief]{
			Needs: briefSays(func(c WriteBrief) RewriteBrief { return RewriteBrief{c.Words, c.Rights, c.Concerns} }),
			Apply: func(b PerspectiveBrief, c WriteBrief, t *briefTaken) PerspectiveBrief {
				return briefWritten(b, RewriteBrief{c.Words, c.Rights, c.Concerns}, t)
			},
		}),
		Takes(briefRow{
			Do: "rewrite", Says: "Put it anew.", From: briefGoes, To: []Status{BriefDraft}, By: partiesOfTwo, Else: stepOfTwo("PEER-61"), Form: "PEER-61",
		}, briefStep[RewriteBrief]{Needs: briefSays(func(c RewriteBrief) RewriteBrief { return c }), Apply: briefWritten}),
		Takes(briefRow{
			Do: "approve", Says: "Say yes, and where it may be used.", From: briefGoes, To: []Status{BriefApproved}, By: personAlone, Else: stepOfPerson("PEER-61"), Form: "PEER-61",
		}, briefStep[ApproveBrief]{Apply: func(b PerspectiveBrief, c ApproveBrief, t *briefTaken) PerspectiveBrief {
			b.s.Approved, b.s.Forums = t.Now(), c.Forums
			return b
		}}),
		Takes(briefRow{
			Do: "use", Says: "Say where it was used.", From: briefGoes, To: []Status{BriefApproved}, By: workerAlone, Else: stepOfWorker("PEER-61"), Form: "PEER-61",
			Open: []briefOpen{{
				Asks: Asks{Rule: Rule{"PEER-61", ErrPersonHasNotAgreed}, Says: "The person has said yes to these words.", Fix: "Read them to the person and wait for their yes."},
				Met:  func(b PerspectiveBrief, _ Act, _ Facts) Tri { return Is(b.status == BriefApproved) },
			}, {
				Asks: Asks{Rule: Rule{"PEER-61", ErrOutOfRange}, Says: "There is room for one more use.", Fix: "Write a new brief together; much may have changed since."},
				Met:  func(b PerspectiveBrief, _ Act, _ Facts) Tri { return Is(len(b.s.Uses) < mostUses) },
			}},
		}, briefStep[UseBrief]{
			Needs: []briefNeed[UseBrief]{
				{
					Asks: Asks{Rule: Rule{"PEER-61", ErrConsentRequired}, Path: "/forum", Says: "The person wants it said there.", Fix: "Ask the person whether it may be said there too."},
					Met: func(b PerspectiveBrief, c UseBrief, _ Act, _ Facts) Tri {
						return Is(b.status != BriefApproved || b.MayUse(c.Forum) == Yes) // before the yes another rule says so
					},
				},
				{
					Asks: Asks{Rule: Rule{"PEER-61", ErrPersonHasNotAgreed}, Path: "/on", Says: "The person had said yes by that day.", Fix: "Give the day it was used; words are used only after their yes."},
					Met: func(b PerspectiveBrief, c UseBrief, _ Act, f Facts) Tri {
						return Is(c.On.IsZero() || b.status != BriefApproved || !c.On.Last().Before(f.Policy.Calendar().FirstDay(b.s.Approved)))
					},
				},
				hasBegun[PerspectiveBrief, Facts]("PEER-61", "/on", func(c UseBrief) Date { return c.On }),
			},
			Apply: useBrief,
		}),
		Takes(briefRow{
			Do: "tell-back", Says: "Tell the person what was said back.", From: briefPlaces, Stays: briefPlaces, By: partiesOfTwo, Else: stepOfTwo("PEER-61"), Form: "PEER-61",
		}, briefStep[TellBack]{
			Needs: []briefNeed[TellBack]{{
				Asks: Asks{Rule: Rule{"PEER-61", ErrUnknownCode}, Path: "/use", Says: "It is the number of a use.", Fix: "Give the number of one of the uses that are listed."},
				Met:  func(b PerspectiveBrief, c TellBack, _ Act, _ Facts) Tri { return Is(c.Use <= len(b.s.Uses)) },
			}, authored[PerspectiveBrief, Facts](Asks{
				Rule: stepOfTwo("PEER-61").Rule, Path: "/back", Says: "One of the two says what was said back.", Fix: "Put it in your own words, or in the person's as they heard it.",
			}, briefVoice, func(c TellBack) []Words { return []Words{c.Back} }), briefHeard},
			Apply: func(b PerspectiveBrief, c TellBack, t *briefTaken) PerspectiveBrief {
				b.s.Uses = slices.Clone(b.s.Uses)
				u := &b.s.Uses[c.Use-1]
				u.Back, u.Told = t.Own(c.Back), t.Now()
				return b
			},
			Options: map[string]func(PerspectiveBrief) []string{"/use": func(b PerspectiveBrief) []string {
				var out []string
				for i := range b.s.Uses {
					out = append(out, Rev(i+1).String())
				}
				return out
			}},
		}),
		Takes(briefRow{
			Do: "take-back", Says: "Take it back.", From: briefGoes, To: []Status{BriefTakenBack}, By: personAlone, Else: stepOfPerson("PEER-61"), Form: "PEER-61",
		}, briefStep[TakeBriefBack]{Apply: func(b PerspectiveBrief, _ TakeBriefBack, _ *briefTaken) PerspectiveBrief {
			b.s.Approved, b.s.Forums = time.Time{}, nil
			return b
		}}),
	},
}

// briefVoice reports whether an author is one of the two.
func briefVoice(b PerspectiveBrief, a Actor) bool {
	return a == ByPerson(b.s.Person) || a == ByStaff(b.s.Worker, "")
}

// briefHeard: how the person put what they heard stays until they put it anew.
var briefHeard = briefNeed[TellBack]{
	Asks: Asks{Rule: Rule{"PEER-61", ErrPersonsWordsOnly}, Path: "/use", Says: "The person alone changes what they said they heard.", Fix: "Leave it as they put it; they may say it anew."},
	Met: func(b PerspectiveBrief, c TellBack, a Act, _ Facts) Tri {
		heard := 1 <= c.Use && c.Use <= len(b.s.Uses) && b.s.Uses[c.Use-1].Back.From(b.s.Person)
		return Is(!heard || a.By.Staff == "") // who is neither of the two hears whose step it is
	},
}

// briefSays are the rules that what stands in a brief is in the person's own words.
func briefSays[C any](of func(C) RewriteBrief) []briefNeed[C] {
	return []briefNeed[C]{
		personSays[PerspectiveBrief, Facts]("PEER-61", "/words", PerspectiveBrief.Person, func(c C) []Words { return []Words{of(c).Words} }),
		personSays[PerspectiveBrief, Facts]("PEER-61", "/rights", PerspectiveBrief.Person, func(c C) []Words { return of(c).Rights }),
		personSays[PerspectiveBrief, Facts]("PEER-61", "/concerns", PerspectiveBrief.Person, func(c C) []Words { return of(c).Concerns }),
	}
}

func briefWritten(b PerspectiveBrief, c RewriteBrief, t *briefTaken) PerspectiveBrief {
	b.s.Words, b.s.Rights, b.s.Concerns = t.Own(c.Words), ownedBy(c.Rights, t.Act.By), ownedBy(c.Concerns, t.Act.By)
	b.s.Written, b.s.Approved, b.s.Forums = t.Now(), time.Time{}, nil
	return b
}

// ownedBy gives each text its author, as it is stored.
func ownedBy(list []Words, by Actor) []Words {
	var out []Words
	for _, w := range list {
		out = append(out, w.Own(by))
	}
	return out
}

// useBrief computes by when the person is told, and keeps it with the policy that said so.
func useBrief(b PerspectiveBrief, c UseBrief, t *briefTaken) PerspectiveBrief {
	p := t.Facts.Policy
	day := dayOr(c.On, t, p.Calendar())
	b.s.Uses = append(slices.Clone(b.s.Uses), BriefUse{Number: len(b.s.Uses) + 1, Forum: c.Forum, On: day, TellBy: p.tellBackBy(day), Policy: p.Digest()})
	return b
}

// briefSeen: the two; once the person said yes, the staff with whom they share their plan,
// for the purpose they said.
func briefSeen(b PerspectiveBrief, as Party, by Reading) bool {
	return betweenTwo(as, by) || b.status == BriefApproved && by.By.Staff != "" &&
		Consented(by.Consents, b.s.Person, SharePlan, by.Purpose, by.At) == Yes
}

// shown is the brief without where it was said.
func (b PerspectiveBrief) shown() any {
	s := b.s
	return struct {
		Person   PersonID  `json:"person"`
		Worker   StaffID   `json:"worker"`
		Words    Words     `json:"words"`
		Rights   []Words   `json:"rights,omitempty"`
		Concerns []Words   `json:"concerns,omitempty"`
		Approved time.Time `json:"approved,omitzero"`
		Forums   []string  `json:"forums,omitempty"`
	}{s.Person, s.Worker, s.Words, s.Rights, s.Concerns, s.Approved, s.Forums}
}

func briefLegal(b PerspectiveBrief) []Reason {
	s, approved, person := b.s, b.status == BriefApproved, ByPerson(b.s.Person)
	out := []Reason{
		Holds(allBy(person, s.Words), "/words", "What is to be said is in the person's own words."),
		Holds(allBy(person, s.Rights...), "/rights", "What is at stake is in the person's own words."),
		Holds(allBy(person, s.Concerns...), "/concerns", "Concerns are in the person's own words."),
		Holds(approved == !s.Approved.IsZero() && approved == (len(s.Forums) > 0), "/approved", "The person's yes says when and where, and nothing else does."),
	}
	for i, u := range s.Uses {
		at := "/uses/" + Rev(i).String()
		out = append(out,
			Holds(u.Number == i+1, at+"/number", "Uses are numbered from 1."),
			Holds(u.TellBy.IsZero() == (u.Policy == ""), at+"/tellBy", "What is owed says under which policy."),
			Holds(!u.Told.IsZero() || u.Back == Words{}, at+"/told", "What was said back says when it was told."),
			Holds(u.Back == Words{} || !u.Back.IsZero() && briefVoice(b, u.Back.By), at+"/back", "One of the two says what was said back."))
	}
	return out
}

// briefDue: a person is told what was said back when a brief of theirs was used. Where no
// policy was in force that day, the one in force on it now says by when.
func briefDue(b PerspectiveBrief, w *dueWorld) ([]Deadline, error) {
	var out []Deadline
	var faults []error
	for _, u := range b.s.Uses {
		if !u.Told.IsZero() {
			continue
		}
		if u.TellBy.IsZero() {
			p, err := w.policyOn(w.Calendar.StartOf(u.On))
			faults = append(faults, err)
			u.TellBy, u.Policy = p.tellBackBy(u.On), p.digest
		}
		if u.TellBy.IsZero() {
			continue
		}
		out = append(out, Deadline{
			ID: "PEER-61." + b.ref.String() + "." + Rev(u.Number).String(), Rule: Rule{"PEER-61", ErrTellBackDue}, About: b.ref, Person: b.s.Person,
			Owes: PartyWorker, Owner: ByStaff(b.s.Worker, ""), Since: w.Calendar.StartOf(u.On), Due: u.TellBy, Policy: u.Policy,
		})
	}
	return out, Faults(faults...)
}

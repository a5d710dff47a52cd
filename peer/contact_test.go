package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func conFacts(t testing.TB) peer.ContactFacts {
	return peer.ContactFacts{Policy: policy(t), Ready: peer.Readiness{Verdict: peer.Ready}, Agreed: theAgreed(), Age: peer.Yes, LonePlan: peer.Yes, Professionals: []peer.StaffID{kay}}
}

func theAgreed() peer.Agreed {
	return peer.Agreed{Known: true, Person: aled, Worker: jess, Active: true,
		Activities: []peer.ActivityKind{peer.OneToOne, peer.Accompaniment}, Modes: []peer.Mode{peer.FaceToFace, peer.Phone}}
}

// theTime is a contact of 45 minutes on 17 February 2026, a Tuesday.
func theTime() peer.Happening {
	return peer.Happening{Mode: peer.FaceToFace, Place: peer.InCommunity, Production: peer.CoProduced,
		Start: peer.MustMoment("2026-02-17T11:30:00Z"), End: peer.MustMoment("2026-02-17T12:15:00Z"), Goals: []string{"goal-1"}}
}

func thePlan() peer.PlanContact {
	return peer.PlanContact{ID: "c-1", Person: aled, Worker: jess, Relationship: "rel-1", Service: team, Organisation: "A", Kind: peer.OneToOne, What: theTime()}
}

func theRecord() peer.RecordContact {
	return peer.RecordContact{ID: "c-1", Person: aled, Worker: jess, Relationship: "rel-1", Service: team, Organisation: "A", Kind: peer.OneToOne, What: theTime()}
}

func theDropIn() peer.RecordContact {
	h := theTime()
	h.Production, h.Goals = "", nil
	return peer.RecordContact{ID: "c-2", Worker: jess, Headcount: 7, Kind: peer.DropIn, What: h}
}

func theCorrection() peer.Correct {
	h := theTime()
	h.End = peer.MustMoment("2026-02-17T12:30:00Z")
	return peer.Correct{What: h, Because: own("we stayed a little longer")}
}

// talkedThrough answers that it need not go further.
var talkedThrough = peer.Further{Answer: peer.No, Because: peer.TalkedThrough}

// conStory is one contact in every place it can be in.
type conStory struct{ planned, recorded, wrong peer.Contact }

const (
	before  = "2026-02-16T10:00Z" // the day before the contact
	after   = "2026-02-17T13:00Z" // soon after it
	nextDay = "2026-02-18T10:00Z"
)

func tellCon(t testing.TB) (s conStory) {
	t.Helper()
	var err error
	s.planned, _, err = peer.NewContact(thePlan(), act(byJess, before, "b1", nil), conFacts(t))
	require.NoError(t, err)
	s.recorded, _, err = s.planned.Do(peer.RecordPlanned{What: theTime()}, act(byJess, after, "b2", s.planned), conFacts(t))
	require.NoError(t, err)
	s.wrong, _, err = s.recorded.Do(peer.MarkInError{Because: own("it was another day")}, act(byAled, nextDay, "b3", s.recorded), conFacts(t))
	require.NoError(t, err)
	return s
}

var conKind = steptest.Kind[peer.Contact, peer.ContactStep, peer.ContactFacts]{
	Table: peer.ContactTable(), New: peer.NewContact, CheckNew: peer.CheckNewContact, Starts: peer.ContactStarts,
	Do: peer.Contact.Do, Check: peer.Contact.Check, Choices: peer.Contact.Choices,
	Decode: peer.DecodeContact, EncodeStep: peer.EncodeContactStep, DecodeStep: peer.DecodeContactStep,
}

// supervisedOnly makes her a worker who works under supervision.
func supervisedOnly(f *peer.ContactFacts) { f.Ready.Verdict = peer.SupervisedOnly }

func TestPlanContact(t *testing.T) {
	check := func(by peer.Actor, set func(*peer.PlanContact), facts func(*peer.ContactFacts)) peer.Decision {
		p, f := thePlan(), conFacts(t)
		if set != nil {
			set(&p)
		}
		if facts != nil {
			facts(&f)
		}
		return peer.CheckNewContact(p, act(by, before, "x", nil), f)
	}

	t.Run("PEER-33 nothing is planned before the two have agreed", func(t *testing.T) {
		only(t, check(byJess, nil, func(f *peer.ContactFacts) { f.Agreed.Active = false }), "PEER-33 boundaries-not-agreed")
		d := check(byJess, nil, func(f *peer.ContactFacts) { f.Agreed = peer.Agreed{} })
		require.Len(t, d.Missing(), 2, "an agreement nobody knows of is unknown, not a yes")
		require.False(t, d.Allowed())
	})
	t.Run("PEER-33 another pair's agreement is not theirs", func(t *testing.T) {
		for _, set := range []func(*peer.ContactFacts){
			func(f *peer.ContactFacts) { f.Agreed.Person = beatriz },
			func(f *peer.ContactFacts) { f.Agreed.Worker = rowan },
		} {
			require.False(t, check(byJess, nil, set).Allowed())
		}
	})
	t.Run("PEER-33, PEER-45 nothing is planned that is not among what they agreed", func(t *testing.T) {
		only(t, check(byJess, func(p *peer.PlanContact) { p.Kind = peer.GroupActivity }, nil), "PEER-33 not-agreed")
		only(t, check(byJess, func(p *peer.PlanContact) { p.What.Mode = peer.Video }, nil), "PEER-33 not-agreed")
	})
	t.Run("PEER-31 the welcome comes before the agreement", func(t *testing.T) {
		d := check(byJess, func(p *peer.PlanContact) { p.Kind = peer.Orientation }, func(f *peer.ContactFacts) { f.Agreed = peer.Agreed{} })
		require.True(t, d.Allowed(), "%v", d.Unmet())
	})
	t.Run("PEER-44 a contact about safety is planned whatever was agreed and whoever is ready", func(t *testing.T) {
		for _, verdict := range []peer.Verdict{peer.Ready, peer.SupervisedOnly, peer.NotReady, ""} {
			d := check(byJess, func(p *peer.PlanContact) { p.ForSafety = true; p.Kind = peer.GroupActivity },
				func(f *peer.ContactFacts) { f.Agreed = peer.Agreed{}; f.Ready.Verdict = verdict })
			require.True(t, d.Allowed(), "%v", d.Unmet())
		}
	})
	t.Run("PEER-16 a worker who is not ready plans nothing", func(t *testing.T) {
		only(t, check(byJess, nil, func(f *peer.ContactFacts) { f.Ready.Verdict = peer.NotReady }), "PEER-16 worker-not-ready")
		reasons := check(byJess, nil, func(f *peer.ContactFacts) { f.Ready = peer.Readiness{} })
		require.False(t, reasons.Allowed(), "not known is not ready")
		require.Len(t, reasons.Missing(), 2)
	})
	t.Run("PEER-04 a worker under supervision names the colleague", func(t *testing.T) {
		reason := only(t, check(byJess, nil, supervisedOnly), "PEER-04 supervised-only")
		require.Equal(t, "/what/supervisedBy", reason.Path)
		only(t, check(byJess, func(p *peer.PlanContact) { p.What.SupervisedBy = jess }, supervisedOnly), "PEER-04 supervised-only")
		require.True(t, check(byJess, func(p *peer.PlanContact) { p.What.SupervisedBy = iris }, supervisedOnly).Allowed())
	})
	t.Run("PEER-44 the end lies after the start", func(t *testing.T) {
		start := theTime().Start
		for _, c := range []struct {
			mode peer.Mode
			end  peer.Moment
			open bool
		}{
			{peer.Phone, start, false}, {peer.Phone, peer.MustMoment("2026-02-17T11:29:59Z"), false}, {peer.Phone, peer.Moment{}, false},
			{peer.Phone, peer.MustMoment("2026-02-17T11:30:00.001Z"), true},
			// The same instant said in another zone is not a length.
			{peer.Phone, peer.MustMoment("2026-02-17T12:30:00+01:00"), false},
			{peer.Phone, peer.MustMoment("2026-02-17T12:00:00+01:00"), false},
		} {
			d := check(byJess, func(p *peer.PlanContact) { p.What.Mode, p.What.End = c.mode, c.end }, nil)
			require.Equal(t, c.open, d.Allowed(), c.end)
			if !c.open {
				require.Equal(t, "/what/end", only(t, d, "PEER-44 invalid-period").Path)
			}
		}
	})
	t.Run("PEER-25 nothing is planned for yesterday", func(t *testing.T) {
		early := func(p *peer.PlanContact) { p.What.Start = peer.MustMoment("2026-02-16T09:58:00Z") }
		require.Equal(t, "/what/start", only(t, check(byJess, early, nil), "PEER-25 past-date").Path)
		now := func(p *peer.PlanContact) { p.What.Start = peer.MustMoment("2026-02-16T10:00:00Z") }
		require.True(t, check(byJess, now, nil).Allowed())
	})
	t.Run("PEER-35 somebody else's worker plans nothing", func(t *testing.T) {
		only(t, check(peer.ByStaff(rowan, peer.RolePeerWorker), nil, nil), "PEER-35 not-authorised")
	})
}

func TestRecordContact(t *testing.T) {
	check := func(set func(*peer.RecordContact), facts func(*peer.ContactFacts)) peer.Decision {
		p, f := theRecord(), conFacts(t)
		if set != nil {
			set(&p)
		}
		if facts != nil {
			facts(&f)
		}
		return peer.CheckNewContact(p, act(byJess, after, "x", nil), f)
	}

	t.Run("PEER-44 only what cannot have been so is not written down", func(t *testing.T) {
		for _, c := range []struct {
			name, rule, path string
			set              func(*peer.RecordContact)
		}{
			{"nobody was there", "PEER-44 required", "/person", func(p *peer.RecordContact) { p.Person = "" }},
			{"it ended as it began", "PEER-44 invalid-period", "/what/end", func(p *peer.RecordContact) { p.What.End = p.What.Start }},
			{"it ended before it began", "PEER-44 invalid-period", "/what/end", func(p *peer.RecordContact) { p.What.End = peer.MustMoment("2026-02-17T11:00:00Z") }},
			{"it has not ended yet", "PEER-44 future-date", "/what/end", func(p *peer.RecordContact) { p.What.End = peer.MustMoment("2026-02-17T13:00:00.001Z") }},
			{"it names somebody at an anonymous drop-in", "PEER-45 identifiable-content", "/person", func(p *peer.RecordContact) { p.Headcount = 4 }},
		} {
			reason := only(t, check(c.set, nil), c.rule)
			require.Equal(t, c.path, reason.Path, c.name)
		}
	})
	t.Run("PEER-44 recording what happened waits for no fact at all", func(t *testing.T) {
		c, change, err := peer.NewContact(theRecord(), act(byJess, after, "x", nil), peer.ContactFacts{})
		require.NoError(t, err)
		require.ElementsMatch(t, []peer.Mark{peer.OutsideAgreement, peer.WorkerNotReady, peer.Unsupervised, peer.Late, peer.LengthUnlikely}, c.Marks())
		require.Len(t, change.Signals, 2)
		require.True(t, c.RecordBy().IsZero())
	})
	t.Run("PEER-44 a contact needs no more than somebody, a worker and its times", func(t *testing.T) {
		bare := peer.RecordContact{ID: "c-9", Person: aled, Worker: jess, What: peer.Happening{Start: theTime().Start, End: theTime().End}}
		c, _, err := peer.NewContact(bare, act(byJess, after, "x", nil), peer.ContactFacts{})
		require.NoError(t, err)
		require.Equal(t, peer.Attended, c.What().Outcome)
		b, err := peer.Encode(c)
		require.NoError(t, err)
		_, err = peer.DecodeContact(b)
		require.NoError(t, err)
	})
	for _, c := range []struct {
		name, rule string
		mark       peer.Mark
		signal     peer.SignalKind
		set        func(*peer.RecordContact)
		facts      func(*peer.ContactFacts)
	}{
		{"PEER-33 what was not agreed is kept and goes to supervision", "PEER-33 not-agreed", peer.OutsideAgreement, peer.SignalOutsideAgreement,
			func(p *peer.RecordContact) { p.Kind = peer.GroupActivity }, nil},
		{"PEER-31 support before the agreement is kept and goes to supervision", "PEER-33 not-agreed", peer.OutsideAgreement, peer.SignalOutsideAgreement,
			nil, func(f *peer.ContactFacts) { f.Agreed.Active = false }},
		{"PEER-16 what a worker did who was not ready is kept and goes to supervision", "PEER-16 worker-not-ready", peer.WorkerNotReady, peer.SignalNotReady,
			nil, func(f *peer.ContactFacts) { f.Ready.Verdict = peer.NotReady }},
		{"PEER-04 a contact without the supervising colleague is kept and marked", "PEER-04 supervised-only", peer.Unsupervised, "", nil, supervisedOnly},
		{"PEER-46 a late entry is kept and marked", "PEER-46 late-reason-required", peer.Late, "",
			func(p *peer.RecordContact) {
				p.What.Start, p.What.End = peer.MustMoment("2026-02-13T11:30:00Z"), peer.MustMoment("2026-02-13T12:15:00Z")
			}, nil},
		{"PEER-44 a contact of nine hours is kept and marked", "PEER-44 implausible-length", peer.LengthUnlikely, "",
			func(p *peer.RecordContact) { p.What.Start = peer.MustMoment("2026-02-17T03:15:00Z") }, nil},
		{"PEER-45 a contact without a kind is kept", "PEER-45 required", "", "",
			func(p *peer.RecordContact) { p.Kind, p.ForSafety, p.Distress.Further = "", true, talkedThrough }, nil},
		{"PEER-45 a contact without a way is kept", "PEER-45 required", "", "",
			func(p *peer.RecordContact) { p.What.Mode, p.ForSafety, p.Distress.Further = "", true, talkedThrough }, nil},
		{"PEER-47 a record that does not say whether it was made together is kept", "PEER-47 coproduction-status-required", "", "",
			func(p *peer.RecordContact) { p.What.Production = "" }, nil},
		{"PEER-47 a record made alone without a reason is kept", "PEER-47 required", "", "",
			func(p *peer.RecordContact) { p.What.Production = peer.NotCoProduced }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			reason := warned(t, check(c.set, c.facts), c.rule)
			require.False(t, reason.Stops())
			p, f := theRecord(), conFacts(t)
			if c.set != nil {
				c.set(&p)
			}
			if c.facts != nil {
				c.facts(&f)
			}
			made, change, err := peer.NewContact(p, act(byJess, after, "x", nil), f)
			require.NoError(t, err)
			require.Len(t, change.Reasons, 1)
			require.Equal(t, c.rule, change.Reasons[0].Rule.String(), "what warned is kept with the change")
			if c.mark != "" {
				require.Equal(t, []peer.Mark{c.mark}, made.Marks())
			} else {
				require.Empty(t, made.Marks())
			}
			if c.signal == "" {
				require.Empty(t, change.Signals)
				return
			}
			require.Len(t, change.Signals, 1)
			s := change.Signals[0]
			require.Equal(t, peer.Signal{ID: s.ID, Kind: c.signal, Rule: reason.Rule, About: aled, From: made.Ref(), Rev: 1, Noticed: on(after), By: byJess}, s)
			require.NotEmpty(t, s.ID)
		})
	}
	t.Run("PEER-47 a reason beside a record made alone is enough", func(t *testing.T) {
		d := check(func(p *peer.RecordContact) {
			p.What.Production, p.What.NotTogether = peer.NotCoProduced, peer.NotSafe
		}, nil)
		require.Empty(t, d.Unmet())
	})
	t.Run("PEER-45 a drop-in names nobody and is nobody's record", func(t *testing.T) {
		c, change, err := peer.NewContact(theDropIn(), act(byJess, after, "x", nil), conFacts(t))
		require.NoError(t, err)
		require.Empty(t, c.Person())
		require.Equal(t, 7, c.Headcount())
		require.Empty(t, change.Reasons)
		for _, by := range []peer.Actor{byAled, byMegan} {
			_, _, err := c.Do(peer.MarkInError{Because: own("no")}, act(by, nextDay, "y", c), conFacts(t))
			turnedDown(t, err, peer.ErrNotAuthorised)
		}
	})
	t.Run("PEER-46 written up in time, by a working day", func(t *testing.T) {
		facts := conFacts(t)
		for when, late := range map[string]bool{"2026-02-18T23:59Z": false, "2026-02-19T00:00Z": true} {
			c, _, err := peer.NewContact(theRecord(), act(byJess, when, "x", nil), facts)
			require.NoError(t, err)
			require.Equal(t, late, len(c.Marks()) > 0, when)
			require.Equal(t, "2026-02-18T23:59:59Z", c.RecordBy().Shown(facts.Policy.Calendar()))
			require.Equal(t, on(when), c.RecordedAt())
		}
	})
	t.Run("PEER-44 a letter may end as it starts", func(t *testing.T) {
		for mode, open := range map[peer.Mode]bool{peer.Letter: true, peer.Text: true, peer.Email: true, peer.Chat: false, peer.Video: false, peer.FaceToFace: false} {
			d := check(func(p *peer.RecordContact) { p.What.Mode, p.What.End = mode, p.What.Start; p.ForSafety = true }, nil)
			require.Equal(t, open, d.Allowed(), mode)
		}
	})
	t.Run("PEER-35 a contact that did not happen says nothing about the person", func(t *testing.T) {
		c, _, err := peer.NewContact(func() peer.RecordContact {
			p := theRecord()
			p.What.Outcome, p.What.End = peer.Missed, peer.Moment{}
			return p
		}(), act(byJess, after, "x", nil), conFacts(t))
		require.NoError(t, err)
		require.Empty(t, c.Marks())
		require.Empty(t, c.What().NotMet, "no reason is asked")
	})
	t.Run("PEER-44 across a clock change the length is what really passed", func(t *testing.T) {
		h := peer.Happening{Start: peer.MustMoment("2026-03-29T00:30:00Z"), End: peer.MustMoment("2026-03-29T02:30:00+01:00")}
		require.Equal(t, 60, h.Minutes())
		require.Zero(t, peer.Happening{Start: h.Start}.Minutes())
	})
}

func TestCorrectContact(t *testing.T) {
	s, facts := tellCon(t), conFacts(t)
	correct := func(set func(*peer.Correct)) peer.Decision {
		c := theCorrection()
		set(&c)
		return s.recorded.Check(c, act(byJess, nextDay, "x", s.recorded), facts)
	}
	t.Run("PEER-49 nothing is put right without a reason", func(t *testing.T) {
		require.Equal(t, "/because", only(t, correct(func(c *peer.Correct) { c.Because = peer.Words{} }), "PEER-49 required").Path)
	})
	t.Run("PEER-44, PEER-49 what cannot have been so is not put in its place", func(t *testing.T) {
		only(t, correct(func(c *peer.Correct) { c.What.End = c.What.Start }), "PEER-44 invalid-period")
		only(t, correct(func(c *peer.Correct) { c.What.End = peer.MustMoment("2026-02-18T10:00:01Z") }), "PEER-44 future-date")
	})
	t.Run("PEER-49 what it said before stays readable", func(t *testing.T) {
		next, _, err := s.recorded.Do(theCorrection(), act(byAled, nextDay, "x", s.recorded), facts)
		require.NoError(t, err)
		require.Equal(t, 60, next.What().Minutes())
		require.Len(t, next.Before(), 1)
		was := next.Before()[0]
		require.Equal(t, 45, was.What.Minutes())
		require.Equal(t, byAled, was.By)
		require.True(t, was.Because.From(aled), "the words are the person's own")
		require.Equal(t, s.recorded.RecordedAt(), next.RecordedAt())
		require.Empty(t, s.recorded.Before())
	})
	t.Run("PEER-49 what comes of one contact twice has nothing in common", func(t *testing.T) {
		r := s.recorded
		for i := range 6 {
			mine, _, err := r.Do(theCorrection(), act(byAled, nextDay, "fork", r), facts)
			require.NoError(t, err)
			was := mine.Before()
			theirs, _, err := r.Do(peer.MarkInError{Because: own("no")}, act(byJess, nextDay, "fork", r), facts)
			require.NoError(t, err)
			require.Equal(t, was, mine.Before())
			require.Equal(t, byJess, theirs.Before()[i].By)
			r, _, err = r.Do(theCorrection(), act(byAled, nextDay, "step"+peer.Rev(i).String(), r), facts)
			require.NoError(t, err)
		}
	})
	t.Run("PEER-49 a correction without an outcome took place, and reads back", func(t *testing.T) {
		c := theCorrection()
		c.What.Outcome = ""
		next, _, err := s.recorded.Do(c, act(byJess, nextDay, "x", s.recorded), facts)
		require.NoError(t, err)
		require.Equal(t, peer.Attended, next.What().Outcome)
	})
	t.Run("PEER-49 a contact can be put right as often as it takes, and still reads", func(t *testing.T) {
		r := s.recorded
		for i := range 230 {
			var err error
			r, _, err = r.Do(theCorrection(), act(byJess, nextDay, "x"+peer.Rev(i).String(), r), facts)
			require.NoError(t, err)
		}
		b, err := peer.Encode(r)
		require.NoError(t, err)
		_, err = peer.DecodeContact(b)
		require.NoError(t, err)
	})
	t.Run("PEER-49 an entry made in error stays readable", func(t *testing.T) {
		require.Equal(t, s.recorded.What(), s.wrong.What())
		require.Len(t, s.wrong.Before(), 1)
	})
	t.Run("PEER-35 both of the two may put it right, nobody else", func(t *testing.T) {
		for _, by := range []peer.Actor{byHannah, byMegan, peer.ByStaff(rowan, peer.RolePeerWorker)} {
			_, _, err := s.recorded.Do(theCorrection(), act(by, nextDay, "x", s.recorded), facts)
			turnedDown(t, err, peer.ErrNotAuthorised)
		}
	})
	t.Run("PEER-44 nobody but its worker writes it up", func(t *testing.T) {
		for _, by := range []peer.Actor{byAled, byHannah, peer.ByStaff(rowan, peer.RolePeerWorker)} {
			_, _, err := s.planned.Do(peer.RecordPlanned{What: theTime()}, act(by, after, "x", s.planned), facts)
			turnedDown(t, err, peer.ErrNotAuthorised)
		}
	})
	t.Run("PEER-44 a contact that is put right may be short, and nobody changes it from outside", func(t *testing.T) {
		h := s.recorded.What()
		h.Goals[0] = "another"
		require.Equal(t, "goal-1", s.recorded.What().Goals[0])
	})
}

func TestAnonymousDropInTellsNobody(t *testing.T) {
	for name, c := range map[string]struct {
		set  func(*peer.RecordContact)
		path string
		put  any
	}{
		"the person":              {func(c *peer.RecordContact) { c.Person = aled }, "/person", "p1"},
		"somebody's relationship": {func(c *peer.RecordContact) { c.Relationship = "rel-1" }, "/relationship", "rel-1"},
		"somebody's goals":        {func(c *peer.RecordContact) { c.What.Goals = []string{"goal-1"} }, "/what/goals", []any{"goal-1"}},
	} {
		t.Run("PEER-45 "+name, func(t *testing.T) {
			step := theDropIn()
			c.set(&step)
			steptest.Only(t, contactBench.Tried(t, peer.Contact{}, step, byJess), "PEER-45 identifiable-content", "/person")
			whole := contactBench.Done(t, peer.Contact{}, theDropIn(), byJess)
			_, err := peer.DecodeContact(steptest.PutAnew(t, whole, c.path, c.put))
			require.Error(t, err)
		})
	}
}

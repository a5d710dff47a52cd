package sharing_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
)

// Siân would like to be asked before anybody tells her of a hospital. Jess, her peer
// support worker, forgets to, and hears so when she writes her note. The week after she
// asks first. Siân finds it useful; Jess is shaken afterwards, and is asked, and nobody
// else knows.
func Example() {
	sian, jess, hannah := peer.ByPerson("sian"), peer.ByStaff("jess", peer.RolePeerWorker), peer.ByStaff("hannah", peer.RoleLineManager)
	at := func(day int) time.Time { return time.Date(2026, 5, day, 10, 0, 0, 0, time.UTC) }
	act := func(by peer.Actor, day int, id peer.RequestID, seen peer.Rev) peer.Act {
		return peer.Act{By: by, At: at(day), ID: id, Seen: seen}
	}

	wishes, _, _ := sharing.NewPreferences(sharing.SetPreferences{ID: "p1", Person: "sian", Worker: "jess",
		Avoid: []sharing.Theme{sharing.SelfHarm}, AskFirst: []sharing.Theme{sharing.HospitalAdmission}}, act(sian, 1, "r1", 0), sharing.Facts{})
	limits, _, _ := sharing.NewOffLimits(sharing.SetOffLimits{ID: "o1", Worker: "jess", Themes: []sharing.Theme{sharing.Childhood}}, act(jess, 1, "r2", 0), sharing.Facts{})
	records := []peer.Record{wishes, limits}
	facts := sharing.Facts{Agreed: peer.Yes, Wishes: sharing.WishesOf(records, "sian"), Limits: sharing.LimitsOf(records, "jess")}

	told := sharing.Log{ID: "n1", Person: "sian", Worker: "jess", Relationship: "rel-4", Contact: "c-7", Shared: at(4),
		Purpose: sharing.InspireHope, Theme: sharing.HospitalAdmission, RelatesTo: sharing.RelatesTo{Kind: sharing.ToGoal, ID: "g1"},
		Depth: sharing.Brief, Reaction: sharing.NotAsked}
	_, _, err := sharing.NewNote(told, act(jess, 4, "r3", 0), facts)
	var refusal *peer.Refusal
	if errors.As(err, &refusal) {
		fmt.Println("4 May, Jess:", refusal.Unmet()[0].Says, refusal.Unmet()[0].Fix)
	}

	told.Shared, told.Asked = at(11), peer.Yes
	note, _, _ := sharing.NewNote(told, act(jess, 11, "r4", 0), facts)
	fmt.Println("11 May:", note)
	note, _, _ = note.Do(sharing.SayReaction{Reaction: sharing.Useful}, act(sian, 12, "r5", note.Rev()), facts)
	reaction, own := note.Reaction()
	fmt.Println("12 May, Siân:", reaction, own)

	_, err = sharing.DecodeNoteStep([]byte(`{"do":"log","metadata":{"story":"The winter I was in there…"}}`))
	fmt.Println("the story gets in:", !errors.Is(err, sharing.ErrNarrativeNotAllowed))

	notes := []sharing.Note{note}
	fmt.Println("at the contact lived experience was shared:", sharing.TookPlace(notes, "c-7"))
	for _, d := range sharing.AftercareDue([]peer.Record{note}, nil, jess, at(12)) {
		fmt.Println("Jess is asked how it was, after", d.About)
	}
	care, _, _ := sharing.NewAftercare(sharing.AnswerAftercare{ID: "a1", Worker: "jess", After: sharing.AfterSharing, Of: "n1", Answer: sharing.Shaken}, act(jess, 12, "r6", 0), facts)
	fmt.Println("Jess is offered", care.Offers())
	fmt.Println("Hannah, her manager, sees:", sharing.MyThemes(notes, hannah), care.Sees("answer", peer.Reading{By: hannah, Purpose: peer.ForSupervision}))
	// Output:
	// 4 May, Jess: The person was asked first, and said yes this time. Ask them before you share it, each time. A no needs no reason.
	// 11 May: sharing-note/n1@1 logged
	// 12 May, Siân: useful true
	// the story gets in: false
	// at the contact lived experience was shared: true
	// Jess is asked how it was, after sharing-note/n1
	// Jess is offered [book-supervision wellness-plan]
	// Hannah, her manager, sees: [] false
}

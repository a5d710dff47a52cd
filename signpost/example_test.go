package signpost_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// Siân would like to meet people and make things. Jess, her peer support worker, looks
// with her at what there is; Siân picks, takes the details along, and says how it was.
func Example() {
	sian, jess := peer.ByPerson("sian"), peer.ByStaff("jess", peer.RolePeerWorker)
	file, _ := peer.OpenPolicy([]byte(`{"schema": 1, "organisation": "A", "version": "2026", "from": "2026-01-01", "example": true,
		"calendar": {"zone": "Europe/London", "workingDays": ["mon","tue","wed","thu","fri"], "hours": {"from": "09:00", "to": "17:00"}, "holidays": ["2026-05-04"], "until": "2026-12-31"},
		"signpost": `+string(signpost.ExamplePolicy())+`}`), time.LoadLocation)
	policy, _ := signpost.PolicyFrom(file)
	at := func(day int) time.Time { return time.Date(2026, 4, day, 10, 0, 0, 0, time.UTC) }
	act := func(day int, by peer.Actor, seen peer.Rev) peer.Act {
		return peer.Act{By: by, At: at(day), ID: peer.RequestID("r" + seen.String()), Seen: seen}
	}

	// The directory: each entry is found, made sure of and listed.
	var directory []signpost.Resource
	enter := func(id string, l signpost.Listing) {
		l.Sector, l.Contacts = signpost.SectorLocal, []signpost.ContactPoint{{Kind: signpost.ContactPhone, Value: peer.Say("01632 960010")}}
		facts := signpost.Facts{Policy: policy, NoOther: signpost.NewDirectory(directory).NoOther(l)}
		entry, _, _ := signpost.NewResource(signpost.Find{ID: id, Listing: l}, act(1, jess, 0), facts)
		for _, step := range []signpost.ResourceStep{signpost.Propose{}, signpost.Verify{On: peer.MustDate("2026-04-01"), How: signpost.ByVisit}, signpost.List{}} {
			entry, _, _ = entry.Do(step, act(1, jess, entry.Rev()), facts)
		}
		directory = append(directory, entry)
	}
	enter("craft-shed", signpost.Listing{Name: peer.Say("Harbour Craft Shed"), Kind: signpost.Service, Categories: []signpost.Category{signpost.LeisureGroup},
		Topics: []signpost.Topic{signpost.TopicCompany, signpost.TopicHandsOn}, Offers: peer.Say("Making and mending on Tuesdays, and tea. It is two buses away."),
		Features: []signpost.Feature{{Need: signpost.NeedShortTravel, Has: peer.No}}, Reach: signpost.Reach{NobodyLeftOut: true}})
	enter("choir", signpost.Listing{Name: peer.Say("Quay Choir"), Kind: signpost.Service, Categories: []signpost.Category{signpost.LeisureGroup},
		Topics: []signpost.Topic{signpost.TopicCompany, signpost.TopicCreative}, Offers: peer.Say("Singing on Fridays."), Reach: signpost.Reach{NobodyLeftOut: true}})
	enter("money-desk", signpost.Listing{Name: peer.Say("Over-60s Money Desk"), Kind: signpost.Service, Categories: []signpost.Category{signpost.PracticalHelp},
		Topics: []signpost.Topic{signpost.TopicCompany, signpost.TopicMoney}, Offers: peer.Say("Letters and forms, with company."), Reach: signpost.Reach{MinimumAge: 60}})

	// 20 April: what may suit her, and why.
	need := signpost.Need{Person: "sian", By: jess, Goals: []string{"meet-people"}, Topics: []signpost.Topic{signpost.TopicCompany},
		Prefers: signpost.Preferences{Topics: []signpost.Topic{signpost.TopicHandsOn}}, Access: []signpost.AccessNeed{signpost.NeedShortTravel}, Age: 56}
	found, _ := signpost.Match(need, directory, policy, at(20))
	for _, c := range found.Candidates {
		fmt.Println("may suit:", c.Resource.ID, c.Topics, "likes", c.Likes, "– against it:", c.Fit.Unmet, "not known:", c.Fit.Unknown)
		for _, way := range c.Ways {
			fmt.Println("  a way round:", way.Says)
		}
	}
	for _, reason := range found.Explained[0].Reasons {
		if reason.Stops() {
			fmt.Println("not:", found.Explained[0].Resource.ID, "– needed:", reason.Says)
		}
	}

	// They talk about both; not now is always one more. Choosing is hers.
	around := signpost.Around{Directory: directory, Suitable: len(found.Candidates), Setting: signpost.SettingHome, Usable: []signpost.Medium{signpost.MediumText, signpost.MediumPrint}}
	var way signpost.Signpost
	do := func(day int, by peer.Actor, step signpost.SignpostStep) error {
		next, _, err := way.Do(step, act(day, by, way.Rev()), signpost.GivingFactsOf(way, policy, around, at(day)))
		way = next
		return err
	}
	way, _, _ = signpost.NewSignpost(signpost.Consider{ID: "way-1", Person: "sian", Worker: "jess", About: signpost.About{Goal: "meet-people"},
		Options: []signpost.Option{{Resource: "craft-shed"}, {Resource: "choir"}}}, act(20, jess, 0), signpost.GivingFactsOf(way, policy, around, at(20)))
	var refusal *peer.Refusal
	if errors.As(do(20, jess, signpost.Choose{Resource: "choir"}), &refusal) {
		fmt.Println("Jess picks for her:", refusal.Unmet()[0].Says, refusal.Unmet()[0].Fix)
	}
	_ = do(20, sian, signpost.Choose{Resource: "craft-shed"})
	_ = do(20, sian, signpost.AskHelp{Kind: signpost.HelpGoAlong, NextTimeAlone: peer.Words{Text: peer.Say("the buses on my own")}})
	_ = do(20, sian, signpost.SayReady{Willing: signpost.WillingYes, Able: signpost.AbleWithHelp})

	// 22 April: something that lasts is offered first.
	if errors.As(do(22, jess, signpost.Give{Medium: signpost.MediumVerbal}), &refusal) {
		fmt.Println("Jess only tells her:", refusal.Unmet()[0].Says, refusal.Unmet()[0].Fix)
	}
	_ = do(22, jess, signpost.Give{Medium: signpost.MediumText})
	fmt.Println("2026-04-22", way, "– asked on", way.FollowUp())

	// Two weeks later, on 6 May, Jess asks, and Siân says how it was.
	_ = do(36, jess, signpost.NoteAsked{})
	if errors.As(do(36, jess, signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed}), &refusal) {
		fmt.Println("Jess says how it was:", refusal.Unmet()[0].Says, refusal.Unmet()[0].Fix)
	}
	_ = do(36, sian, signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed, MetNeed: peer.Yes, Words: peer.Words{Text: peer.Say("I made a stool, and I am going again.")}})
	went := signpost.ConfidenceOf("craft-shed", []signpost.Signpost{way}, at(36))
	fmt.Println("2026-05-06", way, "– of", went.Given, "who had the details,", went.Accessed, "got there, and it met the need of", went.MetNeed)
	// Output:
	// may suit: craft-shed [company] likes [hands-on] – against it: [short-travel] not known: []
	//   a way round: Look at the way there together, go along the first time, or ask about a lift or doing it by phone.
	// may suit: choir [company] likes [] – against it: [] not known: [short-travel]
	// not: money-desk – needed: It serves people of the person's age.
	// Jess picks for her: This is for the person to decide. Ask them how they would like to go on.
	// Jess only tells her: A form that lasts was offered. Offer one; the person takes it in whichever form they like.
	// 2026-04-22 signpost/way-1@5 given – asked on 2026-05-06
	// Jess says how it was: What came of it is for the person to say. Ask them on the day you agreed; they may also leave it open.
	// 2026-05-06 signpost/way-1@7 accessed – of 1 who had the details, 1 got there, and it met the need of 1
}

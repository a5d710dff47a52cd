package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// Siân wants her goal in the care record. The plan shows what would be written,
// applying it writes that, and the next plan finds nothing to do.
func Example() {
	epr := fhirtest.New(fhirtest.Config{ReadOnly: []string{"Patient"}, Validate: strict.Validate})
	base, stop := epr.Start()
	defer stop()
	_ = epr.Seed([]byte(`{"resourceType":"Patient","id":"p1","birthDate":"1988-04-12"}`))

	x := &exchange.Exchange{
		Target: "epr", Base: base, Records: exchange.Loaded{sharedGoal()}, People: oneOfEach{}, Ledger: &exchange.MemoryLedger{},
		Now: func() time.Time { return time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC) },
	}
	ctx := context.Background()
	c, err := client.New(client.Config{Base: base})
	for range 2 {
		if err == nil {
			err = planThenApply(ctx, x, c)
		}
	}
	fmt.Println(len(epr.IDs("Goal")), "goal,", epr.Writes(), "write,", err)
	// Output:
	// to write: 1
	//   create Goal of goal/g1
	// written: 1
	// to write: 0
	// written: 0
	// 1 goal, 1 write, <nil>
}

// Somebody in the record system has put other words into Siân's goal. They come back as
// facts, to be shown beside hers; she says which are right, and nothing moves until then.
func ExampleExchange_ChangedThere() {
	epr := fhirtest.New(fhirtest.Config{ReadOnly: []string{"Patient"}, Validate: strict.Validate})
	base, stop := epr.Start()
	defer stop()
	_ = epr.Seed([]byte(`{"resourceType":"Patient","id":"p1","birthDate":"1988-04-12"}`))
	goal := sharedGoal()
	x := &exchange.Exchange{
		Target: "epr", Base: base, Records: exchange.Loaded{goal}, People: oneOfEach{}, Ledger: &exchange.MemoryLedger{},
		Now: func() time.Time { return time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC) },
	}
	ctx := context.Background()
	c, err := client.New(client.Config{Base: base})
	if err == nil {
		err = planThenApply(ctx, x, c)
	}
	_ = epr.Edit("Goal", epr.IDs("Goal")[0], func(b []byte) []byte {
		return bytes.Replace(b, []byte(`{"text":"get back to the allotment"}`), []byte(`{"text":"attend the allotment group"}`), 1)
	})

	name := exchange.Name{Type: "Goal", Record: goal.Ref()}
	there, err2 := x.ChangedThere(ctx, c.Reader(), name)
	for _, change := range there.Changes {
		fmt.Println(change, "- to be settled by the", change.Owner)
		fmt.Println("  there:", change.Theirs.Reveal())
		fmt.Println("  here: ", change.Ours.Reveal())
	}
	fmt.Println(errors.Join(err, err2))
	// Siân says that hers is right: the next plan may show it.
	fmt.Println(x.Seen(ctx, c.Reader(), name))
	// Output:
	// to write: 1
	//   create Goal of goal/g1
	// written: 1
	// changed /description - to be settled by the person
	//   there: {"text":"attend the allotment group"}
	//   here:  {"text":"get back to the allotment"}
	// <nil>
	// <nil>
}

// planThenApply looks, says what it would write, and writes exactly that.
func planThenApply(ctx context.Context, x *exchange.Exchange, c *client.Client) error {
	if err := x.MarkChanged(ctx); err != nil {
		return err
	}
	plan, err := x.Plan(ctx, c.Reader())
	if err != nil {
		return err
	}
	fmt.Println("to write:", plan.Writes())
	for _, item := range plan.Items {
		fmt.Println(" ", item.Do, item.Name)
	}
	report, err := x.Apply(ctx, c, plan, nil)
	fmt.Println("written:", report.Writes())
	return err
}

// oneOfEach says who is who in the record system.
type oneOfEach struct{}

func (oneOfEach) Person(context.Context, peer.PersonID) (fhir.Person, error) {
	return fhir.Person{Reference: "Patient/p1", BirthDate: peer.MustDate("1988-04-12")}, nil
}

func (oneOfEach) Staff(context.Context, peer.StaffID) (fhir.Reference, error) {
	return fhir.Reference{Reference: "Practitioner/jess"}, nil
}

func (oneOfEach) Organisation(context.Context, peer.OrgID) (fhir.Reference, error) {
	return fhir.Reference{Reference: "Organization/tamarside"}, nil
}

// sharedGoal is Siân's goal, which she has said may go into the care record.
func sharedGoal() recovery.Goal {
	act := peer.Act{By: peer.ByPerson("sian"), At: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC), ID: "r1"}
	goal, _, err := recovery.NewGoal(recovery.ProposeGoal{ID: "g1", Person: "sian",
		Words: peer.Words{Text: peer.Say("get back to the allotment"), How: peer.Said}}, act, recovery.Facts{})
	if err != nil {
		panic(err)
	}
	act.ID, act.Seen = "r2", goal.Rev()
	goal, _, err = goal.Do(recovery.WhoMaySee{Audience: recovery.CareRecord}, act, recovery.Facts{})
	if err != nil {
		panic(err)
	}
	return goal
}

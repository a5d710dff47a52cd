package exchange_test

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// Somebody in the record system has changed Siân's goal. It arrives, with its name and
// its version; the host looks at it with ChangedThere, shows both to Siân and Jess, and
// takes it. Her goal here says what it said, until she says otherwise.
func ExampleExchange_Pull() {
	epr := fhirtest.New(fhirtest.Config{})
	base, stop := epr.Start()
	defer stop()
	_ = epr.Seed([]byte(`{"resourceType":"Patient","id":"p1","birthDate":"1988-04-12"}`))
	x := &exchange.Exchange{
		Target: "epr", Base: base, Records: exchange.Loaded{sharedGoal()}, People: oneOfEach{}, Ledger: &exchange.MemoryLedger{},
		Now: time.Now,
	}
	ctx := context.Background()
	c, err := client.New(client.Config{Base: base})
	if err == nil {
		err = planThenApply(ctx, x, c)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	look := func() {
		if _, err := x.Pull(ctx, c.Reader(), exchange.PullOptions{}); err != nil {
			fmt.Println(err)
		}
		for a, err := range x.Arrived(ctx) {
			fmt.Println("arrived:", a.Ours, a.ETag, err)
			// Here: x.ChangedThere(ctx, c.Reader(), a.Ours), and two people who look at it.
			_ = x.Ledger.Take(ctx, x.Target, a)
		}
	}
	look()
	_ = epr.Edit("Goal", epr.IDs("Goal")[0], func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("allotment"), []byte("garden")) })
	look()
	look()
	plan, err := x.Plan(ctx, c.Reader())
	for _, item := range plan.Items {
		fmt.Println(item.Do, item.Name, "for", item.Owner().Says(), err)
	}
	// Output:
	// to write: 1
	//   create Goal of goal/g1
	// written: 1
	// arrived: Goal of goal/g1 W/"2" <nil>
	// hold Goal of goal/g1 for the worker, together with the person <nil>
}

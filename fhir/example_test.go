package fhir_test

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// A service's plan comes in as bytes. The worker's name and one activity go in;
// every other byte goes out as it came, and a second time there is nothing to do.
func Example() {
	body := []byte(`{"resourceType":"CarePlan","id":"cp-77","status":"active","intent":"plan",
  "subject":{"reference":"Patient/p1"}, "_title":{"id":"t"}, "x-house":1.50}`)
	contribution := fhir.Contribution{
		ID: "walk", PlanID: "cp-77", PatientRef: "Patient/p1",
		Contributor: fhir.Reference{Reference: "Practitioner/jess"},
		Description: peer.Say("walk to the allotment on Fridays"), Status: "not-started",
		Accepted: true, // by the plan's owner
	}
	plan, err := fhir.ParseDocument(body)
	fmt.Println(plan, err)

	_, err = fhir.Contribute(plan, contribution)
	fmt.Println("before the person has seen it:", errors.Is(err, peer.ErrPersonHasNotAgreed))

	contribution.Seen = true
	edits, err := fhir.Contribute(plan, contribution)
	if err != nil {
		fmt.Println(err)
		return
	}
	edited, err := edits.Apply(plan, contribution.Expect())
	fmt.Println("to send:", edited.Changed(), err)
	fmt.Println("bytes of others that changed:", fhir.ForeignBytesChanged(plan, edited.Document, edited.Spans))
	fmt.Println("undone it is as it came:", bytes.Equal(edited.Before().Bytes(), body))

	again, err := edits.Apply(edited.Document, contribution.Expect())
	fmt.Println("to send the second time:", again.Changed(), err)
	// Output:
	// CarePlan of 151 bytes <nil>
	// before the person has seen it: true
	// to send: true <nil>
	// bytes of others that changed: 0
	// undone it is as it came: true
	// to send the second time: false <nil>
}

package fhir_test

import (
	"bytes"
	"fmt"

	"github.com/towpath-care/towpath/fhir"
)

// One set of edits: as the whole document, as a JSON Patch, as an entry of a
// Bundle; and taken back, after a nurse has put a note of her own beside ours.
func ExampleEdits() {
	body := []byte(`{"resourceType":"CarePlan", "id":"cp-77", "meta":{"versionId":"3"},
  "status":"active", "subject":{"reference":"Patient/p1"},
  "activity":[ {"id":"a1"}, {"id":"walk","detail":{"status":"not-started"}} ] }`)
	plan, err := fhir.ParseDocument(body)
	if err != nil {
		fmt.Println(err)
		return
	}
	edits := fhir.Edits{
		fhir.Set([]byte(`"in-progress"`), fhir.Field("activity"), fhir.Element("walk"), fhir.Field("detail"), fhir.Field("status")),
		fhir.Upsert([]byte(`{"id":"ours","text":"Fridays"}`), fhir.Field("note"), fhir.Element("ours")),
	}
	want := fhir.Expect{ResourceType: "CarePlan", ID: "cp-77", Subject: "Patient/p1"}
	edited, err := edits.Apply(plan, want)
	if err != nil {
		fmt.Println(err)
		return
	}

	update, err := edited.Update("") // or with the ETag that the plan was read with
	fmt.Println(update, "If-Match:", update.IfMatch, err)
	patch, err := edited.Patch("")
	fmt.Println(patch.Method, patch.URL, "If-Match:", patch.IfMatch, err)
	for operation := range bytes.SplitAfterSeq(patch.Body(), []byte("},")) {
		fmt.Printf("  %s\n", operation)
	}
	entry, err := update.Entry()
	fmt.Println("entry ends", string(entry[bytes.LastIndex(entry, []byte(`"request"`)):]), err)

	kept, err := edited.Undo().Encode() // beside the record that the edits came from
	fmt.Println("kept to take it back:", len(kept) > 0, err)

	nurse := bytes.Replace(edited.Document.Bytes(), []byte(`"note":[`), []byte(`"note":[{"text":"bring boots"}, `), 1)
	later, err := fhir.ParseDocument(nurse)
	if err != nil {
		fmt.Println(err)
		return
	}
	undo, err := fhir.DecodeUndo(kept)
	if err != nil {
		fmt.Println(err)
		return
	}
	undone, err := undo.Apply(later, want)
	fmt.Println(string(undone.Document.Bytes()), err)
	// Output:
	// PUT CarePlan/cp-77 of 246 bytes If-Match: W/"3" <nil>
	// PATCH CarePlan/cp-77 If-Match: W/"3" <nil>
	//   [{"op":"test","path":"/activity/1/id","value":"walk"},
	//   {"op":"replace","path":"/activity/1/detail/status","value":"in-progress"},
	//   {"op":"add","path":"/note","value":[{"id":"ours","text":"Fridays"}]}]
	// entry ends "request":{"method":"PUT","url":"CarePlan/cp-77","ifMatch":"W/\"3\""}} <nil>
	// kept to take it back: true <nil>
	// {"resourceType":"CarePlan", "id":"cp-77", "meta":{"versionId":"3"},
	//   "status":"active", "subject":{"reference":"Patient/p1"},
	//   "activity":[ {"id":"a1"}, {"id":"walk","detail":{"status":"not-started"}} ],"note":[{"text":"bring boots"}] } <nil>
}

package fhirtest_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// A vendor's test: a contact is sent twice, the answer to the first try is lost
// after the server had stored it, and there must be one Encounter all the same.
func Example() {
	server := fhirtest.New(fhirtest.Config{ReadOnly: []string{"Patient"}})
	base, stop := server.Start()
	defer stop()

	server.Fail(fhirtest.Script(&fhirtest.Fault{Late: true, Status: http.StatusGatewayTimeout}))

	contact := `{"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},
		"identifier":[{"system":"https://vendor.example/contact","value":"c-1"}]}`
	for range 2 {
		req, _ := http.NewRequest(http.MethodPost, base+"/Encounter", strings.NewReader(contact))
		req.Header.Set("Content-Type", "application/fhir+json")
		req.Header.Set("If-None-Exist", "identifier=https://vendor.example/contact|c-1")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			fmt.Println(err)
			return
		}
		res.Body.Close()
		fmt.Println(res.Status)
	}
	fmt.Println(len(server.IDs("Encounter")), "encounter,", server.Writes(), "write")
	// Output:
	// 504 Gateway Timeout
	// 200 OK
	// 1 encounter, 1 write
}

// Somebody edits the plan between your read and your write: the update is turned
// down, and nothing of theirs is lost.
func ExampleServer_Edit() {
	server := fhirtest.New(fhirtest.Config{})
	base, stop := server.Start()
	defer stop()

	plan := `{"resourceType":"CarePlan","id":"cp-77","status":"active","intent":"plan","subject":{"reference":"Patient/p1"}}`
	if err := server.Seed([]byte(plan)); err != nil {
		fmt.Println(err)
		return
	}
	_ = server.Edit("CarePlan", "cp-77", func(current []byte) []byte {
		return bytes.Replace(current, []byte("active"), []byte("on-hold"), 1)
	})

	req, _ := http.NewRequest(http.MethodPut, base+"/CarePlan/cp-77", strings.NewReader(plan))
	req.Header.Set("Content-Type", "application/fhir+json")
	req.Header.Set("If-Match", `W/"1"`)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		fmt.Println(err)
		return
	}
	res.Body.Close()
	fmt.Println(res.Status)
	for _, request := range server.Log() {
		fmt.Println(request.Method, request.Path, request.Status, "wrote:", request.Wrote)
	}
	// Output:
	// 412 Precondition Failed
	// PUT /CarePlan/cp-77 412 wrote: false
}

package fhirtest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

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

// Everything that goes wrong with record systems, one after the other: whatever
// happens to the first try, a second one under the same condition leaves exactly
// one Encounter. Against a server that ignores the condition no
// condition helps.
func ExampleBadDays() {
	server := fhirtest.New(fhirtest.Config{Wait: func(context.Context, time.Duration) {}})
	base, stop := server.Start()
	defer stop()

	send := func(ctx context.Context) {
		contact := `{"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},
			"identifier":[{"system":"https://vendor.example/contact","value":"c-1"}]}`
		req, _ := http.NewRequestWithContext(ctx, http.MethodPost, base+"/Encounter", strings.NewReader(contact))
		req.Header.Set("Content-Type", "application/fhir+json")
		req.Header.Set("If-None-Exist", "identifier=https://vendor.example/contact|c-1")
		if res, err := http.DefaultTransport.RoundTrip(req); err == nil {
			res.Body.Close()
		}
	}
	for _, day := range fhirtest.BadDays(time.Now()) {
		if day.Fault.Hang {
			continue // see your client's own time limit
		}
		server.Reset()
		server.Fail(fhirtest.Script(nil, &day.Fault))
		for range 3 {
			send(context.Background())
		}
		if n := len(server.IDs("Encounter")); n != 1 {
			fmt.Println(day.Name, "leaves", n)
		}
	}
	// Output:
	// if-none-exist-ignored leaves 2
}

// A bad afternoon as a value: the third create loses its answer, and one request
// in twenty is put off.
func ExampleFaults() {
	afternoon := fhirtest.Faults{Seed: 7, Rules: []fhirtest.Rule{
		{Method: http.MethodPost, Path: "/Encounter", First: 3, Last: 3, Fault: fhirtest.Fault{Late: true, Drop: true}},
		{Share: 0.05, Fault: fhirtest.Fault{Status: 429, RetryAfter: "1"}},
	}}
	server := fhirtest.New(fhirtest.Config{})
	server.Fail(afternoon.Script())

	data, _ := json.Marshal(afternoon)
	fmt.Println(string(data))
	// Output:
	// {"seed":7,"rules":[{"method":"POST","path":"/Encounter","first":3,"last":3,"fault":{"late":true,"drop":true}},{"share":0.05,"fault":{"status":429,"retryAfter":"1"}}]}
}

// A plan and the goal it is about are stored together or not at all.
func Example_transaction() {
	server := fhirtest.New(fhirtest.Config{})
	base, stop := server.Start()
	defer stop()

	bundle := `{"resourceType":"Bundle","type":"transaction","entry":[
		{"fullUrl":"urn:uuid:5e0c1a52-8f0e-4c35-9d5c-3d7c4f1a0001",
		 "resource":{"resourceType":"CarePlan","status":"active","intent":"plan","subject":{"reference":"Patient/p1"},
			"goal":[{"reference":"urn:uuid:5e0c1a52-8f0e-4c35-9d5c-3d7c4f1a0002"}]},
		 "request":{"method":"POST","url":"CarePlan"}},
		{"fullUrl":"urn:uuid:5e0c1a52-8f0e-4c35-9d5c-3d7c4f1a0002",
		 "resource":{"resourceType":"Goal","lifecycleStatus":"active","description":{"text":"Back to the allotment"},"subject":{"reference":"Patient/p1"}},
		 "request":{"method":"POST","url":"Goal"}}]}`
	res, err := http.Post(base, "application/fhir+json", strings.NewReader(bundle))
	if err != nil {
		fmt.Println(err)
		return
	}
	res.Body.Close()
	plan, _ := server.Bytes("CarePlan", "srv-1")
	fmt.Println(res.Status, bytes.Contains(plan, []byte(`"goal":[{"reference":"Goal/srv-2"}]`)))
	// Output:
	// 200 OK true
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

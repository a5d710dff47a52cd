package fhir

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	models "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/internal/ratio"
	"github.com/towpath-care/towpath/internal/strictjson"
)

var benchLimits = strictjson.Limits{Size: 16 << 20, Depth: 64}

// carePlan is a plan of about so many bytes.
func carePlan(size int) []byte {
	var b strings.Builder
	b.WriteString(`{"resourceType":"CarePlan","id":"c1","meta":{"versionId":"7"},"status":"active","intent":"plan","subject":{"reference":"Patient/p1"},"activity":[`)
	for i := 0; b.Len() < size-200; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"a%d","detail":{"status":"in-progress","description":"Walk to the market and back, then ring the surgery","performer":[{"reference":"Practitioner/%d"}]}}`, i, i)
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

var (
	benchEdits = Edits{
		Ensure([]byte(`{"id":"towpath-1-contributor","reference":"Practitioner/worker"}`), Field("contributor"), Referring("Practitioner/worker")),
		Upsert([]byte(`{"id":"towpath-1-activity","detail":{"status":"not-started","description":"Read together"}}`), Field("activity"), Element("towpath-1-activity")),
	}
	benchWant = Expect{"CarePlan", "c1", "Patient/p1"}
)

func overlayEdit(b testing.TB, raw []byte) Edited {
	d, err := parseDocument(raw, benchLimits)
	if err != nil {
		b.Fatal(err)
	}
	e, err := benchEdits.apply(d, benchWant, benchLimits)
	if err != nil || !e.Changed() {
		b.Fatal(err)
	}
	return e
}

// BenchmarkOverlayEdit puts one contributor and one activity into a plan of 5 KB.
// The overlay checks the document before and after, and keeps every byte. The
// structs lose contained resources, twins and unknown elements; the map loses
// the order of members and the digits of decimals.
func BenchmarkOverlayEdit(b *testing.B) {
	raw := carePlan(5_000)
	b.Run("overlay", func(b *testing.B) {
		b.SetBytes(int64(len(raw)))
		b.ReportAllocs()
		for b.Loop() {
			overlayEdit(b, raw)
		}
	})
	b.Run("structs-lossy", func(b *testing.B) {
		b.SetBytes(int64(len(raw)))
		b.ReportAllocs()
		for b.Loop() {
			structsEdit(b, raw)
		}
	})
	b.Run("map-lossy", func(b *testing.B) {
		b.SetBytes(int64(len(raw)))
		b.ReportAllocs()
		for b.Loop() {
			var plan map[string]any
			if err := json.Unmarshal(raw, &plan); err != nil {
				b.Fatal(err)
			}
			list, _ := plan["activity"].([]any)
			plan["activity"] = append(list, map[string]any{"id": "towpath-1-activity"})
			plan["contributor"] = []any{map[string]any{"reference": "Practitioner/worker"}}
			if _, err := json.Marshal(plan); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// structsEdit decodes into samply's structs and encodes again; what they do not
// know is lost.
func structsEdit(b *testing.B, raw []byte) {
	plan, err := models.UnmarshalCarePlan(raw)
	if err != nil {
		b.Fatal(err)
	}
	who, what := "Practitioner/worker", "Read together"
	plan.Contributor = append(plan.Contributor, models.Reference{Reference: &who})
	plan.Activity = append(plan.Activity, models.CarePlanActivity{Detail: &models.CarePlanActivityDetail{Description: &what}})
	if _, err := plan.MarshalJSON(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkOverlayRatio prints how an edit that loses nothing compares with a
// round trip through structs that does.
func BenchmarkOverlayRatio(b *testing.B) {
	raw := carePlan(5_000)
	ratio.Of(b, func() { overlayEdit(b, raw) }, func() { structsEdit(b, raw) })
}

// BenchmarkOverlaySize is an edit with all that is done before it is sent and for
// taking it back, over documents of growing size; MB/s is to stay the same.
func BenchmarkOverlaySize(b *testing.B) {
	for _, size := range []int{5_000, 50_000, 500_000, 5_000_000} {
		raw := carePlan(size)
		for name, do := range map[string]func(testing.TB, []byte){"edit": func(b testing.TB, raw []byte) { overlayEdit(b, raw) }, "sent-and-undone": overlaySent} {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				b.SetBytes(int64(len(raw)))
				b.ReportAllocs()
				for b.Loop() {
					do(b, raw)
				}
			})
		}
	}
}

// overlaySent edits, makes both requests, and takes the edit back.
func overlaySent(b testing.TB, raw []byte) {
	e := overlayEdit(b, raw)
	_, err := e.Update("")
	_, errPatch := e.Patch("")
	undone, errUndo := e.Undo().apply(e.Document, benchWant, benchLimits)
	if err := errors.Join(err, errPatch, errUndo); err != nil || !bytes.Equal(undone.Document.raw(), raw) {
		b.Fatal(err)
	}
}

// BenchmarkOverlayGrowth prints how much longer ten times the size takes, in the
// same run.
func BenchmarkOverlayGrowth(b *testing.B) {
	raw := map[int][]byte{1_000: carePlan(170_000), 10_000: carePlan(1_700_000)}
	ratio.Growth(b, func(n int) { overlaySent(b, raw[n]) })
}

// BenchmarkOverlayRequests prints what a patch, which is proved, costs over the
// whole document, which is framed.
func BenchmarkOverlayRequests(b *testing.B) {
	e := overlayEdit(b, carePlan(50_000))
	ratio.Of(b, func() { _, _ = e.Patch("") }, func() { _, _ = e.Update("") })
}

func BenchmarkFrame(b *testing.B) {
	raw := carePlan(5_000)
	e := overlayEdit(b, raw)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Frame(raw, e); err != nil {
			b.Fatal(err)
		}
	}
}

package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"errors"
	"html/template"
	"os"
	"time"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

type reportCmd struct {
	Out  string `default:"report.html" placeholder:"FILE" help:"Where the page is written. It loads nothing from anywhere."`
	Days int    `default:"7" help:"How many days it goes back."`
}

//go:embed report.html
var reportHTML string

//go:embed report.css
var reportCSS string

var reportPage = template.Must(template.New("report").Parse(reportHTML))

// page is what the report shows: counts, times, ids and the fixed sentences of reasons,
// and nothing that anybody said.
type page struct {
	Target           string
	Made, From       string
	Days             int
	Policy           string
	Style            template.CSS
	Now              exchange.Status
	Oldest, Settled  string
	Resting          []string
	RestingUntil     string
	Went, Took, Each picture
	Quantiles        []quantile
	Parked           []waitsFor
	Waiting          []waitsFor
}

// waitsFor is a document that waits, why, and for whom or until when.
type waitsFor struct {
	Document, For string
	Left          bool
	Why           []reasonSaid
}

type reasonSaid struct{ Rule, Needed, Fix string }

// report writes a page about the last days.
func (s *session) report(ctx context.Context) error {
	if s.Report.Days < 1 || s.Report.Days > mostDays {
		return exit{exitUsage, errors.New("--days is from 1 to 366; nothing was written")}
	}
	p, err := s.page(ctx)
	if err != nil {
		return ended(err)
	}
	b, err := p.render()
	if err != nil {
		return err
	}
	if err := os.WriteFile(s.Report.Out, b, 0o600); err != nil {
		return exit{exitUsage, errors.New("the page could not be written there; nothing is lost: give another place with --out")}
	}
	s.show.line(struct {
		Type string `json:"type"`
		File string `json:"file"`
	}{"saved", s.Report.Out})
	s.show.say("Saved to %s.", s.Report.Out)
	return nil
}

func (s *session) page(ctx context.Context) (p page, err error) {
	now := s.now()
	from := now.AddDate(0, 0, -s.Report.Days)
	p = page{Target: s.Target, Made: shown(now), From: shown(from), Days: s.Report.Days}
	if p.Now, err = s.ledger.Status(ctx, s.Target, now); err != nil {
		return p, err
	}
	p.Settled = shown(p.Now.Settled)
	if !p.Now.Oldest.IsZero() {
		p.Oldest = shown(p.Now.Oldest)
	}
	if p.Now.Resting.Why != nil {
		p.RestingUntil, p.Resting = shown(p.Now.Resting.Until), says(p.Now.Resting.Why)
	}
	j := newJournal(now, s.Report.Days)
	for e, err := range s.ledger.Journal(ctx, s.Target, from) {
		if err != nil {
			return p, err
		}
		j.add(e)
	}
	p.Went, p.Took, p.Each, p.Quantiles = j.went(), j.took(), j.each(), j.quantiles()
	parked, err := all(s.ledger.Parked(ctx, s.Target))
	if err != nil {
		return p, err
	}
	for _, x := range parked {
		p.Parked = append(p.Parked, waitsFor{called(x.Name), x.Owner.Says(), x.Dismissed, reasonsSaid(x.Why)})
	}
	waiting, err := all(s.ledger.Waiting(ctx, s.Target))
	for _, x := range waiting {
		p.Waiting = append(p.Waiting, waitsFor{called(x.Name), shown(x.Due), false, reasonsSaid(x.Why)})
	}
	return p, err
}

func reasonsSaid(why []peer.Reason) (out []reasonSaid) {
	for _, r := range why {
		out = append(out, reasonSaid{r.Rule.String(), r.Says, r.Fix})
	}
	return out
}

// shown is a time as the page has it.
func shown(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2 January 2006, 15:04 MST")
}

// render makes the page. Its policy lets a browser load nothing and run nothing: the one
// style it has is named by its digest.
func (p page) render() ([]byte, error) {
	digest := sha256.Sum256([]byte(reportCSS))
	p.Style = template.CSS(reportCSS)
	p.Policy = "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) + "'; base-uri 'none'; form-action 'none'"
	var out bytes.Buffer
	err := reportPage.Execute(&out, p)
	return out.Bytes(), err
}

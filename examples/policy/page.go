package main

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"os"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

// pageTemplate writes the page. It takes every text as text.
var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{"add": func(a, b int) int { return a + b }, "sub": func(a, b int) int { return a - b }}).Parse(pageHTML))

// pageData is what the page shows.
type pageData struct {
	CSS        template.CSS
	Policy     template.HTMLAttr
	Title      string
	Digest     string
	Example    bool
	Looked     string
	Clean      string // what it means that nothing was found
	Faults     int
	Warnings   int
	Findings   []finding
	Routes     table
	Figures    []figure
	Why        []whyData
	Comparison *comparisonData
	Members    []membersData
}

// whyData is one explanation.
type whyData struct {
	Heading  string
	Says     []string
	Rules    table
	ComesTo  []string
	Next     []string
	Together string
}

// comparisonData is what changes from another policy.
type comparisonData struct {
	Heading        string
	Says           string
	Changes, First table
	Moved          table
}

// membersData is one part of a policy with all its values.
type membersData struct {
	Heading string
	Values  table
}

// askedAbout are the concerns that a page explains.
var askedAbout = []struct {
	trigger safeguard.Trigger
	known   map[string]string
	clock   string
}{
	{safeguard.AbuseDisclosure, map[string]string{"setting": "home"}, "17:42"},
	{safeguard.AreaOfConcern, map[string]string{"age": "15"}, "14:30"},
	{safeguard.LimitOfCompetence, nil, "11:05"},
}

// pageOf puts a page together.
func pageOf(b bench, found []finding, y yearPlayed, against *comparison) (pageData, error) {
	sum := sha256.Sum256([]byte(pageCSS))
	p := pageData{
		CSS:    template.CSS(pageCSS),
		Policy: template.HTMLAttr(`content="default-src 'none'; style-src 'sha256-` + base64.StdEncoding.EncodeToString(sum[:]) + `'; base-uri 'none'; form-action 'none'"`),
		Title:  "Policy of " + b.organisation(), Findings: found, Faults: faults(found), Warnings: len(found) - faults(found),
	}
	if b.opened != nil || !b.policy.Known() {
		p.Looked = "The policy cannot be read as it is, so there is nothing else to show."
		return p, nil
	}
	p.Title += ": " + b.file.Version()
	p.Digest, p.Example = string(b.file.Digest()), b.file.Example()
	p.Looked = "Looked at from " + b.from.String() + " until " + b.until.String() + ", with " + b.rosterText() + "."
	p.Clean = "Nothing. Somebody is told at every instant of these days, and never one person alone."
	if b.madeUp {
		p.Clean = "Nothing in the policy itself. Whether somebody is on duty at every hour was not looked at: no roster was given."
	}
	p.Routes = routes(b)
	day := b.friday()
	p.Figures = []figure{ladderFigure(b), dayFigure(playDay(b, day), b),
		worstFigure(y, "first", "Until the first human hears", "the first human was told", func(t sameTimes) safeguard.Waits { return t.First }),
		worstFigure(y, "every", "Until the whole chain has heard", "the last of the chain was told", func(t sameTimes) safeguard.Waits { return t.Every }),
		loadFigure(y)}
	for _, x := range askedAbout {
		a, err := newAsked(x.trigger, x.known)
		if err != nil {
			return p, err
		}
		why, err := explain(b, a, onDay(b.file.Calendar(), day, x.clock))
		if err != nil {
			return p, err
		}
		p.Why = append(p.Why, whyOf(why, x.known, b.file.Calendar()))
	}
	if against != nil {
		p.Comparison = comparisonOf(*against)
	}
	p.Members = membersOf(b)
	return p, nil
}

// friday is the first Friday that is a working day, else the first working day.
func (b bench) friday() peer.Date {
	for d := b.from; !d.After(b.until) && d.DaysUntil(b.from) > -60; d = d.AddDays(1) {
		if d.Weekday() == time.Friday && b.file.Calendar().IsWorkingDay(d) {
			return d
		}
	}
	return b.workingDay()
}

// routes say for each trigger how urgent it is and who is told.
func routes(b bench) table {
	t := table{Caption: "Who hears of what, and how soon", Heads: []string{"What was noticed", "Urgency", "Somebody is told within", "Taken on within", "In hours", "Out of hours"}}
	chains := map[string]safeguard.Chain{}
	for _, c := range b.policy.Chains() {
		chains[c.Chain] = c
	}
	for _, r := range b.policy.Triggers() {
		times, c := b.policy.Times(r.Urgency), chains[r.Chain]
		t.Rows = append(t.Rows, []string{plain(r.Trigger), string(r.Urgency), offset(times.Notify), offset(times.Acknowledge), inOrder(c.InHours), inOrder(c.OutOfHours)})
	}
	return t
}

func whyOf(x explanation, known map[string]string, cal peer.Calendar) whyData {
	heading := plain(x.Asked)
	for _, name := range []string{"age", "setting"} {
		if v := known[name]; v != "" {
			heading += ", " + name + " " + v
		}
	}
	out := whyData{Heading: heading + ", on " + x.When + ", " + x.Hours, Says: x.sentences(), ComesTo: x.comesTo(),
		Rules: table{Caption: "The rules of the policy for " + heading, Heads: []string{"Rule", "Makes it", "Answer", "What is known", "It turns on"}}}
	for _, r := range x.Rules {
		turns := turnsOn(r)
		if r.Holds == peer.Yes {
			turns = "it is met"
		}
		out.Rules.Rows = append(out.Rules.Rows, []string{plain(r.ID), string(r.To), answered(r.Holds), found(r), turns})
	}
	for _, l := range x.Next {
		out.Next = append(out.Next, clockText(l.At, cal)+": "+l.Sentence())
	}
	return out
}

func comparisonOf(x comparison) *comparisonData {
	out := &comparisonData{Heading: "What changes from " + x.Was.file.Version(),
		Says:    "Both policies were tried from " + x.From.String() + " until " + x.Until.String() + ". " + x.replayed(),
		Changes: table{Caption: "Whose handling changes", Heads: []string{"About", "What", "Was", "Would be", "It shows"}},
		First:   table{Caption: "Made-up concerns of which somebody else would hear first", Heads: []string{"About", "When", "Was", "Would be"}},
		Moved:   table{Class: "paths", Caption: "What stands otherwise in the file", Heads: []string{"Where", "Was", "Would be"}}}
	for _, c := range x.Changes {
		out.Changes.Rows = append(out.Changes.Rows, []string{c.about(), subjects[c.Field], c.Was, c.Now, c.Shows})
	}
	for _, f := range x.First {
		out.First.Rows = append(out.First.Rows, []string{plain(f.Trigger), f.When, f.Was, f.Now})
	}
	for _, m := range x.Moved {
		out.Moved.Rows = append(out.Moved.Rows, []string{m.Path, there(m.Was), there(m.Now)})
	}
	return out
}

// membersOf are all values of a policy, by its parts; a number of an example says so.
func membersOf(b bench) []membersData {
	var out []membersData
	for _, m := range members(b.raw) {
		part, rest, _ := strings.Cut(strings.TrimPrefix(m.Path, "/"), "/")
		if rest == "" || part == "calendar" {
			part, rest = "envelope and calendar", strings.TrimPrefix(m.Path, "/")
		}
		if n := len(out); n == 0 || out[n-1].Heading != part {
			out = append(out, membersData{Heading: part, Values: table{Class: "paths", Caption: "All values of " + part, Heads: []string{"Where", "Value"}}})
		}
		value := m.Value
		if b.file.Example() && strings.ContainsAny(value, "0123456789") {
			value += " (example)"
		}
		t := &out[len(out)-1].Values
		t.Rows = append(t.Rows, []string{rest, value})
	}
	return out
}

// write finds everything out about a policy and writes its page.
func (s *session) write(b bench, was *bench, name string) ([]finding, error) {
	found := check(b)
	if b.opened != nil || !b.policy.Known() {
		return found, s.putPage(name, b, found, yearPlayed{}, nil)
	}
	var against *comparison
	if was != nil {
		x, err := worked(s.ctx, func() (comparison, error) { return compare(*was, b) })
		if err != nil {
			return nil, err
		}
		against = &x
	}
	y, err := worked(s.ctx, func() (yearPlayed, error) { return playYear(b), nil })
	if err != nil {
		return nil, err
	}
	return found, s.putPage(name, b, found, y, against)
}

// putPage writes a page and says where it is.
func (s *session) putPage(name string, b bench, found []finding, y yearPlayed, against *comparison) error {
	p, err := pageOf(b, found, y, against)
	if err == nil {
		err = s.ctx.Err()
	}
	if err == nil {
		err = writePage(name, p)
	}
	if err == nil {
		s.show.page(name)
	}
	return err
}

// writePage writes a page whole or not at all.
func writePage(name string, p pageData) error {
	var page bytes.Buffer
	if err := pageTemplate.Execute(&page, p); err != nil {
		return err
	}
	if err := os.WriteFile(name, page.Bytes(), 0o644); err != nil {
		return usage("the page cannot be written to %s", name)
	}
	return nil
}

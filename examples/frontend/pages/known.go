package pages

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/forms"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// known is what this host knows for the form of a step: whom it is about, what there is
// to pick from, and what an answer usually is.
func (v *view) known(kind peer.Kind, c peer.Choice, of desk.Opened) (forms.Known, error) {
	if err := v.readOnce(); err != nil {
		return forms.Known{}, err
	}
	k := forms.Known{Fixed: v.fixed(kind, c), Hide: hidden[string(kind)+" "+string(c.Do)], Pick: map[string][]forms.Option{}, Start: v.start(kind, c), Authors: v.authors(), Zone: v.zone,
		Author:      func(f peer.Field) string { return usualAuthor(kind, f) },
		Label:       func(f peer.Field) string { return v.label(kind, c.Do, f) },
		Hint:        func(f peer.Field) string { return v.hint(kind, c.Do, f) },
		OptionLabel: func(f peer.Field, value string) string { return v.option(kind, f, value) }}
	v.pickRecords(k, v.all, v.listed)
	v.pickPeople(k, kind)
	if kind == safeguard.KindConcern {
		for _, t := range safeguard.CoreTriggers() {
			k.Pick["trigger"] = append(k.Pick["trigger"], forms.Option{Value: string(t), Label: k.OptionLabel(peer.Field{Name: "trigger"}, string(t))})
		}
	}
	v.pickParts(k, of)
	return k, nil
}

// readOnce reads what every form of a page draws on.
func (v *view) readOnce() (err error) {
	if v.read {
		return nil
	}
	if v.all, err = v.Desk.All(v.ctx, v.who()); err != nil {
		return err
	}
	v.listed, err = v.Desk.Entries(v.ctx)
	v.read = err == nil
	return err
}

// hidden are fields that no page asks for, by kind and step: what a machine puts right by
// itself, and what goes beyond this example.
var hidden = map[string][]string{
	"concern raise":            {"/marks", "/given", "/beside", "/origin", "/with", "/notTo", "/ground", "/disclosure", "/age"},
	"concern say-more":         {"/notTo", "/disclosure", "/age"},
	"contact correct":          {"/what/setting"},
	"contact record-planned":   {"/what/setting"},
	"contact plan":             {"/what/production", "/what/notTogether", "/what/outcome", "/what/notMet", "/what/setting", "/along"},
	"contact record":           {"/headcount", "/what/setting", "/what/supervisedBy"},
	"transition flag-extra":    {"/informed"},
	"signpost record-outcome":  {"/link"},
	"goal change":              {"/into/strengths", "/into/challenges", "/into/target", "/into/domain"},
	"support-request allocate": {"/relationship"},
}

// fixed are answers that follow from whose pages are open.
func (v *view) fixed(kind peer.Kind, c peer.Choice) map[string]any {
	out := map[string]any{"/person": v.who().Person, "/relationship": v.last(peer.KindRelationship), "/service": v.Desk.Host.Service, "/organisation": v.Desk.Host.Org}
	if w := v.worker(); w != "" {
		out["/worker"] = w
	}
	for _, f := range c.Fields {
		if f.Path == "/id" {
			out["/id"] = v.Desk.NewID()
		}
	}
	switch string(kind) + " " + string(c.Do) {
	case "concern raise":
		out["/about"] = v.who().Person
	case "concern close":
		delete(out, "/person") // there it is what the person was told
	case "problem-solving set-goal":
		out["/goal"] = v.Desk.NewID()
	case "goal change":
		out["/into/id"] = v.Desk.NewID()
	case "feeling say", "issue name":
		out["/transition"] = v.last(transition.KindTransition)
	case "transition name-worker", "support-request allocate":
		delete(out, "/worker")
	case "contact plan":
		delete(out, "/along")
	}
	return out
}

// start are first answers that can be changed: the day is today, the hour the last one.
func (v *view) start(kind peer.Kind, c peer.Choice) map[string]string {
	now := v.Desk.Now().In(v.zone).Truncate(time.Minute)
	at := func(t time.Time) string { return t.Format("2006-01-02T15:04") }
	out := map[string]string{"/on": now.Format(time.DateOnly)}
	switch string(kind) + " " + string(c.Do) {
	case "contact record":
		out["/what/start"], out["/what/end"] = at(now.Add(-time.Hour)), at(now)
		out["/activity"], out["/what/mode"], out["/what/place"], out["/what/outcome"], out["/what/production"] = string(peer.OneToOne), "face-to-face", "community", "attended", "co-produced"
	case "concern raise":
		out["/noticedAt"] = at(now)
	case "concern close":
		out["/person/by"], out["/person/on"] = string(v.who().Actor.Staff), now.Format(time.DateOnly)
	case "signpost change-follow-up":
		out["/on"] = now.AddDate(0, 0, 7).Format(time.DateOnly)
	}
	for _, f := range c.Fields {
		if goal := v.r.URL.Query().Get("goal"); f.Path == "/goal" && goal != "" {
			out["/goal"] = goal
		}
	}
	return out
}

// usualAuthor is whose words a field usually holds when a worker writes.
func usualAuthor(kind peer.Kind, f peer.Field) string {
	switch {
	case kind == recovery.KindGoal, kind == recovery.KindProblemSolving && f.Path != "/words":
		return "person"
	case slices.Contains([]string{"wants", "how", "personWords", "nextAlone", "nextTimeAlone"}, f.Name):
		return "person"
	}
	return "me"
}

// authors are whose words somebody may write down: a person their own, a worker theirs
// and the person's.
func (v *view) authors() []forms.Author {
	if v.who().IsPerson() {
		return nil
	}
	me := v.who().Actor
	me.Role = ""
	return []forms.Author{
		{Value: "person", Label: v.lang.Say("form.words-of", v.Names[string(v.who().Person)]).Says, Actor: peer.ByPerson(v.who().Person), How: peer.Said},
		{Value: "me", Label: v.lang.Say("form.my-words").Says, Actor: me, How: peer.Written},
	}
}

func (v *view) pickRecords(k forms.Known, all []desk.Opened, entries map[string]signpost.Resource) {
	for _, o := range all {
		switch r := o.Record.(type) {
		case recovery.Goal:
			o := forms.Option{Value: o.Ref.ID, Label: r.Words().Text.Reveal(), Own: true}
			k.Pick["goal"], k.Pick["goals"] = append(k.Pick["goal"], o), append(k.Pick["goals"], o)
		case recovery.ProblemSolving:
			k.Pick["problem"] = append(k.Pick["problem"], forms.Option{Value: o.Ref.ID, Label: r.Problem().Words.Text.Reveal(), Own: true})
		}
	}
	for id, r := range entries {
		k.Pick["resource"] = append(k.Pick["resource"], forms.Option{Value: id, Label: r.Listing().Name.Reveal()})
	}
	slices.SortFunc(k.Pick["resource"], func(a, b forms.Option) int { return strings.Compare(a.Label, b.Label) })
}

// colleagues are the staff this organisation has, in the order they are named.
var colleagues = []string{"jess", "kay", "hannah", "iris", "ines", "ode", "paul"}

func (v *view) pickPeople(k forms.Known, kind peer.Kind) {
	for _, id := range colleagues {
		o := forms.Option{Value: id, Label: v.Names[id]}
		for _, field := range []string{"staff", "cover", "to", "worker", "supervisedBy", "supportedBy", "by", "bring", "informed"} {
			if (field != "to" || kind == "concern") && (field != "bring" || id != string(v.who().Actor.Staff)) {
				k.Pick[field] = append(k.Pick[field], o)
			}
		}
	}
	if kind != safeguard.KindConcern {
		delete(k.Pick, "by") // whose words they are is asked beside the words
	}
	if kind == "transition" {
		k.Pick["to"] = []forms.Option{{Value: "harbour", Label: v.Names["harbour"]}}
		k.Pick["from"] = []forms.Option{{Value: "community", Label: v.Names["community"]}}
	}
	k.Pick["worker"] = k.Pick["worker"][:1]
	person, worker := string(v.who().Person), string(v.worker())
	for _, field := range []string{"chosenBy", "participants"} {
		k.Pick[field] = []forms.Option{{Value: "person:" + person, Label: v.Names[person]}, {Value: "staff:" + worker, Label: v.Names[worker]}, {Value: "carer:megan", Label: v.Names["megan"]}}
	}
}

// pickParts are the numbered parts of a record, by what they say.
func (v *view) pickParts(k forms.Known, of desk.Opened) {
	number := func(n int, words peer.Words) forms.Option {
		return forms.Option{Value: fmt.Sprint(n), Label: words.Text.Reveal(), Own: true}
	}
	switch r := of.Record.(type) {
	case recovery.ProblemSolving:
		for _, i := range r.Ideas() {
			k.Pick["idea"] = append(k.Pick["idea"], number(i.Number, i.Words))
		}
		for _, t := range r.Tasks() {
			k.Pick["task"] = append(k.Pick["task"], number(t.Number, t.Words))
		}
		for _, p := range r.Parts() {
			k.Pick["part"], k.Pick["of"] = append(k.Pick["part"], number(p.Number, p.Words)), append(k.Pick["of"], number(p.Number, p.Words))
		}
	case signpost.Signpost:
		s := speech{v.pages, v.lang}
		for _, h := range r.Help() {
			k.Pick["number"] = append(k.Pick["number"], forms.Option{Value: fmt.Sprint(h.Number), Label: s.option("kind", h.Kind)})
		}
	}
}

// label is what a field is called: for this step, at this place of the kind of record, for
// the kind, or anywhere.
func (v *view) label(kind peer.Kind, do peer.Action, f peer.Field) string {
	at := strings.ReplaceAll(strings.ReplaceAll(strings.TrimPrefix(f.Path, "/"), "/*", ""), "/", ".")
	return v.lang.First(fmt.Sprintf("field.%s.%s.%s", kind, do, f.Name), fmt.Sprintf("field.%s.%s", kind, at), fmt.Sprintf("field.%s.%s", kind, f.Name), "field."+f.Name)
}

// option is what something to pick is called; a place of the record is called as its status is.
func (v *view) option(kind peer.Kind, f peer.Field, value string) string {
	return v.lang.First("is."+f.Name+"."+value, "is."+value, fmt.Sprintf("status.%s.%s", kind, value))
}

func (v *view) hint(kind peer.Kind, do peer.Action, f peer.Field) string {
	for _, key := range []string{fmt.Sprintf("hint.%s.%s.%s", kind, do, f.Name), fmt.Sprintf("hint.%s.%s", kind, f.Name), "hint." + f.Name} {
		if v.lang.Has(key) {
			return v.lang.Say(key).Says
		}
	}
	return ""
}

// last is the id of the last record of a kind that this reader sees; empty when there is
// none.
func (v *view) last(kind peer.Kind) string {
	id := ""
	for _, o := range v.all {
		if o.Ref.Kind == kind {
			id = o.Ref.ID
		}
	}
	return id
}

// worker is who walks alongside the person whose pages are open.
func (v *view) worker() peer.StaffID {
	for w, people := range v.Desk.Host.People {
		if slices.Contains(people, v.who().Person) {
			return w
		}
	}
	return ""
}

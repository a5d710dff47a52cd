package pages

import (
	"encoding/json"
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/examples/frontend/words"
	"github.com/towpath-care/towpath/peer"
)

// speaking are the functions of the templates in one language.
func (p *pages) speaking(l words.Language) template.FuncMap {
	s := speech{p, l}
	return template.FuncMap{
		"say": s.say, "plain": s.plain, "danger": s.danger, "name": s.name, "day": s.day, "when": s.when, "short": s.short, "clock": s.clock,
		"is": s.option, "status": s.status, "owed": s.owed, "href": href, "ref": refOf, "list": list, "dict": dict, "same": same, "add": func(a, b int) int { return a + b },
	}
}

type speech struct {
	*pages
	words.Language
}

// say writes the words of a key; what is in another language than the page is marked.
func (s speech) say(key string, args ...any) template.HTML {
	return marked(s.Say(key, texts(args)...))
}

// danger writes words that matter in danger.
func (s speech) danger(key string, args ...any) template.HTML {
	return marked(s.Released(key, texts(args)...))
}

func marked(t words.Text) template.HTML {
	safe := template.HTMLEscapeString(t.Says)
	if t.Lang == "" {
		return template.HTML(safe)
	}
	return template.HTML(`<span lang="` + template.HTMLEscapeString(t.Lang) + `">` + safe + `</span>`)
}

// plain is say for places that hold no markup.
func (s speech) plain(key string, args ...any) string { return s.Say(key, texts(args)...).Says }

func texts(args []any) []string {
	var out []string
	for _, a := range args {
		out = append(out, fmt.Sprint(a))
	}
	return out
}

// name is what somebody or something is called. It takes an id, or an actor as it
// stands in a view.
func (s speech) name(of any) string {
	id := fmt.Sprint(of)
	switch x := of.(type) {
	case nil:
		return ""
	case map[string]any:
		for _, key := range []string{"person", "staff", "carer"} {
			if v, ok := x[key].(string); ok && v != "" {
				id = v
			}
		}
	case peer.Actor:
		id = string(x.Person) + string(x.Staff) + string(x.Carer)
	}
	if n, ok := s.Names[id]; ok {
		return n
	}
	return id
}

// option is the word for a value of a closed list.
func (s speech) option(field string, value any) string {
	v := fmt.Sprint(value)
	return s.First("is."+field+"."+v, "is."+v)
}

func (s speech) status(kind, status any) string {
	return s.First(fmt.Sprintf("status.%v.%v", kind, status), fmt.Sprintf("status.%v", status))
}

func (s speech) owed(r peer.Rule) string {
	return s.First("due."+r.Row+"."+r.Code.Error(), "due."+r.Code.Error(), "due.other")
}

// day writes a day as people say it.
func (s speech) day(of any) string {
	text := fmt.Sprint(of)
	if t, ok := of.(time.Time); ok {
		text = t.In(s.zone).Format(time.DateOnly)
	}
	if len(text) > len(time.DateOnly) {
		if t, err := time.Parse(time.RFC3339, text); err == nil {
			text = t.In(s.zone).Format(time.DateOnly)
		}
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return text
	}
	return strings.Join([]string{s.Say("weekday." + strconv.Itoa(int(t.Weekday()))).Says, strconv.Itoa(t.Day()), s.Say("month." + strconv.Itoa(int(t.Month()))).Says}, " ")
}

// short writes a day where there is little room.
func (s speech) short(t time.Time) string {
	t = t.In(s.zone)
	return strconv.Itoa(t.Day()) + " " + s.Say("short-month."+strconv.Itoa(int(t.Month()))).Says
}

// clock writes the time of an instant.
func (s speech) clock(of any) string {
	t, ok := of.(time.Time)
	if !ok {
		var err error
		if t, err = time.Parse(time.RFC3339, fmt.Sprint(of)); err != nil {
			return ""
		}
	}
	return t.In(s.zone).Format("15:04")
}

// when writes a day and a time.
func (s speech) when(of any) string {
	if c := s.clock(of); c != "" {
		return s.day(of) + ", " + c
	}
	return s.day(of)
}

// list makes a list of anything that may be one.
func list(v any) []any {
	l, _ := v.([]any)
	return l
}

func dict(pairs ...any) map[string]any {
	out := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return out
}

func same(a, b any) bool { return fmt.Sprint(a) == fmt.Sprint(b) }

// parts are what a view shows, as JSON gives it.
func parts(v peer.Viewed) (map[string]any, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var doc struct{ Parts map[string]any }
	return doc.Parts, json.Unmarshal(b, &doc)
}

// homes are the pages of records that have one of their own.
var homes = map[peer.Kind]string{
	peer.KindContact: "/notes/", "goal": "/goals/", "problem-solving": "/steps/", "signpost": "/ways/", "transition": "/moves/", "concern": "/tell/",
}

// href is where a record is shown.
func href(of peer.Ref) string {
	if of.Kind == peer.KindRelationship {
		return "/together"
	}
	if at, ok := homes[of.Kind]; ok {
		return at + of.ID
	}
	return "/record/" + of.String()
}

func refOf(kind, id any) peer.Ref {
	return peer.Ref{Kind: peer.Kind(fmt.Sprint(kind)), ID: fmt.Sprint(id)}
}

package pages

import (
	"slices"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/peer"
)

// panel is what there is to do on a record: Choices, sorted by what a reader can do with
// them.
type panel struct {
	Now     []todo // yours and open, the first ones of the page
	More    []todo // yours and open, the others
	NotYet  []todo // yours, and something stands in the way
	Theirs  []todo // for the other of the two
	Counter string // who that is
}

// todo is one choice. Direct: its form asks for nothing, so that a button is enough.
type todo struct {
	Do      peer.Action
	Says    string
	Href    string
	Direct  bool
	Seen    peer.Rev
	Request string
	Back    string
	Why     []peer.Reason
}

// panel sorts a record's choices; lead are those that the page shows first.
func (v *view) panel(o desk.Opened, lead ...peer.Action) (panel, error) {
	p := panel{Counter: v.counterpart()}
	for _, c := range o.Choices {
		if nothingToPick(c) {
			continue
		}
		t, err := v.todo(o, c)
		if err != nil {
			return p, err
		}
		switch {
		case c.Yours && c.Open && slices.Contains(lead, c.Do):
			p.Now = append(p.Now, t)
		case c.Yours && c.Open:
			p.More = append(p.More, t)
		case c.Yours:
			p.NotYet = append(p.NotYet, t)
		case slices.Contains(c.Whose, v.other()) && onlyTheirs(c) && !slices.Contains(c.Whose, peer.PartyStaff):
			p.Theirs = append(p.Theirs, t)
		}
	}
	slices.SortStableFunc(p.Now, func(a, b todo) int { return slices.Index(lead, a.Do) - slices.Index(lead, b.Do) })
	return p, nil
}

// nothingToPick reports whether a step asks for one of a list that is empty now.
func nothingToPick(c peer.Choice) bool {
	return slices.ContainsFunc(c.Fields, func(f peer.Field) bool { return f.Required && f.Options != nil && len(f.Options) == 0 })
}

// onlyTheirs reports whether nothing stands in the way of a choice but whose it is.
func onlyTheirs(c peer.Choice) bool {
	return !slices.ContainsFunc(c.Decision.Reasons, func(r peer.Reason) bool { return r.Stops() && r.Rule.Code.Kind() != peer.ShowWhose })
}

func (v *view) todo(o desk.Opened, c peer.Choice) (todo, error) {
	t := todo{Do: c.Do, Says: v.says(o.Ref.Kind, c), Href: "/do/" + o.Ref.String() + "/" + string(c.Do), Seen: o.Rev, Request: v.Desk.NewID(), Back: v.r.URL.Path}
	for _, r := range c.Decision.Reasons {
		if r.Stops() {
			t.Why = append(t.Why, r)
		}
	}
	form, err := v.form(o.Ref.Kind, c, o, nil, nil)
	t.Direct = err == nil && len(form.Fields)+len(form.More) == 0
	return t, err
}

// other is what the other of the two is to a record.
func (v *view) other() peer.Party {
	if v.who().IsPerson() {
		return peer.PartyWorker
	}
	return peer.PartyPerson
}

func (v *view) counterpart() string {
	if v.who().IsPerson() {
		return v.Names[string(v.worker())]
	}
	return v.Names[string(v.who().Person)]
}

// begins are the choices that create a record of a kind, as links.
func (v *view) begins(kind peer.Kind, query string, do ...peer.Action) ([]todo, error) {
	list, err := v.Desk.Starts(v.ctx, v.who(), kind)
	if err != nil {
		return nil, err
	}
	var out []todo
	for _, c := range list {
		if c.Yours && (len(do) == 0 || slices.Contains(do, c.Do)) {
			out = append(out, todo{Do: c.Do, Says: v.says(kind, c), Href: "/new/" + string(kind) + "/" + string(c.Do) + query})
		}
	}
	return out, nil
}

// askNew is the form of a choice that creates a record, on the page itself.
func (v *view) askNew(kind peer.Kind, do peer.Action) (*stepForm, error) {
	list, err := v.Desk.Starts(v.ctx, v.who(), kind)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list, func(c peer.Choice) bool { return c.Do == do && c.Yours })
	if i < 0 {
		return nil, nil
	}
	f, err := v.form(kind, list[i], desk.Opened{}, nil, nil)
	if err == nil {
		f.Back = v.r.URL.Path
	}
	return f, err
}

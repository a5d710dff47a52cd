package pages

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/forms"
	"github.com/towpath-care/towpath/peer"
)

// stepForm is the form of one choice.
type stepForm struct {
	Kind    peer.Kind
	ID      string
	Do      peer.Action
	Says    string
	Intro   string // of the page, where it has one
	Send    string // what its button says
	Action  string // where it is posted to
	Seen    peer.Rev
	Request string
	Back    string
	Fields  []forms.Field
	More    []forms.Field // not asked first
	Wide    bool          // what is not asked first is open, because something stands against it
	// LeaveOut is what a person may ask to leave out before it is written down.
	LeaveOut *leaveOut
	// Waiting are reasons that can be judged before anything is filled in.
	Waiting []peer.Reason
	Yours   bool
	Whose   []peer.Party
	// Faults are what stands against what was posted: those of a field, and those of the
	// whole.
	Faults []fault
	Moved  bool // the record has moved on since it was read
}

// fault is one thing that stands in the way, beside the field it is about.
type fault struct {
	peer.Reason
	Field string // its id on the page; empty: it is about no field
	Label string
	name  string
}

// first are the fields a long form begins with; the rest stands behind "more".
var first = map[string][]string{
	"contact record":         {"what/start", "what/end", "entry/note"},
	"contact record-planned": {"what/start", "what/end", "what/outcome", "entry/note"},
	"contact plan":           {"activity", "what/start", "what/end"},
	"concern raise":          {"trigger", "text", "wants"},
	"goal propose":           {"words", "why", "firstStep"},
	"relationship propose":   {"purpose", "activities", "modes", "often", "boundaries"},
	"signpost consider":      {"about", "options"},
}

// asked finds the choice that a path names; desk.ErrNotHere when there is none.
func (v *view) asked() (peer.Choice, desk.Opened, error) {
	kind, id, do := peer.Kind(v.r.PathValue("kind")), v.r.PathValue("id"), peer.Action(v.r.PathValue("do"))
	if v.who().IsPerson() && kind == "concern" {
		return peer.Choice{}, desk.Opened{}, desk.ErrNotHere
	}
	var o desk.Opened
	var choices []peer.Choice
	var err error
	if id == "" {
		choices, err = v.Desk.Starts(v.ctx, v.who(), kind)
	} else if o, err = v.Desk.Open(v.ctx, v.who(), peer.Ref{Kind: kind, ID: id}); err == nil {
		choices = o.Choices
	}
	if err != nil {
		return peer.Choice{}, o, err
	}
	i := slices.IndexFunc(choices, func(c peer.Choice) bool { return c.Do == do })
	if i < 0 {
		return peer.Choice{}, o, desk.ErrNotHere
	}
	return choices[i], o, nil
}

// askStep shows the form of a choice, or why it cannot be taken.
func askStep(v *view) (any, error) {
	c, o, err := v.asked()
	if err != nil {
		return nil, err
	}
	return v.form(peer.Kind(v.r.PathValue("kind")), c, o, nil, nil)
}

// form draws a choice.
func (v *view) form(kind peer.Kind, c peer.Choice, o desk.Opened, posted forms.Posted, faults map[string]string) (*stepForm, error) {
	k, err := v.known(kind, c, o)
	if err != nil {
		return nil, err
	}
	f := &stepForm{Kind: kind, ID: o.Ref.ID, Do: c.Do, Says: v.says(kind, c), Send: v.lang.First("send."+string(kind)+"."+string(c.Do), "form.save"), Seen: o.Rev, Request: v.Desk.NewID(), Back: v.back(o), Yours: c.Yours, Whose: c.Whose,
		Action: "/new/" + string(kind) + "/" + string(c.Do)}
	if o.Ref.ID != "" {
		f.Action = "/do/" + o.Ref.String() + "/" + string(c.Do)
	}
	for _, r := range c.Decision.Reasons {
		if r.Stops() && (r.Met == peer.No || !c.Open) {
			f.Waiting = append(f.Waiting, r)
		}
	}
	if key := "intro." + string(kind) + "." + string(c.Do); v.lang.Has(key) {
		f.Intro = v.lang.Say(key).Says
	}
	if kind == peer.KindContact && (c.Do == "record" || c.Do == "record-planned") {
		f.LeaveOut = leavable(posted)
	}
	f.Fields = forms.Draw(c.Fields, k, posted, faults)
	if lead := first[string(kind)+" "+string(c.Do)]; lead != nil {
		f.Fields, f.More = forms.Split(f.Fields, lead)
	}
	return f, nil
}

func (v *view) says(kind peer.Kind, c peer.Choice) string {
	key := "do." + string(kind) + "." + string(c.Do)
	if v.lang.Has(key) {
		return v.lang.Say(key).Says
	}
	return c.Says
}

// back is where to go on: the page it was asked from, or the record's own.
func (v *view) back(o desk.Opened) string {
	if b := v.r.FormValue("back"); strings.HasPrefix(b, "/") && !strings.HasPrefix(b, "//") && !strings.Contains(b, "\\") {
		return b
	}
	if o.Ref.IsZero() {
		return "/"
	}
	return href(o.Ref)
}

// takeStep takes the posted step, or shows the form again with all that stands in the way.
func takeStep(v *view, w http.ResponseWriter) error {
	c, o, err := v.asked()
	if err != nil {
		return err
	}
	kind := peer.Kind(v.r.PathValue("kind"))
	k, err := v.known(kind, c, o)
	if err != nil {
		return err
	}
	step, err := forms.Read(c, k, forms.Posted(v.r.PostForm))
	if err != nil {
		return err
	}
	change, err := v.Desk.Take(v.ctx, v.who(), desk.Asked{Kind: kind, ID: o.Ref.ID, Seen: seen(v.r), Request: peer.RequestID(v.r.PostFormValue("request")), Step: step.JSON, LeaveOut: leaving(v.r)})
	if err == nil {
		http.Redirect(w, v.r, v.onward(change), http.StatusSeeOther)
		return nil
	}
	var refusal *peer.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	return v.again(w, kind, c, o, step, refusal)
}

// onward is the page after a step: the one that asked for it, or the record's.
func (v *view) onward(c peer.Change) string {
	at := href(c.Of)
	if b := v.r.PostFormValue("back"); b != "" && b != "/" {
		at = v.back(desk.Opened{Ref: c.Of})
	}
	return at + "?saved"
}

// again draws the form with what was posted and every reason against it.
func (v *view) again(w http.ResponseWriter, kind peer.Kind, c peer.Choice, o desk.Opened, step forms.Step, refusal *peer.Refusal) error {
	said := map[string]string{}
	var faults []fault
	for _, r := range refusal.Reasons {
		if !r.Stops() {
			continue
		}
		f := fault{Reason: r}
		if name := step.Named(r.Path); name != "" {
			f.name, f.Field = name, forms.ID(name)
			said[name] = strings.TrimSpace(said[name] + " " + cmp.Or(r.Fix, r.Says))
		}
		faults = append(faults, f)
	}
	form, err := v.form(kind, c, o, forms.Posted(v.r.PostForm), said)
	if err != nil {
		return err
	}
	labels := forms.Labels(slices.Concat(form.Fields, form.More))
	for i := range faults {
		faults[i].Label = labels[faults[i].name]
	}
	more := forms.Labels(form.More)
	form.Wide = slices.ContainsFunc(faults, func(f fault) bool { return more[f.name] != "" })
	form.Faults, form.Waiting, form.Moved = faults, nil, refusal.Is(peer.ErrConflict)
	form.Request = v.r.PostFormValue("request")
	if form.Moved {
		form.Request = v.Desk.NewID()
	}
	v.code = http.StatusUnprocessableEntity
	if form.Moved {
		v.code = http.StatusConflict
	}
	v.draw(w, "step", form)
	return nil
}

// seen is the revision that the form was drawn for.
func seen(r *http.Request) peer.Rev {
	n, _ := strconv.Atoi(r.PostFormValue("seen")) // what is no number is no revision there is
	return peer.Rev(n)
}

package pages

import (
	"cmp"
	"slices"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// entry is what a page says of an entry of the directory.
type entry struct {
	ID, Name, Offers string
	Contacts         []contactLine
	Checked          peer.Date
}

type contactLine struct{ Kind, Value string }

func entryOf(id string, r signpost.Resource) entry {
	l := r.Listing()
	e := entry{ID: id, Name: l.Name.Reveal(), Offers: l.Offers.Reveal()}
	e.Checked, _ = r.LastVerified()
	for _, c := range l.Contacts {
		e.Contacts = append(e.Contacts, contactLine{string(c.Kind), c.Value.Reveal()})
	}
	return e
}

func (v *view) entries() (map[string]entry, error) {
	all, err := v.Desk.Entries(v.ctx)
	out := map[string]entry{}
	for id, r := range all {
		out[id] = entryOf(id, r)
	}
	return out, err
}

// found is an entry beside what the person wishes for, with every reason.
type found struct {
	entry
	signpost.Candidate
	For     []peer.Reason // met
	Against []peer.Reason // not met, or not known
}

// placesBody is the search, what it found, and the ways there are.
type placesBody struct {
	Topics   []picked
	Needs    []picked
	Distress []picked
	Looked   bool
	Found    []found
	Beside   []found // about what was wished for, and something stands in the way
	Matched  desk.Found
	Begin    *stepForm
	Ways     []item
	Entries  map[string]entry
	Fault    []peer.Reason
}

type picked struct {
	Value  string
	Picked bool
}

func places(v *view) (any, error) {
	b := placesBody{}
	q := v.r.URL.Query()
	b.Topics, b.Needs = pick(signpost.Topic("").Terms(), q["topic"]), pick(easyNeeds, q["need"])
	b.Distress = pick([]string{string(signpost.DistressSome), string(signpost.DistressALot), string(signpost.DistressHigh)}, q["distress"])
	var err error
	if b.Entries, err = v.entries(); err != nil {
		return nil, err
	}
	if b.Ways, err = v.items(signpost.KindSignpost); err != nil {
		return nil, err
	}
	if b.Looked = q.Has("look"); b.Looked {
		if err = v.look(&b, q["topic"], q["need"], q.Get("distress")); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// easyNeeds are the needs that the search of the example asks for; the library knows
// more.
var easyNeeds = []string{string(signpost.NeedShortTravel), string(signpost.NeedNoCost), string(signpost.NeedStepFree), string(signpost.NeedSmallGroup), string(signpost.NeedSomebodyAlong), string(signpost.NeedEvenings)}

func pick(values, chosen []string) []picked {
	var out []picked
	for _, x := range values {
		out = append(out, picked{x, slices.Contains(chosen, x)})
	}
	return out
}

func (v *view) look(b *placesBody, topics, needs []string, distress string) error {
	need := signpost.Need{Distress: signpost.Distress(distress)}
	for _, t := range topics {
		need.Topics = append(need.Topics, signpost.Topic(t))
	}
	for _, n := range needs {
		need.Access = append(need.Access, signpost.AccessNeed(n))
	}
	matched, err := v.Desk.Look(v.ctx, v.who(), need)
	b.Matched = matched
	var refusal *peer.Refusal
	if err != nil && !asRefusal(err, &refusal) {
		return err
	}
	if refusal != nil {
		b.Fault = refusal.Unmet()
	}
	for _, c := range matched.Candidates {
		b.Found = append(b.Found, v.found(c, matched))
	}
	for _, c := range matched.Explained {
		b.Beside = append(b.Beside, v.found(c, matched))
	}
	b.Begin, err = v.askNew(signpost.KindSignpost, "consider")
	return err
}

func (v *view) found(c signpost.Candidate, m desk.Found) found {
	f := found{entry: entryOf(c.Resource.ID, m.Entries[c.Resource.ID]), Candidate: c}
	for _, r := range c.Reasons {
		if r.Met == peer.Yes {
			f.For = append(f.For, r)
		} else {
			f.Against = append(f.Against, r)
		}
	}
	slices.SortStableFunc(f.Against, func(a, b peer.Reason) int { return cmp.Compare(a.Met, b.Met) })
	return f
}

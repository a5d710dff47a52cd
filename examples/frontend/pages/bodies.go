package pages

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
)

// item is a record on a page: what its view shows, and what there is to do.
type item struct {
	desk.Opened
	Parts map[string]any
	Panel panel
}

func (v *view) item(o desk.Opened, lead ...peer.Action) (item, error) {
	p, err := parts(o.View)
	if err != nil {
		return item{}, err
	}
	panel, err := v.panel(o, lead...)
	return item{o, p, panel}, err
}

// items are all records of a kind, the newest first.
func (v *view) items(kind peer.Kind) ([]item, error) {
	all, err := v.Desk.All(v.ctx, v.who(), kind)
	if err != nil {
		return nil, err
	}
	out := []item{}
	for _, o := range slices.Backward(all) {
		p, err := parts(o.View)
		if err != nil {
			return nil, err
		}
		out = append(out, item{Opened: o, Parts: p})
	}
	return out, nil
}

// one opens the record that the path names.
func (v *view) one(kind peer.Kind, lead ...peer.Action) (item, error) {
	o, err := v.Desk.Open(v.ctx, v.who(), peer.Ref{Kind: kind, ID: v.r.PathValue("id")})
	if err != nil {
		return item{}, err
	}
	return v.item(o, lead...)
}

// owedItem is something that is due, with where to do it.
type owedItem struct {
	desk.Owed
	Href  string
	Over  bool
	Start string // of the meeting it is about
}

func (v *view) due() ([]owedItem, error) {
	list, err := v.Desk.Due(v.ctx, v.who())
	if err != nil {
		return nil, err
	}
	var out []owedItem
	for _, o := range list {
		p, err := parts(o.Of.View)
		if err != nil {
			return nil, err
		}
		out = append(out, owedItem{o, href(o.About), o.State == peer.DeadlineOverdue, start(item{Parts: p})})
	}
	return out, nil
}

func today(v *view) (any, error) {
	due, err := v.due()
	if err != nil {
		return nil, err
	}
	contacts, err := v.items(peer.KindContact)
	if err != nil {
		return nil, err
	}
	goals, err := v.items("goal")
	if err != nil {
		return nil, err
	}
	moves, err := v.items("transition")
	if err != nil {
		return nil, err
	}
	concerns, err := v.items(safeguard.KindConcern)
	if err != nil {
		return nil, err
	}
	rel, err := v.items(peer.KindRelationship)
	return map[string]any{"Due": due, "Contacts": v.ahead(contacts), "Goals": goals, "Moves": moves, "Concerns": concerns, "Relationship": rel}, err
}

// ahead are contacts in the diary, the next one first. What has become of one that is
// over is for the worker to write down, and stands among what is due.
func (v *view) ahead(list []item) []item {
	now := v.Desk.Now().UTC().Format(time.RFC3339)
	out := slices.DeleteFunc(list, func(i item) bool { return i.Status != peer.Planned || start(i) < now })
	slices.SortFunc(out, func(a, b item) int { return cmp.Compare(start(a), start(b)) })
	return out
}

func start(i item) string {
	fact, _ := i.Parts["fact"].(map[string]any)
	what, _ := fact["what"].(map[string]any)
	s, _ := what["start"].(string)
	return s
}

func together(v *view) (any, error) {
	all, err := v.Desk.All(v.ctx, v.who(), peer.KindRelationship)
	if err != nil || len(all) == 0 {
		return map[string]any{}, err
	}
	o, err := v.Desk.Open(v.ctx, v.who(), all[len(all)-1].Ref)
	if err != nil {
		return nil, err
	}
	i, err := v.item(o, "welcome", "propose", "confirm", "decline", "tell-rights", "pause", "withdraw")
	return map[string]any{"Item": i}, err
}

func notes(v *view) (any, error) {
	list, err := v.items(peer.KindContact)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b item) int { return cmp.Compare(start(b), start(a)) })
	begin, err := v.begins(peer.KindContact, "")
	return map[string]any{"Contacts": list, "Begin": begin}, err
}

func note(v *view) (any, error) {
	i, err := v.one(peer.KindContact, "record-planned", "confirm-together", "add-statement", "say-what-you-took", "amend", "correct")
	return map[string]any{"Item": i}, err
}

func kept(v *view) (any, error) {
	if !v.who().IsPerson() {
		return nil, desk.ErrNotHere
	}
	k, err := v.Desk.Kept(v.ctx, v.who())
	return map[string]any{"Kept": k}, err
}

func record(v *view) (any, error) {
	i, err := v.one(peer.Kind(v.r.PathValue("kind")))
	return map[string]any{"Item": i}, err
}

func help(v *view) (any, error) {
	emergency, routes := v.Desk.Help(v.ctx)
	return map[string]any{"Emergency": emergency, "Routes": routes}, nil
}

func way(v *view) (any, error) {
	i, err := v.one(signpost.KindSignpost, "choose", "say-ready", "give", "record-outcome", "note-asked", "not-now", "change-follow-up", "ask-help")
	if err != nil {
		return nil, err
	}
	entries, err := v.entries()
	return map[string]any{"Item": i, "Entries": entries}, err
}

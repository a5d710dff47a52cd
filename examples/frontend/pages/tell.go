package pages

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/safeguard"
)

// tell is for staff alone: nothing of a concern stands on a page of the person's.
func tell(v *view) (any, error) {
	if v.who().IsPerson() {
		return nil, desk.ErrNotHere
	}
	list, err := v.items(safeguard.KindConcern)
	if err != nil {
		return nil, err
	}
	form, err := v.askNew(safeguard.KindConcern, "raise")
	if form != nil {
		form.Back = ""
	}
	emergency, routes := v.Desk.Help(v.ctx)
	return map[string]any{"Concerns": list, "Form": form, "Emergency": emergency, "Routes": routes}, err
}

func told(v *view) (any, error) {
	if v.who().IsPerson() {
		return nil, desk.ErrNotHere
	}
	i, err := v.one(safeguard.KindConcern, "acknowledge", "set-in-hand", "close", "sent", "say-more", "say-talked")
	if err != nil {
		return nil, err
	}
	standing, err := v.Desk.Standing(v.ctx, v.who(), i.Ref.ID)
	if err != nil {
		return nil, err
	}
	due, err := v.due()
	due = slices.DeleteFunc(due, func(o owedItem) bool { return o.About != i.Ref })
	return map[string]any{"Item": i, "Standing": standing, "Says": standing.Says.Reveal(), "Due": due}, err
}

// inbox is what came in for somebody who is told of what others notice.
func inbox(v *view) (any, error) {
	m, err := v.Desk.Message(v.ctx, v.who())
	if err != nil {
		return nil, err
	}
	all, err := v.Desk.Told(v.ctx, v.who())
	if err != nil {
		return nil, err
	}
	var list []item
	for _, o := range all {
		p, err := parts(o.View)
		if err != nil {
			return nil, err
		}
		list = append(list, item{Opened: o, Parts: p})
	}
	return map[string]any{"Message": m, "Concerns": list}, nil
}

// openTold opens what somebody has to be told, and shows it.
func openTold(v *view, w http.ResponseWriter) error {
	if v.who().IsPerson() {
		return desk.ErrNotHere
	}
	id := v.r.PathValue("id")
	kept, err := v.Desk.Receive(v.ctx, v.who(), id)
	if err != nil {
		return err
	}
	to := "/tell/" + url.PathEscape(id)
	if kept {
		to += "?saved"
	}
	http.Redirect(w, v.r, to, http.StatusSeeOther)
	return nil
}

package exchange

import (
	"cmp"
	"context"
	"strings"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// Account says of one record of a plan what went where, and what stays here and
// why. It holds the names of fields and elements and fixed sentences, and nothing
// that anybody said: it may be shown and kept.
type Account struct {
	Name Name `json:"name"`
	// Do is what became of it; what the plan means to do, where it has not been
	// applied.
	Do Do `json:"do"`
	// Where it stands, or will, such as "Goal/g1"; empty: nowhere, or nobody knows
	// yet.
	Where string `json:"where,omitzero"`
	// Sent are the fields that go, each with the elements it goes into.
	Sent []fhir.Placed `json:"sent,omitempty"`
	// Stays are the fields that have no home there.
	Stays []fhir.Kept `json:"stays,omitempty"`
	// Why is what stands in the way of it, or why it stays here whole.
	Why []peer.Reason `json:"why,omitempty"`
}

// Account says what goes where of everything in a plan, as Mappings lays down and
// for the fields that the records have. With the report of the plan it says what
// became of it; with the zero Report, what would. Records are loaded as they are
// now; one that cannot be read is named with its reason and without its fields.
//
// Its error is one of the host's own store.
func (x *Exchange) Account(ctx context.Context, p Plan, r Report) ([]Account, error) {
	results := map[Name]Result{}
	for _, one := range r.Results {
		results[one.Name] = one
	}
	var out []Account
	for _, i := range p.Items {
		a, err := x.account(ctx, i)
		if err != nil {
			return nil, err
		}
		if done, tried := results[i.Name]; tried {
			a.Do, a.Why = done.Did, done.Why
			i.ID = done.ID
		}
		a.place(i)
		out = append(out, a)
	}
	return out, nil
}

func (x *Exchange) account(ctx context.Context, i Item) (Account, error) {
	a := Account{Name: i.Name, Do: i.Do, Why: i.Why}
	record, err := x.load(ctx, i.Name.Record)
	switch {
	case err != nil && !about(err):
		return a, err
	case err != nil:
		a.Why = append(a.Why[:len(a.Why):len(a.Why)], reasonsFor(err)...)
		return a, nil
	}
	var fields fhir.Fields
	if c, is := record.(recovery.Contribution); is && i.Want.ID != "" {
		fields, err = fhir.FieldsInEdit(c)
	} else {
		fields, err = fhir.FieldsIn(record, i.Name.Type, i.Body)
	}
	a.Sent, a.Stays = fields.Sent, fields.Stays
	return a, err
}

// place says where it stands. What is not sent is sent nowhere: its fields have
// nothing to be listed for.
func (a *Account) place(i Item) {
	switch {
	case a.Do == Hold, a.Do == Keep:
		a.Sent, a.Stays = nil, nil
	case i.ID != "":
		a.Where = i.Name.Type + "/" + i.ID
	}
}

// Words is the account in sentences, one a line.
func (a Account) Words() []string {
	record := a.Name.Record.String()
	var out []string
	switch a.Do {
	case Hold:
		out = append(out, record+" is held: nothing of it was sent, and nothing is lost.")
	case Keep:
		out = append(out, record+" stays here.")
	case Leave:
		out = append(out, record+" stands as it should: "+a.Where+".")
	default:
		out = append(out, record+" goes to "+cmp.Or(a.Where, "a new "+a.Name.Type)+".")
	}
	for _, r := range a.Why {
		out = append(out, strings.TrimSpace(r.Says+" "+r.Fix))
	}
	for _, s := range a.Sent {
		out = append(out, s.Field+" goes into "+strings.Join(s.Elements, " and ")+".")
	}
	for _, k := range a.Stays {
		out = append(out, k.Field+" stays here: "+k.Because)
	}
	return out
}

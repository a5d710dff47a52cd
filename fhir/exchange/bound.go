package exchange

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// Codes of a plan that is not applied at all, because what it is bound to is not
// what is there now.
var (
	// ErrOtherServer: it was made against another record system.
	ErrOtherServer = peer.NewCode("other-server", peer.Stop)
	// ErrRulesChanged: the site or the policy has decided otherwise since.
	ErrRulesChanged = peer.NewCode("rules-changed", peer.ReadAgain)
	// ErrServerChanged: the record system offers other things than it did.
	ErrServerChanged = peer.NewCode("server-changed", peer.ReadAgain)
)

// bound reports why a plan may not be applied here and now, if so. It asks the
// record system once what it offers, and only when there is something to write.
func (x *Exchange) bound(ctx context.Context, server *client.Reader, p Plan) (client.Capabilities, error) {
	err := x.boundTo(p)
	if err != nil || p.Writes() == 0 {
		return client.Capabilities{}, err
	}
	able, err := server.Capabilities(ctx)
	if err == nil && p.Server != abilities(able) {
		err = fault(ErrServerChanged, "The record system offers what it offered when this was planned.", "Nothing was written. Make a new plan, and look at it: it may go another way now.")
	}
	return able, err
}

// boundTo looks at what is known without asking anybody.
func (x *Exchange) boundTo(p Plan) error {
	var other, rules error
	if !sameBase(p.Base, x.Base) || p.Target != x.Target {
		other = peer.Fault(peer.Rule{Row: "FHIR-16", Code: ErrOtherServer}, "/base", "The plan was made against this record system.", "Nothing was written. Make a plan against this one.")
	}
	if p.Rules != x.rules() {
		rules = peer.Fault(peer.Rule{Row: "FHIR-16", Code: ErrRulesChanged}, "/rules", "The site and the policy are those that the plan was made under.", "Nothing was written. Make a new plan under those that hold now.")
	}
	return peer.Faults(other, rules)
}

// rules names what the site has decided and the policy in force.
func (x *Exchange) rules() peer.Digest {
	return digestOf(struct {
		Site   fhir.Site
		Policy peer.Digest
	}{x.Site, x.Policy})
}

// abilities names what a record system offers for the types that a plan can write,
// whichever of them it does write: a host may take items out of a plan.
func abilities(able client.Capabilities) peer.Digest {
	types := map[string]client.Abilities{}
	for _, t := range ranks {
		a := able.Types[t]
		a.SearchParams = nil // in any order, and asked for with every search
		types[t] = a
	}
	return digestOf(struct {
		Version string
		Types   map[string]client.Abilities
	}{able.FHIRVersion, types})
}

// digestOf names a value that has a JSON form.
func digestOf(v any) peer.Digest {
	text, err := json.Marshal(v)
	if err == nil {
		text, err = canonical(text)
	}
	if err != nil {
		return ""
	}
	return digest(text)
}

// sameBase reports whether two base addresses are the same: a slash at the end and
// the case of scheme and host mean nothing.
func sameBase(a, b string) bool {
	x, errX := url.Parse(strings.TrimRight(a, "/"))
	y, errY := url.Parse(strings.TrimRight(b, "/"))
	if errX != nil || errY != nil {
		return a == b
	}
	return strings.EqualFold(x.Scheme, y.Scheme) && strings.EqualFold(x.Host, y.Host) && x.EscapedPath() == y.EscapedPath()
}

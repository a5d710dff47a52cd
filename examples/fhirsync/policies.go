package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"slices"
	"time"
	_ "time/tzdata" // a container has none of its own

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// policies are those of an organisation, as files of a folder.
type policies struct{ all []peer.PolicyFile }

func openPolicies(files fs.FS) (policies, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil || len(names) == 0 {
		return policies{}, errors.New("the folder of policies holds no .json files; nothing was sent: look at --policies")
	}
	var p policies
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return p, errors.New("a file of the folder of policies cannot be read; nothing was sent")
		}
		file, err := peer.OpenPolicy(b, time.LoadLocation)
		if err != nil {
			return p, peer.Under("/"+name, err)
		}
		p.all = append(p.all, file)
	}
	_, err = peer.NewPolicies(p.all...)
	return p, err
}

// inForce is the digest of the policy of that day; empty: none is.
func (p policies) inForce(now time.Time) peer.Digest {
	for _, f := range p.all {
		if f.InForce(f.Calendar().Day(now)) {
			return f.Digest()
		}
	}
	return ""
}

func (p policies) has(d peer.Digest) bool {
	return slices.ContainsFunc(p.all, func(f peer.PolicyFile) bool { return f.Digest() == d })
}

// underPolicies are records of which each was made under a policy that is known.
type underPolicies struct {
	exchange.Records
	known policies
}

// Load gives a record, and holds back one that was made under a policy nobody here has:
// what was due under it, and what was waived, cannot be looked up.
func (r underPolicies) Load(ctx context.Context, ref peer.Ref) (peer.Record, error) {
	record, err := r.Records.Load(ctx, ref)
	if err != nil {
		return nil, err
	}
	stored, err := peer.Encode(record)
	if err != nil {
		return nil, err
	}
	for _, d := range policiesIn(stored) {
		if !r.known.has(d) {
			return nil, peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrNoPolicyInForce}, "/"+ref.String()+"/policy", "The policy that the record was made under is among the policies.",
				"It is not, so the record was not sent; it stands here, and nothing is lost. Put the file of "+string(d)[:min(len(d), 15)]+"… into the folder of --policies, and say parked retry.")
		}
	}
	return record, nil
}

// policiesIn are the policies that a stored record names, wherever it does.
func policiesIn(stored []byte) (out []peer.Digest) {
	var v any
	if json.Unmarshal(stored, &v) != nil {
		return nil
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if d, ok := v["policy"].(string); ok && !slices.Contains(out, peer.Digest(d)) {
				out = append(out, peer.Digest(d))
			}
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(v)
	slices.Sort(out)
	return out
}

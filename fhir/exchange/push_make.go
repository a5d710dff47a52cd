package exchange

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// mostMakers is how many documents are made at a time.
const mostMakers = 4

// readyAll makes the documents in hand, several at a time: what takes long is to build
// and to judge them. Its error is that of the first that has one; what comes after it is
// not begun.
func (h *hand) readyAll(ctx context.Context) error {
	var next atomic.Int64
	var makers sync.WaitGroup
	failed := make([]error, len(h.jobs))
	for range min(mostMakers, runtime.GOMAXPROCS(0), len(h.jobs)) {
		makers.Go(func() {
			for n := next.Add(1) - 1; n < int64(len(h.jobs)); n = next.Add(1) - 1 {
				if failed[n] = h.ready(ctx, h.jobs[n]); failed[n] != nil {
					next.Store(int64(len(h.jobs)))
				}
			}
		})
	}
	makers.Wait()
	return cmp.Or(failed...)
}

// ready finds out how a document goes, and makes what is sent the short way.
func (h *hand) ready(ctx context.Context, j *job) error {
	j.route = alone
	record, err := h.load(ctx, j.Name.Record)
	switch {
	case err != nil && about(err):
		return nil
	case err != nil:
		return err
	case record.Rev() < max(j.Rev, j.Link.Rev):
		j.old = true
		return nil
	}
	if _, edits := record.(recovery.Contribution); edits && !(h.Site.Proposals && !h.Site.PlanEdits) {
		return nil
	}
	if who, ok := record.(interface{ Person() peer.PersonID }); ok {
		j.person = who.Person()
	}
	made, err := h.make(ctx, j.Name, record, &glance{h.planner, j.Claimed})
	switch {
	case errors.Is(err, peer.ErrConsentRequired):
		j.route = withheld
	case err == nil && !made.resource.TakesBack:
		j.item = Item{Name: j.Name, Rev: record.Rev(), Identifier: made.resource.Identifier, Patient: made.patient, Stands: made.stands, Read: made.read, ours: true, unseen: true}
		if h.shorten(j, made.resource) {
			j.route = short
		}
	case err != nil && !about(err) && !errors.Is(err, errLook):
		return err
	}
	return nil
}

// shorten makes the item of a document that can go without looking first.
func (h *hand) shorten(j *job, r fhir.Resource) bool {
	i, able := &j.item, h.able.Types[r.Type]
	said := saidBy(r.Type, strictjson.Value(r.Body)) // it was read when it was built
	switch {
	case !j.Known && able.UpdateCreate:
		i.Do, i.ID, i.Body = Create, r.ID, r.Body
	case !j.Known && able.ConditionalCreate && fhir.HasIdentifier(r.Type) && j.Tries == 0:
		i.Do, i.Body = Create, r.Body
	case j.Known && j.Link.ETag != "" && j.Link.Whole != "" && j.Link.Whole == wholly(r.Type, r.Body, r.Body) && said != j.Link.Base:
		i.Do, i.ID, i.ETag, i.Base, i.Body = Update, j.Link.ID, j.Link.ETag, j.Link.Base, r.Body
	default:
		return false
	}
	// What was built was judged then, and carries our identifier (FHIR-16, FHIR-19);
	// under another id it is judged again.
	if i.ID != "" && i.ID != r.ID {
		body, err := renamed(r.Body, i.ID)
		if i.Body = body; err != nil || i.sendable() != nil {
			return false
		}
	}
	i.said = saying{i.Body, said}
	return r.Type == i.Name.Type && i.named()
}

// errLook: what a document says rests on what stands there, so it is not made without
// looking.
var errLook = errors.New("exchange: the record system has to be looked at")

// glance looks up whom a document is about, and otherwise only what the ledger knows.
type glance struct {
	planner
	claimed Claimed
}

func (g *glance) place(ctx context.Context, name Name, own bool) (string, error) {
	switch {
	case !own:
		return g.planner.place(ctx, name, false)
	case g.claimed.Known:
		return g.claimed.Link.ID, nil
	}
	return "", errLook
}

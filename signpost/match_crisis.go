package signpost

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// CrisisResource is an entry of the directory with help at once. It is shown whatever
// its freshness, and complete, so that nobody has to look anything up (hazard H24).
type CrisisResource struct {
	Resource peer.Ref `json:"resource"`
	// Name and Contacts are in the open: they are an organisation's, and nothing may
	// stand before them.
	Name      string          `json:"name"`
	Contacts  []CrisisContact `json:"contacts"`
	Hours     []Opening       `json:"hours,omitempty"`
	Languages []string        `json:"languages,omitempty"`
	Access    AccessRoute     `json:"access,omitzero"`
	// OpenNow answers it from the hours; unknown where none are given.
	OpenNow peer.Tri `json:"openNow"`
	Fit     Fit      `json:"fit"`
	// Check: nobody made sure of it lately enough, somebody said that it is not as
	// described, or it is closed for now. Try it, and have Second at hand.
	Check     bool      `json:"check,omitzero"`
	Freshness Freshness `json:"freshness"`
	// Second is another route that does not depend on this entry.
	Second  CrisisRoute   `json:"second"`
	Reasons []peer.Reason `json:"reasons"`
}

// CrisisContact is a way to get in touch at once. Reaches is false where the setting
// keeps it from the person: Matched.CrisisThrough says how else.
type CrisisContact struct {
	Kind    ContactKind `json:"kind"`
	Value   string      `json:"value"`
	Reaches bool        `json:"reaches"`
}

// crisisResources are the directory's entries of help at once. None is left out but
// those that are not listed: what speaks against one puts it further back. The order:
// fewer things in the way; reached from where the person is; fresh; open now or not
// known before closed; fewer needs unmet; fewer unknown; name; id.
func (s *search) crisisResources(all []Resource) []CrisisResource {
	var list []judged
	for i := range all {
		r := &all[i]
		if !r.Crisis() || r.Status() != Listed && r.Status() != Disputed {
			continue
		}
		j := s.about(r)
		j.matches = true // whatever it is about
		s.weigh(&j)
		list = append(list, j)
	}
	if len(list) == 0 {
		return nil
	}
	type entry struct {
		judged
		shown CrisisResource
		order [6]int
	}
	entries := make([]entry, len(list))
	for i, j := range list {
		c := s.crisisResource(j)
		stops, reaches := 0, slices.ContainsFunc(c.Contacts, func(p CrisisContact) bool { return p.Reaches })
		for _, r := range c.Reasons {
			stops += count(r.Stops())
		}
		entries[i] = entry{j, c, [...]int{stops, count(!reaches), count(c.Check), count(c.OpenNow == peer.No), len(c.Fit.Unmet), len(c.Fit.Unknown)}}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(slices.Compare(a.order[:], b.order[:]), strings.Compare(a.shown.Name, b.shown.Name), a.judged.compare(b.judged))
	})
	out := make([]CrisisResource, len(entries))
	for i, e := range entries {
		out[i] = e.shown
	}
	return out
}

func (s *search) crisisResource(j judged) CrisisResource {
	c, l := s.candidate(j), &j.r.s.Listing
	out := CrisisResource{
		Resource: c.Resource, Name: l.Name.Reveal(), Hours: slices.Clone(l.Hours), Languages: slices.Clone(l.Languages), Access: l.Access,
		OpenNow: l.openAt(s.policy, s.now), Fit: c.Fit, Freshness: c.Freshness, Check: c.CheckFirst || c.Closed || j.r.Status() != Listed || s.now.IsZero(),
		Second: s.policy.Crisis()[0], Reasons: c.Reasons,
	}
	for _, p := range l.Contacts {
		out.Contacts = append(out.Contacts, CrisisContact{p.Kind, p.Value.Reveal(), !slices.Contains(s.here.Blocks, p.Kind.medium())})
	}
	return out
}

// crisisThrough is how help at once is reached where a call is kept from the person:
// never by waiting until they leave, and staff are always one of the ways.
func (s *search) crisisThrough() []Medium {
	if !slices.Contains(s.here.Blocks, MediumPhone) {
		return nil
	}
	out := []Medium{MediumViaStaff}
	for _, m := range s.here.Instead {
		if m != MediumHold && m != MediumViaStaff {
			out = append(out, m)
		}
	}
	return out
}

// openAt answers whether it is open, in the organisation's zone. Hours that end before
// they begin go on into the next day.
func (l *Listing) openAt(p Policy, now time.Time) peer.Tri {
	if len(l.Hours) == 0 || now.IsZero() || !p.Known() {
		return peer.Unknown
	}
	local := now.In(p.Calendar().Zone())
	today, minute := weekdays[(int(local.Weekday())+6)%7], local.Hour()*60+local.Minute()
	yesterday := weekdays[(int(local.Weekday())+5)%7]
	return peer.Is(slices.ContainsFunc(l.Hours, func(o Opening) bool {
		from, to := o.From.Minutes(), o.To.Minutes()
		late := to <= from
		return o.Day == today && minute >= from && (late || minute < to) || o.Day == yesterday && late && minute < to
	}))
}

package mhsds_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/mhsds"
	"github.com/towpath-care/towpath/peer"
)

const (
	aled peer.PersonID = "p1"
	jess peer.StaffID  = "w4"
)

var tamarside = mhsds.Site{
	Referrals:     map[string]string{"rel-1": "SR-77"},
	Professionals: map[peer.StaffID]string{jess: "CP-4"},
	Locations:     map[peer.Place]string{peer.AtClinic: "E01", peer.InCommunity: "N02"},
	Sites:         map[peer.ServiceID]string{"tamarside-community": "RXX01"},
	Commissioners: map[peer.ServiceID]string{"tamarside-community": "15N"},
	SessionType:   map[string]string{"garden": "01"},
}

func at(n int) time.Time { return time.Date(2026, 12, 1, 9, n, 0, 0, time.UTC) }

func happening() peer.Happening {
	return peer.Happening{Mode: peer.FaceToFace, Place: peer.AtClinic, Outcome: peer.Attended, Production: peer.CoProduced,
		Start: peer.MustMoment("2026-07-17T11:30:00+01:00"), End: peer.MustMoment("2026-07-17T12:15:00+01:00")}
}

// contact is one that was written down afterwards.
func contact(t testing.TB, id string, change func(*peer.RecordContact)) peer.Contact {
	t.Helper()
	step := peer.RecordContact{ID: id, Person: aled, Worker: jess, Relationship: "rel-1", Service: "tamarside-community", Organisation: "A", Kind: peer.OneToOne, What: happening()}
	if change != nil {
		change(&step)
	}
	c, _, err := peer.NewContact(step, peer.Act{By: peer.ByStaff(jess, peer.RolePeerWorker), At: at(1), ID: "r1"}, peer.ContactFacts{})
	require.NoError(t, err)
	return c
}

func rows(records ...peer.Record) []mhsds.CareContact {
	return slices.Collect(mhsds.CareContacts(slices.Values(records), tamarside))
}

func lacking(l []mhsds.Lack) (out []string) {
	for _, one := range l {
		out = append(out, one.Column)
	}
	return out
}

func TestCareContacts(t *testing.T) {
	t.Run("PEER-44, PEER-45 one that took place says all of it", func(t *testing.T) {
		first := contact(t, "c-1", func(c *peer.RecordContact) { c.Kind = peer.Orientation })
		got := rows(first, contact(t, "c-2", nil))
		require.Equal(t, []mhsds.CareContact{
			{Contact: "c-1", ServiceRequest: "SR-77", Date: "2026-07-17", Time: "11:30:00", Minutes: "45", Consultation: "01", Subject: "01",
				Mechanism: "01", Location: "E01", Site: "RXX01", TherapyMode: "1", Attendance: "5"},
			{Contact: "c-2", ServiceRequest: "SR-77", Date: "2026-07-17", Time: "11:30:00", Minutes: "45", Consultation: "02", Subject: "01",
				Mechanism: "01", Location: "E01", Site: "RXX01", TherapyMode: "1", Attendance: "5"},
		}, got)
	})
	t.Run("PEER-44 a contact across the end of summer time has the minutes that really passed", func(t *testing.T) {
		got := rows(contact(t, "c-1", func(c *peer.RecordContact) {
			c.What.Start, c.What.End = peer.MustMoment("2026-10-25T01:30:00+01:00"), peer.MustMoment("2026-10-25T01:30:00Z")
		}))
		require.Equal(t, []string{"2026-10-25", "01:30:00", "60"}, []string{got[0].Date, got[0].Time, got[0].Minutes})
	})
	t.Run("PEER-45 each way of being in touch, each kind of place", func(t *testing.T) {
		for mode, want := range map[peer.Mode]string{peer.FaceToFace: "01", peer.Phone: "02", peer.Video: "11", peer.Text: "09", peer.Email: "05", peer.Chat: "10", peer.Letter: "98"} {
			got := rows(contact(t, "c", func(c *peer.RecordContact) {
				c.What.Mode = mode
				if mode != peer.FaceToFace {
					c.What.Place = ""
				}
			}))
			require.Equal(t, want, got[0].Mechanism)
			require.NotContains(t, lacking(got[0].Lacks), "ActLocTypeCode")
		}
		for place, want := range map[peer.Place]string{peer.AtHome: "A01", peer.OnWard: "E02", peer.AtClinic: "E01", peer.InCommunity: "N02"} {
			got := rows(contact(t, "c", func(c *peer.RecordContact) { c.What.Place = place }))
			require.Equal(t, want, got[0].Location)
		}
	})
	t.Run("PEER-58 an attendance of a group is a row of the person's own", func(t *testing.T) {
		got := rows(session(t).attendance)
		require.Len(t, got, 1)
		require.Equal(t, []string{"3", "5", "", "90"}, []string{got[0].TherapyMode, got[0].Attendance, got[0].ServiceRequest, got[0].Minutes})
		require.Equal(t, []string{"ServiceRequestId", "ConsType"}, lacking(got[0].Lacks))
	})
	t.Run("PEER-45 what each kind of contact is for one or for a group; a drop-in is neither", func(t *testing.T) {
		for kind, want := range map[peer.ActivityKind]string{peer.Orientation: "1", peer.OneToOne: "1", peer.Accompaniment: "1", peer.ReviewTalk: "1", peer.GroupActivity: "3", peer.DropIn: ""} {
			row := rows(contact(t, "c", func(c *peer.RecordContact) { c.Kind = kind }))[0]
			require.Equal(t, want, row.TherapyMode, kind)
			require.Equal(t, want == "", slices.Contains(lacking(row.Lacks), "CareContPatientTherMode"), kind)
		}
	})
	t.Run("PEER-45 nobody has a row for a drop-in that names nobody, nor for a mistake", func(t *testing.T) {
		anonymous := contact(t, "c", func(c *peer.RecordContact) {
			c.Person, c.Relationship, c.Kind, c.Headcount, c.What.Production = "", "", peer.DropIn, 7, ""
		})
		mistake, _, err := contact(t, "c", nil).Do(peer.MarkInError{Because: peer.Words{Text: peer.Say("wrong day"), By: peer.ByStaff(jess, "")}}, peer.Act{By: peer.ByStaff(jess, peer.RolePeerWorker), At: at(2), ID: "r2", Seen: 1}, peer.ContactFacts{})
		require.NoError(t, err)
		require.Empty(t, rows(anonymous, mistake))
	})
}

func TestAttendance(t *testing.T) {
	missed := func(o peer.Outcome, n peer.NotMet) mhsds.CareContact {
		return rows(contact(t, "c", func(c *peer.RecordContact) {
			c.What.Outcome, c.What.NotMet, c.What.Production = o, n, ""
		}))[0]
	}
	for _, c := range []struct {
		outcome peer.Outcome
		why     peer.NotMet
		want    string
	}{
		{peer.Missed, "", "3"}, {peer.Missed, peer.Unwell, "3"}, {peer.Missed, peer.OurSide, "4"}, {peer.Missed, peer.CrossedWire, ""},
		{peer.CalledOff, peer.AnotherDay, "2"}, {peer.CalledOff, peer.OurSide, "4"}, {peer.CalledOff, "", ""}, {peer.CalledOff, peer.NotSaid, ""},
	} {
		t.Run(fmt.Sprintf("PEER-35 %s %s", c.outcome, c.why), func(t *testing.T) {
			row := missed(c.outcome, c.why)
			require.Equal(t, c.want, row.Attendance)
			require.Equal(t, c.want == "", slices.Contains(lacking(row.Lacks), "AttendStatus"), "what nobody said is not guessed")
			require.Empty(t, row.Minutes)
			require.Empty(t, slices.Collect(mhsds.CareActivities(slices.Values([]peer.Record{contact(t, "c", func(r *peer.RecordContact) {
				r.What.Outcome, r.What.NotMet, r.What.Production = c.outcome, c.why, ""
			})}), tamarside)), "nothing was done in it")
		})
	}
}

func TestWhatIsNotKnownIsSaid(t *testing.T) {
	got := slices.Collect(mhsds.CareContacts(slices.Values([]peer.Record{contact(t, "c", func(c *peer.RecordContact) { c.What.Place = peer.InCommunity })}), mhsds.Site{}))
	require.Equal(t, []string{"ActLocTypeCode", "SiteIDOfTreat", "ConsType", "ServiceRequestId"}, lacking(got[0].Lacks))
	for _, l := range got[0].Lacks {
		require.NotEmpty(t, l.Because)
	}
	activities := slices.Collect(mhsds.CareActivities(slices.Values([]peer.Record{contact(t, "c", nil)}), mhsds.Site{}))
	require.Equal(t, []string{"CareProfLocalId"}, lacking(activities[0].Lacks))
	s := slices.Collect(mhsds.GroupSessions(slices.Values([]peer.Record{session(t).session}), mhsds.Site{}))
	require.Equal(t, []string{"OrgIDComm", "GroupSessType", "ActLocTypeCode", "SiteIDOfTreat", "CareProfLocalId"}, lacking(s[0].Lacks))
}

type garden struct {
	session    peer.GroupSession
	attendance peer.GroupAttendance
}

func session(t testing.TB) garden {
	t.Helper()
	when := peer.SessionTime{Mode: peer.FaceToFace, Place: peer.InCommunity, Start: peer.MustMoment("2026-07-18T10:00:00+01:00"), End: peer.MustMoment("2026-07-18T11:30:00+01:00")}
	act := peer.Act{By: peer.ByStaff(jess, peer.RolePeerWorker), At: at(1), ID: "r1"}
	s, _, err := peer.NewGroupSession(peer.RecordSession{ID: "s-1", Group: "garden", Service: "tamarside-community", Organisation: "A",
		Facilitators: []peer.Facilitator{{Staff: jess}}, When: when, Headcount: 8,
		Activities: []peer.SessionActivity{{What: peer.Say("digging with Beatriz"), LedBy: peer.LedByTheMembers}}}, act, peer.GroupFacts{})
	require.NoError(t, err)
	a, _, err := peer.NewGroupAttendance(peer.RecordAttendance{ID: "a-1", Person: aled, Worker: jess, Session: "s-1", Service: "tamarside-community", Organisation: "A", When: when, Production: peer.CoProduced}, act, peer.GroupFacts{})
	require.NoError(t, err)
	return garden{s, a}
}

func TestGroupSessions(t *testing.T) {
	t.Run("PEER-58 a session is about nobody", func(t *testing.T) {
		g := session(t)
		got := slices.Collect(mhsds.GroupSessions(slices.Values([]peer.Record{g.attendance, g.session}), tamarside))
		require.Equal(t, []mhsds.GroupSession{{Session: "s-1", Date: "2026-07-18", Commissioner: "15N", Minutes: "90", Type: "01", Participants: "8",
			Location: "N02", Site: "RXX01", Professional: "CP-4", Lacks: []mhsds.Lack{}}}, got)
	})
}

func TestCSV(t *testing.T) {
	g := session(t)
	records := []peer.Record{contact(t, "c-1", nil), g.session, g.attendance}
	for name, c := range map[string]struct {
		write   func(w *strings.Builder) error
		columns int
		lines   int
	}{
		"MHS201": {func(w *strings.Builder) error { return mhsds.WriteCareContacts(w, slices.Values(records), tamarside) }, 13, 3},
		"MHS202": {func(w *strings.Builder) error { return mhsds.WriteCareActivities(w, slices.Values(records), tamarside) }, 5, 3},
		"MHS301": {func(w *strings.Builder) error { return mhsds.WriteGroupSessions(w, slices.Values(records), tamarside) }, 10, 2},
	} {
		t.Run("PEER-44, FHIR-12 "+name+" holds no words of anybody", func(t *testing.T) {
			var w strings.Builder
			require.NoError(t, c.write(&w))
			all, err := csv.NewReader(strings.NewReader(w.String())).ReadAll()
			require.NoError(t, err)
			require.Len(t, all, c.lines)
			require.Len(t, all[0], c.columns)
			require.NotContains(t, w.String(), "digging")
			require.NotContains(t, w.String(), string(aled))
		})
	}
	t.Run("a writer that fails is heard", func(t *testing.T) {
		require.ErrorIs(t, mhsds.WriteCareContacts(full{}, slices.Values(records), tamarside), errFull)
	})
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// BenchmarkWriteCareContacts shows that memory stays flat: the bytes held at the end
// do not grow with the number of contacts.
func BenchmarkWriteCareContacts(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			c := contact(b, "c", nil)
			many := func(yield func(peer.Record) bool) {
				for range n {
					if !yield(c) {
						return
					}
				}
			}
			b.ReportAllocs()
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			for b.Loop() {
				if err := mhsds.WriteCareContacts(nowhere{}, many, tamarside); err != nil {
					b.Fatal(err)
				}
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/1024, "KB-held")
		})
	}
}

type nowhere struct{}

func (nowhere) Write(p []byte) (int, error) { return len(p), nil }

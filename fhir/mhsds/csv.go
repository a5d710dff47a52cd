package mhsds

import (
	"encoding/csv"
	"io"
	"iter"
	"strings"

	"github.com/towpath-care/towpath/peer"
)

// WriteCareContacts writes the rows of MHS201 as CSV (RFC 4180) with a header line of
// the columns' names in v6. The last column, Lacks, has the names of the columns that
// are empty because nobody knows, separated by spaces; take it off before submitting.
// It keeps one row at a time.
func WriteCareContacts(w io.Writer, records iter.Seq[peer.Record], s Site) error {
	return write(w, []string{"CareContactId", "ServiceRequestId", "CareContDate", "CareContTime", "ClinContDurOfCareCont", "ConsType", "CareContSubj",
		"ConsMechanismMH", "ActLocTypeCode", "SiteIDOfTreat", "CareContPatientTherMode", "AttendStatus", "Lacks"},
		CareContacts(records, s), func(r CareContact) []string {
			return []string{r.Contact, r.ServiceRequest, r.Date, r.Time, r.Minutes, r.Consultation, r.Subject,
				r.Mechanism, r.Location, r.Site, r.TherapyMode, r.Attendance, columns(r.Lacks)}
		})
}

// WriteCareActivities writes the rows of MHS202 in the manner of WriteCareContacts.
func WriteCareActivities(w io.Writer, records iter.Seq[peer.Record], s Site) error {
	return write(w, []string{"CareActId", "CareContactId", "CareProfLocalId", "ClinContactDurOfCareAct", "Lacks"},
		CareActivities(records, s), func(r CareActivity) []string {
			return []string{r.Activity, r.Contact, r.Professional, r.Minutes, columns(r.Lacks)}
		})
}

// WriteGroupSessions writes the rows of MHS301 in the manner of WriteCareContacts.
func WriteGroupSessions(w io.Writer, records iter.Seq[peer.Record], s Site) error {
	return write(w, []string{"GroupSessId", "GroupSessDate", "OrgIDComm", "ClinContDurOfGroupSess", "GroupSessType", "NumberOfGroupSessParticip",
		"ActLocTypeCode", "SiteIDOfTreat", "CareProfLocalId", "Lacks"},
		GroupSessions(records, s), func(r GroupSession) []string {
			return []string{r.Session, r.Date, r.Commissioner, r.Minutes, r.Type, r.Participants, r.Location, r.Site, r.Professional, columns(r.Lacks)}
		})
}

func write[R any](w io.Writer, header []string, rows iter.Seq[R], fields func(R) []string) error {
	out := csv.NewWriter(w)
	if err := out.Write(header); err != nil {
		return err
	}
	for r := range rows {
		if err := out.Write(fields(r)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func columns(l []Lack) string {
	names := make([]string, len(l))
	for i, one := range l {
		names[i] = one.Column
	}
	return strings.Join(names, " ")
}

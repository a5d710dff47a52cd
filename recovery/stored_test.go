package recovery_test

import (
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// everyRecord is at least one record of every kind in every place, by the name of
// its file.
func everyRecord(t testing.TB) map[peer.Status]peer.Record {
	t.Helper()
	return gathered(t,
		goalRecords, setbackRecords, celebrationRecords, contributionRecords, ownLifeRecords, activityRecords, copingRecords, problemRecords,
		entryRecords, orderRecords, ideaRecords, beliefRecords, optionTalkRecords, choiceRecords, meetingRecords, advocacyRecords,
		planRecords, wellbeingRecords, coproductionRecords, healthInfoRecords, statementRecords, decisionRecords, observationRecords, riskRecords)
}

func gathered(t testing.TB, records ...func(testing.TB) map[peer.Status]peer.Record) map[peer.Status]peer.Record {
	t.Helper()
	all := map[peer.Status]peer.Record{}
	for _, some := range records {
		for name, r := range some(t) {
			require.NotContains(t, all, name)
			all[name] = r
		}
	}
	return all
}

// The stored form of version 1. These files are never edited: what was stored
// once is read for ever.
func TestStoredForm(t *testing.T) {
	for name, r := range everyRecord(t) {
		ground.Golden(t, string(name), r)
	}
}

// Every file belongs to a record and every record has its file, and there is one for
// every place of every table.
func TestStoredFormIsWhole(t *testing.T) {
	records := everyRecord(t)
	files, err := os.ReadDir("testdata/v1")
	require.NoError(t, err)
	var names []peer.Status
	for _, f := range files {
		name, is := strings.CutSuffix(f.Name(), ".json")
		require.True(t, is, f.Name())
		names = append(names, peer.Status(name))
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(records)), names)
	stands := map[string]bool{}
	for name, r := range records {
		stands[string(r.Ref().Kind)+"-"+string(r.Status())] = true
		require.True(t, strings.HasPrefix(string(name), string(r.Ref().Kind)+"-"+string(r.Status())), name)
	}
	for _, table := range recovery.Tables() {
		for _, s := range table.States {
			require.True(t, stands[string(table.Kind)+"-"+string(s.Status)], "no %s that is %s", table.Kind, s.Status)
		}
	}
}

func TestNoRecordIsReadAsAnother(t *testing.T) {
	for name, r := range everyRecord(t) {
		b, err := peer.Encode(r)
		require.NoError(t, err)
		for _, table := range recovery.Tables() {
			_, err := recovery.Decode(table.Kind, b)
			require.Equal(t, table.Kind != r.Ref().Kind, errors.Is(err, peer.ErrSchema), "%s read as a %s: %v", name, table.Kind, err)
		}
	}
}

// canaries are words of these records that no fault may hold.
var canaries = []string{"allotment", "stare", "boots", "tablets", "choir", "neighbour", "laughed twice", "the light left on", "made my hands shake", "quarry", "gate", "g2"}

// A document spoilt anywhere is not read, or it is read as a record that stores
// and reads back the same. It never ends in a panic and its fault holds none of
// the document's words.
func TestSpoiltDocuments(t *testing.T) {
	records := everyRecord(t)
	records["self-report-ends"] = ownEnds(t)
	ground.Unreadable(t, canaries, records, nil)
}

package scenarios

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

func TestAT01(t *testing.T)    { at01().To(asTest{t}) }
func TestAT02(t *testing.T)    { at02().To(asTest{t}) }
func TestAT03(t *testing.T)    { at03().To(asTest{t}) }
func TestAT04(t *testing.T)    { at04().To(asTest{t}) }
func TestAT06(t *testing.T)    { at06().To(asTest{t}) }
func TestAT07(t *testing.T)    { at07().To(asTest{t}) }
func TestAT08(t *testing.T)    { at08().To(asTest{t}) }
func TestAT10(t *testing.T)    { at10().To(asTest{t}) }
func TestAT12(t *testing.T)    { at12().To(asTest{t}) }
func TestAT15(t *testing.T)    { at15().To(asTest{t}) }
func TestMove(t *testing.T)    { move().To(asTest{t}) }
func TestAboutMe(t *testing.T) { aboutMe().To(asTest{t}) }

// asTest tells a scenario to a test.
type asTest struct{ *testing.T }

func (t asTest) Run(name string, part func(T)) bool {
	return t.T.Run(name, func(t *testing.T) { part(asTest{t}) })
}

func (t asTest) Alone(part func(T)) {
	synctest.Test(t.T, func(t *testing.T) { part(asTest{t}) })
}

func (asTest) Shows(Shown) {}

// doubter counts what does not hold, and goes on.
type doubter struct {
	asTest
	notSo, shown int
}

func (d *doubter) Errorf(string, ...any) { d.notSo++ }
func (d *doubter) FailNow()              {}
func (d *doubter) Shows(Shown)           { d.shown++ }

func TestNothingIsShownUnseen(t *testing.T) {
	d := &doubter{asTest: asTest{t}}
	stands(d, "active", peer.Relationship{})
	due(d, "the review", "2026-05-12", "2026-05-13")
	refused(d, &peer.Refusal{}, peer.ErrNotAgreed)
	require.Equal(t, 3, d.notSo)
	due(d, "the review", "2026-05-12", "2026-05-12")
	require.Equal(t, 3, d.notSo)
	require.Positive(t, d.shown)
}

func TestScenariosAreTold(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range All() {
		require.False(t, seen[s.ID], s.ID)
		seen[s.ID] = true
		require.NotEmpty(t, s.Title, s.ID)
		require.NotEmpty(t, s.Parts, s.ID)
	}
	require.Len(t, seen, 12)
}

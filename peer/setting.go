package peer

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// Setting is the sort of place where support happens (PEER-27).
type Setting string

// Settings.
const (
	SettingWard        Setting = "inpatient-ward"
	SettingRehab       Setting = "rehabilitation"
	SettingCommunity   Setting = "community-team"
	SettingOutreach    Setting = "assertive-outreach"
	SettingYoung       Setting = "camhs" // for children and young people; its ages are always said
	SettingDropIn      Setting = "drop-in"
	SettingOnline      Setting = "online"
	SettingJustice     Setting = "justice"
	SettingHousing     Setting = "housing"
	SettingThirdSector Setting = "third-sector"
	SettingPrimaryCare Setting = "primary-care"
	SettingOther       Setting = "other"
)

var settings = []Setting{SettingWard, SettingRehab, SettingCommunity, SettingOutreach, SettingYoung, SettingDropIn, SettingOnline,
	SettingJustice, SettingHousing, SettingThirdSector, SettingPrimaryCare, SettingOther}

// Known reports whether the setting is on the list.
func (s Setting) Known() bool { return slices.Contains(settings, s) }

// Terms returns the closed list.
func (Setting) Terms() []string { return terms.Of(settings) }

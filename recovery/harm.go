package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// Harm is what could go wrong with something a person wants to do (REC-16). It
// says what, never how likely: nobody here scores a risk.
type Harm string

// Harms.
const (
	HarmLife   Harm = "life"   // to the person's own life
	HarmChild  Harm = "child"  // to a child
	HarmOthers Harm = "others" // to somebody else
	HarmHealth Harm = "health" // to the person's body or mind
	HarmHome   Harm = "home"   // to where they live
	HarmMoney  Harm = "money"  // to what they have
	HarmPeople Harm = "people" // to how they get on with others
	HarmOther  Harm = "other"
)

var harms = []Harm{HarmLife, HarmChild, HarmOthers, HarmHealth, HarmHome, HarmMoney, HarmPeople, HarmOther}

// alwaysHighRisk: a concern goes alongside whatever a policy says.
var alwaysHighRisk = []Harm{HarmLife, HarmChild}

// Known reports whether the harm is on the list.
func (h Harm) Known() bool { return slices.Contains(harms, h) }

// Terms returns the closed list.
func (Harm) Terms() []string { return terms.Of(harms) }

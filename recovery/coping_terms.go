package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// HelpFrom is the kind of somebody or something outside that helps a person cope
// (REC-20). Only the kind ever leaves for a care record, never a name.
type HelpFrom string

// Kinds of help.
const (
	HelpFamily    HelpFrom = "family"
	HelpPartner   HelpFrom = "partner"
	HelpFriend    HelpFrom = "friend"
	HelpNeighbour HelpFrom = "neighbour"
	HelpColleague HelpFrom = "colleague"
	HelpGroup     HelpFrom = "group"
	HelpFaith     HelpFrom = "faith-community"
	HelpLine      HelpFrom = "helpline"
	HelpService   HelpFrom = "service"
	HelpAnimal    HelpFrom = "animal"
	HelpPlace     HelpFrom = "place"
	HelpOther     HelpFrom = "other"
)

var helps = []HelpFrom{HelpFamily, HelpPartner, HelpFriend, HelpNeighbour, HelpColleague, HelpGroup, HelpFaith, HelpLine, HelpService,
	HelpAnimal, HelpPlace, HelpOther}

// Known reports whether the kind is on the list.
func (h HelpFrom) Known() bool { return slices.Contains(helps, h) }

// Terms returns the closed list.
func (HelpFrom) Terms() []string { return terms.Of(helps) }

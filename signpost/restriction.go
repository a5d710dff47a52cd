package signpost

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// ruleReaches warns in a list and stands in the way of giving.
var ruleReaches = peer.Asks{
	Rule: peer.Rule{Row: "SIGN-09", Code: ErrRestrictedSetting}, Path: "/medium",
	Says: "This way reaches the person where they are.",
	Fix:  "Use one of the ways the reason names, keep it for them until they leave, or say where they are.",
}

// RestrictedIn answers whether a medium reaches somebody where they are, and what does
// instead when it does not (SIGN-09). What is kept from people in a setting is the
// policy's to say; word of mouth, a memory aid and what the worker keeps are always
// allowed. Where the policy blocks something, instead is never empty: staff can hand
// it over, and it can wait until the person leaves.
//
// Without a policy nobody knows what a ward or a prison keeps back: there everything
// electronic counts as blocked.
func RestrictedIn(p Policy, s Setting, m Medium) (allowed bool, instead []Medium) {
	here := p.Restriction(s)
	if !slices.Contains(here.Blocks, m) {
		return true, nil
	}
	return false, slices.Clone(here.Instead)
}

// Restriction is what does not reach somebody in a setting, and what does: what the
// policy says, without what no restriction holds back, and with a way that is left.
// Without a policy nobody knows what a ward or a prison keeps back: there everything
// electronic counts as blocked.
func (p Policy) Restriction(s Setting) Restriction {
	here := Restriction{Setting: s}
	for _, x := range p.section.Settings {
		if x.Setting == s {
			here.Blocks, here.Instead = slices.Clone(x.Blocks), slices.Clone(x.Instead)
		}
	}
	if !p.Known() && slices.Contains(closedSettings, s) {
		here.Blocks = []Medium{MediumWeb, MediumApp, MediumEmail, MediumText, MediumPhone}
	}
	free := func(m Medium) bool { return m.always() || m.byStaff() }
	here.Blocks = slices.DeleteFunc(here.Blocks, free)
	here.Instead = slices.DeleteFunc(here.Instead, func(m Medium) bool { return slices.Contains(here.Blocks, m) })
	if len(here.Blocks) > 0 && len(here.Instead) == 0 {
		here.Instead = []Medium{MediumViaStaff, MediumHold}
	}
	return here
}

// closedSettings are those that may keep things from people.
var closedSettings = []Setting{SettingInpatient, SettingSecure, SettingCustody}

// blockedReason says that these do not reach somebody, and what does.
func blockedReason(s Setting, blocked, instead []Medium) peer.Reason {
	return because(ruleReaches, peer.No, blockedArgs(s, blocked, instead)...)
}

func blockedArgs(s Setting, blocked, instead []Medium) []peer.Arg {
	out := make([]peer.Arg, 0, 1+len(blocked)+len(instead))
	out = append(out, peer.Word("setting", s))
	for _, m := range blocked {
		out = append(out, peer.Word("medium", m))
	}
	for _, m := range instead {
		out = append(out, peer.Word("instead", m))
	}
	return out
}

// medium is the form in which a contact point reaches somebody; empty: they go there.
func (c ContactKind) medium() Medium {
	switch c {
	case ContactPhone:
		return MediumPhone
	case ContactSMS:
		return MediumText
	case ContactEmail:
		return MediumEmail
	case ContactWeb:
		return MediumWeb
	case ContactApp:
		return MediumApp
	}
	return ""
}

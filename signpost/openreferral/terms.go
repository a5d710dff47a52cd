package openreferral

import (
	"slices"
	"strings"

	"github.com/towpath-care/towpath/signpost"
)

// Taxonomies that this package writes, and knows again.
const (
	topicTaxonomy    = "towpath-topic"
	categoryTaxonomy = "towpath-category"
	needTaxonomy     = "towpath-access"
	kindTaxonomy     = "towpath-kind"
)

// mapping is Options made ready: keys without capitals.
type mapping struct {
	Options
	terms map[string]Term
	areas map[string]string
}

func newMapping(o Options) mapping {
	m := mapping{Options: o, terms: make(map[string]Term, len(o.Terms)), areas: make(map[string]string, len(o.Areas))}
	for k, v := range o.Terms {
		m.terms[strings.ToLower(k)] = v
	}
	for k, v := range o.Areas {
		m.areas[strings.ToLower(k)] = v
	}
	if m.Sector == "" {
		m.Sector = signpost.SectorOther
	}
	return m
}

// term is a term of a taxonomy as a directory names it.
type term struct{ id, uri, taxonomy, name string }

// find is what a term comes to.
func (m *mapping) find(t term) (Term, bool) {
	if own, ok := ownTerm(t); ok {
		return own, true
	}
	for _, key := range [...]string{t.id, t.uri, t.taxonomy + "/" + t.name, t.name} {
		if v, ok := m.terms[strings.ToLower(key)]; ok && key != "" {
			return v, true
		}
	}
	return Term{}, false
}

// ownTerm is one that this package wrote.
func ownTerm(t term) (Term, bool) {
	var out Term
	switch t.taxonomy {
	case topicTaxonomy:
		out.Topics = known(signpost.Topic(t.name))
	case categoryTaxonomy:
		out.Categories = known(signpost.Category(t.name))
	case needTaxonomy:
		out.Features = known(signpost.AccessNeed(t.name))
	case kindTaxonomy:
		if k := signpost.ResourceKind(t.name); k.Known() {
			out.Kind = k
		}
	}
	return out, len(out.Topics)+len(out.Categories)+len(out.Features) > 0 || out.Kind != ""
}

func known[T interface {
	~string
	Known() bool
}](v T) []T {
	if !v.Known() {
		return nil
	}
	return []T{v}
}

// languages are names that directories write for codes.
var languages = map[string]string{
	"english": "en", "welsh": "cy", "cymraeg": "cy", "scottish gaelic": "gd", "gaelic": "gd", "irish": "ga", "scots": "sco", "cornish": "kw", "ulster scots": "sco",
	"british sign language": "bfi", "bsl": "bfi", "irish sign language": "isg", "arabic": "ar", "bengali": "bn", "bulgarian": "bg", "cantonese": "yue", "chinese": "zh", "mandarin": "cmn",
	"dari": "prs", "farsi": "fa", "persian": "fa", "french": "fr", "german": "de", "greek": "el", "gujarati": "gu", "hindi": "hi", "hungarian": "hu", "italian": "it", "kurdish": "ku",
	"latvian": "lv", "lithuanian": "lt", "nepali": "ne", "pashto": "ps", "polish": "pl", "portuguese": "pt", "punjabi": "pa", "panjabi": "pa", "romanian": "ro", "russian": "ru", "slovak": "sk",
	"somali": "so", "spanish": "es", "swahili": "sw", "sylheti": "syl", "tamil": "ta", "tigrinya": "ti", "turkish": "tr", "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi", "yoruba": "yo",
}

// languageTag is the BCP 47 tag of a language that is given by code or by name; empty
// when neither says.
func languageTag(code, name string) string {
	if tag := strings.ToLower(languageShape(code)); tag != "" {
		return tag
	}
	return languages[strings.ToLower(name)]
}

// languageShape keeps what looks like a tag: two or three letters, then parts of two
// to eight letters or digits.
func languageShape(s string) string {
	parts := strings.Split(strings.ReplaceAll(s, "_", "-"), "-")
	for i, p := range parts {
		letters := !strings.ContainsFunc(p, func(r rune) bool {
			return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || i > 0 && r >= '0' && r <= '9')
		})
		if !letters || len(p) < 2 || i == 0 && len(p) > 3 || len(p) > 8 || i > 3 {
			return ""
		}
	}
	return strings.Join(parts, "-")
}

// spoken are words of an accessibility text and the need that they answer.
var spoken = []struct {
	need  signpost.AccessNeed
	words []string
}{
	{signpost.NeedStepFree, []string{"step-free", "step free", "wheelchair", "level access", "ramp"}},
	{signpost.NeedHearingLoop, []string{"hearing loop", "induction loop", "t-coil"}},
	{signpost.NeedSignLanguage, []string{"sign language", "bsl"}},
	{signpost.NeedToilets, []string{"accessible toilet", "accessible wc", "disabled toilet", "changing places"}},
	{signpost.NeedLargePrint, []string{"large print"}},
	{signpost.NeedEasyRead, []string{"easy read"}},
	{signpost.NeedLowSensory, []string{"quiet room", "quiet space", "low sensory", "sensory friendly", "sensory-friendly"}},
}

// doubts are words that turn a sentence round, or leave it open.
var doubts = []string{"no ", "not ", "n't", "without", "unable", "limited", "partial", "some ", "request", "unfortunately", "unless", "except", "only"}

// featuresIn finds what an accessibility text says there is. A sentence with a word of
// doubt in it says nothing: what is not known is asked.
func featuresIn(text string) []signpost.AccessNeed {
	var out []signpost.AccessNeed
	for sentence := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(".;!?\n•", r) }) {
		if slices.ContainsFunc(doubts, func(d string) bool { return strings.Contains(sentence+" ", d) }) {
			continue
		}
		for _, s := range spoken {
			if !slices.Contains(out, s.need) && slices.ContainsFunc(s.words, func(w string) bool { return hasWords(sentence, w) }) {
				out = append(out, s.need)
			}
		}
	}
	return out
}

// hasWords looks for words that begin where a word begins: "ramp" is not in "cramped".
func hasWords(s, words string) bool {
	for at := 0; ; {
		i := strings.Index(s[at:], words)
		if i < 0 {
			return false
		}
		if at += i; at == 0 || !(s[at-1] >= 'a' && s[at-1] <= 'z') {
			return true
		}
		at++
	}
}

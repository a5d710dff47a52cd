package fhir

import (
	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// What people read beside the codes of an entry of the directory.
var (
	categoryTexts = map[signpost.Category]string{
		signpost.PeerGroup:           "Peer groups and programmes",
		signpost.SupportedEngagement: "Somebody to go along with",
		signpost.FaithGroup:          "Groups around faith",
		signpost.SportGroup:          "Groups for sport and moving",
		signpost.LeisureGroup:        "Groups for leisure, arts and crafts",
		signpost.SocialParticipation: "Being among people",
		signpost.Volunteering:        "Volunteering",
		signpost.LifeSkills:          "Life skills",
		signpost.Employment:          "Work and support to find it",
		signpost.LinkWorker:          "Link workers and social prescribing",
		signpost.Advocacy:            "Advocacy",
		signpost.Learning:            "Courses and learning",
		signpost.PracticalHelp:       "Practical help",
		signpost.EmotionalSupport:    "Somebody to talk to",
		signpost.HealthService:       "Health service",
	}

	topicTexts = map[signpost.Topic]string{
		signpost.TopicHousing: "Housing", signpost.TopicMoney: "Money", signpost.TopicDebt: "Debt", signpost.TopicFood: "Food",
		signpost.TopicWork: "Work", signpost.TopicLearning: "Learning", signpost.TopicHealth: "Health", signpost.TopicMentalHealth: "Mental health",
		signpost.TopicDigital: "Getting online", signpost.TopicRights: "Rights", signpost.TopicFamily: "Family", signpost.TopicBereavement: "Bereavement",
		signpost.TopicCompany: "Company", signpost.TopicCreative: "Being creative", signpost.TopicMovement: "Moving", signpost.TopicNature: "Nature",
		signpost.TopicFaith: "Faith", signpost.TopicCulture: "Culture", signpost.TopicDomesticAbuse: "Domestic abuse", signpost.TopicSexualViolence: "Sexual violence",
		signpost.TopicSexualHealth: "Sexual health", signpost.TopicAddiction: "Addiction", signpost.TopicImmigration: "Immigration", signpost.TopicHandsOn: "Making and mending",
	}

	featureTexts = map[signpost.AccessNeed]string{
		signpost.NeedShortTravel: "A short way there", signpost.NeedNoCost: "Nothing to pay", signpost.NeedStepFree: "No steps",
		signpost.NeedHearingLoop: "Hearing loop", signpost.NeedSignLanguage: "Sign language", signpost.NeedLowSensory: "Quiet, with little light and noise",
		signpost.NeedLargePrint: "Large print", signpost.NeedEasyRead: "Easy read", signpost.NeedOtherLanguage: "Other languages",
		signpost.NeedChildcare: "Children looked after or welcome", signpost.NeedCaringDuties: "Times that leave room for caring for somebody",
		signpost.NeedEvenings: "In the evening", signpost.NeedDaytime: "In the daytime", signpost.NeedSmallGroup: "Few people", signpost.NeedOneToOne: "One to one",
		signpost.NeedSomebodyAlong: "Somebody may come along", signpost.NeedWomenOnly: "Women only", signpost.NeedMenOnly: "Men only",
		signpost.NeedNotOnline: "Without being online", signpost.NeedOnline: "From home, online", signpost.NeedToilets: "Accessible toilets",
	}

	costTexts = map[signpost.CostKind]string{
		signpost.CostFree: "Free", signpost.CostLow: "No more than a few pounds", signpost.CostPaid: "To be paid for", signpost.CostDonation: "What you like to give",
	}

	sectorTexts = map[signpost.Sector]string{
		signpost.SectorTrust: "NHS trust", signpost.SectorLocal: "Local voluntary or community organisation", signpost.SectorOpenAccess: "Open-access mental health support",
		signpost.SectorNational: "National site or helpline", signpost.SectorOther: "Another organisation",
	}
)

// filedUnder is what an entry is filed under.
type filedUnder struct{ categories, topics []r4.CodeableConcept }

func wordsOf(l signpost.Listing) (filedUnder, error) {
	categories, badCategory := coded(ServiceCategorySystem, l.Categories, categoryTexts, "/listing/categories")
	topics, badTopic := coded(ServiceTopicSystem, l.Topics, topicTexts, "/listing/topics")
	_, knownCost := costTexts[l.Cost.Kind]
	return filedUnder{categories, topics}, peer.Faults(badCategory, badTopic,
		listingFault(knownCost || l.Cost.Kind == "", "/listing/cost/kind", "A kind of cost has a code."))
}

// featuresOf are those that are known to be there. What is not, and what nobody knows,
// has no place in a list of what there is.
func featuresOf(list []signpost.Feature) ([]r4.CodeableConcept, error) {
	var there []signpost.AccessNeed
	for _, f := range list {
		if f.Has == peer.Yes {
			there = append(there, f.Need)
		}
	}
	return coded(ServiceFeatureSystem, there, featureTexts, "/listing/features")
}

// coded gives each word its code and what people read.
func coded[T ~string](system string, words []T, texts map[T]string, path string) (out []r4.CodeableConcept, err error) {
	for _, w := range words {
		says, known := texts[w]
		err = peer.Faults(err, listingFault(known, path, "Every word of a listing has a code."))
		out = append(out, concept(says, coding(system, w, says)))
	}
	return out, err
}

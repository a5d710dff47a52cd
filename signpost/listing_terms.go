package signpost

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// Sector says whose a resource is (SIGN-01). How long an entry counts as checked goes by it.
type Sector string

// Sectors.
const (
	// SectorTrust: the NHS trust itself.
	SectorTrust Sector = "trust"
	// SectorLocal: a local voluntary or community organisation.
	SectorLocal Sector = "local"
	// SectorOpenAccess: mental health support that anybody may walk into.
	SectorOpenAccess Sector = "open-access"
	// SectorNational: a national site or helpline.
	SectorNational Sector = "national"
	// SectorOther: anything else.
	SectorOther Sector = "other"
)

var sectors = []Sector{SectorTrust, SectorLocal, SectorOpenAccess, SectorNational, SectorOther}

// Known reports whether the word is on the list.
func (s Sector) Known() bool { return slices.Contains(sectors, s) }

// Terms returns the closed list.
func (Sector) Terms() []string { return terms.Of(sectors) }

// ResourceKind says what sort of thing an entry is.
type ResourceKind string

// Kinds of resources.
const (
	// Service: people to go to or to ring.
	Service ResourceKind = "service"
	// Course: sessions on given days, such as a Recovery College's (SIGN-25).
	Course ResourceKind = "course"
	// Online: a site, an app or a forum; it has a DigitalProfile (SIGN-20).
	Online ResourceKind = "online"
	// Crisis: help at once. It is checked on its own short clock and never kept from anybody for being old (hazard H24).
	Crisis ResourceKind = "crisis"
)

var resourceKinds = []ResourceKind{Service, Course, Online, Crisis}

// Known reports whether the word is on the list.
func (r ResourceKind) Known() bool { return slices.Contains(resourceKinds, r) }

// Terms returns the closed list.
func (ResourceKind) Terms() []string { return terms.Of(resourceKinds) }

// Category is a community activity or service of the taxonomy of SIGN-02, with advocacy of SIGN-17.
type Category string

// Categories.
const (
	// PeerGroup: peer groups and programmes.
	PeerGroup Category = "peer-group"
	// SupportedEngagement: somebody goes along and helps to take part.
	SupportedEngagement Category = "supported-engagement"
	// FaithGroup: a group activity around faith.
	FaithGroup Category = "faith-group"
	// SportGroup: a group activity around sport and moving.
	SportGroup Category = "sport-group"
	// LeisureGroup: a group activity for leisure, arts and crafts.
	LeisureGroup Category = "leisure-group"
	// SocialParticipation: places and events to be among people.
	SocialParticipation Category = "social-participation"
	// Volunteering: giving time to others.
	Volunteering Category = "volunteering"
	// LifeSkills: cooking, money, a home of one's own.
	LifeSkills Category = "life-skills"
	// Employment: work, individual placement and support (IPS) among it.
	Employment Category = "employment"
	// LinkWorker: social prescribers and link workers.
	LinkWorker Category = "link-worker"
	// Advocacy: statutory and community advocates; always offered where something is imposed (SIGN-17).
	Advocacy Category = "advocacy"
	// Learning: courses and learning, a Recovery College's among it.
	Learning Category = "learning"
	// PracticalHelp: help with something that is needed: food, housing, benefits, a lift.
	PracticalHelp Category = "practical-help"
	// EmotionalSupport: somebody to talk to, helplines among it.
	EmotionalSupport Category = "emotional-support"
	// HealthService: a health service.
	HealthService Category = "health-service"
)

var categories = []Category{PeerGroup, SupportedEngagement, FaithGroup, SportGroup, LeisureGroup, SocialParticipation, Volunteering, LifeSkills, Employment, LinkWorker, Advocacy, Learning, PracticalHelp, EmotionalSupport, HealthService}

// Known reports whether the word is on the list.
func (c Category) Known() bool { return slices.Contains(categories, c) }

// Terms returns the closed list.
func (Category) Terms() []string { return terms.Of(categories) }

// Topic is what a resource is about. Some are sensitive by policy: a signpost to them never leaves for another record (hazard H08).
type Topic string

// Topics.
const (
	TopicHousing        Topic = "housing"
	TopicMoney          Topic = "money"
	TopicDebt           Topic = "debt"
	TopicFood           Topic = "food"
	TopicWork           Topic = "work"
	TopicLearning       Topic = "learning"
	TopicHealth         Topic = "health"
	TopicMentalHealth   Topic = "mental-health"
	TopicDigital        Topic = "digital"
	TopicRights         Topic = "rights"
	TopicFamily         Topic = "family"
	TopicBereavement    Topic = "bereavement"
	TopicCompany        Topic = "company"
	TopicCreative       Topic = "creative"
	TopicMovement       Topic = "movement"
	TopicNature         Topic = "nature"
	TopicFaith          Topic = "faith"
	TopicCulture        Topic = "culture"
	TopicDomesticAbuse  Topic = "domestic-abuse"
	TopicSexualViolence Topic = "sexual-violence"
	TopicSexualHealth   Topic = "sexual-health"
	TopicAddiction      Topic = "addiction"
	TopicImmigration    Topic = "immigration"
	// TopicHandsOn: making and mending with one's hands.
	TopicHandsOn Topic = "hands-on"
)

var topics = []Topic{TopicHousing, TopicMoney, TopicDebt, TopicFood, TopicWork, TopicLearning, TopicHealth, TopicMentalHealth, TopicDigital, TopicRights, TopicFamily, TopicBereavement, TopicCompany, TopicCreative, TopicMovement, TopicNature, TopicFaith, TopicCulture, TopicDomesticAbuse, TopicSexualViolence, TopicSexualHealth, TopicAddiction, TopicImmigration, TopicHandsOn}

// Known reports whether the word is on the list.
func (t Topic) Known() bool { return slices.Contains(topics, t) }

// Terms returns the closed list.
func (Topic) Terms() []string { return terms.Of(topics) }

// Weekday is a day of the week as directories write it (RFC 5545, BYDAY).
type Weekday string

// Days of the week.
const (
	Monday    Weekday = "MO"
	Tuesday   Weekday = "TU"
	Wednesday Weekday = "WE"
	Thursday  Weekday = "TH"
	Friday    Weekday = "FR"
	Saturday  Weekday = "SA"
	Sunday    Weekday = "SU"
)

var weekdays = []Weekday{Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday}

// Known reports whether the word is on the list.
func (w Weekday) Known() bool { return slices.Contains(weekdays, w) }

// Terms returns the closed list, Monday first.
func (Weekday) Terms() []string { return terms.Of(weekdays) }

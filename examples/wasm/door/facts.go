package door

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
)

// Facts, acts and readings are Go structs without a form in JSON of their own. Here the
// members are their fields, with a small first letter: NoOther is noOther. A record
// among them is a stored record, a calendar is the calendar of a policy. Policy and
// Roster come with the world.

var (
	typeRecord   = reflect.TypeFor[peer.Record]()
	typeRaw      = reflect.TypeFor[json.RawMessage]()
	typeCalendar = reflect.TypeFor[peer.Calendar]()
	typeSpec     = reflect.TypeFor[peer.CalendarSpec]()
	typeRoster   = reflect.TypeFor[safeguard.Roster]()
)

// madeFrom are facts that the packages make from one record; they are sent as that
// record, or member by member.
var madeFrom = map[reflect.Type]func(peer.Record) (any, bool){
	reflect.TypeFor[peer.Agreed](): func(r peer.Record) (any, bool) {
		rel, ok := r.(peer.Relationship)
		return peer.AgreedIn(rel), ok
	},
	reflect.TypeFor[peer.GroupNow](): func(r peer.Record) (any, bool) {
		g, ok := r.(peer.Group)
		return peer.GroupNowOf(g, nil), ok
	},
	reflect.TypeFor[recovery.TalkFact](): func(r peer.Record) (any, bool) {
		talk, ok := r.(recovery.OptionTalk)
		return recovery.TalkFactFrom(talk), ok
	},
}

// member is one field and what it is called in JSON.
type member struct {
	name  string
	index []int
	typ   reflect.Type
}

// members are the fields of a struct that has no form in JSON, those of embedded structs
// among them.
func members(t reflect.Type) []member {
	var out []member
	for i := range t.NumField() {
		f := t.Field(i)
		switch {
		case !f.IsExported() || f.Name == "Policy" || f.Type == typeRoster || f.Name == "Outdated":
			continue // a policy, and whether it is in force, come with the world
		case f.Anonymous:
			for _, m := range members(f.Type) {
				m.index = append([]int{i}, m.index...)
				out = append(out, m)
			}
			continue
		}
		out = append(out, member{initial(f.Name), []int{i}, f.Type})
	}
	return out
}

// initial makes the first word small: ID is id, NoOther is noOther.
func initial(name string) string {
	if name == strings.ToUpper(name) {
		return strings.ToLower(name)
	}
	return strings.ToLower(name[:1]) + name[1:]
}

// bare reports whether a struct has no form in JSON of its own.
func bare(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || t.NumField() == 0 || reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()) {
		return false
	}
	for i := range t.NumField() {
		if f := t.Field(i); f.Tag.Get("json") != "" || !f.IsExported() {
			return false
		}
	}
	return true
}

// sentAs is the type a value is read as before it becomes what it stands for.
func sentAs(t reflect.Type) reflect.Type {
	switch {
	case t.Implements(typeRecord), madeFrom[t] != nil:
		return typeRaw
	case t == typeCalendar:
		return typeSpec
	case bare(t):
		return sentStruct(t)
	case t.Kind() == reflect.Slice:
		return reflect.SliceOf(sentAs(t.Elem()))
	}
	return t
}

var sent sync.Map // of reflect.Type: made once

func sentStruct(t reflect.Type) reflect.Type {
	if known, ok := sent.Load(t); ok {
		return known.(reflect.Type)
	}
	var fields []reflect.StructField
	for i, m := range members(t) {
		fields = append(fields, reflect.StructField{Name: "F" + strconv.Itoa(i), Type: sentAs(m.typ), Tag: reflect.StructTag(`json:"` + m.name + `"`)})
	}
	out := reflect.StructOf(fields)
	sent.Store(t, out)
	return out
}

// filled reads a struct.
func filled[T any](raw json.RawMessage, path string) (out T, err error) {
	err = fill(reflect.ValueOf(&out).Elem(), raw, path, opened{})
	return out, err
}

// fill reads the members of a bare struct into it; those that are left out stay as they
// were.
func fill(into reflect.Value, raw json.RawMessage, path string, around opened) error {
	if none(raw) {
		return nil
	}
	from := reflect.New(sentStruct(into.Type()))
	if err := shape(strictjson.Decode(raw, from.Interface(), limits)); err != nil {
		return peer.Under(path, err)
	}
	return become(into, from.Elem(), path, around)
}

// become turns what was sent into what it stands for.
func become(into, from reflect.Value, path string, around opened) error {
	t := into.Type()
	switch {
	case from.Type() == t && t != typeRaw:
		if !from.IsZero() {
			into.Set(from)
		}
		return nil
	case t.Implements(typeRecord):
		return becomeRecord(into, from.Bytes(), path)
	case madeFrom[t] != nil:
		return becomeFact(into, from.Bytes(), path, around)
	case t == typeCalendar:
		return becomeCalendar(into, from.Interface().(peer.CalendarSpec), path, around)
	case t.Kind() == reflect.Slice:
		return becomeList(into, from, path, around)
	}
	var faults []error
	for i, m := range members(t) {
		faults = append(faults, become(into.FieldByIndex(m.index), from.Field(i), path+"/"+m.name, around))
	}
	return peer.Faults(faults...)
}

func becomeRecord(into reflect.Value, raw []byte, path string) error {
	if none(raw) {
		return nil
	}
	r, err := record(raw, path)
	if err != nil {
		return err
	}
	if v := reflect.ValueOf(r); v.Type() == into.Type() {
		into.Set(v)
		return nil
	}
	return misshapen(path, "The record is of the kind that belongs here.")
}

func becomeFact(into reflect.Value, raw []byte, path string, around opened) error {
	if none(raw) {
		return nil
	}
	var head struct {
		Schema json.RawMessage `json:"schema"`
	}
	if json.Unmarshal(raw, &head) != nil || head.Schema == nil { // only a stored record has one
		return fill(into, raw, path, around)
	}
	r, err := record(raw, path)
	if err != nil {
		return err
	}
	fact, ok := madeFrom[into.Type()](r)
	if !ok {
		return misshapen(path, "The record is of the kind that belongs here.")
	}
	into.Set(reflect.ValueOf(fact))
	return nil
}

func becomeCalendar(into reflect.Value, spec peer.CalendarSpec, path string, around opened) error {
	if reflect.ValueOf(spec).IsZero() {
		return nil
	}
	zone, err := around.zone(spec.Zone)
	if err != nil {
		return missing(path+"/zone", "The zone is Europe/London, UTC or one of zones.")
	}
	c, err := spec.Calendar(zone)
	if err == nil {
		into.Set(reflect.ValueOf(c))
	}
	return peer.Under(path, err)
}

// becomeList keeps a list that is not there apart from one that is empty: the first is
// not known.
func becomeList(into, from reflect.Value, path string, around opened) error {
	if from.IsNil() {
		return nil
	}
	list := reflect.MakeSlice(into.Type(), from.Len(), from.Len())
	var faults []error
	for i := range from.Len() {
		faults = append(faults, become(list.Index(i), from.Index(i), path+"/"+strconv.Itoa(i), around))
	}
	into.Set(list)
	return peer.Faults(faults...)
}

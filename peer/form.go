package peer

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// FieldKind says what a form draws for a field.
type FieldKind string

// Kinds of fields.
const (
	FieldText    FieldKind = "text"      // private text
	FieldWords   FieldKind = "own-words" // somebody's own words: text, author, language, how given
	FieldChoice  FieldKind = "choice"    // one of Options
	FieldID      FieldKind = "id"        // an identifier the host knows
	FieldNumber  FieldKind = "number"    // a whole number
	FieldYesNo   FieldKind = "yes-no"    // a tick
	FieldAnswer  FieldKind = "answer"    // yes, no or unknown
	FieldDate    FieldKind = "date"      // a day, a month or a year
	FieldMoment  FieldKind = "moment"    // an instant with its offset
	FieldClock   FieldKind = "clock"     // a time of day
	FieldSpan    FieldKind = "span"      // a policy's offset
	FieldWhen    FieldKind = "when"      // a day or an instant
	FieldSomeone FieldKind = "someone"   // the person, a member of staff or a carer
	FieldGroup   FieldKind = "group"     // fields that belong together
)

// Limits of fields that state none of their own.
const (
	maxText  = 10_000 // characters of a text
	maxID    = 200    // bytes of an identifier
	maxItems = 200    // items of a list
	maxLang  = 35     // bytes of a language tag (BCP 47 asks for room for 35)
)

// Field is what a form draws for one member of a step.
type Field struct {
	// Name is the JSON member, Path its JSON pointer in the step; the items of
	// a list are written as "*".
	Name string    `json:"name"`
	Path string    `json:"path"`
	Kind FieldKind `json:"kind"`
	// Required: the step is not taken without it.
	Required bool `json:"required,omitzero"`
	// Repeats: a list of such fields, at most Items of them.
	Repeats bool `json:"repeats,omitzero"`
	Items   int  `json:"items,omitzero"`
	// Max is characters of a text, bytes of an id, the value of a number; Min
	// the least value of a number.
	Min int `json:"min,omitzero"`
	Max int `json:"max,omitzero"`
	// Options are what there is to pick from; nil: anything that fits.
	Options []string `json:"options,omitzero"`
	Fields  []Field  `json:"fields,omitempty"`

	index   []int
	row     string
	options map[string]bool
}

// form is what is known of a payload's shape; it judges every payload.
type form struct {
	fields []Field
	rules  int
}

var (
	typePrivate = reflect.TypeFor[Private]()
	typeWords   = reflect.TypeFor[Words]()
	typeTri     = reflect.TypeFor[Tri]()
	typeDate    = reflect.TypeFor[Date]()
	typeMoment  = reflect.TypeFor[Moment]()
	typeTime    = reflect.TypeFor[time.Time]()
	typeClock   = reflect.TypeFor[Clock]()
	typeOffset  = reflect.TypeFor[Offset]()
	typeWhen    = reflect.TypeFor[When]()
	typeActor   = reflect.TypeFor[Actor]()
)

// formOf reads a payload's fields from its type. A tag says what the type does
// not: `ask:"required,max=80,min=1,items=20,row=PEER-44"`.
func formOf(t reflect.Type, row string) form {
	f := form{fields: fieldsOf(t, row, "", nil)}
	f.rules = len(asksOf(f.fields))
	return f
}

func fieldsOf(t reflect.Type, row, path string, index []int) []Field {
	var out []Field
	for i := range t.NumField() {
		sf := t.Field(i)
		name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		if !sf.IsExported() || name == "" || name == "-" {
			panic("peer: " + t.Name() + "." + sf.Name + " needs an exported name and a JSON member")
		}
		f := Field{Name: name, Path: path + "/" + name, row: row, index: append(append([]int(nil), index...), i)}
		f.read(sf.Tag.Get("ask"))
		f.shape(sf.Type)
		out = append(out, f)
	}
	return out
}

func (f *Field) read(tag string) {
	for part := range strings.SplitSeq(tag, ",") {
		key, value, _ := strings.Cut(part, "=")
		n, _ := strconv.Atoi(value)
		switch key {
		case "":
		case "required":
			f.Required = true
		case "max":
			f.Max = n
		case "min":
			f.Min = n
		case "items":
			f.Items = n
		case "row":
			f.row = value
		default:
			panic("peer: unknown word in an ask tag: " + key)
		}
	}
}

func (f *Field) shape(t reflect.Type) {
	if t.Kind() == reflect.Slice {
		f.Repeats, t = true, t.Elem()
		if f.Items == 0 {
			f.Items = maxItems
		}
	}
	switch {
	case t == typePrivate, t == typeWords:
		f.Kind = FieldText
		if t == typeWords {
			f.Kind = FieldWords
		}
		if f.Max == 0 {
			f.Max = maxText
		}
	case t == typeTri:
		f.Kind, f.Options = FieldAnswer, []string{"yes", "no", "unknown"}
	case t == typeDate:
		f.Kind = FieldDate
	case t == typeMoment, t == typeTime:
		f.Kind = FieldMoment
	case t == typeClock:
		f.Kind = FieldClock
	case t == typeOffset:
		f.Kind = FieldSpan
	case t == typeWhen:
		f.Kind = FieldWhen
	case t == typeActor:
		f.Kind = FieldSomeone
	case t.Kind() == reflect.String:
		f.shapeString(t)
	case t.Kind() == reflect.Int:
		f.Kind = FieldNumber
	case t.Kind() == reflect.Bool:
		f.Kind = FieldYesNo
	case t.Kind() == reflect.Struct:
		f.Kind, f.Fields = FieldGroup, fieldsOf(t, f.row, f.itemPath(), nil)
	default:
		panic("peer: no form for " + t.String())
	}
}

func (f *Field) shapeString(t reflect.Type) {
	if list, ok := reflect.Zero(t).Interface().(interface{ Terms() []string }); ok {
		f.Kind, f.Options, f.options = FieldChoice, list.Terms(), map[string]bool{}
		for _, o := range f.Options {
			f.options[o] = true
		}
		return
	}
	f.Kind = FieldID
	if f.Max == 0 {
		f.Max = maxID
	}
}

func (f Field) itemPath() string {
	if f.Repeats {
		return f.Path + "/*"
	}
	return f.Path
}

// The rules a shape can break, and what each says.
func (f Field) asks(code Code) Asks {
	a := Asks{Rule: Rule{f.row, code}, Path: f.Path}
	switch code {
	case ErrRequired:
		a.Says, a.Fix = "This is filled in.", "Fill it in."
	case ErrTooLong:
		a.Path = f.itemPath()
		a.Says, a.Fix = "The text fits its field.", "Shorten it, or keep the rest elsewhere."
	case ErrUnknownCode:
		a.Path = f.itemPath()
		a.Says, a.Fix = "The word is one of those on the list.", "Use one of the field's options."
	case ErrOutOfRange:
		a.Says, a.Fix = "The number, or the length of the list, is within its limits.", "Stay within the field's limits."
	}
	return a
}

func (f Field) hasRange() bool {
	return f.Repeats || f.Kind == FieldNumber && (f.Min != 0 || f.Max != 0)
}

// codes are the rules this field alone can break.
func (f Field) codes() []Code {
	var out []Code
	if f.Required && f.Kind != FieldYesNo {
		out = append(out, ErrRequired)
	}
	if f.hasRange() {
		out = append(out, ErrOutOfRange)
	}
	switch f.Kind {
	case FieldText, FieldWords, FieldID:
		out = append(out, ErrTooLong)
	case FieldChoice:
		out = append(out, ErrUnknownCode)
	}
	if f.Kind == FieldWords {
		out = append(out, ErrUnknownCode)
	}
	return out
}

func asksOf(fields []Field) []Asks {
	var out []Asks
	for _, f := range fields {
		for _, c := range f.codes() {
			out = append(out, f.asks(c))
		}
		out = append(out, asksOf(f.Fields)...)
	}
	return out
}

// copyFields is for callers: what they do with it does not change the table.
func copyFields(fields []Field) []Field {
	out := slices.Clone(fields)
	for i := range out {
		out[i].Options, out[i].Fields = slices.Clone(out[i].Options), copyFields(out[i].Fields)
	}
	return out
}

// judge appends one reason for each rule of the shape: those at the top of the
// payload met or not, those inside lists when they are not met.
func (f form) judge(step any, out []Reason) []Reason {
	v := reflect.ValueOf(step)
	j := judging{out}
	for i := range f.fields {
		fd := &f.fields[i]
		j.field(fd, v.FieldByIndex(fd.index), fd.Path, true)
	}
	return j.out
}

type judging struct{ out []Reason }

// note keeps a reason: at the top met or not, further in when it is not met.
func (j *judging) note(f *Field, code Code, ok, top bool, path ...string) {
	if ok && !top {
		return
	}
	r := f.asks(code).reason(Is(ok))
	if !ok {
		r.Path = strings.Join(path, "")
	}
	j.out = append(j.out, r)
}

func (j *judging) field(f *Field, v reflect.Value, path string, top bool) {
	if f.Required && f.Kind != FieldYesNo {
		j.note(f, ErrRequired, !empty(v), top, path)
	}
	if !f.Repeats {
		j.value(f, v, path, top)
		return
	}
	j.note(f, ErrOutOfRange, v.Len() <= f.Items, top, path)
	for i := range min(v.Len(), f.Items) {
		at := path + "/" + strconv.Itoa(i)
		if f.Kind != FieldGroup {
			j.note(f, ErrRequired, !empty(v.Index(i)), false, at)
		}
		j.value(f, v.Index(i), at, false)
	}
}

func (j *judging) value(f *Field, v reflect.Value, path string, top bool) {
	switch f.Kind {
	case FieldText:
		j.note(f, ErrTooLong, fits(v.Interface().(Private), f.Max), top, path)
	case FieldWords:
		w := v.Interface().(Words)
		j.note(f, ErrTooLong, fits(w.Text, f.Max) && len(w.Lang) <= maxLang, top, path, "/text")
		j.note(f, ErrUnknownCode, w.How == "" || w.How.Known(), top, path, "/how")
	case FieldID:
		j.note(f, ErrTooLong, v.Len() <= f.Max, top, path)
	case FieldChoice:
		j.note(f, ErrUnknownCode, v.Len() == 0 || f.options[v.String()], top, path)
	case FieldNumber:
		if n := int(v.Int()); f.hasRange() {
			j.note(f, ErrOutOfRange, n == 0 || n >= f.Min && (f.Max == 0 || n <= f.Max), top, path)
		}
	case FieldGroup:
		for i := range f.Fields {
			fd := &f.Fields[i]
			j.field(fd, v.FieldByIndex(fd.index), path+"/"+fd.Name, top)
		}
	}
}

func fits(p Private, most int) bool {
	s := p.Reveal()
	return len(s) <= most || utf8.RuneCountInString(s) <= most
}

// empty reports whether nothing is said: blanks say nothing.
func empty(v reflect.Value) bool {
	switch {
	case v.Kind() == reflect.Slice:
		return v.Len() == 0
	case v.Type() == typeWords:
		return blank(v.Field(0).Interface().(Private))
	case v.Type() == typePrivate:
		return blank(v.Interface().(Private))
	case v.Type() == typeActor:
		return !v.Interface().(Actor).Valid() // two at once are nobody
	}
	return v.IsZero()
}

func blank(p Private) bool { return strings.TrimSpace(p.Reveal()) == "" }

// hasLists reports whether a list stands anywhere in these fields.
func hasLists(fields []Field) bool {
	return slices.ContainsFunc(fields, func(f Field) bool { return f.Repeats || hasLists(f.Fields) })
}

// owned is a payload whose lists are its own: what a caller does with theirs after
// the step does not reach the record.
func (f form) owned(step any) any {
	if !hasLists(f.fields) {
		return step
	}
	v := reflect.New(reflect.TypeOf(step)).Elem()
	v.Set(reflect.ValueOf(step))
	ownLists(f.fields, v)
	return v.Interface()
}

func ownLists(fields []Field, v reflect.Value) {
	for _, f := range fields {
		if at := v.FieldByIndex(f.index); f.Repeats {
			ownList(f, at)
		} else if f.Kind == FieldGroup {
			ownLists(f.Fields, at)
		}
	}
}

func ownList(f Field, at reflect.Value) {
	if at.IsNil() {
		return
	}
	list := reflect.MakeSlice(at.Type(), at.Len(), at.Len())
	reflect.Copy(list, at)
	for i := range list.Len() {
		if f.Kind == FieldGroup {
			ownLists(f.Fields, list.Index(i))
		}
	}
	at.Set(list)
}

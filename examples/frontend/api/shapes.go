package api

import (
	"time"

	"github.com/towpath-care/towpath/examples/frontend/desk"
)

// Entry says that a record is there.
type Entry struct {
	Kind   string `json:"kind"`
	ID     string `json:"id"`
	Rev    int    `json:"rev" doc:"Send it back as seen with a step."`
	Status string `json:"status"`
}

// Record is a record as one reader may see it.
type Record struct {
	Rev     int      `json:"rev" doc:"Send it back as seen with a step."`
	View    View     `json:"view"`
	Choices []Choice `json:"choices"`
}

// View is what a reader sees.
type View struct {
	Kind    string         `json:"kind"`
	ID      string         `json:"id"`
	Status  string         `json:"status,omitempty"`
	Parts   map[string]any `json:"parts" doc:"What this reader sees, by part."`
	LeftOut []LeftOut      `json:"leftOut" doc:"Parts that are not for this reader, and under which rule."`
}

// LeftOut is a part that is not for this reader.
type LeftOut struct {
	Name string `json:"name"`
	Rule Rule   `json:"rule"`
	Says string `json:"says"`
}

// Rule names a rule for good.
type Rule struct {
	Row  string `json:"row"`
	Code string `json:"code"`
	Kind string `json:"kind" enum:"stop,ask-field,show-whose,wait,read-again" doc:"What a front end does about it."`
}

// Choice is one step that leads on.
type Choice struct {
	Do       string   `json:"do" doc:"The step's name; its JSON begins with it."`
	Says     string   `json:"says"`
	Whose    []string `json:"whose"`
	Yours    bool     `json:"yours"`
	Open     bool     `json:"open" doc:"Nothing that can be judged now stands in the way."`
	Decision struct {
		Reasons []Reason `json:"reasons" nullable:"false"`
	} `json:"decision"`
	Makes  string   `json:"makes,omitempty"`
	Leads  []string `json:"leads"`
	Fields []Field  `json:"fields,omitempty"`
	Needs  []Reason `json:"needs,omitempty" doc:"What the filled form has to satisfy."`
}

// Field is what a form draws.
type Field struct {
	Name     string   `json:"name"`
	Path     string   `json:"path" doc:"JSON pointer in the step; items of a list are written as *."`
	Kind     string   `json:"kind" enum:"text,own-words,choice,id,number,yes-no,answer,date,moment,clock,span,when,someone,group"`
	Required bool     `json:"required,omitempty"`
	Repeats  bool     `json:"repeats,omitempty"`
	Items    int      `json:"items,omitempty"`
	Min      int      `json:"min,omitempty"`
	Max      int      `json:"max,omitempty"`
	Options  []string `json:"options,omitempty"`
	Fields   []Field  `json:"fields,omitempty"`
}

// Reason is one thing a decision rests on.
type Reason struct {
	Row    string `json:"row"`
	Code   string `json:"code"`
	Kind   string `json:"kind" enum:"stop,ask-field,show-whose,wait,read-again"`
	Path   string `json:"path,omitempty" doc:"JSON pointer into the step."`
	Says   string `json:"says" doc:"What has to be so."`
	Fix    string `json:"fix,omitempty" doc:"What would put it right."`
	Weight string `json:"weight" enum:"blocks,warns,raises"`
	Met    string `json:"met" enum:"yes,no,unknown"`
	Args   []any  `json:"args,omitempty"`
	Line   bool   `json:"workerAndLineOnly,omitempty"`
}

// Due is something that somebody owes.
type Due struct {
	ID    string    `json:"id"`
	Row   string    `json:"row"`
	Code  string    `json:"code"`
	Kind  string    `json:"kind"`
	About string    `json:"about" doc:"The id of the record it is about."`
	Owes  string    `json:"owes"`
	Yours bool      `json:"yours"`
	Since time.Time `json:"since"`
	Due   string    `json:"due" doc:"A day, or an instant in UTC; empty: no end."`
	State string    `json:"state" enum:"open,due-today,overdue"`
}

func dueOf(o desk.Owed) Due {
	return Due{o.ID, o.Rule.Row, o.Rule.Code.Error(), string(o.About.Kind), o.About.ID, string(o.Owes), o.Yours, o.Since, o.Due.String(), string(o.State)}
}

// Step is a step somebody would like to take.
type Step struct {
	Seen    int            `json:"seen,omitempty" minimum:"0" doc:"The revision it was decided on; left out for a step that creates a record."`
	Request string         `json:"request" minLength:"1" maxLength:"200" doc:"One id for each thing somebody does. Sent again it is done once."`
	Step    map[string]any `json:"step" doc:"The step: its do, and its fields as the choice lists them."`
}

// Taken is a step that was taken.
type Taken struct {
	Kind   string `json:"kind"`
	ID     string `json:"id"`
	Rev    int    `json:"rev"`
	Status string `json:"status"`
}

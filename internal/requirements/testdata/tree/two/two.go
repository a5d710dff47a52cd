// Package two has two rules.
package two

type rule struct{ Row string }

var rules = []rule{{Row: "PEER-20"}, {Row: "REC-05"}}

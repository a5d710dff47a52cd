// Package one has a rule.
package one

type rule struct{ row, says string }

// REC-30 in a comment is no rule, and neither is a sentence that begins with it.
var room = rule{"PEER-20", "PEER-33 is only mentioned here"}

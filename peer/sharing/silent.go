package sharing

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/towpath-care/towpath/peer"
)

// The steps of this package hold codes that say as much as words: what somebody would
// rather not hear, what a worker lived through. They print, log and marshal as little as
// a private text does; an Encode…Step function writes them.

const silent = "(private)"

func hush(s fmt.State) { io.WriteString(s, silent) }

func hushed() slog.Value { return slog.StringValue(silent) }

func sealed() ([]byte, error) { return nil, peer.ErrSealed }

// Format writes "(private)" for every verb.
func (Log) Format(s fmt.State, _ rune) { hush(s) }

// LogValue logs "(private)".
func (Log) LogValue() slog.Value { return hushed() }

// MarshalJSON is always peer.ErrSealed.
func (Log) MarshalJSON() ([]byte, error) { return sealed() }

// Format writes "(private)" for every verb.
func (SayReaction) Format(s fmt.State, _ rune) { hush(s) }

// LogValue logs "(private)".
func (SayReaction) LogValue() slog.Value { return hushed() }

// MarshalJSON is always peer.ErrSealed.
func (SayReaction) MarshalJSON() ([]byte, error) { return sealed() }

// Format writes "(private)" for every verb.
func (SetPreferences) Format(s fmt.State, _ rune) { hush(s) }

// LogValue logs "(private)".
func (SetPreferences) LogValue() slog.Value { return hushed() }

// MarshalJSON is always peer.ErrSealed.
func (SetPreferences) MarshalJSON() ([]byte, error) { return sealed() }

// Format writes "(private)" for every verb.
func (ChangePreferences) Format(s fmt.State, _ rune) { hush(s) }

// LogValue logs "(private)".
func (ChangePreferences) LogValue() slog.Value { return hushed() }

// MarshalJSON is always peer.ErrSealed.
func (ChangePreferences) MarshalJSON() ([]byte, error) { return sealed() }

// Format writes "(private)" for every verb.
func (SetOffLimits) Format(s fmt.State, _ rune) { hush(s) }

// LogValue logs "(private)".
func (SetOffLimits) LogValue() slog.Value { return hushed() }

// MarshalJSON is always peer.ErrSealed.
func (SetOffLimits) MarshalJSON() ([]byte, error) { return sealed() }

// Format writes "(private)" for every verb.
func (ChangeOffLimits) Format(s fmt.State, _ rune) { hush(s) }

// LogValue logs "(private)".
func (ChangeOffLimits) LogValue() slog.Value { return hushed() }

// MarshalJSON is always peer.ErrSealed.
func (ChangeOffLimits) MarshalJSON() ([]byte, error) { return sealed() }

// Format writes "(private)" for every verb.
func (AnswerAftercare) Format(s fmt.State, _ rune) { hush(s) }

// LogValue logs "(private)".
func (AnswerAftercare) LogValue() slog.Value { return hushed() }

// MarshalJSON is always peer.ErrSealed.
func (AnswerAftercare) MarshalJSON() ([]byte, error) { return sealed() }

// Format writes "(private)" for every verb.
func (AnswerAnew) Format(s fmt.State, _ rune) { hush(s) }

// LogValue logs "(private)".
func (AnswerAnew) LogValue() slog.Value { return hushed() }

// MarshalJSON is always peer.ErrSealed.
func (AnswerAnew) MarshalJSON() ([]byte, error) { return sealed() }

package one

import "testing"

func FuzzClock(f *testing.F) {
	f.Add(hazards[0])
}

var hazards = []string{"H05 nobody runs the clock"}

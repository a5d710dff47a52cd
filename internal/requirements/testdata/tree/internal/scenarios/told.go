// Package scenarios tells what tests hear.
package scenarios

func tell(run func(string)) {
	run("REC-30 told")
	run("PEER-20")
}

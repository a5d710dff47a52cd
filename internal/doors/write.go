package main

import (
	"bytes"
	_ "embed"
	"go/format"
	"strings"
	"text/template"
)

//go:embed doors.tmpl
var text string

var page = template.Must(template.New("doors").Parse(text))

// write gives doors.go. Inside package peer the engine's names stand alone.
func write(pkg found) ([]byte, error) {
	var b bytes.Buffer
	if err := page.Execute(&b, pkg); err != nil {
		return nil, err
	}
	src := b.String()
	if pkg.Package == "peer" {
		src = strings.NewReplacer("peer.", "", "\nimport \"github.com/towpath-care/towpath/peer\"\n", "").Replace(src)
	}
	return format.Source([]byte(src))
}

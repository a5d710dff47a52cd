package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/towpath-care/towpath/fhir/client"
)

type doctorCmd struct {
	Write bool `help:"Also ask whether the record system heeds preconditions, on one resource of yours that stands there. It is sent what it holds already."`
}

// finding is one thing that the doctor has looked at.
type finding struct {
	Type string `json:"type"`
	// How it is: "well", "look" when it is worth knowing, "amiss" when somebody has to
	// put it right, "not-asked".
	How   string `json:"how"`
	About string `json:"about"`
	Says  string `json:"says"`
}

// doctor looks at everything that a sync rests on.
type doctor struct {
	*session
	found []finding
	heard *heard
	// shut: the record system lets nobody in.
	shut bool
}

const (
	well     = "well"
	look     = "look"
	amiss    = "amiss"
	notAsked = "not-asked"
)

func (s *session) doctor(ctx context.Context) error {
	d := &doctor{session: s, heard: &heard{now: s.now}}
	if err := d.listen(); err != nil {
		return exit{exitUsage, err}
	}
	d.store(ctx)
	able, asked := d.server(ctx)
	if asked {
		d.abilities(able)
		d.token(ctx)
		d.clock()
		d.rates()
		d.preconditions(ctx, able)
	}
	for _, f := range d.found {
		s.show.finding(f)
	}
	switch {
	case ctx.Err() != nil:
		return ended(ctx.Err())
	case d.shut:
		return exit{code: exitNotLetIn}
	case slices.ContainsFunc(d.found, func(f finding) bool { return f.How == amiss }):
		return exit{code: exitSomeHeld}
	}
	return nil
}

func (d *doctor) says(how, about, says string, args ...any) {
	d.found = append(d.found, finding{"finding", how, about, fmt.Sprintf(says, args...)})
}

// listen has the client speak through a transport whose answers the doctor sees.
func (d *doctor) listen() error {
	at := d.Server
	if d.epr != nil {
		at = d.epr.base
	}
	config, err := d.credentials.config(at)
	if err != nil {
		return err
	}
	config.Transport, config.Retries = d.heard.through(config.Base), -1
	d.session.server, err = client.New(config)
	return err
}

func (d *doctor) store(ctx context.Context) {
	if !d.kept() {
		d.says(notAsked, "store", "No store is named, so what was sent is forgotten when the program ends. A sync needs one: --store.")
		return
	}
	ledger, end, err := d.stored.open(ctx, d.now)
	if err != nil {
		d.says(amiss, "store", "%v", err)
		return
	}
	d.ends, d.ledger = append(d.ends, end), ledger
	known, err := ledger.Checkpoint(ctx, d.Target, serverKept)
	switch {
	case err != nil:
		d.says(amiss, "store", "%v", err)
	case len(known) > 0 && string(known) != d.sync.Base:
		d.says(amiss, "store", "It knows another record system by the name of %s. Nothing is lost: give --target a name that is new, or the server or the store that belong to it.", d.Target)
	default:
		d.says(well, "store", "It opens and answers.")
	}
}

func (d *doctor) server(ctx context.Context) (client.Capabilities, bool) {
	able, err := d.session.server.Reader().Capabilities(ctx)
	if err != nil {
		d.trouble("record system", err)
		return able, false
	}
	d.says(well, "record system", "It speaks FHIR %s.", able.FHIRVersion)
	return able, true
}

func (d *doctor) trouble(about string, err error) {
	d.shut = d.shut || exitCode(ended(err)) == exitNotLetIn
	d.says(amiss, about, "%v. Nothing was sent and nothing is lost.", err)
}

// needed are the types that are written where a site has turned on nothing more.
var needed = []string{"Encounter", "Goal", "CarePlan"}

func (d *doctor) abilities(able client.Capabilities) {
	for _, typ := range needed {
		a := able.Types[typ]
		var lacks []string
		for name, has := range map[string]bool{"read": a.Read, "search": a.Search, "create": a.Create || a.UpdateCreate, "update": a.Update} {
			if !has {
				lacks = append(lacks, name)
			}
		}
		slices.Sort(lacks)
		switch {
		case len(lacks) > 0:
			d.says(amiss, typ, "It does not say that it lets a client %s. What needs that waits; ask whoever runs it.", strings.Join(lacks, ", "))
		case a.UpdateCreate:
			d.says(well, typ, "Created once and not twice, under an id of ours (If-None-Match).")
		case a.ConditionalCreate:
			d.says(well, typ, "Created once and not twice, under a condition (If-None-Exist).")
		default:
			d.says(look, typ, "It offers neither ids of ours nor conditional create: what was created and not answered is looked for before it is sent again.")
		}
		if a.Versioning == "no-version" {
			d.says(amiss, typ, "It says that it keeps no versions, so nothing can be changed in it safely. Ask whoever runs it.")
		}
	}
	if !able.Batch {
		d.says(look, "Bundles", "It takes no batch: documents go one by one, which takes longer.")
	}
}

// token looks whether something can be read that needs one: /metadata often does not.
func (d *doctor) token(ctx context.Context) {
	for _, typ := range needed {
		_, err := d.session.server.Reader().Read(ctx, typ, "fhirsync-doctor")
		if err != nil && !errors.Is(err, client.NotFound) && !errors.Is(err, client.Gone) {
			d.trouble("access to "+typ, err)
			return
		}
	}
	says := "It lets this program read with " + d.way() + "."
	switch {
	case d.KeyFile != "" && d.APIKeyFile == "", d.ClientSecretFile != "":
		if len(d.Scope) > 0 {
			says += " Granted, as asked: " + strings.Join(d.Scope, ", ") + "."
		}
	case d.TokenFile != "":
		says += " What else the token grants does not stand in it: the first write shows it."
	}
	d.says(well, "access", "%s", says)
}

// mostApart is how far two clocks may be apart before tokens and waits suffer.
const mostApart = time.Minute

func (d *doctor) clock() {
	switch off := d.heard.off; {
	case d.heard.dated == 0:
		d.says(look, "clock", "The record system does not say what time it is (Date).")
	case off.Abs() > mostApart:
		d.says(amiss, "clock", "This machine's clock and the record system's are %s apart. Nothing is lost by it: how far it was looked at is kept by its own clock. Tokens and waits go by this one: set it.", off.Abs().Round(time.Second))
	default:
		d.says(well, "clock", "It is less than a minute apart from the record system's.")
	}
}

func (d *doctor) rates() {
	if len(d.heard.rates) == 0 {
		d.says(look, "rate", "It does not say how many requests it allows; this program sends %s.", d.pace())
		return
	}
	d.says(look, "rate", "It says %s; this program sends %s.", strings.Join(d.heard.rates, ", "), d.pace())
}

func (d *doctor) pace() string {
	if d.PerSecond > 0 {
		return fmt.Sprintf("%g a second (--per-second)", d.PerSecond)
	}
	return "4 a second, and as many as it can to a server on this machine"
}

func (s printer) finding(f finding) {
	s.line(f)
	s.say("%-9s  %s: %s", f.How, f.About, f.Says)
}

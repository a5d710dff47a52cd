package stepschema

import "github.com/towpath-care/towpath/peer"

// Decisions gives the schema of everything that comes back when somebody asks, acts or
// looks: changes, refusals (as problem+json, RFC 9457), reasons, choices, deadlines,
// signals and views. Each is a definition by its name in Go.
func Decisions() ([]byte, error) { return written(decisions()) }

func decisions() schema {
	return schema{
		"$schema":     draft,
		"title":       "Decisions",
		"description": "What comes back when somebody asks, acts or looks. None of it holds anybody's words, but for the parts of a View.",
		"definitions": schema{
			"Actor": actor(), "Arg": arg(), "Change": change(), "Choice": choice(), "Deadline": deadline(), "Decision": decision(), "Field": formField(), "LeftOut": leftOut(),
			"Reason": reason(), "Ref": recordRef(), "Refusal": refusal(), "Rule": rule(), "Signal": signal(), "View": view(), "Waiver": waiver(),
		},
	}
}

func own(name string) schema { return schema{"$ref": "#/definitions/" + name} }

func list(of schema) schema { return schema{"type": "array", "items": of} }

func text(says string) schema { return schema{"type": "string", "description": says} }

func whole(says string) schema { return schema{"type": "integer", "description": says} }

func yes(says string) schema { return schema{"type": "boolean", "description": says} }

// when is an instant as changes and deadlines carry it: UTC, to the millisecond.
func when(says string) schema {
	return schema{"type": "string", "pattern": patterns[peer.FieldMoment], "description": says}
}

func answer(says string) schema { return described(terms("yes", "no", "unknown"), says) }

func actor() schema {
	return described(someone(), "Whoever does something: exactly one of the person, somebody on the staff and a carer.")
}

func recordRef() schema {
	return described(closed(schema{"kind": text("The kind of record."), "id": text("Its id.")}, "kind", "id"), "Points at one record.")
}

func codeKinds() schema {
	return described(terms(peer.Stop.String(), peer.AskField.String(), peer.ShowWhose.String(), peer.Wait.String(), peer.ReadAgain.String()),
		"What a front end does: stop, ask for a field, show whose it is, wait, or read again.")
}

func rule() schema {
	return described(closed(schema{"row": text("The requirement row, such as REC-34."), "code": text("The code, such as no-own-idea; never renamed."), "kind": codeKinds()}, "row", "code", "kind"),
		"Names a rule for good.")
}

func arg() schema {
	s := closed(schema{
		"name":    text("What the detail is called, such as max."),
		"number":  schema{"type": "integer"},
		"word":    text("A word from a closed list."),
		"date":    text("A day, a month or a year."),
		"instant": when("An instant in UTC."),
	}, "name")
	return described(s, "One detail of a reason: a number, a word from a closed list, a date or an instant. Never free text.")
}

func reason() schema {
	s := closed(schema{
		"row":               text("The requirement row of the rule."),
		"code":              text("The code of the rule; never renamed."),
		"kind":              codeKinds(),
		"path":              text("A JSON pointer into the step; not there when the step is not at fault."),
		"says":              text("What has to be so."),
		"fix":               text("What would put it right."),
		"args":              list(own("Arg")),
		"weight":            described(terms(peer.Blocks.String(), peer.Warns.String(), peer.Raises.String()), "What it does when it is not met."),
		"met":               answer("Whether it is so; unknown names a fact that somebody has to find out."),
		"workerAndLineOnly": yes("Only the worker and their line read why."),
	}, "row", "code", "kind", "says", "weight", "met")
	return described(s, "One thing a decision rests on, met or not.")
}

func decision() schema {
	return described(closed(schema{"reasons": schema{"anyOf": []any{list(own("Reason")), schema{"type": "null"}}}}, "reasons"), "Every reason that was judged, met or not.")
}

func signal() schema {
	s := closed(schema{
		"id":      text("Made from where it comes from: the same step gives the same signal."),
		"kind":    terms(peer.SignalKinds()...),
		"rule":    own("Rule"),
		"about":   text("The person it is about."),
		"from":    own("Ref"),
		"rev":     whole("The revision of that record."),
		"noticed": when("When it was noticed."),
		"by":      own("Actor"),
	}, "id", "kind", "rule", "from", "rev", "noticed", "by")
	return described(s, "Somebody may need to know. It stays open until a concern names it or somebody records why none is needed.")
}

// parties are all there are, but nobody.
func parties() schema {
	return terms(peer.PartyPerson, peer.PartyWorker, peer.PartyOwner, peer.PartyOrganiser, peer.PartyRaiser, peer.PartyRecipient, peer.PartyLine, peer.PartyStaff, peer.PartyCarer)
}

func change() schema {
	s := closed(schema{
		"of":      own("Ref"),
		"rev":     schema{"type": "integer", "minimum": 1, "description": "The revision it led to."},
		"request": text("The id of the request; the same request gives the same change again."),
		"do":      text("The step."),
		"from":    text("The status before; not there for the first step."),
		"to":      text("The status after."),
		"by":      own("Actor"),
		"as":      described(parties(), "What they are to this record."),
		"for":     text("The authority under which somebody acted for the person."),
		"at":      when("When."),
		"reasons": described(list(own("Reason")), "Those that were not met and did not stop it, as they read that day."),
		"policy":  text("The digest of the policy it was decided under."),
		"signals": list(own("Signal")),
		"made":    described(list(closed(schema{"ref": own("Ref")}, "ref")), "Records that came into being with it."),
	}, "of", "rev", "request", "do", "to", "by", "as", "at")
	return described(s, "One step that was taken.")
}

func refusal() schema {
	s := schema{"type": "object", "required": []string{"errors"}, "properties": schema{
		"type":     text("A URI reference that names the problem (RFC 9457); a host adds it."),
		"title":    text("A short text (RFC 9457); a host adds it."),
		"status":   whole("The status code of HTTP (RFC 9457); a host adds it."),
		"detail":   text("RFC 9457; a host adds it."),
		"instance": text("RFC 9457; a host adds it."),
		"errors":   described(list(own("Reason")), "Every reason that stands in the way."),
		"signals":  described(list(own("Signal")), "What the refused step leaves behind; the host stores it."),
	}}
	return described(s, "A step that was not taken, or a document that could not be read, as problem+json. Nothing was changed.")
}

func formField() schema {
	s := closed(schema{
		"name":     text("The member of the step."),
		"path":     text("Its JSON pointer; the items of a list are written as *."),
		"kind":     described(fieldKinds(), "What a form draws."),
		"required": yes("The step is not taken without it."),
		"repeats":  yes("A list of such fields."),
		"items":    whole("How many of them at most."),
		"min":      whole("The least value of a number."),
		"max":      whole("Characters of a text, bytes of an id, the value of a number."),
		"options":  described(list(schema{"type": "string"}), "What there is to pick from; not there: anything that fits."),
		"fields":   list(own("Field")),
	}, "name", "path", "kind")
	return described(s, "What a form draws for one member of a step.")
}

func fieldKinds() schema {
	return terms(peer.FieldText, peer.FieldWords, peer.FieldChoice, peer.FieldID, peer.FieldNumber, peer.FieldYesNo, peer.FieldAnswer, peer.FieldDate,
		peer.FieldMoment, peer.FieldClock, peer.FieldSpan, peer.FieldWhen, peer.FieldSomeone, peer.FieldGroup)
}

func choice() schema {
	s := closed(schema{
		"do":       text("The step."),
		"says":     text("What it does, in plain words."),
		"whose":    described(list(parties()), "Whose it is to take."),
		"yours":    yes("The actor is one of them."),
		"open":     yes("Nothing that can be judged now stands in the way."),
		"decision": own("Decision"),
		"makes":    text("The kind of record it may make beside its own."),
		"leads":    described(list(schema{"type": "string"}), "Every status it may lead to from here."),
		"fields":   described(list(own("Field")), "The form."),
		"needs":    described(list(own("Reason")), "What the filled form has to satisfy."),
	}, "do", "says", "whose", "yours", "open", "decision", "leads")
	return described(s, "One step that leads on from where a record is, and what stands in the way.")
}

func deadline() schema {
	s := closed(schema{
		"id":     text("Made from what it is about: the same records give the same deadline."),
		"rule":   own("Rule"),
		"about":  own("Ref"),
		"person": text("Whom it concerns."),
		"owes":   described(schema{"anyOf": []any{parties(), schema{"const": ""}}}, "Who has to do it."),
		"owner":  own("Actor"),
		"since":  when("What the span was counted from."),
		"due":    schema{"type": "string", "pattern": "^$|" + patterns[peer.FieldWhen], "description": "A whole day or an instant; empty: no end."},
		"state":  schema{"enum": peer.DeadlineOpen.Terms()},
		"met":    when("When it was done."),
		"policy": text("The digest of the policy the span comes from."),
		"waived": own("Waiver"),
	}, "id", "rule", "about", "owes", "since", "due", "state")
	return described(s, "Something that somebody owes by some time under a rule.")
}

func waiver() schema {
	return described(closed(schema{"by": own("Actor"), "at": when("When."), "because": schema{"enum": peer.WaivedAway.Terms()}}, "by", "at", "because"), "A deadline let go.")
}

func leftOut() schema {
	return described(closed(schema{"name": text("The part."), "rule": own("Rule"), "says": text("For whom it is.")}, "name", "rule", "says"), "A part of a record that a reader does not see, and the rule.")
}

func view() schema {
	s := closed(schema{
		"kind":    text("The kind of record."),
		"id":      text("Its id."),
		"status":  text("Where it stands; not there for a reader who may see nothing."),
		"parts":   schema{"type": "object", "description": "What this reader may see, by part; docs/rules names the parts."},
		"leftOut": list(own("LeftOut")),
	}, "kind", "id", "parts", "leftOut")
	return described(s, "What one reader may see of a record. It holds words: show it, do not log it.")
}

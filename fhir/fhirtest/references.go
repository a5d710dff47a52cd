package fhirtest

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// uris are the members that can hold the address of another resource: Reference
// and what R4 types as uri, url, oid or uuid. Elements of type canonical are not
// among them, because R4 leaves those alone, and no identifier is.
var uris = map[string]bool{
	"reference": true, "url": true, "uri": true, "source": true, "instantiatesUri": true,
	"valueUri": true, "valueUrl": true, "valueOid": true, "valueUuid": true,
}

// eachText calls yield for every text in data, with the name of the member it
// stands in, also where it stands in an array there.
func eachText(data []byte, yield func(name string, raw strictjson.Span)) {
	var walk func(name string, at strictjson.Span)
	walk = func(name string, at strictjson.Span) {
		switch data[at.From] {
		case '"':
			yield(name, at)
		case '{':
			strictjson.Members(data, at.From, func(m strictjson.Member) bool {
				walk(string(m.Name), m.Value)
				return true
			})
		case '[':
			strictjson.Elements(data, at.From, func(_ int, value strictjson.Span) bool {
				walk(name, value)
				return true
			})
		}
	}
	start := strictjson.Start(data)
	walk("", strictjson.Span{From: start, To: strictjson.End(data, start)})
}

// edits finds what is to be rewritten in the body of e, and whether a reference
// in it leads to no entry.
func (l links) edits(e *entry) (edits []edit, dangling bool) {
	eachText(e.body, func(name string, raw strictjson.Span) {
		if name == "div" {
			edits = append(edits, l.narrative(e.body, raw)...)
			return
		}
		if !uris[name] {
			return
		}
		text, _ := strictjson.Text(e.body[raw.From:raw.To])
		if with, ok := l.follow(text, e.fullURL, name == "reference"); ok {
			edits = append(edits, edit{raw.From, raw.To, string(encode(with))})
			return
		}
		dangling = dangling || name == "reference" && isURN(text)
	})
	return edits, dangling
}

func isURN(s string) bool {
	return strings.HasPrefix(s, "urn:uuid:") || strings.HasPrefix(s, "urn:oid:")
}

// follow gives the address on this server of what text refers to. A relative
// reference is read from where its own entry says it comes from (R4,
// bundle.html, resolving references). A version is kept as one, and so is a
// fragment.
func (l links) follow(text, from string, relative bool) (string, bool) {
	whole, fragment, hasFragment := strings.Cut(text, "#")
	plain, _, versioned := strings.Cut(whole, "/_history/")
	e := l[plain]
	if root := rootOf(from); e == nil && relative && root != "" {
		e = l[root+plain]
	}
	if e == nil {
		return "", false
	}
	out := e.target
	if versioned {
		out += "/_history/" + e.versionToBe()
	}
	if hasFragment {
		out += "#" + fragment
	}
	return out, true
}

// rootOf gives what stands before Type/id in the address of a resource; nothing
// for any other address.
func rootOf(fullURL string) string {
	if !strings.HasPrefix(fullURL, "http") {
		return ""
	}
	parts := strings.Split(fullURL, "/")
	if len(parts) < 5 {
		return ""
	}
	return strings.Join(parts[:len(parts)-2], "/") + "/"
}

// versionToBe is the version its target will have when e has been done.
func (e *entry) versionToBe() string {
	i := e.item(cutAddress(e.target))
	switch {
	case i == nil:
		return "1"
	case e.r.Method == http.MethodPost && !i.gone():
		return i.now().ID
	}
	return i.nextVersion()
}

// narrative finds the links of a narrative that lead to an entry. raw is the text
// as it is written in JSON, so a quote in it has a backslash before it.
func (l links) narrative(data []byte, raw strictjson.Span) []edit {
	var edits []edit
	for at := raw.From; at < raw.To; {
		n := bytes.IndexByte(data[at:raw.To], '=')
		if n < 0 {
			break
		}
		name := data[raw.From : at+n]
		at += n + 1
		quote := []byte(`\"`)
		if bytes.HasPrefix(data[at:raw.To], []byte("'")) {
			quote = []byte("'")
		}
		if !bytes.HasPrefix(data[at:raw.To], quote) || !bytes.HasSuffix(name, []byte("href")) && !bytes.HasSuffix(name, []byte("src")) {
			continue
		}
		at += len(quote)
		end := bytes.Index(data[at:raw.To], quote)
		if end < 0 {
			break
		}
		if with, ok := l.follow(string(data[at:at+end]), "", false); ok {
			edits = append(edits, edit{at, at + end, with})
		}
		at += end
	}
	return edits
}

// refersTo reports whether the body of e refers to one of the addresses.
func (e *entry) refersTo(addresses map[string]bool) bool {
	if len(addresses) == 0 || e.r.Method == http.MethodPatch || len(e.body) == 0 {
		return false
	}
	found := false
	eachText(e.body, func(name string, raw strictjson.Span) {
		text, _ := strictjson.Text(e.body[raw.From:raw.To])
		found = found || name == "reference" && addresses[text]
	})
	return found
}

// ownID gives the id in the body, if there is one.
func (e *entry) ownID() (string, bool) {
	if len(e.body) == 0 || e.body[0] != '{' {
		return "", false
	}
	return strictjson.Text(rawMembers(e.body)["id"])
}

// searched finds the references that are searches, and what each one finds.
func (e *entry) searched(data []byte) (edits []edit, no *answer) {
	eachText(data, func(name string, raw strictjson.Span) {
		text, _ := strictjson.Text(data[raw.From:raw.To])
		resourceType, query, isSearch := strings.Cut(text, "?")
		if name != "reference" || !isSearch || no != nil || strings.Contains(resourceType, ":") {
			return
		}
		there, why := e.meant(resourceType, query)
		if why != nil {
			again := refuse(http.StatusPreconditionFailed, fault(why.Code, why.Diagnostics, e.at("resource")))
			no = &again
			return
		}
		edits = append(edits, edit{raw.From, raw.To, string(encode(there.address()))})
	})
	return edits, no
}

// meant finds the one resource that a conditional reference means.
func (e *entry) meant(resourceType, query string) (*item, *issue) {
	other := &call{Server: e.Server, base: e.base, resourceType: resourceType, prefer: e.prefer}
	values, err := url.ParseQuery(query)
	if err != nil || !e.has(resourceType) {
		return nil, &issue{Code: "value", Diagnostics: "A reference by search is Type?parameters, of a type this server has."}
	}
	criteria, no := other.condition(values, "A reference by search")
	if no != nil {
		return nil, &no.issues[0]
	}
	switch there := other.matches(criteria); len(there) {
	case 0:
		return nil, &issue{Code: "not-found", Diagnostics: "A reference by search finds nothing."}
	case 1:
		return there[0], nil
	}
	return nil, &issue{Code: "multiple-matches", Diagnostics: "A reference by search finds several resources."}
}

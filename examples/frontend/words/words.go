// Package words is what the pages say, in plain English, easy read and Welsh. Sentences
// are data: a translator works on the files and touches no code. What a person said is
// never in here, and never put differently.
package words

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Language is one way of saying everything.
type Language struct {
	// ID names it in a link, Tag is its BCP 47 tag for the page.
	ID, Tag string
	// Name is what it is called, in itself.
	Name string
	// Draft: nobody who speaks it has read it yet.
	Draft bool
	words map[string]string
	plain map[string]string
}

// Text is a sentence with the language it is in.
type Text struct {
	Says string
	// Lang is set where it is not the language of the page.
	Lang string
}

//go:embed en.json easy.json cy.json
var files embed.FS

var languages = func() []Language {
	en, easy, cy := read("en.json"), read("easy.json"), read("cy.json")
	return []Language{
		{ID: "en", Tag: "en-GB", Name: "English", words: en, plain: en},
		{ID: "easy", Tag: "en-GB", Name: "Easy read", words: easy, plain: en},
		{ID: "cy", Tag: "cy", Name: "Cymraeg", Draft: true, words: cy, plain: en},
	}
}()

// Languages are all there are; the first is the one everything else falls back on.
func Languages() []Language { return slices.Clone(languages) }

// In finds a language by its id; an unknown one is the first.
func In(id string) Language {
	if i := slices.IndexFunc(languages, func(l Language) bool { return l.ID == id }); i >= 0 {
		return languages[i]
	}
	return languages[0]
}

// read flattens a file: {"a":{"b":"c"}} says "c" under "a.b".
func read(file string) map[string]string {
	b, err := files.ReadFile(file)
	if err != nil {
		panic(err) // embedded above
	}
	var doc map[string]any
	if err := json.Unmarshal(b, &doc); err != nil {
		panic(fmt.Sprintf("words: %s: %v", file, err))
	}
	out := map[string]string{}
	flatten(out, "", doc)
	return out
}

func flatten(out map[string]string, at string, doc map[string]any) {
	for key, v := range doc {
		switch x := v.(type) {
		case string:
			out[at+key] = x
		case map[string]any:
			flatten(out, at+key+".", x)
		}
	}
}

// Keys are the keys of a language, in order.
func (l Language) Keys() []string {
	var out []string
	for k := range l.words {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Has reports whether a key is in the catalogue.
func (l Language) Has(key string) bool { return l.words[key] != "" }

// Say gives the words of a key. {0}, {1} … stand for args. A key that is nowhere reads as
// itself, so that it is seen.
func (l Language) Say(key string, args ...string) Text {
	says, lang := l.words[key], ""
	if says == "" {
		says, lang = l.plain[key], languages[0].Tag
	}
	if says == "" {
		says = key
	}
	for i, a := range args {
		says = strings.ReplaceAll(says, fmt.Sprintf("{%d}", i), a)
	}
	return Text{says, lang}
}

// First gives the words of the first of these keys that there is.
func (l Language) First(keys ...string) string {
	for _, k := range keys {
		if l.Has(k) {
			return l.words[k]
		}
	}
	return l.Say(keys[0]).Says
}

// Released is Say for a text that matters in danger: in a language that nobody has read
// yet it stays as it was read, in English (hazard H30).
func (l Language) Released(key string, args ...string) Text {
	if !l.Draft {
		return l.Say(key, args...)
	}
	t := languages[0].Say(key, args...)
	t.Lang = languages[0].Tag
	return t
}

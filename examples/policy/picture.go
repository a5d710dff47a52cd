package main

import (
	"strings"
	"unicode/utf8"
)

// picture is one drawing in pixels. It is put on the page by a template, so that no text
// in it can become anything else.
type picture struct {
	ID, Title, Desc string
	Width, Height   int
	Shapes          []shape
}

// shape is a part of a picture; Kind is one of rect, line, dot, ring, diamond and text.
type shape struct {
	Kind, Class    string
	X, Y, W, H     int // of a line its other end
	Text, Anchored string
}

// figure is a picture for wide and for narrow pages, with its figures as a table.
type figure struct {
	Heading      string
	Says         string
	Wide, Narrow picture
	Table        table
}

// table is a table whose rows begin with what they are about.
type table struct {
	Class   string // paths: its first column holds paths
	Caption string
	Heads   []string
	Rows    [][]string
}

// Widths of the two drawings, how much of a line of text fits into them, and the height
// of a line.
const (
	wideWidth, narrowWidth = 720, 300
	wideChars, narrowChars = 96, 40
	lineHeight             = 20
)

// canvas draws one picture from the top downwards.
type canvas struct {
	picture
	chars int // that fit into a line
	y     int
}

func newCanvas(id, title, desc string, narrow bool) *canvas {
	c := &canvas{picture: picture{ID: id, Title: title, Desc: desc, Width: wideWidth}, chars: wideChars}
	if narrow {
		c.ID, c.Width, c.chars = id+"-narrow", narrowWidth, narrowChars
	}
	return c
}

func (c *canvas) narrow() bool { return c.Width == narrowWidth }

func (c *canvas) add(s shape) { c.Shapes = append(c.Shapes, s) }

// words writes text in as many lines as it needs.
func (c *canvas) words(class, text string) {
	for _, line := range wrapped(text, c.chars) {
		c.y += lineHeight
		c.add(shape{Kind: "text", Class: class, X: 0, Y: c.y - 5, Text: line})
	}
}

// label writes one piece of text around a point: start, middle or end.
func (c *canvas) label(class, anchored string, x, y int, text string) {
	c.add(shape{Kind: "text", Class: class, X: x, Y: y, Text: text, Anchored: anchored})
}

// done is the picture, as high as what was drawn.
func (c *canvas) done() picture {
	c.Height = c.y + 6
	return c.picture
}

// wrapped cuts text into lines between words.
func wrapped(text string, chars int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > chars {
			out, line = append(out, line), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return append(out, line)
}

// drawn is a figure whose picture is drawn twice.
func drawn(heading, says string, t table, draw func(narrow bool) picture) figure {
	return figure{Heading: heading, Says: says, Wide: draw(false), Narrow: draw(true), Table: t}
}

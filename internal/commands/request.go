package commands

import (
	"strings"

	"leakygut-bot/internal/locale"
)

// The subcommands that every article has beside its topics.
const (
	NameAsk     = "ask"
	NameSource  = "source"
	NameSources = "sources"
	NameHelp    = "help"
)

// NameFind is the command in the menu of a message. It belongs to no article: it looks the message up in all of them.
const NameFind = "Find cited facts"

// Request is what somebody wants to know. It is comparable, so an adapter can keep what it made of a reply under its request.
type Request struct {
	Command  string // the article's slash command, without the slash, or NameFind
	Name     string // the subcommand: a topic, or one of the fixed names
	Number   string // for NameSource: the source's number, as it was typed
	Format   string // for NameSource: "" for the card, else one of Formats for the text to copy
	Facts    string // to show facts again, one after the other: their IDs for NameAsk, their marks for NameFind
	Question string // for NameAsk and NameFind: words of a person

	// What belongs to Facts, or to a topic that a question led to. It comes back from outside, so whatever of it the
	// vocabulary does not know is not said.
	Near        bool   // the facts are near to what was asked, and no answer
	Recognised  string // what was recognised of the question, with commas between
	Asked, Kind string // what was asked about, and what it is a kind of

	Sources bool // the whole references of that answer, in its place

	Locale string // Discord's code for the reader's language, where the reply depends on it; see [Request.In]
}

// In returns the request as a reader of a locale makes it. Every other language than those that there are words in is left out, and
// so is any where the reply is the same for all, so that what an adapter made of that reply is found under one request.
func (r Request) In(code string) Request {
	r.Locale = ""
	if _, ok := locale.For(code); ok && (r.Question != "" || r.Name == NameHelp) {
		r.Locale = code
	}
	return r
}

// ParseLine reads a request as it is typed in a chat or a terminal: "/leakygut source 3", with or without the slash. Words
// that do not fit give a Request whose reply says what does.
func ParseLine(line string) Request {
	command, rest := word(strings.TrimPrefix(strings.TrimSpace(line), "/"))
	name, rest := word(rest)
	r := Request{Command: strings.ToLower(command), Name: strings.ToLower(name)}
	switch {
	case r.Name == NameAsk:
		r.Question = rest
	case r.Name == NameSource:
		r.Number = rest
	case rest != "":
		r.Name += " " + rest // no subcommand has a space in its name
	}
	return r
}

func word(s string) (first, rest string) {
	s = strings.TrimSpace(s)
	if i := strings.IndexAny(s, " \t"); i >= 0 {
		return s[:i], strings.TrimSpace(s[i:])
	}
	return s, ""
}

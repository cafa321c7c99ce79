package commands

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/lookup"
)

// Set answers requests from one Library. It never changes, so any number of goroutines may ask it.
type Set struct {
	library *knowledge.Library
	index   *lookup.Index
}

// New makes the commands of a library.
func New(l *knowledge.Library) *Set {
	var articles []lookup.Article
	for _, a := range l.Articles() {
		articles = append(articles, Searchable(a))
	}
	return &Set{library: l, index: lookup.New(articles, lookup.Learnt())}
}

// Library is what the set answers from.
func (s *Set) Library() *knowledge.Library { return s.library }

// Reply answers any request. One that cannot be answered gets a [Usage] which says what can.
func (s *Set) Reply(r Request) Reply {
	reply := s.reply(r)
	switch x := reply.(type) {
	case Answer:
		if r.Sources {
			return References{x.Answer}
		}
	case Near:
		if r.Sources {
			return References{x.Answer}
		}
	case NoMatch:
		x.locale, x.message = r.Locale, r.Command == NameFind
		return x
	case Help:
		x.locale = r.Locale
		return x
	}
	return reply
}

func (s *Set) reply(r Request) Reply {
	if r.Command == NameFind {
		return s.find(r)
	}
	a, ok := s.library.Article(r.Command)
	if !ok {
		return s.unknownCommand()
	}
	switch r.Name {
	case "":
		return usage(a, "Say what you want to know: /%s takes one of these.", a.Name())
	case NameAsk:
		return s.ask(a, r)
	case NameHelp:
		return s.help(a)
	case NameSources:
		return Sources{a}
	case NameSource:
		return source(a, r.Number, r.Format)
	}
	if t, ok := a.Topic(r.Name); ok {
		return Answer{t.Answer(), s.recognised(t.Answer(), r.Recognised)}
	}
	if name, more, ok := strings.Cut(r.Name, " "); ok {
		if _, topic := a.Topic(name); topic || name == NameHelp || name == NameSources {
			return tooMuch(a, name, strings.TrimSpace(more))
		}
	}
	return noTopic(a, r.Name)
}

func (s *Set) help(a *knowledge.Article) Help { return Help{of: a, example: s.example(a)} }

// tooMuch answers words behind a name that takes none. One number too many behind "sources" is that of a source.
func tooMuch(a *knowledge.Article, name, more string) Usage {
	u := Usage{of: a, hint: fmt.Sprintf("/%s %s takes nothing more.", a.Name(), name), suggestions: []string{name}}
	if _, ok := a.Source(more); ok && name == NameSources {
		u.suggestions = append(u.suggestions, NameSource+" "+more)
	}
	return u
}

// noTopic answers a name that no topic has, with the topic that was meant before the others.
func noTopic(a *knowledge.Article, name string) Usage {
	meant, ok := a.Meant(name)
	if !ok {
		return usage(a, "The article has no such topic. These can be asked:")
	}
	u := usage(a, "The article has no such topic. Did you mean %s?", meant.Name())
	others := slices.DeleteFunc(u.suggestions, func(name string) bool { return name == meant.Name() })
	u.suggestions = slices.Insert(others, 0, meant.Name())
	return u
}

// Fixed returns every request whose reply is known beforehand, so that adapters can prepare them: all but those that hold
// words of a person.
func (s *Set) Fixed() iter.Seq[Request] {
	return func(yield func(Request) bool) {
		for _, a := range s.library.Articles() {
			for _, r := range fixed(a) {
				if !yield(r) {
					return
				}
			}
		}
	}
}

func fixed(a *knowledge.Article) []Request {
	var out []Request
	for _, name := range []string{"", NameHelp, NameSources, NameSource} {
		out = append(out, Request{Command: a.Name(), Name: name})
	}
	for _, t := range a.Topics() {
		out = append(out, Request{Command: a.Name(), Name: t.Name()}, Request{Command: a.Name(), Name: t.Name(), Sources: true})
	}
	for _, s := range a.Sources() {
		r := Request{Command: a.Name(), Name: NameSource, Number: s.ID()}
		out = append(out, r)
		for _, f := range Formats {
			r.Format = f.ID
			out = append(out, r)
		}
	}
	return out
}

func source(a *knowledge.Article, number, format string) Reply {
	number = strings.TrimSpace(number)
	if n, err := strconv.Atoi(number); err == nil {
		number = strconv.Itoa(n)
	}
	if s, ok := a.Source(number); ok {
		card := Source{a, s}
		if format == "" {
			return card
		}
		for _, f := range Formats {
			if f.ID == format {
				return Export{card, f}
			}
		}
		return usage(a, "A source can be had as BibTeX, RIS or CSL-JSON.")
	}
	return noSource(a)
}

// noSource says which sources there are, and names the first few.
func noSource(a *knowledge.Article) Usage {
	sources := a.Sources()
	u := Usage{of: a, hint: fmt.Sprintf("The article has %d sources; choose %s.", len(sources), a.Numbers())}
	if len(sources) == 1 {
		u.hint = fmt.Sprintf("The article has 1 source; choose %s.", a.Numbers())
	}
	for _, s := range sources[:min(len(sources), maxSuggested)] {
		u.suggestions = append(u.suggestions, NameSource+" "+s.ID())
	}
	return u
}

// maxSuggested is how many sources a hint names; a reference list may be long.
const maxSuggested = 10

func usage(a *knowledge.Article, format string, args ...any) Usage {
	topics := a.Topics()
	names := make([]string, len(topics))
	for i, t := range topics {
		names[i] = t.Name()
	}
	return Usage{of: a, hint: fmt.Sprintf(format, args...), suggestions: names}
}

func (s *Set) unknownCommand() Usage {
	names := s.names()
	return Usage{hint: "There is no such command. Try /" + strings.Join(names, " help or /") + " help.", suggestions: names}
}

// TooLong answers a line of which only the first most bytes were read.
func (s *Set) TooLong(most int) Usage {
	return Usage{hint: fmt.Sprintf("The line has more than %d bytes. Ask in fewer words.", most), suggestions: s.names()}
}

func (s *Set) names() []string {
	var names []string
	for _, a := range s.library.Articles() {
		names = append(names, a.Name())
	}
	return names
}

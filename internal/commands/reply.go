package commands

import (
	"slices"

	"leakygut-bot/internal/knowledge"
)

// Reply is what a command gives back. Only this package makes replies, and none of them has room for free prose: what they
// say about health comes from cited facts, and the rest is the bot speaking about itself.
type Reply interface {
	// Kind names the reply for programs: answer, source, sources, help, no_match or usage.
	Kind() string
	// Article is the article that was asked; nil where the request named none that exists.
	Article() *knowledge.Article
	// Again is the request that gives this reply again and holds no word of a person; it is zero where there is none.
	Again() Request
	reply()
}

// Answer is cited facts under a title.
type Answer struct {
	knowledge.Answer
}

// Source is one entry of the reference list.
type Source struct {
	of *knowledge.Article
	*knowledge.Source
}

// CitedBy gives the topics that cite the source, in the file's order.
func (s Source) CitedBy() []*knowledge.Topic {
	var topics []*knowledge.Topic
	for _, t := range s.of.Topics() {
		if t.Cites(s.Source) {
			topics = append(topics, t)
		}
	}
	return topics
}

// Export is a source in a format that reference managers read.
type Export struct {
	Source
	format Format
}

// Format is the format of the text.
func (e Export) Format() Format { return e.format }

// Text is the source, ready to copy.
func (e Export) Text() string { return e.format.write(e.Source.Source) }

// Format is a way to write a reference for other programs.
type Format struct {
	ID    string // as it is typed: "bibtex"
	Title string // as people know it: "BibTeX"
	write func(*knowledge.Source) string
}

// Formats are the formats of an [Export].
var Formats = []Format{
	{"bibtex", "BibTeX", (*knowledge.Source).BibTeX},
	{"ris", "RIS", (*knowledge.Source).RIS},
	{"csl-json", "CSL-JSON", (*knowledge.Source).CSLJSON},
}

// Sources is the article and its whole reference list.
type Sources struct {
	of *knowledge.Article
}

// Help says what can be asked, who wrote the article, and what the bot keeps.
type Help struct {
	of      *knowledge.Article
	version string
}

// Version is the version of the knowledge that answers.
func (h Help) Version() string { return h.version }

// NoMatch says that the articles which were searched do not say. It holds no fact and no numbered source.
type NoMatch struct {
	searched []*knowledge.Article
	nearest  []*knowledge.Topic
}

// Searched gives the articles that have nothing to say; at least one.
func (n NoMatch) Searched() []*knowledge.Article { return n.searched }

// Nearest gives topics that may help all the same, best first; none where several articles were searched.
func (n NoMatch) Nearest() []*knowledge.Topic { return n.nearest }

// Usage says how to ask, because what was asked has no reply.
type Usage struct {
	of          *knowledge.Article
	hint        string
	suggestions []string
}

// Hint is one or two sentences: what is possible.
func (u Usage) Hint() string { return u.hint }

// Suggestions are what would have worked: topics, sources, or commands where the command itself was not known.
func (u Usage) Suggestions() []string { return slices.Clone(u.suggestions) }

func (Answer) Kind() string  { return "answer" }
func (Source) Kind() string  { return "source" }
func (Export) Kind() string  { return "source" }
func (Sources) Kind() string { return "sources" }
func (Help) Kind() string    { return "help" }
func (NoMatch) Kind() string { return "no_match" }
func (Usage) Kind() string   { return "usage" }

func (a Answer) Article() *knowledge.Article {
	if a.Empty() {
		return nil
	}
	return a.Topic().Article()
}
func (s Source) Article() *knowledge.Article  { return s.of }
func (s Sources) Article() *knowledge.Article { return s.of }
func (h Help) Article() *knowledge.Article    { return h.of }
func (n NoMatch) Article() *knowledge.Article { return n.searched[0] }
func (u Usage) Article() *knowledge.Article   { return u.of }

func (a Answer) Again() Request {
	r := Request{Command: a.Article().Name(), Name: a.Topic().Name()}
	if !a.Whole() {
		r.Name = NameAsk
		for _, f := range a.Facts() {
			r.Facts += f.ID()
		}
	}
	return r
}

func (s Source) Again() Request {
	return Request{Command: s.of.Name(), Name: NameSource, Number: s.ID()}
}

func (e Export) Again() Request {
	r := e.Source.Again()
	r.Format = e.format.ID
	return r
}

func (s Sources) Again() Request { return Request{Command: s.of.Name(), Name: NameSources} }
func (h Help) Again() Request    { return Request{Command: h.of.Name(), Name: NameHelp} }
func (NoMatch) Again() Request   { return Request{} }
func (Usage) Again() Request     { return Request{} }

// factIDs parts the IDs that [Answer.Again] joined.
func factIDs(s string) []string {
	var ids []string
	for len(s) >= knowledge.FactIDLength {
		ids, s = append(ids, s[:knowledge.FactIDLength]), s[knowledge.FactIDLength:]
	}
	return ids
}

func (Answer) reply()  {}
func (Source) reply()  {}
func (Sources) reply() {}
func (Help) reply()    {}
func (NoMatch) reply() {}
func (Usage) reply()   {}

package commands

import (
	"slices"
	"strings"

	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/locale"
)

// Reply is what a command gives back. Only this package makes replies, and none of them has room for free prose: what they
// say about health comes from cited facts, and the rest is the bot speaking about itself.
type Reply interface {
	// Kind names the reply for programs: answer, near, source, sources, help, no_match or usage.
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
	recognised []string
}

// Recognised returns what the look-up recognised of a question, in words of the article or of the dictionary; none where nothing
// was asked in a person's own words.
func (a Answer) Recognised() []string { return slices.Clone(a.recognised) }

// Near is the facts that come nearest to a question which the article does not answer, best first.
type Near struct {
	knowledge.Answer
	recognised  []string
	asked, kind string
}

// maxNear is how many facts a [Near] holds; more would pass for an answer.
const maxNear = 3

// newNear keeps the first facts of an answer, which must have one. Where asked is a kind of something that the article speaks
// of, kind names that; else both are empty.
func newNear(a knowledge.Answer, recognised []string, asked, kind string) Near {
	return Near{Answer: a.First(maxNear), recognised: recognised, asked: asked, kind: kind}
}

// Recognised returns what the look-up recognised of the question, in words of the article or of the dictionary.
func (n Near) Recognised() []string { return slices.Clone(n.recognised) }

// Bridge returns what was asked about and the kind of thing, spoken of in the article, that it is: "kimchi", "fermented foods".
// ok is false where the facts are near for another reason.
func (n Near) Bridge() (asked, kind string, ok bool) {
	return n.asked, n.kind, n.asked != "" && n.kind != ""
}

// References is the whole reference of everything that an answer cites.
type References struct {
	answer knowledge.Answer
}

// Parts returns what is cited, article by article.
func (r References) Parts() []Cited {
	var parts []Cited
	for _, part := range r.answer.ByArticle() {
		parts = append(parts, Cited{Article: part.Topic().Article(), Sources: part.Sources()})
	}
	return parts
}

// Cited is an article, and those of its numbered sources that facts cite, in the order of their markers.
type Cited struct {
	Article *knowledge.Article
	Sources []*knowledge.Source
}

// Source is one entry of the reference list.
type Source struct {
	of *knowledge.Article
	*knowledge.Source
}

// CitedBy returns the topics that cite the source, in the file's order.
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
	example string
	locale  string
}

// Example is a question that the article answers.
func (h Help) Example() string { return h.example }

// Reader returns what the reader is told in their own language: that the bot understands English alone, and how to ask then; "" for a
// reader of English, or of a language that there are no words in.
func (h Help) Reader() string {
	texts, _ := locale.For(h.locale)
	return texts.InEnglish()
}

// NoMatch says that the articles which were searched do not say. It holds no fact and no numbered source.
type NoMatch struct {
	searched []*knowledge.Article
	language bool
	message  bool // a message was looked up, and no question
	locale   string
}

// Searched returns the articles that have nothing to say; at least one.
func (n NoMatch) Searched() []*knowledge.Article { return slices.Clone(n.searched) }

// Language reports whether the question was not understood at all, as one in another language is not. Then nothing follows
// from it about what the articles say.
func (n NoMatch) Language() bool { return n.language }

// Reader returns what the reader is told in their own language: that the bot understands English alone, and how to ask then, if it
// was a question; "" for a reader of English, or of a language that there are no words in. They are told so whenever nothing is
// found, for a question in another language is not always known for one.
func (n NoMatch) Reader() string {
	texts, _ := locale.For(n.locale)
	if n.message {
		return texts.Understands
	}
	return texts.InEnglish()
}

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

func (Answer) Kind() string     { return "answer" }
func (Near) Kind() string       { return "near" }
func (Source) Kind() string     { return "source" }
func (Export) Kind() string     { return "source" }
func (References) Kind() string { return "sources" }
func (Sources) Kind() string    { return "sources" }
func (Help) Kind() string       { return "help" }
func (NoMatch) Kind() string    { return "no_match" }
func (Usage) Kind() string      { return "usage" }

func (a Answer) Article() *knowledge.Article     { return articleOf(a.Answer) }
func (n Near) Article() *knowledge.Article       { return articleOf(n.Answer) }
func (r References) Article() *knowledge.Article { return articleOf(r.answer) }
func (s Source) Article() *knowledge.Article     { return s.of }
func (s Sources) Article() *knowledge.Article    { return s.of }
func (h Help) Article() *knowledge.Article       { return h.of }
func (n NoMatch) Article() *knowledge.Article    { return n.searched[0] }
func (u Usage) Article() *knowledge.Article      { return u.of }

// articleOf is the article of an answer's first fact; nil for an answer without any.
func articleOf(a knowledge.Answer) *knowledge.Article {
	if a.Empty() {
		return nil
	}
	return a.Topic().Article()
}

func (a Answer) Again() Request {
	r := again(a.Answer)
	r.Recognised = strings.Join(a.recognised, recognisedSeparator)
	return r
}

func (n Near) Again() Request {
	r := picked(n.Answer)
	r.Near, r.Recognised, r.Asked, r.Kind = true, strings.Join(n.recognised, recognisedSeparator), n.asked, n.kind
	return r
}

func (r References) Again() Request {
	request := again(r.answer)
	request.Sources = true
	return request
}

// again is the request for a topic, or else for facts.
func again(a knowledge.Answer) Request {
	if a.Whole() {
		return Request{Command: a.Topic().Article().Name(), Name: a.Topic().Name()}
	}
	return picked(a)
}

// picked is the request for facts, wherever they stand: in one article by their IDs, else by their marks.
func picked(a knowledge.Answer) Request {
	r := Request{Command: NameFind}
	one := len(a.ByArticle()) == 1
	if one {
		r.Command, r.Name = a.Topic().Article().Name(), NameAsk
	}
	for _, f := range a.Facts() {
		if one {
			r.Facts += f.ID()
		} else {
			r.Facts += f.Mark()
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
func (h Help) Again() Request    { return Request{Command: h.of.Name(), Name: NameHelp, Locale: h.locale} }
func (NoMatch) Again() Request   { return Request{} }
func (Usage) Again() Request     { return Request{} }

// parts undoes the joining of IDs or marks, each of which has size characters. What is over is a part that is too short.
func parts(s string, size int) []string {
	var all []string
	for len(s) > 0 {
		n := min(size, len(s))
		all, s = append(all, s[:n]), s[n:]
	}
	return all
}

func (Answer) reply()     {}
func (Near) reply()       {}
func (Source) reply()     {}
func (References) reply() {}
func (Sources) reply()    {}
func (Help) reply()       {}
func (NoMatch) reply()    {}
func (Usage) reply()      {}

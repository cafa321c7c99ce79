package preview

import (
	"encoding/json"
	"fmt"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
)

// document is a reply for programs, which rely on its keys: only the picture is ever left out.
type document struct {
	Command     string   `json:"command"`
	Kind        string   `json:"kind"`
	Title       string   `json:"title"`
	Facts       []fact   `json:"facts"`
	Sources     []source `json:"sources"`
	Article     article  `json:"article"`
	Suggestions []string `json:"suggestions"`
	Picture     *picture `json:"picture,omitempty"` // of the replies that have one
}

type picture struct {
	File  string   `json:"file"`
	Alt   string   `json:"alt"`
	Cites []string `json:"cites"`
}

type fact struct {
	Text  string   `json:"text"`
	Cites []string `json:"cites"`
}

type source struct {
	ID        string `json:"id"`
	Reference string `json:"reference"`
	URL       string `json:"url"`
}

type article struct {
	Reference string `json:"reference"`
}

// JSON returns the reply to a command, as it was typed, without line breaks.
func JSON(command string, reply commands.Reply) []byte {
	d := document{Command: command, Kind: reply.Kind(), Title: titleOf(reply), Facts: []fact{}, Sources: []source{}, Suggestions: []string{}}
	if a := reply.Article(); a != nil {
		d.Article.Reference = a.Reference().AMA()
	}
	switch r := reply.(type) {
	case commands.Answer:
		d.answer(r.Answer)
	case commands.Near:
		d.answer(r.Answer)
	case commands.References:
		for _, part := range r.Parts() {
			d.sources(part.Sources...)
		}
	case commands.Source:
		d.sources(r.Source)
	case commands.Sources:
		d.sources(r.Article().Sources()...)
	case commands.Help, commands.NoMatch:
		for _, t := range r.Article().Topics() {
			d.Suggestions = append(d.Suggestions, t.Name())
		}
	case commands.Usage:
		d.Suggestions = append(d.Suggestions, r.Suggestions()...)
	}
	b, err := json.Marshal(d)
	if err != nil { // the types hold only texts
		panic(err)
	}
	return b
}

func (d *document) answer(a knowledge.Answer) {
	for _, f := range a.Facts() {
		text, citations := f.Cited()
		d.Facts = append(d.Facts, fact{text, ids(citations)})
	}
	if p := a.Picture(); p != nil {
		alt, citations := p.Cited()
		d.Picture = &picture{p.File(), alt, ids(citations)}
	}
	d.sources(a.Sources()...)
}

func ids(citations []knowledge.Citation) []string {
	all := make([]string, len(citations))
	for i, c := range citations {
		all[i] = c.Source().ID()
	}
	return all
}

func (d *document) sources(list ...*knowledge.Source) {
	for _, s := range list {
		d.Sources = append(d.Sources, source{s.ID(), s.AMA(), s.URL()})
	}
}

// titleOf returns the heading of a reply.
func titleOf(reply commands.Reply) string {
	switch r := reply.(type) {
	case commands.Answer:
		return r.Title()
	case commands.Source:
		return "Source " + r.ID()
	case commands.Sources:
		return "Sources of the article"
	case commands.Help:
		return "What can be asked"
	case commands.Near:
		if asked, kind, ok := r.Bridge(); ok {
			return fmt.Sprintf("The article does not name %s; it speaks of %s:", asked, kind)
		}
		return "The article does not answer that directly. Nearest in it:"
	case commands.References:
		return "Sources of this answer"
	case commands.NoMatch:
		if r.Language() {
			return "I look things up in English."
		}
		return "The article does not say."
	case commands.Usage:
		return r.Hint()
	}
	return ""
}

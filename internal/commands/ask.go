package commands

import (
	"strings"

	"leakygut-bot/internal/knowledge"
)

// ask answers a question, or says that the article does not.
func ask(a *knowledge.Article, r Request) Reply {
	if r.Facts != "" {
		if answer := a.Pick(factIDs(r.Facts)); !answer.Empty() {
			return Answer{answer}
		}
		return usage(a, "The article has changed since that answer was given. These can be asked:")
	}
	if kind, name, ok := strings.Cut(r.Question, suggested); ok {
		if reply := chosen(a, kind, name); reply != nil {
			return reply
		}
	}
	if strings.TrimSpace(r.Question) == "" {
		return usage(a, "Ask in a few words, such as /%s %s can stress cause it. These are the topics:", a.Name(), NameAsk)
	}
	f := a.Ask(r.Question)
	switch {
	case f.Number != "":
		return source(a, f.Number, "")
	case f.Sources:
		return Sources{a}
	case f.Source != nil:
		return Source{a, f.Source}
	case f.Topic != nil:
		return Answer{f.Topic.Answer()}
	case !f.Answer.Empty():
		return Answer{f.Answer}
	}
	return NoMatch{[]*knowledge.Article{a}, a.Nearest(r.Question)}
}

// find looks a message up in every article.
func (s *Set) find(text string) Reply {
	if answer := s.library.Find(text); !answer.Empty() {
		return Answer{answer}
	}
	n := NoMatch{searched: s.library.Articles()}
	if len(n.searched) == 1 {
		n.nearest = n.searched[0].Nearest(text)
	}
	return n
}

// Suggestion completes a question while it is typed.
type Suggestion struct {
	Label string // what a person reads
	Value string // the question that gives just that
}

// suggested parts the kind of a suggestion's value from its name. It is no letter, so that no question looks like one.
const suggested = "→"

// Suggest completes what has been typed of a question to an article, best first.
func (s *Set) Suggest(command, typed string, most int) []Suggestion {
	a, ok := s.library.Article(command)
	if !ok {
		return nil
	}
	var out []Suggestion
	for _, k := range a.Suggest(typed, most) {
		switch {
		case k.Topic != nil:
			out = append(out, Suggestion{k.Topic.Title(), "topic" + suggested + k.Topic.Name()})
		case k.Source != nil:
			out = append(out, Suggestion{k.Source.Marker() + " " + k.Source.Short(), "source" + suggested + k.Source.ID()})
		default:
			text, _ := k.Fact.Cited()
			out = append(out, Suggestion{text, "fact" + suggested + k.Fact.ID()})
		}
	}
	return out
}

// chosen is the reply to a suggestion that somebody took; nil where the article has nothing of that name.
func chosen(a *knowledge.Article, kind, name string) Reply {
	switch kind {
	case "topic":
		if t, ok := a.Topic(name); ok {
			return Answer{t.Answer()}
		}
	case "source":
		if s, ok := a.Source(name); ok {
			return Source{a, s}
		}
	case "fact":
		if answer := a.Pick([]string{name}); !answer.Empty() {
			return Answer{answer}
		}
	}
	return nil
}

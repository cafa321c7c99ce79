package commands

import (
	"cmp"
	"slices"
	"strings"

	"leakygut-bot/internal/knowledge"
)

// ask answers a question, or says that the article does not.
func (s *Set) ask(a *knowledge.Article, r Request) Reply {
	if r.Facts != "" {
		if answer := a.Pick(parts(r.Facts, knowledge.FactIDLength)); !answer.Empty() {
			return s.again(answer, r)
		}
		return usage(a, "The article has changed since that answer was given. These can be asked:")
	}
	if kind, name, ok := strings.Cut(r.Question, suggested); ok {
		if reply := chosen(a, kind, name); reply != nil {
			return reply
		}
	}
	if strings.TrimSpace(r.Question) == "" {
		return usage(a, "Ask in a few words, such as: %s These are the topics:", s.example(a))
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
		return Answer{Answer: f.Topic.Answer()}
	case !f.Answer.Empty():
		return Answer{Answer: f.Answer}
	}
	return NoMatch{searched: []*knowledge.Article{a}}
}

// find looks a message up in every article.
func (s *Set) find(r Request) Reply {
	if r.Facts != "" {
		if answer := s.library.Pick(parts(r.Facts, knowledge.FactMarkLength)); !answer.Empty() {
			return s.again(answer, r)
		}
		return Usage{hint: "The articles have changed since that answer was given.", suggestions: s.names()}
	}
	if strings.TrimSpace(r.Question) == "" {
		return Usage{hint: "That message has no text that I can read.", suggestions: s.names()}
	}
	if answer := s.library.Find(r.Question); !answer.Empty() {
		return Answer{Answer: answer}
	}
	return NoMatch{searched: s.library.Articles()}
}

// again gives facts that were shown before, with as much as may be said of what led to them.
func (s *Set) again(answer knowledge.Answer, r Request) Reply {
	recognised := s.recognised(answer, r.Recognised)
	if !r.Near {
		return Answer{answer, recognised}
	}
	if !s.bridges(answer, r.Asked, r.Kind) {
		r.Asked, r.Kind = "", ""
	}
	return newNear(answer, recognised, r.Asked, r.Kind)
}

// example is a question in a person's words that the article answers, about as much as it can.
func (s *Set) example(a *knowledge.Article) string {
	topics := a.Topics()
	slices.SortStableFunc(topics, func(x, y *knowledge.Topic) int { return cmp.Compare(len(y.Facts()), len(x.Facts())) })
	question := func(t *knowledge.Topic) string {
		return "What does it say about " + strings.NewReplacer("-", " ", "_", " ").Replace(t.Name()) + "?"
	}
	for _, t := range topics {
		if s.ask(a, Request{Question: question(t)}).Kind() == "answer" {
			return question(t)
		}
	}
	return question(topics[0])
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

// Suggested reports whether a question is the value of a suggestion, and so not in a person's words.
func Suggested(question string) bool { return strings.Contains(question, suggested) }

// chosen is the reply to a suggestion that somebody took; nil where the article has nothing of that name.
func chosen(a *knowledge.Article, kind, name string) Reply {
	switch kind {
	case "topic":
		if t, ok := a.Topic(name); ok {
			return Answer{Answer: t.Answer()}
		}
	case "source":
		if s, ok := a.Source(name); ok {
			return Source{a, s}
		}
	case "fact":
		if answer := a.Pick([]string{name}); !answer.Empty() {
			return Answer{Answer: answer}
		}
	}
	return nil
}

package commands

import (
	"cmp"
	"slices"
	"strings"

	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/lookup"
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
	if reply := labelled(a, r.Question); reply != nil {
		return reply
	}
	found := s.index.Ask(a.Name(), r.Question)
	switch found.Kind {
	case lookup.OneSource:
		return source(a, found.Source, "")
	case lookup.Sources:
		return Sources{a}
	case lookup.Help:
		return s.help(a)
	case lookup.Answer:
		if found.Topic >= 0 {
			return Answer{Answer: a.Topics()[found.Topic].Answer(), recognised: found.Recognised}
		}
		return Answer{facts(a, found.Facts), found.Recognised}
	case lookup.Near:
		return newNear(facts(a, found.Facts), found.Recognised, found.Bridge.Asked, found.Bridge.Wider)
	}
	return NoMatch{searched: []*knowledge.Article{a}, language: found.Kind == lookup.Foreign}
}

// Explain tells in plain text how a question was understood and decided; ok is false for what is no question to an article.
func (s *Set) Explain(r Request) (explanation string, ok bool) {
	if _, known := s.library.Article(r.Command); !known || r.Name != NameAsk || strings.TrimSpace(r.Question) == "" {
		return "", false
	}
	return s.index.Explain(r.Command, r.Question), true
}

// facts returns the facts that the look-up found.
func facts(a *knowledge.Article, found []int) knowledge.Answer {
	var ids []string
	for _, i := range found {
		ids = append(ids, fact(a, i).ID())
	}
	return a.Pick(ids)
}

// fact returns the fact with this number, counted as the look-up does: through all topics.
func fact(a *knowledge.Article, i int) knowledge.Fact {
	for _, t := range a.Topics() {
		if n := len(t.Facts()); i >= n {
			i -= n
			continue
		}
		return t.Facts()[i]
	}
	return knowledge.Fact{}
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
	var marks []string
	var recognised []string
	near := true
	found := s.index.Find(r.Question)
	for _, f := range found {
		a, _ := s.library.Article(f.Article)
		for _, i := range f.Facts {
			if len(marks) < maxFound {
				marks = append(marks, fact(a, i).Mark())
			}
		}
		near = near && f.Kind == lookup.Near
		recognised = append(recognised, f.Recognised...)
	}
	switch answer := s.library.Pick(marks); {
	case answer.Empty():
		return NoMatch{searched: s.library.Articles()}
	case near:
		return newNear(answer, recognised, found[0].Bridge.Asked, found[0].Bridge.Wider)
	default:
		return Answer{answer, recognised}
	}
}

// maxFound is how many facts are shown for a chat message.
const maxFound = 5

// again returns facts that were shown before, with as much as may be said of what led to them.
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
		return "What about " + strings.NewReplacer("-", " ", "_", " ").Replace(t.Name()) + "?"
	}
	for _, t := range topics {
		if s.index.Ask(a.Name(), question(t)).Kind == lookup.Answer {
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
	for _, found := range s.index.Suggest(command, typed, most) {
		switch {
		case found.Topic >= 0:
			out = append(out, topicSuggestion(a.Topics()[found.Topic]))
		case found.Fact >= 0:
			out = append(out, factSuggestion(fact(a, found.Fact)))
		default:
			if source, ok := a.Source(found.Source); ok {
				out = append(out, sourceSuggestion(source))
			}
		}
	}
	return out
}

func topicSuggestion(t *knowledge.Topic) Suggestion {
	return Suggestion{t.Title(), "topic" + suggested + t.Name()}
}

func factSuggestion(f knowledge.Fact) Suggestion {
	text, _ := f.Cited()
	return Suggestion{text, "fact" + suggested + f.ID()}
}

func sourceSuggestion(s *knowledge.Source) Suggestion {
	return Suggestion{s.Marker() + " " + s.Short(), "source" + suggested + s.ID()}
}

// labelled is the reply to a suggestion that comes back by its label instead of its value, as Discord sometimes sends it; nil
// if no label reads so. A long label comes back cut, with an ellipsis.
func labelled(a *knowledge.Article, question string) Reply {
	cut, shortened := strings.CutSuffix(question, "…")
	is := func(s Suggestion) bool {
		return s.Label == question || shortened && len(cut) > 40 && strings.HasPrefix(s.Label, cut)
	}
	for _, t := range a.Topics() {
		if is(topicSuggestion(t)) {
			return Answer{Answer: t.Answer()}
		}
		for _, f := range t.Facts() {
			if is(factSuggestion(f)) {
				return Answer{Answer: a.Pick([]string{f.ID()})}
			}
		}
	}
	for _, s := range append([]*knowledge.Source{a.Reference()}, a.Sources()...) {
		if is(sourceSuggestion(s)) {
			return Source{a, s}
		}
	}
	return nil
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

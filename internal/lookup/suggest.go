package lookup

import (
	"cmp"
	"slices"
	"strings"

	"leakygut-bot/internal/lookup/english"
)

// Suggestion is something that a half-typed question may come to: a topic, a fact or a source.
type Suggestion struct {
	Topic, Fact int    // -1 for none; a fact is counted from 0 through the article
	Source      string // the ID; "" for none
}

// maxTyped is how much of what was typed is looked at, in bytes: Discord asks again at every key.
const maxTyped = 200

// Suggest completes what has been typed of a question, best first: topics, facts and sources that have a word for each typed
// one, the last of which need not be whole. Words that only carry a question count as little as no words, and those alone give
// the topics and then the sources. Where nothing is completed, it gives what the question finds.
func (x *Index) Suggest(article, typed string, most int) []Suggestion {
	a, ok := x.byName[article]
	if !ok {
		return nil
	}
	if len(typed) > maxTyped {
		typed = strings.ToValidUTF8(typed[:maxTyped], "")
	}
	tokens := x.read(typed)
	out := a.complete(tokens, strings.TrimSpace(fold(typed)), most)
	if out == nil {
		telling := slices.DeleteFunc(slices.Clone(tokens), func(t token) bool { return t.word.Stop })
		if out = a.complete(telling, "", most); out == nil {
			out = x.found(article, typed)
		}
	}
	return out
}

func (a *article) complete(typed []token, text string, most int) []Suggestion {
	type scored struct {
		Suggestion
		score float64
	}
	var list []scored
	add := func(s Suggestion, factor float64, names ...string) {
		score := factor * completes(names, typed)
		if score == 0 && len(typed) > 0 {
			return
		}
		if text != "" && strings.HasPrefix(fold(names[0]), text) {
			score += beginning
		}
		list = append(list, scored{s, score})
	}
	for i, t := range a.topics {
		add(Suggestion{Topic: i, Fact: -1}, 1.5, t.texts...)
	}
	for i, f := range a.facts {
		if len(typed) > 0 {
			add(Suggestion{Topic: -1, Fact: i}, 1, f.texts...)
		}
	}
	for _, s := range a.sources {
		add(Suggestion{Topic: -1, Fact: -1, Source: s.id}, 0.8, s.texts...)
	}
	slices.SortStableFunc(list, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	var out []Suggestion
	for _, s := range list[:min(len(list), most)] {
		out = append(out, s.Suggestion)
	}
	return out
}

// beginning is what a text counts that begins as typed: more than any that holds the words.
const beginning = 3

// completes scores names that have a word for each typed one: the more, the nearer to the beginning of a name the word stands and
// the shorter the name is. It is 0 where one has none.
func completes(names []string, typed []token) float64 {
	words := make([][]token, len(names))
	for i, name := range names {
		words[i] = tokenize(name)
	}
	score := 0.0
	for i, t := range typed {
		best := 0.0
		for _, name := range words {
			for at, w := range name {
				if w.text == t.text || i == len(typed)-1 && strings.HasPrefix(w.text, t.text) || english.Stem(w.text) == english.Stem(t.text) {
					best = max(best, 1/float64(1+at)+1/float64(len(name)))
				}
			}
		}
		if best == 0 {
			return 0
		}
		score += best
	}
	return score
}

// found is what the question finds as it stands, for words with typing errors complete nothing.
func (x *Index) found(article, typed string) []Suggestion {
	r := x.Ask(article, typed)
	switch {
	case r.Topic >= 0:
		return []Suggestion{{Topic: r.Topic, Fact: -1}}
	case r.Source != "":
		if slices.ContainsFunc(x.byName[article].sources, func(s source) bool { return s.id == r.Source }) {
			return []Suggestion{{Topic: -1, Fact: -1, Source: r.Source}}
		}
	}
	var out []Suggestion
	for _, f := range r.Facts {
		out = append(out, Suggestion{Topic: -1, Fact: f})
	}
	return out
}

package knowledge

import (
	"cmp"
	"slices"
	"strings"

	"leakygut-bot/internal/knowledge/lexicon"
)

// A Suggestion is something that a half-typed question may come to. One of the fields is set.
type Suggestion struct {
	Topic  *Topic
	Fact   Fact
	Source *Source
}

// Suggest completes what has been typed so far, best first: topics, facts and sources that have a word for each word, the
// last of which need not be whole. Nothing typed gives the topics and then the sources, and so does what only carries a
// question, such as "what is the".
func (a *Article) Suggest(typed string, most int) []Suggestion {
	typed = strings.TrimSpace(clipWords(typed))
	words := lexicon.Split(typed)
	var fits []map[int32]bool
	for i, w := range words {
		fits = append(fits, a.part.beginning(w, i == len(words)-1))
	}
	if out := a.complete(typed, fits, most); len(out) > 0 {
		return out
	}
	if out := a.found(typed); len(out) > 0 {
		return out
	}
	var telling []map[int32]bool
	for i, w := range words {
		fits := a.part.beginning(w, i == len(words)-1)
		if w.Common && !w.Relation { // it may begin another, as in "do pick"
			if term, ok := a.part.terms[w.Stem]; ok {
				delete(fits, term)
			}
			if len(fits) == 0 {
				continue
			}
		}
		telling = append(telling, fits)
	}
	return a.complete(typed, telling, most)
}

// complete gives what has a word for each of the typed ones: one of the terms that fit it.
func (a *Article) complete(typed string, fits []map[int32]bool, most int) []Suggestion {
	const begins = 3 // is worth more than any name that holds the words
	p := a.part
	type ranked struct {
		Suggestion
		score float64
	}
	var list []ranked
	add := func(s Suggestion, text string, score float64) {
		if score > 0 && len(text) >= len(typed) && strings.EqualFold(text[:len(typed)], typed) {
			score += begins
		}
		if score > 0 || len(fits) == 0 {
			list = append(list, ranked{s, score})
		}
	}
	for _, e := range p.entries[p.from:p.to] {
		if e.fact < 0 {
			add(Suggestion{Topic: e.at}, e.at.title, 1.5*completes(e.phrases, fits))
		} else if len(fits) > 0 {
			fact := e.at.facts[e.fact]
			add(Suggestion{Fact: fact}, fact.text, completes(e.phrases, fits))
		}
	}
	for _, s := range p.sources {
		add(Suggestion{Source: s.source}, s.source.Short(), 0.8*completes(s.phrases, fits))
	}
	slices.SortStableFunc(list, func(p, q ranked) int { return cmp.Compare(q.score, p.score) })
	var out []Suggestion
	for _, r := range list[:min(len(list), most)] {
		out = append(out, r.Suggestion)
	}
	return out
}

// found is what the question would find as it stands, for words with typing errors complete nothing.
func (a *Article) found(typed string) []Suggestion {
	f := a.Ask(typed)
	switch {
	case f.Topic != nil:
		return []Suggestion{{Topic: f.Topic}}
	case f.Source != nil:
		return []Suggestion{{Source: f.Source}}
	}
	var out []Suggestion
	for _, fact := range f.Answer.facts {
		out = append(out, Suggestion{Fact: fact})
	}
	return out
}

// maxTyped is how much of what was typed is looked at: Discord asks again at every key, and nobody types more to be completed.
const maxTyped = 200

func clipWords(s string) string {
	if len(s) > maxTyped {
		s = strings.ToValidUTF8(s[:maxTyped], "")
	}
	return s
}

// beginning gives the terms that the word is, or begins.
func (x *index) beginning(w lexicon.Word, last bool) map[int32]bool {
	fits := map[int32]bool{}
	if term, ok := x.terms[w.Stem]; ok {
		fits[term] = true
	}
	if last {
		for _, s := range x.spoken {
			if strings.HasPrefix(s.text, w.Text) {
				fits[s.term] = true
			}
		}
	}
	return fits
}

// completes scores names that have a word for each of the typed ones; 0 is one that has not. A word counts the more the
// nearer it is to the beginning of a name, and the shorter the name is.
func completes(names []phrase, fits []map[int32]bool) float64 {
	score := 0.0
	for _, terms := range fits {
		best := 0.0
		for _, p := range names {
			for i, term := range p.terms {
				if terms[term] {
					best = max(best, 1/float64(1+i)+1/float64(len(p.terms)))
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

package lookup

import (
	"cmp"
	"slices"
)

// Found is what one article has to a chat message.
type Found struct {
	Article string
	Result
	probability float64
}

// Find looks a chat message up in every article, sentence by sentence and as a whole, with a decision of its own, for most
// messages ask nothing of the bot; and gives what answers it or is near, the
// surest article first; nothing where no article has anything.
func (x *Index) Find(text string) []Found {
	tokens := x.read(text)
	var out []Found
	for _, a := range x.likely(tokens) {
		if x.foreign(a, text, tokens) {
			continue
		}
		var parts []Found
		all := sentences(tokens)
		for _, part := range all {
			if f, ok := x.part(a, part, len(all) == 1); ok {
				parts = append(parts, f)
			}
		}
		if len(parts) > 0 {
			out = append(out, join(parts))
		}
	}
	slices.SortStableFunc(out, surer)
	return out
}

// brief is how many words a message has that is taken for a question.
const brief = 6

// part looks one part of a message up, or all of it.
func (x *Index) part(a *article, tokens []token, alone bool) (Found, bool) {
	r := x.rankPart(a, tokens)
	if r == nil {
		return Found{}, false
	}
	d := a.decision(r)
	weights, from := &x.weights.message, x.weights.messageFrom
	if len(tokens) <= brief && alone {
		weights, from = &x.weights.near, x.weights.nearFrom
	}
	f := Found{Article: a.name, Result: Result{Kind: Near, Topic: -1}, probability: logistic(weights[:], d[:])}
	if f.probability <= from {
		return Found{}, false
	}
	f.Facts = r.best(keptNear)
	if logistic(x.weights.answer[:], d[:]) > x.weights.answerFrom {
		f.Kind, f.Facts = Answer, r.best(keptInAnswer)
	}
	f.Recognised, f.Bridge = r.recognised(a, f.Facts)
	return f, true
}

// rankPart ranks for a part of a message; nil if the article has no word of it.
func (x *Index) rankPart(a *article, tokens []token) *ranking {
	q := x.query(a, tokens)
	if !slices.ContainsFunc(q.focus, func(f focus) bool { return f.term != noTerm }) {
		return nil
	}
	return a.rank(q, &x.weights.rank)
}

// join makes one of what the parts of a message found: first the best fact of each, the surest part first, then the others.
func join(parts []Found) Found {
	slices.SortStableFunc(parts, surer)
	out := parts[0]
	out.Facts, out.Recognised = nil, nil
	for i := range shown {
		for _, p := range parts {
			if i < len(p.Facts) && !slices.Contains(out.Facts, p.Facts[i]) {
				out.Facts = append(out.Facts, p.Facts[i])
			}
		}
	}
	for _, p := range parts {
		if p.Kind == Answer {
			out.Kind = Answer
		}
		for _, w := range p.Recognised {
			if !slices.Contains(out.Recognised, w) {
				out.Recognised = append(out.Recognised, w)
			}
		}
	}
	return out
}

func surer(a, b Found) int { return cmp.Compare(b.probability, a.probability) }

// mostArticles is how many articles a message is looked up in. Ranking takes a millisecond an article, and Discord waits three
// seconds.
const mostArticles = 10

// likely returns the articles that have a word of a text: those that have most of it, weighted as they weight it.
func (x *Index) likely(tokens []token) []*article {
	type scored struct {
		*article
		weight float64
	}
	var list []scored
	for _, a := range x.articles {
		s := scored{article: a}
		for _, t := range tokens {
			if term, ok := a.byStem[t.word.Stem]; ok && !t.word.Stop {
				s.weight += a.weights[term]
			}
		}
		if s.weight > 0 {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b scored) int { return cmp.Compare(b.weight, a.weight) })
	var out []*article
	for _, s := range list[:min(len(list), mostArticles)] {
		out = append(out, s.article)
	}
	return out
}

// sentences returns the sentences of a text, and the whole of it if it has several and is no longer than a question may be.
func sentences(tokens []token) [][]token {
	const longest = 60 // words
	var out [][]token
	for _, t := range tokens {
		if n := len(out); n == 0 || t.ends || len(out[n-1]) == longest {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], t)
	}
	if len(out) > 1 && len(tokens) <= longest {
		out = append(out, tokens)
	}
	return out
}

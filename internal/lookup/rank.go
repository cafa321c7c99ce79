package lookup

import (
	"cmp"
	"math"
	"slices"

	"leakygut-bot/internal/lookup/english"
)

// The features of a fact for a question. Those of words are shares of what the question is about, from 0 to 1.
const (
	inText       = iota // words that stand in the statement
	inAlias             // words that only stand in an alias
	inTopic             // words that only stand in the names of the topic
	asSynonym           // words of the same meaning
	asKind              // words that are a kind of something in the fact
	asWider             // words that something in the fact is a kind of
	asNear              // words with a neighbour in meaning
	asVeryNear          // words with a very close one
	topicNear           // words with a neighbour in the names of the topic
	ofSubject           // names of the article's subject
	wholeAlias          // an alias of which the question has every word
	wholeName           // a name of the topic of which it has every word
	pairs               // words that stand beside each other in both
	covered             // how much of the statement the question has
	meaning             // the cosine between the question and the fact
	topicMeaning        // the cosine between the question and the topic
	number              // 1 where a number is asked for and the fact has one
	fits                // 1 where a reason, time, person or place is asked for and the fact tells one
	definition          // 1 where the question asks what something is and the statement begins with that
	everything          // 1 where nothing remains unexplained
	length              // of the statement
	rankFeatures
)

// rankNames are the features' names in weights.json and in explanations.
var rankNames = [rankFeatures]string{"in text", "in alias", "in topic", "as synonym", "as kind", "as wider", "as near", "as very near", "topic near", "of subject",
	"whole alias", "whole name", "pairs", "covered", "meaning", "topic meaning", "number", "fits", "definition", "everything", "length"}

// A candidate is a fact with its features for a question.
type candidate struct {
	fact     int
	features [rankFeatures]float64
	score    float64
}

// A ranking is all that is known of a question in one article.
type ranking struct {
	*query
	list  []candidate  // best first
	found [][]evidence // by focus and fact, of the fact itself
	named [][]evidence // by focus and topic, of its names
	most  []float64    // by focus: how much of it anything in the article explains
}

// rank scores every fact.
func (a *article) rank(q *query, weights *[rankFeatures]float64) *ranking {
	r := &ranking{query: q, list: make([]candidate, len(a.facts)), found: make([][]evidence, len(q.focus)), named: make([][]evidence, len(q.focus)), most: make([]float64, len(q.focus))}
	for k := range q.focus {
		r.match(a, k)
	}
	total := 0.0
	for k, f := range q.focus {
		if !f.subject {
			total += r.most[k] * f.weight
		}
	}
	total = max(total, .1, .1*q.total)
	have := map[int32]bool{}
	for _, f := range q.focus {
		have[f.term] = true
	}
	delete(have, noTerm)
	names := make([]float64, len(a.topics))
	means := make([]float64, len(a.topics))
	for i := range a.topics {
		names[i] = a.whole(a.topics[i].names, have) / total
		means[i] = max(0, english.Dot(&q.vector, &a.topics[i].vector))
	}
	for i := range a.facts {
		c := &r.list[i]
		c.fact = i
		r.words(a, c, total)
		a.statement(q, c, have, total)
		c.features[wholeName] = min(1, names[a.facts[i].topic])
		c.features[topicMeaning] = means[a.facts[i].topic]
		for j, w := range weights {
			c.score += w * c.features[j]
		}
	}
	slices.SortStableFunc(r.list, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return r
}

// match compares one word of the question with the whole article.
func (r *ranking) match(a *article, k int) {
	f := &r.focus[k]
	r.found[k] = make([]evidence, len(a.facts))
	r.named[k] = make([]evidence, len(a.topics))
	for t, w := range a.terms {
		m := meet(f, w, int32(t) == f.term)
		if m.none() {
			continue
		}
		for _, p := range a.places[t] {
			r.found[k][p.fact].add(&m, a.weights[t], p.alias)
		}
		for _, topic := range a.topicsOf[t] {
			r.named[k][topic].add(&m, a.weights[t], false)
		}
		r.most[k] = max(r.most[k], m.explains())
	}
}

// words adds up what the fact has for each word.
func (r *ranking) words(a *article, c *candidate, total float64) {
	left := 0.0
	for k, f := range r.focus {
		e, t := &r.found[k][c.fact], &r.named[k][a.facts[c.fact].topic]
		share := f.weight / total
		switch {
		case f.subject:
			if e.exact || e.alias {
				c.features[ofSubject] += f.weight / max(r.total+f.weight, .1)
			}
		case e.exact:
			c.features[inText] += share
		case e.alias:
			c.features[inAlias] += share
		case e.synonym:
			c.features[asSynonym] += share
		default:
			r.soft(c, &f, e, total)
			if t.exact {
				c.features[inTopic] += share
				continue
			}
			near := neighbour(t.near) * sqrtWeight(f.weight, t.nearWeight)
			if t.synonym {
				near = max(near, .7*f.weight)
			}
			c.features[topicNear] += max(near, .7*sqrtWeight(f.weight, t.kind)) / total
			left += share * (1 - max(min(1, e.kind), min(1, e.wider), neighbour(e.near)))
		}
	}
	if left < .05 && len(r.focus) > 0 {
		c.features[everything] = 1
	}
}

// soft adds what the fact has for a word that it does not name.
func (r *ranking) soft(c *candidate, f *focus, e *evidence, total float64) {
	near := sqrtWeight(f.weight, e.nearWeight) / total
	c.features[asNear] += near * max(0, min(1, (e.near-.3)/.2))
	c.features[asVeryNear] += near * max(0, min(1, (e.near-.55)/.1))
	c.features[asKind] += sqrtWeight(f.weight, e.kind) / total
	c.features[asWider] += sqrtWeight(f.weight, e.wider) / total
}

// statement fills in the features of the statement as a whole.
func (a *article) statement(q *query, c *candidate, have map[int32]bool, total float64) {
	f := &a.facts[c.fact]
	c.features[wholeAlias] = min(1, a.whole(f.aliases, have)/total)
	for k := 0; k+1 < len(q.focus); k++ {
		l, r := &q.focus[k], &q.focus[k+1]
		if r.at-l.at <= 2 && l.term != noTerm && r.term != noTerm && beside(f.seq, l.term, r.term) {
			c.features[pairs] += (l.weight + r.weight) / 2 / total
		}
	}
	for _, t := range f.own {
		if have[t] && !a.subject[t] {
			c.features[covered] += a.weights[t] / max(f.weight, 1e-9)
		}
	}
	c.features[meaning] = max(0, english.Dot(&q.vector, &f.vector))
	c.features[length] = math.Log(float64(len(f.own)+1)) / 3
	if q.howMany && f.number {
		c.features[number] = 1
	}
	c.features[fits] = flag(q.wants&f.tells != 0)
	if q.definition {
		for _, t := range f.seq[:min(3, len(f.seq))] {
			if have[t] {
				c.features[definition] = 1
			}
		}
	}
}

// whole is the weight of the heaviest name of which the question has every word.
func (a *article) whole(names [][]int32, have map[int32]bool) float64 {
	best := 0.0
	for _, name := range names {
		weight := 0.0
		for _, t := range name {
			if !have[t] {
				weight = 0
				break
			}
			weight += a.weights[t]
		}
		best = max(best, weight)
	}
	return best
}

// beside reports whether two terms stand in a text one after the other, with at most one word between them.
func beside(seq []int32, first, second int32) bool {
	for i, t := range seq {
		if t == first && (i+1 < len(seq) && seq[i+1] == second || i+2 < len(seq) && seq[i+2] == second) {
			return true
		}
	}
	return false
}

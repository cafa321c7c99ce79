package knowledge

import (
	"slices"

	"leakygut-bot/internal/knowledge/lexicon"
)

// clause answers a question that stands in a text beside something else. What is told before it does not count, unless the
// question asks about just that: "I am tired all day, is that a sign".
func (p *part) clause(a *Article, words []lexicon.Word, asks []lexicon.Question) (*Source, []int32) {
	for _, ask := range asks {
		from, told := ask.Begin, words[:ask.Begin]
		if ask.End-from < 2 || from == 0 && ask.End == len(words) {
			continue
		}
		more := p.tells(told) // something that the question may be about
		q := p.read(words[from:ask.End])
		switch {
		case !more:
		case q.refers("it"):
			if !p.framed(q) {
				continue
			}
			if from, more = p.antecedent(told), false; from == 0 && ask.End == len(words) {
				continue
			}
			q = p.read(words[from:ask.End])
		case q.refers("they"):
			continue
		}
		if !more && from == ask.Begin && q.need == 0 && q.refers("it") { // "I heard of leaky gut, what is that"
			named := p.subjects(told)
			if len(named) == 0 && p.read(told).need != 0 {
				continue // it is something else
			}
			q = p.read(append(named, words[from:ask.End]...))
		}
		r := reading{p, q, p.ours(q, p.scan(q))}
		source, best := r.direct(a)
		if source != nil || r.sure(best, more) {
			return source, best
		}
		if more && !p.framed(q) {
			continue
		}
		if best = p.gist(q, r.found); r.named(best) {
			return nil, best
		}
	}
	return nil, nil
}

// subjects gives the words of a text that name the article's subject.
func (p *part) subjects(words []lexicon.Word) (out []lexicon.Word) {
	for _, w := range words {
		if term, ok := p.terms[w.Stem]; ok && p.subject[term] {
			out = append(out, w)
		}
	}
	return out
}

// antecedent gives the place where the last part of a text begins that tells anything: what "that" stands for after it.
func (p *part) antecedent(told []lexicon.Word) int {
	end := len(told)
	for i := len(told) - 1; i > 0; i-- {
		if told[i].Joined {
			if p.tells(told[i:end]) {
				if slices.ContainsFunc(told[i:end], func(w lexicon.Word) bool { return w.Text == "it" }) {
					return 0
				}
				return i
			}
			end = i
		}
	}
	return 0
}

// sure tells whether what a question by itself finds is what it asks for. After something that may change the question, it has
// to be about the article's subject, or a topic's name.
func (r reading) sure(best []int32, more bool) bool {
	if len(best) == 0 {
		return false
	}
	m, own := r.found[best[0]], r.own(r.q)
	if r.entries[m.entry].fact >= 0 {
		return r.named(best) && (!more || r.framed(r.q))
	}
	return m.named&^own != 0 && (!more || own|m.covers&r.q.need != 0)
}

// refers tells whether the query asks by a word such as "it" or "they" about something that was said before: "can it be a
// sign". What such a word stands for later, as in "is stress a cause of it", is the article's subject, and in "is it true that"
// it stands for nothing.
func (q *query) refers(stem string) bool {
	const early = 6
	for i, w := range q.words[:min(len(q.words), early)] {
		if i > 0 && q.has(q.need, i) {
			return false
		}
		if w.Stem == stem {
			return !slices.ContainsFunc(q.words[i+1:min(len(q.words), i+early)], func(next lexicon.Word) bool {
				return next.Text == "that" || next.Text == "to" || next.Text == "if"
			})
		}
	}
	return false
}

// tells tells whether the words say anything that a question after them may be about.
func (p *part) tells(words []lexicon.Word) bool {
	q := p.read(words)
	for _, m := range p.scan(q) {
		if p.entries[m.entry].fact >= 0 && m.named&^p.own(q) != 0 {
			return true
		}
	}
	for i, w := range q.words {
		if q.has(q.need, i) && (p.knows(q.terms[i]) || (lexicon.Matters(w.Text) || w.Proper) && !q.owned(i) && !lexicon.Setting(w.Text)) {
			return true
		}
	}
	return false
}

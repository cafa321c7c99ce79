package knowledge

import (
	"cmp"
	"maps"
	"slices"

	"leakygut-bot/internal/knowledge/lexicon"
)

// maxMessageFacts is how many facts are shown for a chat message.
const maxMessageFacts = 5

// Find looks a whole chat message up: not one question, but whatever it touches on the way. A fact is found when the message
// has one of its names, and when the words around that name, up to the next common word, belong to it as well: "stress test"
// is no stress. The answer comes from the article that has the most to say; it is empty when none has anything.
func (l *Library) Find(text string) Answer {
	parts := clauses(lexicon.Split(text))
	var best map[int32]float64
	var of *part
	most := 0.0
	for _, a := range l.touched(parts) {
		found, sum := a.part.find(parts), 0.0
		for _, score := range found {
			sum += score
		}
		if sum > most {
			best, of, most = found, a.part, sum
		}
	}
	if of == nil {
		return Answer{}
	}
	entries := slices.Sorted(maps.Keys(best))
	slices.SortStableFunc(entries, func(a, b int32) int { return cmp.Compare(best[b], best[a]) })
	return of.answer(entries[:min(len(entries), maxMessageFacts)])
}

// clauses parts a text at its marks and its "and"s, and long runs without any by their length.
func clauses(words []lexicon.Word) [][]lexicon.Word {
	var out [][]lexicon.Word
	for i, w := range words {
		if i == 0 || w.Joined || len(out[len(out)-1]) == maxQuery {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], w)
	}
	return out
}

// touched gives the articles that have a name with a telling word of the text, so that a large library is not looked through
// for nothing. Typing errors are forgiven only when there are few articles.
func (l *Library) touched(parts [][]lexicon.Word) []*Article {
	const few = 20
	if len(l.articles) <= few {
		return l.articles
	}
	x := l.articles[0].part.index
	touched := map[*Article]bool{}
	for _, words := range parts {
		for _, w := range words {
			if term, ok := x.terms[w.Stem]; ok && !w.Common {
				for _, n := range x.names[term] {
					touched[x.entries[n.entry].at.article] = true
				}
			}
		}
	}
	return slices.SortedFunc(maps.Keys(touched), func(a, b *Article) int { return cmp.Compare(a.name, b.name) })
}

// find gives the facts that the clauses name, with their scores.
func (p *part) find(parts [][]lexicon.Word) map[int32]float64 {
	out := map[int32]float64{}
	for _, words := range parts {
		q := p.read(words)
		found := p.scan(q)
		var named uint64 // by any fact
		var facts []*match
		for _, m := range inOrder(found) {
			if p.entries[m.entry].fact >= 0 && m.named&q.need != 0 {
				named |= m.named
				facts = append(facts, m)
			}
		}
		slices.SortStableFunc(facts, func(a, b *match) int { return cmp.Compare(b.score, a.score) })
		// What a better fact has explained is no reason for another: "chronic fatigue syndrome" is not fatigue as well.
		var taken uint64
		for _, m := range facts {
			around := m.covers | named
			if topic := found[p.entries[m.entry].topic]; topic != nil {
				around |= topic.covers
			}
			if fresh := m.named & q.need &^ taken; fresh != 0 && q.stands(m.named, around) {
				taken |= fresh
				out[m.entry] += m.score
			}
		}
	}
	return out
}

// stands tells whether a name stands by itself: the run of telling words that it is in holds only words that are accounted for.
func (q *query) stands(named, around uint64) bool {
	for i := range q.words {
		if !q.has(named&q.need, i) {
			continue
		}
		alone := true
		for _, step := range []int{-1, 1} {
			for j := i + step; j >= 0 && j < len(q.words) && !q.words[j].Common; j += step {
				alone = alone && !q.has(q.need&^around, j)
			}
		}
		if alone {
			return true
		}
	}
	return false
}

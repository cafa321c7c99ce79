package knowledge

import (
	"cmp"
	"slices"
)

// maxMessageFacts is how many facts are shown for a chat message.
const maxMessageFacts = 5

// Find looks a whole chat message up: not one question, but whatever it touches on the way. A fact is found when the message
// has one of its names, and when the words around that name, up to the next common word, belong to the fact as well: "stress
// test" is no stress. The answer comes from the article that has the most to say; it is empty when none has anything.
func (l *Library) Find(text string) Answer {
	var best []match
	for _, a := range l.articles {
		if found := a.index.find(text); weigh(found) > weigh(best) {
			best = found
		}
	}
	if len(best) == 0 {
		return Answer{}
	}
	entries := make([]*entry, len(best))
	for i, m := range best {
		entries[i] = m.entry
	}
	return answerOf(entries)
}

func weigh(matches []match) (sum float64) {
	for _, m := range matches {
		sum += m.score
	}
	return sum
}

func (x *index) find(text string) []match {
	q := x.read(text)
	topics := map[*entry][]bool{}
	for _, e := range x.topics {
		topics[e] = x.match(e, q).covers
	}
	var found []match
	for _, e := range x.facts {
		named := x.match(&entry{at: e.at, phrases: e.phrases}, q)
		if !named.named {
			continue
		}
		all := x.match(e, q)
		if x.stands(q, named.covers, all.covers, topics[e.topic]) {
			found = append(found, match{entry: e, score: named.score, covers: named.covers})
		}
	}
	slices.SortStableFunc(found, func(a, b match) int { return cmp.Compare(b.score, a.score) })
	// What a better fact has explained is not a reason for another: "chronic fatigue syndrome" is not fatigue as well.
	taken := make([]bool, len(q.words))
	var kept []match
	for _, m := range found {
		fresh := false
		for i, c := range m.covers {
			if c && q.need[i] && !taken[i] {
				fresh, taken[i] = true, true
			}
		}
		if fresh {
			kept = append(kept, m)
		}
	}
	return kept[:min(len(kept), maxMessageFacts)]
}

// stands tells whether a name in the text stands by itself: each run of telling words that it is in is all of the fact, or of
// its topic.
func (x *index) stands(q *query, named, all, topic []bool) bool {
	for i := range named {
		if !named[i] || !q.need[i] {
			continue
		}
		alone := true
		for _, step := range []int{-1, 1} {
			for j := i + step; j >= 0 && j < len(q.words) && !q.words[j].Common && q.groups[j] == q.groups[i]; j += step {
				alone = alone && (!q.need[j] || all[j] || topic[j])
			}
		}
		if alone {
			return true
		}
	}
	return false
}

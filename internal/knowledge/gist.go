package knowledge

import (
	"slices"

	"leakygut-bot/internal/knowledge/lexicon"
)

// gist answers a question with words around it that the article does not know: "my neighbour swears by sauerkraut, is it any
// good". It has to ask of the article's subject, or of causes, symptoms and the like; a fact needs to be called by a name, or
// by a word that no other has; and none of the other words may change what is asked:
//   - a word that matters by itself does, as does a word that English does not have;
//   - a word right beside the name does, for the two may be one thing: "stress test";
//   - a word of something else in the article does, for the article says nothing about the two together.
func (x *index) gist(q *query) []*entry {
	if !x.framed(q) {
		return nil
	}
	var best match
	for _, e := range slices.Concat(x.facts, x.topics) {
		if m := x.match(e, q); m.score > best.score && x.calls(m, q) {
			best = m
		}
	}
	if best.entry == nil {
		return nil
	}
	told := slices.Clone(best.covers)
	if best.topic != nil {
		for i, c := range x.match(best.topic, q).covers {
			told[i] = told[i] || c
		}
	}
	for i, need := range q.need {
		if need && !told[i] && (x.matters(q, told, i) || beside(q, told, i)) {
			return nil
		}
	}
	return []*entry{best.entry}
}

// framed tells whether the question is about the article's subject or about a relation to it.
func (x *index) framed(q *query) bool {
	for i, w := range q.words {
		if w.Relation || w.Text == "it" || w.Text == "that" || w.Text == "this" || q.terms[i] != unknown && x.subject[q.terms[i]] {
			return true
		}
	}
	return false
}

// calls tells whether a word that had to be found, or several common ones together, name the entry.
func (x *index) calls(m match, q *query) bool {
	for i, c := range m.covers {
		if c && q.need[i] && (m.named || x.in[q.terms[i]] == 1) {
			return true
		}
	}
	return m.named && m.fact < 0 && m.together
}

// matters tells whether a word that was not found changes the question.
func (x *index) matters(q *query, told []bool, i int) bool {
	if term := q.terms[i]; q.words[i].Common || term != unknown && x.in[term] > 0 {
		return true
	}
	word := q.words[i].Text
	if word[0] >= '0' && word[0] <= '9' { // a number belongs to its own part of the sentence
		for j := range told {
			if told[j] && q.need[j] && q.groups[j] == q.groups[i] {
				return true
			}
		}
		return false
	}
	return lexicon.Matters(word)
}

// beside tells whether a word stands right before or after one that has been told.
func beside(q *query, told []bool, i int) bool {
	before := i > 0 && told[i-1] && q.need[i-1] && !q.words[i].Joined
	after := i+1 < len(told) && told[i+1] && q.need[i+1] && !q.words[i+1].Joined
	return before || after
}

package knowledge

import (
	"maps"
	"math/bits"
	"slices"

	"leakygut-bot/internal/knowledge/lexicon"
)

// gist answers a question with words around it that the article does not know: "my neighbour swears by sauerkraut, is it any
// good". It has to ask of the article's subject, or of causes, symptoms and the like; a fact needs to be called by a name, or
// by a word that no other has; and none of the other words may change what is asked:
//   - a word that matters by itself does, as does a word that English does not have;
//   - a word right after the name does, for the two may be one thing: "stress test";
//   - a word of something else in the article does, for the article says nothing about the two together.
//
// Whose and where something is may be told before the question, and changes nothing: "the eczema on my hands came back".
func (p *part) gist(q *query, found map[int32]*match) []int32 {
	if !p.framed(q) && !q.points() {
		return nil
	}
	var best *match
	for _, m := range inOrder(found) {
		if (best == nil || m.score > best.score) && p.calls(q, m) {
			best = m
		}
	}
	if best == nil {
		return nil
	}
	told, asked := best.covers|p.carries(q, best), q.asked()
	if topic := found[p.entries[best.entry].topic]; topic != nil {
		told |= topic.covers
	}
	for i, w := range q.words {
		setting := i < asked && (q.owned(i) || lexicon.Setting(w.Text))
		if q.has(q.need&^told, i) && !setting && (p.matters(q, told, i) || q.follows(told&q.need|p.own(q), i)) {
			return nil
		}
	}
	return []int32{best.entry}
}

// points tells whether the query has an "it", or a "this" that belongs to no other word.
func (q *query) points() bool {
	for i, w := range q.words {
		if w.Stem == "it" && (w.Text == "it" || i+1 == len(q.words) || q.words[i+1].Common) {
			return true
		}
	}
	return false
}

// carries gives the words that the entry of a match has anywhere.
func (p *part) carries(q *query, m *match) (set uint64) {
	for i, term := range q.terms {
		if term != unknown && slices.Contains(p.within(p.has[term]), m.entry) {
			set |= 1 << i
		}
	}
	return set
}

// own gives the words of the article's own name: "leaky tap" is another thing.
func (p *part) own(q *query) (set uint64) {
	for i, term := range q.terms {
		if term != unknown && p.subject[term] {
			set |= 1 << i
		}
	}
	return set
}

// framed tells whether the question is about the article's subject, or about a relation to it or a verdict on it.
func (p *part) framed(q *query) bool {
	return p.own(q) != 0 || slices.ContainsFunc(q.words, func(w lexicon.Word) bool { return w.Relation || slices.Contains(verdicts, w.Text) })
}

// verdicts ask whether something does good or harm.
var verdicts = []string{"bad", "better", "worse", "help", "helps", "worth", "harm"}

// ours leaves only the matches that the question can be about.
func (p *part) ours(q *query, found map[int32]*match) map[int32]*match {
	maps.DeleteFunc(found, func(_ int32, m *match) bool { return p.ofItself(q, m) })
	return found
}

// ofItself tells whether the query asks for causes, symptoms and the like of what the match is about, or how to make it, and
// not of the article's subject: "what causes asthma", "symptoms of celiac disease", "how to make sauerkraut".
func (p *part) ofItself(q *query, m *match) bool {
	if m.named&q.need == 0 {
		return false
	}
	i, of := bits.TrailingZeros64(m.named&q.need)-1, false
	for i > 0 && slices.Contains([]string{"of", "the", "for", "own"}, q.words[i].Stem) && !q.words[i+1].Joined {
		of = of || q.words[i].Stem == "of" || q.words[i].Stem == "for"
		i--
	}
	if i < 0 || q.words[i+1].Joined {
		return false
	}
	switch q.words[i].Stem { // as [lexicon.Stem] gives them
	case "caus", "trigger", "make", "cook", "brew", "grow", "prepar", "store", "buy", "try":
	case "symptom", "sign", "stage", "histori", "number", "name", "level", "rate":
		if !of {
			return false
		}
	default:
		return false
	}
	for _, w := range q.words[:i] {
		if w.Stem == "it" {
			return false
		}
	}
	return p.own(q) == 0
}

// calls tells whether a word that had to be found, or several common ones together, name the entry.
func (p *part) calls(q *query, m *match) bool {
	if m.together && m.covers&(q.need|p.own(q)) != 0 {
		return true
	}
	for set := m.covers & q.need; set != 0; set &= set - 1 {
		if i := bits.TrailingZeros64(set); m.named != 0 || len(p.within(p.has[q.terms[i]])) == 1 {
			return true
		}
	}
	return false
}

// matters tells whether a word that was not found changes the question.
func (p *part) matters(q *query, told uint64, i int) bool {
	if term := q.terms[i]; q.words[i].Common || p.knows(term) {
		return true
	}
	word := q.words[i].Text
	if word[0] >= '0' && word[0] <= '9' { // a number belongs to its own part of the sentence
		for _, group := range q.groups {
			if q.has(group, i) {
				return group&told&q.need != 0
			}
		}
	}
	return lexicon.Matters(word) || q.words[i].Proper
}

// follows tells whether a word stands right after one that has been told.
func (q *query) follows(told uint64, i int) bool {
	return i > 0 && q.has(told, i-1) && !q.words[i].Joined
}

// knows tells whether the article has the term anywhere but in its references.
func (p *part) knows(term int32) bool { return term != unknown && len(p.within(p.has[term])) > 0 }

// asked gives the place at which the query begins to ask, after what somebody tells about themselves.
func (q *query) asked() int {
	if len(q.asks) > 0 {
		return q.asks[len(q.asks)-1].Begin
	}
	return 0
}

// owned tells whether the word is somebody's or somebody: "my back", "her doctor", "as a nurse".
func (q *query) owned(i int) bool {
	for j := max(0, i-2); j < i; j++ {
		switch q.words[j].Text {
		case "my", "our", "his", "her", "their":
			return true
		case "im", "am", "as": // "I'm a nurse"
			if q.words[j+1].Text == "a" {
				return true
			}
		}
	}
	return false
}

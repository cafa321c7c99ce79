package lookup

import (
	"math"

	"leakygut-bot/internal/lookup/english"
)

// A query is a question as it is put to one article.
type query struct {
	tokens     []token
	words      []*word // of the tokens, typing errors mended
	focus      []focus
	total      float64 // weight of the focus, without the subject's names
	vector     vector
	howMany    bool  // it asks for a number
	howTo      bool  // it asks how something is done
	definition bool  // it asks what something is
	wants      point // what the answer has to tell
	manner     [manners]bool
}

// How a question is put, apart from what it is about.
const (
	asksWho = iota
	asksWhere
	asksDoes   // whether something does something
	offers     // one thing or another
	ofOneself  // it tells of whoever asks
	toYou      // it speaks to somebody
	pointsBack // to what was said before
	manners
)

// mannerWords are the words that show how a question is put. They are all the pronouns, question words and conjunctions of
// their kind.
var mannerWords = [manners]map[string]bool{
	asksWho:    set("who whose whos whom"),
	asksWhere:  set("where wheres"),
	asksDoes:   set("does doesnt"),
	offers:     set("or"),
	ofOneself:  set("i im ive id ill my me mine myself we were weve us our ours"),
	toYou:      set("you youre youve youd youll your yours"),
	pointsBack: set("it its this that thats these those they theyre them their"),
}

// A focus is a word that the question is about.
type focus struct {
	*word
	at       int   // of tokens
	term     int32 // noTerm if the article does not have the word
	weight   float64
	compound *word // with the word beside it; nil for none
	subject  bool  // it names what the whole article is about
}

func (x *Index) query(a *article, question []token) *query {
	q := &query{}
	for _, tok := range question {
		for _, w := range x.mend(a, tok.word) {
			q.tokens = append(q.tokens, token{text: w.Text, clause: tok.clause})
			q.words = append(q.words, w)
		}
	}
	for i, w := range q.words {
		if !w.Stop {
			q.focus = append(q.focus, x.focus(a, q, i))
		}
	}
	for _, f := range q.focus {
		weight := float32(f.weight)
		if f.subject {
			weight *= subjectShare
		} else {
			q.total += f.weight
		}
		for i, v := range f.Vector {
			q.vector[i] += weight * v
		}
	}
	q.vector = unit(q.vector)
	q.kinds()
	return q
}

func (x *Index) focus(a *article, q *query, i int) focus {
	w := q.words[i]
	f := focus{word: w, at: i, term: noTerm, weight: weight(idf(len(a.facts), 0), w.Rarity)}
	if t, ok := a.byStem[w.Stem]; ok {
		f.term, f.weight, f.subject = t, a.weights[t], a.subject[t]
	}
	for _, j := range []int{i + 1, i - 1} {
		if f.compound == nil && j >= 0 && j < len(q.words) && q.tokens[j].clause == q.tokens[i].clause {
			f.compound = x.compound(q.words[min(i, j)], q.words[max(i, j)], english.NewWord)
		}
	}
	return f
}

// kinds tells what sort of question it is, by its first words.
func (q *query) kinds() {
	q.definition = q.total == 0
	for i, w := range q.words {
		for m, words := range mannerWords {
			q.manner[m] = q.manner[m] || words[w.Text]
		}
		q.wants |= asked[w.Text]
		next := ""
		if i+1 < len(q.words) {
			next = q.words[i+1].Text
		}
		switch {
		case w.Text == "how" && i+1 < len(q.words) && !q.words[i+1].Stop:
			q.howMany = true // how many, how long
			q.wants |= asked["how "+next]
		case w.Text == "how" && i == 0:
			q.howTo = true
		case w.Text == "what" && (next == "is" || next == "are"), w.Text == "whats":
			q.definition = q.definition || i == 0
		}
	}
}

// mend returns the words that a word of a question stands for: itself, unless neither the article nor English has it.
func (x *Index) mend(a *article, w *word) []*word {
	if _, ok := a.byStem[w.Stem]; ok || w.Stop || w.Number || len(w.Senses) > 0 {
		return []*word{w}
	}
	if pair, ok := a.initials[w.Text]; ok && !w.Known {
		return []*word{x.lookup(pair[0]), x.lookup(pair[1])}
	}
	if !w.Known || w.Rarity >= 0.6 {
		if meant := a.nearestForm(w.Text); meant != "" {
			return []*word{x.lookup(meant)}
		}
	}
	if w.Usual != nil {
		return []*word{w.Usual}
	}
	for i := 3; i <= len(w.Text)-3; i++ {
		l, r := w.Text[:i], w.Text[i:]
		_, hasL := a.byStem[english.Stem(l)]
		_, hasR := a.byStem[english.Stem(r)]
		if (hasL || hasR) && english.Known(l) && english.Known(r) {
			return []*word{x.lookup(l), x.lookup(r)} // glutenfree
		}
	}
	return []*word{w}
}

// explained is how much of a word one kind of evidence accounts for.
const (
	bySynonym   = 1.0
	byKind      = 0.8
	byWider     = 0.5
	byNeighbour = 0.8
)

// sqrtWeight is the weight of a match between two words that are not the same: neither may be a common one.
func sqrtWeight(a, b float64) float64 { return math.Sqrt(a * b) }

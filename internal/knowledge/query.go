package knowledge

import (
	"math"
	"math/bits"
	"slices"

	"leakygut-bot/internal/knowledge/lexicon"
)

// A query is a text as an article understands it, word by word. Sets of its words are bits of a uint64.
type query struct {
	words  []lexicon.Word
	terms  []int32   // -1 where nothing has the word
	weight []float64 // how telling each word is in the article
	need   uint64    // what has to be found: neither common nor of the article's title
	plain  []int32   // the terms with [ownName] for the article's own name
	at     []uint64  // the words that each of plain stands for
	asks   []lexicon.Question
	groups []uint64 // an "and" or a comma parts the words into groups
}

// seeking are words that ask for something which only a name for it answers: "where to get help" is one.
var seeking = []string{"when", "where", "wheres", "who", "whos"}

const (
	unknown  = -1
	maxQuery = 64 // words; a question that Discord lets people type has at most 300 characters
)

func (p *part) read(words []lexicon.Word) *query {
	words = slices.Clone(words[:min(len(words), maxQuery)])
	q := &query{words: words, terms: make([]int32, len(words)), weight: make([]float64, len(words))}
	for i := range words {
		w := &words[i]
		term, ok := p.terms[w.Stem]
		if !w.Common && !ok { // a word of any article is no typing error
			name := w.Proper && !lexicon.Known(w.Text) // "Leeds" is no "leads", though "Celiak" is celiac
			if meant, mended := p.mend(w.Text); mended && !(name && meant.common) {
				term, ok, w.Common = meant.term, true, meant.common
			} else if !name && (lexicon.NearlyCommon(w.Text) || len(w.Text) == 2 && !lexicon.Matters(w.Text)) {
				w.Common = true
			}
		}
		if !ok {
			term = unknown
		}
		q.terms[i] = term
		if term != unknown {
			q.weight[i] = p.weigh(term)
		}
		if w.Joined || i == 0 {
			q.groups = append(q.groups, 0)
		}
		q.groups[len(q.groups)-1] |= 1 << i
		if !w.Common && (term == unknown || !p.subject[term]) {
			q.need |= 1 << i
		}
	}
	q.at = make([]uint64, 0, len(words))
	q.plain = p.plain(q.terms, func(from, to int) { q.at = append(q.at, (1<<to-1)&^(1<<from-1)) })
	q.asks = lexicon.Questions(q.words)
	for _, ask := range q.asks {
		if w := q.words[ask.Begin]; slices.Contains(seeking, w.Text) && (ask.Begin == 0 || w.Parted || !w.Joined) {
			q.need |= 1 << ask.Begin
		}
	}
	for i, w := range q.words {
		if w.Text == "year" && i > 0 && (q.words[i-1].Text == "which" || q.words[i-1].Text == "what") {
			q.need |= 1 << i // it asks for a date
		}
	}
	return q
}

// weigh says how telling a term is: the fewer entries of the article have it, the more.
func (p *part) weigh(term int32) float64 {
	return math.Log(1 + float64(p.to-p.from)/float64(len(p.within(p.has[term]))+1))
}

func (q *query) begins(words ...string) bool {
	return len(q.words) > 0 && slices.Contains(words, q.words[0].Text)
}

func (q *query) says(words []string) bool {
	return slices.ContainsFunc(q.words, func(w lexicon.Word) bool { return slices.Contains(words, w.Text) })
}

func (q *query) has(set uint64, i int) bool { return set&(1<<i) != 0 }

// A match is how an entry fits a query.
type match struct {
	entry    int32
	covers   uint64 // the words that it explains
	named    uint64 // those of them that are in a name, not only in the statement
	together bool   // a name of several words, just as it is
	score    float64
	worth    []float64 // of each word
}

// Weights of the ways to find something. A name says what a thing is about; a word of a statement may stand in it by chance.
const (
	byName    = 1.0
	byText    = 0.6
	byCommon  = 0.3  // a common word in a name: "cause"
	bySubject = 0.1  // the article's own name
	byCarrier = 0.01 // a common word of the statement, to tell apart what is equal otherwise
	ofTopic   = 0.3  // what a fact gets from its topic's names
)

// scan gives every entry of the article that has anything of the query, in the file's order.
func (p *part) scan(q *query) map[int32]*match {
	found := map[int32]*match{}
	at := func(e int32) *match {
		m := found[e]
		if m == nil {
			m = &match{entry: e, worth: make([]float64, len(q.words))}
			found[e] = m
		}
		return m
	}
	for i, term := range q.terms {
		if term == unknown {
			continue
		}
		if !slices.Contains(q.terms[:i], term) {
			for _, n := range p.namesWithin(p.names[term]) {
				p.look(q, p.entries[n.entry].phrases[n.phrase], n.entry, at)
			}
		}
		if q.has(q.need, i) {
			for _, e := range p.within(p.text[term]) {
				m := at(e)
				m.covers |= 1 << i
				m.worth[i] = max(m.worth[i], byText*q.weight[i])
			}
		}
	}
	for i, w := range q.words {
		if term := q.terms[i]; term != unknown && q.has(q.need, i) && slices.Contains(seeking, w.Text) { // what has a "who" tells who
			for _, e := range p.within(p.has[term]) {
				if m := found[e]; m != nil {
					m.covers |= 1 << i
				}
			}
		}
	}
	for _, m := range found {
		for _, w := range m.worth {
			m.score += w
		}
	}
	for i, term := range q.terms {
		if term != unknown && !q.has(q.need, i) {
			for _, e := range p.within(p.carried[term]) {
				if m := found[e]; m != nil {
					m.score += byCarrier * q.weight[i]
				}
			}
		}
	}
	return found
}

// singles are sets of one word each.
var singles = func() (sets [maxQuery]uint64) {
	for i := range sets {
		sets[i] = 1 << i
	}
	return sets
}()

// nearby is how many other words may stand between those of a name.
const nearby = 4

// look looks for a name in the query. Its telling words have to stand near each other, in any order; where it has only one,
// or none, the common words beside it are what makes it a name, and all have to stand there as they are.
func (p *part) look(q *query, name phrase, e int32, at func(int32) *match) {
	telling := 0
	for i, term := range name.terms {
		if name.telling(i) && !p.subject[term] {
			telling++
		}
	}
	if telling < 2 && len(name.terms) > 1 {
		terms, words, stand := name.plain, q.plain, q.at
		if len(terms) == 1 { // nothing but the article's own name
			terms, words, stand = name.terms, q.terms, singles[:]
		}
		for from := 0; from+len(terms) <= len(words); from++ {
			if !slices.Equal(words[from:from+len(terms)], terms) {
				continue
			}
			m := at(e)
			m.together = m.together || telling > 0 || bits.OnesCount64(name.key) < len(name.terms)
			for _, set := range stand[from : from+len(terms)] {
				for ; set != 0; set &= set - 1 {
					p.found(q, m, bits.TrailingZeros64(set), 1.1)
				}
			}
		}
		return
	}
	var where [maxPhrase]int
	n, first, last := 0, len(q.terms), -1
	for i, term := range name.terms {
		if name.key != 0 && !name.telling(i) {
			continue
		}
		j := slices.Index(q.terms, term)
		if j < 0 {
			return
		}
		where[n] = j
		n, first, last = n+1, min(first, j), max(last, j)
	}
	if last-first > len(name.terms)+nearby {
		return
	}
	m := at(e)
	for _, i := range where[:n] {
		p.found(q, m, i, 1+0.1*float64(n-1))
	}
}

func (p *part) found(q *query, m *match, i int, times float64) {
	m.covers |= 1 << i
	m.named |= 1 << i
	worth := byName * q.weight[i] * times
	switch {
	case q.terms[i] == unknown:
		worth = 0
	case p.subject[q.terms[i]]:
		worth = bySubject
	case !q.has(q.need, i):
		worth = byCommon * q.weight[i]
	}
	m.worth[i] = max(m.worth[i], worth)
}

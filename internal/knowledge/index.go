package knowledge

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"leakygut-bot/internal/knowledge/lexicon"
)

// An index finds what a text is about. It holds what people may call each topic, each fact and each source of one article:
// names, titles, aliases and the words of the statements. It is made once, at load, and never changes.
type index struct {
	terms   map[string]int // the number of a word's stem
	weight  []float64      // of a term: the fewer entries have it, the more it says
	in      []int          // of a term: how many entries have it
	subject []bool         // of a term: it is in the article's own title, so it fits every question
	spoken  []spelling     // every word, for typing errors, by length
	topics  []*entry
	facts   []*entry // in the file's order
	sources []*entry
}

// An entry is one thing that can be found.
type entry struct {
	topic    *entry // of a fact
	at       *Topic // of a topic and of a fact
	fact     int    // in at.facts
	source   *Source
	surnames []string     // of a source: its authors, but for those that are words of English
	proper   []string     // of a source: words of where it appeared that are no words of English
	phrases  []phrase     // each is a way to say what it is about
	text     map[int]bool // the words of the statement
	carries  map[int]bool // its common words
}

// A phrase is a name in words: its terms in their order, and those of them that are not common.
type phrase struct{ terms, key []int }

type spelling struct {
	lexicon.Word
	letters uint32
	term    int
}

func newIndex(a *Article) *index {
	x := &index{terms: map[string]int{}}
	seen := map[string]bool{}
	entryOf := func(names []string, texts ...string) *entry {
		e := &entry{text: map[int]bool{}, carries: map[int]bool{}}
		for _, s := range names {
			if p := x.phrase(s, seen); len(p.terms) > 0 {
				e.phrases = append(e.phrases, p)
			}
		}
		for _, s := range texts {
			p := x.phrase(s, seen)
			for _, term := range p.terms {
				e.carries[term] = true
			}
			for _, term := range p.key {
				e.text[term] = true
				delete(e.carries, term)
			}
		}
		return e
	}
	title := x.phrase(strings.Join(append(a.aliases, a.name, a.reference.Title()), " "), seen)
	for _, t := range a.topics {
		names := append([]string{t.title}, t.aliases...)
		if w := lexicon.Split(t.name)[0]; !w.Common || w.Relation { // "about" stands in questions about anything
			names = append(names, t.name)
		}
		topic := entryOf(names)
		topic.at, topic.fact = t, -1
		x.topics = append(x.topics, topic)
		for i, f := range t.facts {
			e := entryOf(append([]string{f.text}, f.aliases...), f.text)
			e.topic, e.at, e.fact = topic, t, i
			x.facts = append(x.facts, e)
		}
	}
	for _, s := range append([]*Source{a.reference}, a.sources...) {
		parts := s.item.Searchable()
		e := entryOf(parts, parts...)
		e.source = s
		for _, name := range s.item.Surnames() {
			if name = strings.ToLower(name); !lexicon.Known(name) {
				e.surnames = append(e.surnames, name)
			}
		}
		for _, w := range lexicon.Split(s.Container()) {
			if !lexicon.Known(w.Text) && len(w.Text) > 3 {
				e.proper = append(e.proper, w.Text)
			}
		}
		x.sources = append(x.sources, e)
	}
	x.weigh()
	for _, term := range title.key {
		x.subject[term] = true
	}
	x.heads()
	slices.SortFunc(x.spoken, func(a, b spelling) int {
		return cmp.Or(cmp.Compare(len(a.Text), len(b.Text)), cmp.Compare(a.Text, b.Text))
	})
	return x
}

// phrase numbers the words of a text.
func (x *index) phrase(text string, seen map[string]bool) phrase {
	var p phrase
	for _, w := range lexicon.Split(text) {
		term, ok := x.terms[w.Stem]
		if !ok {
			term = len(x.terms)
			x.terms[w.Stem] = term
		}
		if !seen[w.Text] {
			seen[w.Text] = true
			x.spoken = append(x.spoken, spelling{w, lexicon.Letters(w.Text), term})
		}
		p.terms = append(p.terms, term)
		if !w.Common {
			p.key = append(p.key, term)
		}
	}
	return p
}

// weigh says how telling each term is.
func (x *index) weigh() {
	x.in = make([]int, len(x.terms))
	x.subject = make([]bool, len(x.terms))
	x.weight = make([]float64, len(x.terms))
	for _, e := range slices.Concat(x.topics, x.facts) {
		all := map[int]bool{}
		for term := range e.text {
			all[term] = true
		}
		for _, p := range e.phrases {
			for _, term := range p.terms {
				all[term] = true
			}
		}
		for term := range all {
			x.in[term]++
		}
	}
	n := float64(len(x.topics) + len(x.facts))
	for term, in := range x.in {
		x.weight[term] = math.Log(1 + n/float64(in+1))
	}
}

// heads gives each fact the words that set it apart from its neighbours as a name of its own: of "Asthma may be associated
// with a leaky gut" that is asthma. A statement with more than two such words is not about one thing.
func (x *index) heads() {
	const neighbours = 3
	shared := map[*entry]map[int]int{}
	for _, e := range x.facts {
		if shared[e.topic] == nil {
			shared[e.topic] = map[int]int{}
		}
		for term := range e.text {
			shared[e.topic][term]++
		}
	}
	for _, e := range x.facts {
		var head []int
		for _, term := range e.phrases[0].key { // the statement itself, so in its order
			if !x.subject[term] && shared[e.topic][term] < neighbours && !slices.Contains(head, term) {
				head = append(head, term)
			}
		}
		if len(head) == 1 || len(head) == 2 {
			e.phrases = append(e.phrases, phrase{head, head})
		}
	}
}

// mend finds the word that was meant by one with typing errors: the nearest, and of several the first by length and letters.
func (x *index) mend(word string) (spelling, bool) {
	tolerance := lexicon.Tolerance(word)
	if tolerance == 0 {
		return spelling{}, false
	}
	var meant spelling
	letters, best := lexicon.Letters(word), tolerance+1
	from, _ := slices.BinarySearchFunc(x.spoken, len(word)-tolerance, func(s spelling, n int) int { return cmp.Compare(len(s.Text), n) })
	for _, s := range x.spoken[from:] {
		if len(s.Text) > len(word)+tolerance || best == 1 {
			break
		}
		if len(s.Text) < 5 || !lexicon.Near(letters, s.letters, best-1) {
			continue
		}
		d := lexicon.Distance(word, s.Text)
		if d < best && (d == 1 || s.Text[0] == word[0]) { // two errors, and the first letter is one: too much to be sure
			best, meant = d, s
		}
	}
	if best > tolerance || lexicon.NearMatter(word, best) {
		return spelling{}, false
	}
	return meant, true
}

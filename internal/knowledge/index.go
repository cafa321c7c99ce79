package knowledge

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
	"sort"
	"strings"

	"leakygut-bot/internal/knowledge/lexicon"
)

// An index finds what a text is about. It holds what people may call each topic and each fact of a library: names, titles,
// aliases and the words of the statements. It is made once, at load, and never changes.
//
// Words are known by the number of their stem, their term. The entries of an article stand together, so that a question to
// one article looks only at its part of each list.
type index struct {
	terms   map[string]int32
	spoken  []spelling // every word, for typing errors, by length
	entries []entry

	// For each term, in the order of the entries: the names whose rarest word it is, and the entries that have it as a
	// telling word of the statement, as a common word of the statement, and anywhere.
	names   [][]name
	text    [][]int32
	carried [][]int32
	has     [][]int32
}

// An entry is a topic or a fact.
type entry struct {
	at      *Topic
	fact    int32 // in at.facts; -1 is the topic itself
	topic   int32 // the entry of the topic
	phrases []phrase
}

// A phrase is one way to say what an entry is about: its terms in their order, and a bit for each that is not common.
type phrase struct {
	terms []int32
	key   uint64
	plain []int32 // the terms with [ownName] for the article's own name: "leaky gut" and "it" are one
}

// ownName stands in the place of the article's own name, and of "it".
const ownName = -2

type name struct{ entry, phrase int32 }

type spelling struct {
	text    string
	letters uint32
	term    int32
	common  bool
}

// part is what an article has in the index of its library.
type part struct {
	*index
	from, to int32          // its entries
	subject  map[int32]bool // terms of its own title: they fit every question
	the, it  int32          // the terms of those words, and of "syndrome"
	syndrome int32
	sources  []sourceEntry
	cited    map[int32]bool // terms of any source
}

// A sourceEntry is a source with the words by which people ask for it.
type sourceEntry struct {
	source   *Source
	title    []int32
	phrases  []phrase
	text     map[int32]bool
	surnames []string // of its authors, but for those that are words of English
	proper   []string // of where it appeared, likewise
}

// newIndex indexes the articles, which point to their part of it afterwards.
func newIndex(articles []*Article) {
	b := &builder{index: &index{terms: map[string]int32{}}, spelled: map[string]bool{}}
	for _, a := range articles {
		b.article(a)
	}
	b.finish()
}

type builder struct {
	*index
	splitter lexicon.Splitter
	spelled  map[string]bool
	tellers  [][]int32 // for each entry, the telling terms of its statement
	carriers [][]int32 // for each entry, the common ones
}

func (b *builder) article(a *Article) {
	p := &part{index: b.index, from: int32(len(b.entries)), subject: map[int32]bool{}, cited: map[int32]bool{}}
	a.part = p
	some := b.phrase("the it syndrome").terms
	p.the, p.it, p.syndrome = some[0], some[1], some[2]
	title := b.phrase(strings.Join(append(slices.Clone(a.aliases), a.name, a.reference.Title()), " "))
	for i, term := range title.terms {
		if title.telling(i) {
			p.subject[term] = true
		}
	}
	for _, t := range a.topics {
		topic := int32(len(b.entries))
		names := append([]string{t.title}, t.aliases...)
		if w := lexicon.Split(t.name)[0]; !w.Common || w.Relation { // "about" stands in questions about anything
			names = append(names, t.name)
		}
		b.entry(entry{at: t, fact: -1, topic: topic}, "", names)
		for i, f := range t.facts {
			b.entry(entry{at: t, fact: int32(i), topic: topic}, f.text, append(examples(f.text), f.aliases...))
		}
		b.heads(p, topic)
	}
	p.to = int32(len(b.entries))
	for _, e := range b.entries[p.from:p.to] {
		for i := range e.phrases {
			e.phrases[i].plain = p.plain(e.phrases[i].terms, nil)
		}
	}
	for _, s := range append([]*Source{a.reference}, a.sources...) {
		e := b.source(s)
		p.sources = append(p.sources, e)
		maps.Copy(p.cited, e.text)
	}
}

func (b *builder) entry(e entry, statement string, names []string) {
	var tellers, carriers []int32
	whole := b.phrase(statement)
	for i, term := range whole.terms {
		if whole.telling(i) {
			tellers = append(tellers, term)
		} else {
			carriers = append(carriers, term)
		}
	}
	if 0 < len(whole.terms) && len(whole.terms) <= maxPhrase {
		e.phrases = append(e.phrases, whole)
	}
	for _, s := range names {
		if p := b.phrase(s); 0 < len(p.terms) && len(p.terms) <= maxPhrase {
			e.phrases = append(e.phrases, p)
		}
	}
	b.entries = append(b.entries, e)
	b.tellers = append(b.tellers, tellers)
	b.carriers = append(b.carriers, carriers)
}

// maxPhrase is the longest name in words; nobody types more of a statement as it stands.
const maxPhrase = 24

// phrase numbers the words of a text.
func (b *builder) phrase(text string) phrase {
	var p phrase
	for i, w := range b.splitter.Split(text) {
		term, ok := b.terms[w.Stem]
		if !ok {
			term = int32(len(b.terms))
			b.terms[w.Stem] = term
		}
		if !b.spelled[w.Text] {
			b.spelled[w.Text] = true
			b.spoken = append(b.spoken, spelling{w.Text, lexicon.Letters(w.Text), term, w.Common})
		}
		p.terms = append(p.terms, term)
		if !w.Common && i < 64 {
			p.key |= 1 << i
		}
	}
	return p
}

func (p phrase) telling(i int) bool { return i < 64 && p.key&(1<<i) != 0 }

// heads gives each fact of a topic the words that set it apart from its neighbours as a name of its own: of "Asthma may be
// associated with a leaky gut" that is asthma. A statement with more than two such words is not about one thing.
func (b *builder) heads(p *part, topic int32) {
	const neighbours = 3
	shared := map[int32]int{}
	for _, terms := range b.tellers[topic+1:] {
		for i, term := range terms {
			if !slices.Contains(terms[:i], term) {
				shared[term]++
			}
		}
	}
	for e := topic + 1; e < int32(len(b.entries)); e++ {
		var head phrase
		for _, term := range b.tellers[e] {
			if !p.subject[term] && shared[term] < neighbours && !slices.Contains(head.terms, term) {
				head.key |= 1 << min(len(head.terms), 63)
				head.terms = append(head.terms, term)
			}
		}
		if len(head.terms) == 1 || len(head.terms) == 2 {
			b.entries[e].phrases = append(b.entries[e].phrases, head)
		}
	}
}

func (b *builder) source(s *Source) sourceEntry {
	e := sourceEntry{source: s, text: map[int32]bool{}}
	for i, words := range s.item.Searchable() {
		p := b.phrase(words)
		e.phrases = append(e.phrases, p)
		if i == 0 {
			e.title = p.terms
		}
		for j, term := range p.terms {
			if p.telling(j) {
				e.text[term] = true
			}
		}
	}
	foreign := func(texts ...string) (out []string) {
		for _, w := range lexicon.Split(strings.Join(texts, " ")) {
			if len(w.Text) > 3 && !lexicon.Known(w.Text) {
				out = append(out, w.Text)
			}
		}
		return out
	}
	e.surnames, e.proper = foreign(s.item.Surnames()...), foreign(s.Container())
	return e
}

// finish turns the entries round: from what each has to who has it.
func (b *builder) finish() {
	n := len(b.terms)
	b.names, b.text, b.carried, b.has = make([][]name, n), make([][]int32, n), make([][]int32, n), make([][]int32, n)
	add := func(list [][]int32, term, e int32) {
		if l := list[term]; len(l) == 0 || l[len(l)-1] != e {
			list[term] = append(l, e)
		}
	}
	for i := range b.entries {
		e := int32(i)
		for _, term := range b.tellers[i] {
			add(b.text, term, e)
			add(b.has, term, e)
		}
		for _, term := range b.carriers[i] {
			add(b.carried, term, e)
		}
		for _, p := range b.entries[i].phrases {
			for _, term := range p.terms {
				add(b.has, term, e)
			}
		}
	}
	for i := range b.entries {
		for j, p := range b.entries[i].phrases {
			anchor := b.rarest(p)
			b.names[anchor] = append(b.names[anchor], name{int32(i), int32(j)})
		}
	}
	slices.SortFunc(b.spoken, func(x, y spelling) int {
		return cmp.Or(cmp.Compare(len(x.text), len(y.text)), cmp.Compare(x.text, y.text))
	})
}

// rarest gives the term by which a phrase is found fastest: one of its telling ones, if it has any beside the article's own
// name.
func (b *builder) rarest(p phrase) int32 {
	best, bestTells := int32(-1), false
	for i, term := range p.terms {
		tells := p.telling(i) && slices.Contains(p.plain, term)
		if !tells && (bestTells || len(p.plain) > 1 && !slices.Contains(p.plain, term)) {
			continue
		}
		if best < 0 || tells && !bestTells || len(b.has[term]) < len(b.has[best]) {
			best, bestTells = term, tells
		}
	}
	return best
}

// plain puts [ownName] in the place of each run of words of the article's own name. at, unless nil, is told which words stand at
// each place.
func (p *part) plain(terms []int32, at func(from, to int)) []int32 {
	own := func(i int) bool { return i < len(terms) && terms[i] != unknown && p.subject[terms[i]] }
	var plain []int32 // nil as long as nothing is replaced
	for i := 0; i < len(terms); {
		j := i
		if terms[j] == p.the && own(j+1) {
			j++
		}
		for own(j) || j > i && j < len(terms) && terms[j] == p.syndrome && own(j-1) {
			j++
		}
		named := j > i || terms[i] == p.it
		j = max(j, i+1)
		switch {
		case named && plain == nil:
			plain = append(slices.Clone(terms[:i]), ownName)
		case named:
			plain = append(plain, ownName)
		case plain != nil:
			plain = append(plain, terms[i])
		}
		if at != nil {
			at(i, j)
		}
		i = j
	}
	if plain == nil {
		return terms
	}
	return plain
}

// within cuts a list of entries to those of the article.
func (p *part) within(list []int32) []int32 {
	from := sort.Search(len(list), func(i int) bool { return list[i] >= p.from })
	to := from + sort.Search(len(list[from:]), func(i int) bool { return list[from+i] >= p.to })
	return list[from:to]
}

func (p *part) namesWithin(list []name) []name {
	from := sort.Search(len(list), func(i int) bool { return list[i].entry >= p.from })
	to := from + sort.Search(len(list[from:]), func(i int) bool { return list[from+i].entry >= p.to })
	return list[from:to]
}

// mend finds the word of the article that was meant by one with typing errors: the nearest, and of several the first by length
// and letters.
func (p *part) mend(word string) (spelling, bool) {
	tolerance := lexicon.Tolerance(word)
	if tolerance == 0 {
		return spelling{}, false
	}
	var meant spelling
	letters, best := lexicon.Letters(word), tolerance+1
	from := sort.Search(len(p.spoken), func(i int) bool { return len(p.spoken[i].text) >= max(len(word)-tolerance, shortestMended) })
	for _, s := range p.spoken[from:] {
		if len(s.text) > len(word)+tolerance || best == 1 {
			break
		}
		if bits.OnesCount32(letters^s.letters) > 2*(best-1) {
			continue
		}
		d := lexicon.Distance(word, s.text)
		// With two errors the first letter has to be right, or nothing is sure.
		if d < best && (d == 1 || s.text[0] == word[0]) && (s.common || len(p.within(p.has[s.term])) > 0 || p.cited[s.term]) {
			best, meant = d, s
		}
	}
	if best > tolerance || lexicon.NearMatter(word, best) {
		return spelling{}, false
	}
	return meant, true
}

// shortestMended is the length of the shortest word that an error is looked for in: shorter ones are too near each other.
const shortestMended = 5

// examples gives what a statement names after "such as": each is something that the statement is about.
func examples(statement string) []string {
	var out []string
	if !strings.Contains(statement, "such as") {
		return nil
	}
	words := lexicon.Split(statement)
	for i := 2; i < len(words); i++ {
		if words[i-2].Text != "such" || words[i-1].Text != "as" {
			continue
		}
		for ; i < len(words) && !words[i].Common; i++ {
			if len(out) == 0 || words[i].Joined || words[i-1].Common {
				out = append(out, words[i].Text)
			} else {
				out[len(out)-1] += " " + words[i].Text
			}
		}
	}
	return out
}

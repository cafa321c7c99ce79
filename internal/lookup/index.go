// Package lookup finds what an article says about a question: articles in, an immutable [Index] out; a question in, ranked
// facts with their reasons out. It knows no particular article, no Discord and no file format.
//
// It ranks first and decides second. Every fact gets a score from a few features that mean something: how much of what the
// question is about stands in its statement, weighted by how rare each word is; in its aliases; in its topic; as a synonym, as
// something wider, as a neighbour in meaning. Then a small model decides from the best of them, and from what remains
// unexplained of the question, whether that is an answer, only near to one, or nothing. The weights of both are learnt by the
// program in train. What is known about English comes from package english.
package lookup

import (
	"math"
	"slices"
	"strings"

	"leakygut-bot/internal/lookup/english"
)

// Article is what the look-up reads of an article.
type Article struct {
	Name    string   // by which it is asked
	Title   string   // of the work
	Aliases []string // what else people call its subject
	Topics  []Topic
	Sources []Source
}

// Topic is a group of facts under one heading.
type Topic struct {
	Name, Title, Section string
	Aliases              []string
	Facts                []Fact
}

// Fact is one statement.
type Fact struct {
	Text    string
	Aliases []string
}

// Source is an entry of the reference list.
type Source struct {
	ID    string
	Texts []string // whatever people may call it by: authors, title, container, year, DOI
}

// Index is what the look-up knows of its articles. It never changes, so any number of goroutines may use it.
type Index struct {
	articles []*article
	byName   map[string]*article
	words    map[string]*word // of all articles
	weights  *Weights
}

// article is one article, ready to be asked. A term is what the forms of a word have in common: a number, which indexes terms.
type article struct {
	name     string
	terms    []*word
	byStem   map[string]int32
	places   [][]place // by term
	topicsOf [][]int32 // by term: the topics that have it in their names
	weights  []float64 // by term
	subject  []bool    // by term: it names what the whole article is about
	forms    []string  // the words as they are written, in order
	initials map[string][2]string
	facts    []fact
	topics   []topic
	sources  []source
	about    vector
}

// A place is where a term stands.
type place struct {
	fact  int32
	alias bool // in an alias of the fact, and not in its statement
}

type topic struct {
	names       [][]int32 // its name, title and aliases
	vector      vector
	first, last int // its facts
	texts       []string
}

type fact struct {
	topic   int
	seq     []int32   // the statement's terms in order; noTerm for a stop word
	own     []int32   // the statement's terms
	aliases [][]int32 // the terms of each alias
	weight  float64   // of own
	vector  vector
	number  bool // a number stands in it
	tells   point
	texts   []string // the statement and its aliases
}

const noTerm = -1

type vector = [english.Dimensions]float32

// word is what is known of a word, whatever article it stands in.
type word = english.Word

// New makes an index that ranks and decides by the weights.
func New(articles []Article, weights *Weights) *Index {
	x := &Index{byName: map[string]*article{}, words: map[string]*word{}, weights: weights}
	for _, in := range articles {
		b := builder{x: x, article: &article{name: in.Name, byStem: map[string]int32{}, initials: map[string][2]string{}}, forms: map[string]bool{}}
		b.build(in)
		x.articles = append(x.articles, b.article)
		x.byName[in.Name] = b.article
	}
	return x
}

// word returns what is known of a word, and keeps it for the next time while the index is built.
func (x *Index) word(text string) *word {
	w, ok := x.words[text]
	if !ok {
		w = english.NewWord(text)
		x.words[text] = w
	}
	return w
}

// lookup is word for questions, which change nothing.
func (x *Index) lookup(text string) *word {
	if w, ok := x.words[text]; ok {
		return w
	}
	return english.NewWord(text)
}

// read returns the words of a question, each looked up.
func (x *Index) read(question string) []token {
	tokens := tokenize(question)
	for i := range tokens {
		tokens[i].word = x.lookup(tokens[i].text)
	}
	return tokens
}

type builder struct {
	x *Index
	*article
	forms map[string]bool
}

func (b *builder) build(in Article) {
	var subject []int32
	for _, name := range append([]string{in.Name, in.Title}, in.Aliases...) {
		seq, compounds := b.read(name)
		subject = append(append(subject, seq...), compounds...)
	}
	inTopic := make([][]int32, len(in.Topics))
	for i, t := range in.Topics {
		top := topic{first: len(b.facts), last: len(b.facts) + len(t.Facts), texts: append([]string{t.Title, t.Name}, t.Aliases...)}
		for _, name := range append([]string{t.Name, t.Title}, t.Aliases...) {
			seq, compounds := b.read(name)
			top.names = append(top.names, content(seq))
			inTopic[i] = append(append(inTopic[i], seq...), compounds...)
		}
		seq, compounds := b.read(t.Section)
		inTopic[i] = distinct(append(append(inTopic[i], seq...), compounds...))
		for _, f := range t.Facts {
			b.facts = append(b.facts, b.fact(i, f))
		}
		b.topics = append(b.topics, top)
	}
	b.subject = make([]bool, len(b.terms))
	for _, t := range content(subject) {
		b.subject[t] = true
	}
	b.index(inTopic)
	for _, s := range in.Sources {
		b.sources = append(b.sources, newSource(s))
	}
	for s := range b.forms {
		if len(s) >= 4 {
			b.article.forms = append(b.article.forms, s)
		}
	}
	slices.Sort(b.article.forms)
}

// fact reads a fact.
func (b *builder) fact(topic int, in Fact) fact {
	f := fact{topic: topic, number: strings.ContainsAny(in.Text, "0123456789"), texts: append([]string{in.Text}, in.Aliases...)}
	seq, compounds := b.read(in.Text)
	for _, t := range tokenize(in.Text) {
		f.tells |= tells(b.x.word(t.text))
	}
	f.seq, f.own = seq, distinct(append(content(seq), compounds...))
	for _, alias := range in.Aliases {
		seq, compounds := b.read(alias)
		f.aliases = append(f.aliases, content(seq))
		if len(compounds) > 0 {
			f.aliases = append(f.aliases, compounds)
		}
	}
	return f
}

// index makes the ways from terms to facts and topics, and the weights.
func (b *builder) index(inTopic [][]int32) {
	n := len(b.terms)
	b.places, b.topicsOf, b.weights = make([][]place, n), make([][]int32, n), make([]float64, n)
	for i := range b.facts {
		f := &b.facts[i]
		for _, t := range f.own {
			b.places[t] = append(b.places[t], place{int32(i), false})
		}
		var alias []int32
		for _, a := range f.aliases {
			alias = append(alias, a...)
		}
		for _, t := range distinct(alias) {
			if !slices.Contains(f.own, t) {
				b.places[t] = append(b.places[t], place{int32(i), true})
			}
		}
	}
	for i, terms := range inTopic {
		for _, t := range terms {
			b.topicsOf[t] = append(b.topicsOf[t], int32(i))
		}
	}
	for t, w := range b.terms {
		b.weights[t] = weight(idf(len(b.facts), len(b.places[t])), w.Rarity)
	}
	all := make([]int32, n)
	for t := range all {
		all[t] = int32(t)
	}
	b.about = b.average(all)
	for i := range b.facts {
		f := &b.facts[i]
		terms := slices.Clone(f.own)
		for _, a := range f.aliases {
			terms = append(terms, a...)
		}
		f.vector = b.average(distinct(terms))
		for _, t := range f.own {
			if !b.subject[t] {
				f.weight += b.weights[t]
			}
		}
	}
	for i := range b.topics {
		b.topics[i].vector = b.average(inTopic[i])
	}
}

// read returns the terms of a text in order, with noTerm for a stop word, and those of its compounds.
func (b *builder) read(text string) (seq, compounds []int32) {
	tokens := tokenize(text)
	words := make([]*word, len(tokens))
	for i, tok := range tokens {
		words[i] = b.x.word(tok.text)
	}
	for i, w := range words {
		if i > 0 {
			if c := b.x.compound(words[i-1], w, b.x.word); c != nil {
				compounds = append(compounds, b.term(c))
			}
		}
		if w.Stop {
			seq = append(seq, noTerm)
			continue
		}
		b.forms[w.Text] = true
		seq = append(seq, b.term(w))
		if i > 0 && !words[i-1].Stop {
			b.initial(words[:i+1])
		}
	}
	return seq, compounds
}

// initial keeps the initials of the last two to four words: people write 2FA for two-factor authentication.
func (b *builder) initial(words []*word) {
	letters := ""
	for n := 1; n <= 4 && n <= len(words) && !words[len(words)-n].Stop; n++ {
		letters = words[len(words)-n].Text[:1] + letters
		if n > 1 {
			b.initials[letters] = [2]string{words[len(words)-2].Text, words[len(words)-1].Text}
		}
	}
}

func (b *builder) term(w *word) int32 {
	t, ok := b.byStem[w.Stem]
	if !ok {
		t = int32(len(b.terms))
		b.byStem[w.Stem] = t
		b.terms = append(b.terms, w)
	}
	return t
}

// compound returns the term of two words that the dictionary has as one, such as hay fever; nil if it does not have them.
func (x *Index) compound(a, b *word, get func(string) *word) *word {
	if !a.Leads || a.Stop || b.Stop || a.Number || b.Number {
		return nil
	}
	for _, last := range append([]string{b.Text}, english.Bases(b.Text)...) {
		text := a.Text + " " + last
		if w, ok := x.words[text]; ok {
			return w
		}
		if _, ok := english.Lookup(text); ok {
			w := get(text)
			w.Stem = a.Stem + " " + b.Stem
			return w
		}
	}
	return nil
}

// idf is the inverse document frequency of a term that stands in n of an article's facts, as BM25 has it.
func idf(facts, n int) float64 {
	return math.Log(1 + (float64(facts)-float64(n)+.5)/(float64(n)+.5))
}

// weight tells how much a term says: it is rare in the article, and rare in English.
func weight(idf, rarity float64) float64 { return idf * (0.1 + 0.9*math.Pow(rarity, 2.5)) }

// heaviest is the weight of a word that is rare in English and stands in one fact of the article.
func (a *article) heaviest() float64 { return weight(idf(len(a.facts), 1), 1) }

// subjectShare is how much of its weight a word keeps that names what the whole article is about.
const subjectShare = 0.1

// average is the direction of the weighted sum of the terms' vectors.
func (a *article) average(terms []int32) vector {
	var v vector
	for _, t := range terms {
		w := float32(a.weights[t])
		if a.subject[t] {
			w *= subjectShare
		}
		for i, x := range a.terms[t].Vector {
			v[i] += w * x
		}
	}
	return unit(v)
}

func unit(v vector) vector {
	sum := english.Dot(&v, &v)
	if sum == 0 {
		return v
	}
	scale := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i] *= scale
	}
	return v
}

// content leaves the stop words out.
func content(seq []int32) []int32 {
	return slices.DeleteFunc(slices.Clone(seq), func(t int32) bool { return t == noTerm })
}

// distinct returns each term once, in order, without the stop words.
func distinct(terms []int32) []int32 {
	out := content(terms)
	slices.Sort(out)
	return slices.Compact(out)
}

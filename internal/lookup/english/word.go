package english

import (
	"math/bits"
	"slices"
	"sort"
	"strings"
)

// A Word is what is known of a word, whatever it is used of.
type Word struct {
	Text      string
	Stem      string
	Rarity    float64 // from 0 to 1; see [Entry.Rarity]
	Known     bool    // to the dictionary
	Stop      bool    // it carries other words and says little by itself
	Number    bool
	Senses    []Synset
	kinds     []kind // what its senses are, and are kinds of, by synset
	bloom     uint64 // of kinds, and of the senses alone: a filter that most pairs of words do not pass
	means     uint64
	Category  Category
	Vector    [Dimensions]float32
	hasVector bool
	signs     uint64 // of the vector
	Usual     *Word  // a common word that it is probably a typing error of; nil for none
	Leads     bool   // the dictionary has a compound that begins with it
}

// A kind is something that a word is a kind of.
type kind struct {
	synset   Synset
	distance int8 // how many steps up; 0 is a sense of the word itself
}

// numberRarity is the rarity of a number, of which the table has none.
const numberRarity = 0.5

// unusual is the rarity from which a word without a meaning is taken for a typing error.
const unusual = 0.8

// minDepth is how far below the top a meaning has to be to tell something: everything is a kind of "entity" or "object".
const minDepth = 5

// NewWord looks a word up, in lower case.
func NewWord(text string) *Word {
	w := &Word{Text: text, Number: IsNumber(text)}
	entry := w.find()
	w.Rarity = entry.Rarity()
	if w.Number {
		w.Rarity = numberRarity
	}
	w.Stem = Stem(w.Text)
	if w.Stop = !w.Number && (IsStopWord(text) || len(text) == 1); w.Stop {
		return w // nothing asks what it means
	}
	w.Vector, w.hasVector = entry.Vector()
	for i, x := range w.Vector {
		if x > 0 {
			w.signs |= 1 << i
		}
	}
	w.mean(entry)
	for range Compounds(w.Text) {
		w.Leads = true
		break
	}
	if len(w.Senses) == 0 && !w.Number && (!w.Known || w.Rarity >= unusual) {
		if meant := usual(w.Text); meant != "" {
			w.Usual = NewWord(meant)
		}
	}
	return w
}

// find looks the word up in the dictionary, in another spelling if it does not have this one.
func (w *Word) find() Entry {
	for _, spelling := range append([]string{w.Text}, spellings(w.Text)...) {
		if e, ok := Lookup(spelling); ok {
			w.Text, w.Known = spelling, true
			return e
		}
	}
	return Entry{}
}

// mean fills in what the word means: its own senses, or those of what it is a regular form of.
func (w *Word) mean(entry Entry) {
	w.Senses = common(entry.Senses())
	if len(w.Senses) == 0 && !strings.Contains(w.Text, " ") {
		for _, base := range Bases(w.Text) {
			if e, ok := Lookup(base); ok && len(e.Senses()) > 0 {
				w.Senses = common(e.Senses())
				w.Known = true
				break
			}
		}
	}
	if len(w.Senses) > 0 {
		w.Category = w.Senses[0].Category()
	}
	nearest := map[Synset]int8{}
	for _, s := range w.Senses {
		w.means |= bit(s)
		climb(s, func(k kind) {
			if d, ok := nearest[k.synset]; !ok || k.distance < d {
				nearest[k.synset] = k.distance
			}
		})
	}
	for synset, distance := range nearest {
		w.kinds = append(w.kinds, kind{synset, distance})
		w.bloom |= bit(synset)
	}
	slices.SortFunc(w.kinds, func(a, b kind) int { return int(a.synset - b.synset) })
}

// climb calls f with a sense and everything that it is a kind of, down to minDepth.
func climb(s Synset, f func(kind)) {
	f(kind{s, 0})
	level := []Synset{s}
	for d := int8(1); len(level) > 0 && d < 12; d++ {
		var next []Synset
		for _, s := range level {
			for _, p := range s.Parents() {
				if s.Category().Noun() && depth(p) < minDepth {
					continue
				}
				f(kind{p, d})
				next = append(next, p)
			}
		}
		level = next
	}
}

func depth(s Synset) int {
	n := 0
	for p := s.Parents(); len(p) > 0 && n < 20; p = p[0].Parents() {
		n++
	}
	return n
}

// bit is the bit of a synset in a filter of 64.
func bit(s Synset) uint64 { return 1 << (uint32(s) * 2654435761 >> 26) }

// Is reports how many steps up the word is a kind of the synset.
func (w *Word) Is(s Synset) (distance int, ok bool) {
	if w.bloom&bit(s) == 0 {
		return 0, false
	}
	i := sort.Search(len(w.kinds), func(i int) bool { return w.kinds[i].synset >= s })
	if i == len(w.kinds) || w.kinds[i].synset != s {
		return 0, false
	}
	return int(w.kinds[i].distance), true
}

// Meet reports how the meanings of two words meet: whether they are synonyms, and how close one is as a kind of the other, from 0 to 1:
// w a kind of what o means, or o of what w means. Only nouns are kinds of something here: what WordNet has above verbs misleads more
// often than it helps.
func (w *Word) Meet(o *Word) (synonym bool, kind, wider float64) {
	if w.bloom&o.means != 0 {
		for _, s := range o.Senses {
			if d, ok := w.Is(s); ok && d == 0 {
				synonym = true
			} else if ok && s.Category().Noun() {
				kind = max(kind, closeness(d))
			}
		}
	}
	if o.bloom&w.means != 0 {
		for _, s := range w.Senses {
			if d, ok := o.Is(s); ok && d > 0 && s.Category().Noun() {
				wider = max(wider, closeness(d))
			}
		}
	}
	return synonym, kind, wider
}

// closeness falls with the steps between a word and what it is a kind of.
func closeness(steps int) float64 { return 1 / (1 + 0.2*float64(steps-1)) }

// Near is the cosine of the words' vectors; 0 where it is small, which the signs of the numbers tell at a glance.
func (w *Word) Near(o *Word) float64 {
	if !w.hasVector || !o.hasVector || bits.OnesCount64(w.signs^o.signs) > 22 {
		return 0
	}
	return Dot(&w.Vector, &o.Vector)
}

// common returns the commonest senses: three of nouns, one of each other part of speech.
func common(senses []Synset) []Synset {
	var out []Synset
	nouns, verbs, others := 0, 0, 0
	for _, s := range senses {
		n, most := &others, 1
		switch c := s.Category(); {
		case c.Noun():
			n, most = &nouns, 3
		case c.Verb():
			n, most = &verbs, 1
		}
		if *n < most {
			*n++
			out = append(out, s)
		}
	}
	return out
}

// Dot is the inner product of two vectors: the cosine between them if each has the length 1.
func Dot(a, b *[Dimensions]float32) float64 {
	var even, odd float32 // two sums, which the processor adds up side by side
	for i := 0; i+1 < len(a); i += 2 {
		even += a[i] * b[i]
		odd += a[i+1] * b[i+1]
	}
	return float64(even + odd)
}

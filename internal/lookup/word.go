package lookup

import (
	"math/bits"

	"slices"
	"sort"
	"strings"

	stemmer "github.com/kljensen/snowball/english"

	"leakygut-bot/internal/lookup/english"
)

// A word is what is known of a word, whatever article it stands in.
type word struct {
	text     string
	stem     string
	rarity   float64 // from 0 to 1; see english.Entry.Rarity
	known    bool    // to the dictionary
	stop     bool    // it carries other words and says little by itself
	number   bool
	senses   []english.Synset
	kinds    []kind // what its senses are, and are kinds of, by synset
	bloom    uint64 // of kinds, and of the senses alone: a filter that most pairs of words do not pass
	means    uint64
	category english.Category
	vector   vector
	hasVec   bool
	signs    uint64 // of the vector
	usual    *word  // a common word that it is probably a typing error of; nil for none
	leads    bool   // the dictionary has a compound that begins with it
}

// A kind is something that a word is a kind of.
type kind struct {
	synset   english.Synset
	distance int8 // how many steps up; 0 is a sense of the word itself
}

// numberRarity is the rarity of a number, of which the table has none.
const numberRarity = 0.5

// unusual is the rarity from which a word without a meaning is taken for a typing error.
const unusual = 0.8

// minDepth is how far below the top a meaning has to be to tell something: everything is a kind of "entity" or "object".
const minDepth = 5

func newWord(text string) *word {
	w := &word{text: text, number: isNumber(text)}
	entry := w.find()
	w.rarity = entry.Rarity()
	if w.number {
		w.rarity = numberRarity
	}
	w.stop = !w.number && (stemmer.IsStopWord(text) || contracted[text] || len(text) == 1)
	w.stem = stem(w.text)
	w.vector, w.hasVec = entry.Vector()
	for i, x := range w.vector {
		if x > 0 {
			w.signs |= 1 << i
		}
	}
	w.mean(entry)
	for range english.Compounds(w.text) {
		w.leads = true
		break
	}
	if len(w.senses) == 0 && !w.stop && !w.number && (!w.known || w.rarity >= unusual) {
		if meant := usual(w.text); meant != "" {
			w.usual = newWord(meant)
		}
	}
	return w
}

// find looks the word up in the dictionary, in another spelling if it does not have this one.
func (w *word) find() english.Entry {
	for _, spelling := range append([]string{w.text}, spellings(w.text)...) {
		if e, ok := english.Lookup(spelling); ok {
			w.text, w.known = spelling, true
			return e
		}
	}
	return english.Entry{}
}

// mean fills in what the word means: its own senses, or those of what it is a regular form of.
func (w *word) mean(entry english.Entry) {
	w.senses = common(entry.Senses())
	if len(w.senses) == 0 && !strings.Contains(w.text, " ") {
		for _, base := range bases(w.text) {
			if e, ok := english.Lookup(base); ok && len(e.Senses()) > 0 {
				w.senses = common(e.Senses())
				w.known = true
				break
			}
		}
	}
	if len(w.senses) > 0 {
		w.category = w.senses[0].Category()
	}
	nearest := map[english.Synset]int8{}
	for _, s := range w.senses {
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
func climb(s english.Synset, f func(kind)) {
	f(kind{s, 0})
	level := []english.Synset{s}
	for d := int8(1); len(level) > 0 && d < 12; d++ {
		var next []english.Synset
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

func depth(s english.Synset) int {
	n := 0
	for p := s.Parents(); len(p) > 0 && n < 20; p = p[0].Parents() {
		n++
	}
	return n
}

// bit is the bit of a synset in a filter of 64.
func bit(s english.Synset) uint64 { return 1 << (uint32(s) * 2654435761 >> 26) }

// is reports how many steps up the word is a kind of the synset.
func (w *word) is(s english.Synset) (distance int, ok bool) {
	i := sort.Search(len(w.kinds), func(i int) bool { return w.kinds[i].synset >= s })
	if i == len(w.kinds) || w.kinds[i].synset != s {
		return 0, false
	}
	return int(w.kinds[i].distance), true
}

// near is the cosine of the words' vectors; 0 where it is small, which the signs of the numbers tell at a glance.
func (w *word) near(o *word) float64 {
	if !w.hasVec || !o.hasVec || bits.OnesCount64(w.signs^o.signs) > 22 {
		return 0
	}
	return dot(&w.vector, &o.vector)
}

// stem gives what the endings of a word have in common. Words of one or two letters have no endings.
func stem(text string) string {
	if len(text) <= 2 {
		return text
	}
	return stemmer.Stem(text, true)
}

func isNumber(text string) bool { return text != "" && text[0] >= '0' && text[0] <= '9' }

// spellings gives the other spellings of a word, American for British.
func spellings(text string) []string {
	var out []string
	add := func(old, new string) {
		if s := strings.Replace(text, old, new, 1); s != text {
			out = append(out, s)
		}
	}
	add("ae", "e")
	add("oe", "e")
	add("our", "or")
	add("is", "iz")
	add("ys", "yz")
	add("ogue", "og")
	add("ll", "l")
	if rest, ok := strings.CutSuffix(text, "re"); ok {
		out = append(out, rest+"er")
	}
	return out
}

// bases gives what a regular form of a word may be a form of.
func bases(text string) []string {
	var out []string
	for _, r := range []struct{ end, base string }{
		{"ies", "y"}, {"es", ""}, {"s", ""}, {"ied", "y"}, {"ed", ""}, {"ed", "e"}, {"ing", ""}, {"ing", "e"}, {"er", ""}, {"er", "e"}, {"est", ""}, {"est", "e"}, {"ly", ""}, {"men", "man"},
	} {
		if b, ok := strings.CutSuffix(text, r.end); ok && len(b) > 1 {
			out = append(out, b+r.base)
			if n := len(b); r.base == "" && !strings.HasSuffix(r.end, "s") && n > 2 && b[n-1] == b[n-2] {
				out = append(out, b[:n-1])
			}
		}
	}
	return out
}

// contracted are the auxiliaries with "not" and the pronouns with a verb, without their apostrophes.
var contracted = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`aint arent cant cannot couldnt didnt doesnt dont hadnt hasnt havent isnt mustnt shouldnt wasnt werent wont wouldnt
		im ive id ill youre youve youd youll hes shes its were weve theyre theyve theyd theyll thats whats whos wheres whens whys hows theres heres lets
		would could might must shall may cannot also`) {
		out[w] = true
	}
	return out
}()

// common gives the commonest senses: three of nouns, one of each other part of speech.
func common(senses []english.Synset) []english.Synset {
	var out []english.Synset
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

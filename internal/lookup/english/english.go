// Package english is what the look-up knows about English words: how rare each is, what it is a kind of, and which words are
// near to it in meaning. A [Word] has all of it. Nothing but regular endings and contractions is written by hand: english.bin is made
// from WordNet 3.0 and from GloVe word vectors by the program in generate.
//
// The table is read where it lies in the binary. It begins with the lengths of its five parts, 32 bits each, low byte first
// as everywhere:
//
//   - offsets: for every [BlockSize] entries, where their records begin, 32 bits each;
//   - records, in the order of their words: how many bytes the word shares with the one before (0 at the beginning of a block)
//     and how many follow, each a byte; those bytes; the rarity, a byte; the number of senses, with [HasVector]; the number of
//     the vector, 16 bits, where there is one; the synsets of the senses, 24 bits each, the commonest first;
//   - synsets: the category, a byte, and the synset's parent, 24 bits; its own number at the top;
//   - further parents: a synset and its parent, 24 bits each, in the order of the synsets;
//   - vectors: [Dimensions] signed bytes each.
package english

import (
	_ "embed"
	"encoding/binary"
	"iter"
	"math"
	"sort"
	"strings"
)

//go:generate go run ./generate

//go:embed english.bin
var file string

// The layout of the table.
const (
	Dimensions  = 50
	BlockSize   = 16
	HasVector   = 0x80
	RarityScale = 13.0
	Unknown     = 255 // the rarity of a word that the vectors do not have
)

var offsets, records, synsets, further, vectors = parts()

func parts() (offsets, records, synsets, further, vectors string) {
	lengths, rest := file[:20], file[20:]
	for i, part := range []*string{&offsets, &records, &synsets, &further, &vectors} {
		n := binary.LittleEndian.Uint32([]byte(lengths[4*i : 4*i+4]))
		*part, rest = rest[:n], rest[n:]
	}
	return
}

// Entry is a word, or several with a space between each, as the table has it. The zero Entry is an unknown word.
type Entry struct {
	rarity byte
	known  bool
	vector string
	senses string
}

// Lookup finds a word in lower case.
func Lookup(word string) (Entry, bool) {
	block := sort.Search(len(offsets)/4, func(i int) bool {
		at := offset(i)
		n := int(records[at+1])
		return records[at+2:at+2+n] > word
	}) - 1
	if block < 0 {
		return Entry{}, false
	}
	at := offset(block)
	matched := 0 // bytes of word that the records so far share with it
	for i := 0; i < BlockSize && at < len(records); i++ {
		shared, n := int(records[at]), int(records[at+1])
		suffix := records[at+2 : at+2+n]
		at += 2 + n
		rarity, flags := records[at], records[at+1]
		at += 2
		e := Entry{rarity: rarity, known: true}
		if flags&HasVector != 0 {
			v := int(records[at]) | int(records[at+1])<<8
			e.vector = vectors[v*Dimensions : (v+1)*Dimensions]
			at += 2
		}
		senses := 3 * int(flags&^HasVector)
		e.senses = records[at : at+senses]
		at += senses
		if shared < matched {
			return Entry{}, false // it comes after word
		}
		if shared > matched {
			continue
		}
		rest := word[matched:]
		if suffix == rest {
			return e, true
		}
		if suffix > rest {
			return Entry{}, false
		}
		for k := 0; k < min(len(suffix), len(rest)) && suffix[k] == rest[k]; k++ {
			matched++
		}
	}
	return Entry{}, false
}

// Compounds returns the entries of several words that begin with a word, in alphabetical order: "hay fever" for "hay".
func Compounds(word string) iter.Seq[string] {
	return func(yield func(string) bool) {
		prefix := word + " "
		for next := from(prefix); strings.HasPrefix(next, prefix) && yield(next); {
			next = from(next + " ")
		}
	}
}

// from returns the first word of the table that is not less than text; "" if there is none.
func from(text string) string {
	block := max(0, sort.Search(len(offsets)/4, func(i int) bool {
		at := offset(i)
		n := int(records[at+1])
		return records[at+2:at+2+n] > text
	})-1)
	// The first word that is not less than text stands in this block, or is the first of the next one.
	var word []byte
	for at, i := offset(block), 0; i <= BlockSize && at < len(records); i++ {
		shared, n := int(records[at]), int(records[at+1])
		word = append(word[:shared], records[at+2:at+2+n]...)
		if string(word) >= text {
			return string(word)
		}
		at += 2 + n
		flags := records[at+1]
		at += 2 + 3*int(flags&^HasVector)
		if flags&HasVector != 0 {
			at += 2
		}
	}
	return ""
}

func offset(block int) int {
	o := offsets[4*block : 4*block+4]
	return int(o[0]) | int(o[1])<<8 | int(o[2])<<16 | int(o[3])<<24
}

func number(s string, i int) int {
	return int(s[i]) | int(s[i+1])<<8 | int(s[i+2])<<16
}

// Rarity tells how rare the word is: 0 is the most frequent one, 1 one that is hardly ever written or unknown. It grows with
// the logarithm of the word's place in the order of frequency.
func (e Entry) Rarity() float64 {
	if !e.known || e.rarity == Unknown {
		return 1
	}
	return min(1, float64(e.rarity)/RarityScale/math.Log2(250_000))
}

// Senses returns the synsets of the word, the commonest first within each part of speech: nouns, verbs, adjectives, adverbs.
func (e Entry) Senses() []Synset {
	out := make([]Synset, 0, len(e.senses)/3)
	for i := 0; i < len(e.senses); i += 3 {
		out = append(out, Synset(number(e.senses, i)))
	}
	return out
}

// Vector returns the word's vector, scaled to the length 1; false for a word that has none.
func (e Entry) Vector() (v [Dimensions]float32, ok bool) {
	if e.vector == "" {
		return v, false
	}
	sum := 0.0
	for i := range v {
		x := float64(int8(e.vector[i]))
		v[i] = float32(x)
		sum += x * x
	}
	scale := float32(1 / math.Sqrt(max(sum, 1)))
	for i := range v {
		v[i] *= scale
	}
	return v, true
}

// Synset is one meaning, shared by all its words.
type Synset int32

// Category is the number of the lexicographer file that WordNet keeps the meaning in.
func (s Synset) Category() Category { return Category(synsets[4*s]) }

// Parents returns what the meaning is a kind of: for an adjective the one it is like, or the noun it belongs to.
func (s Synset) Parents() []Synset {
	first := Synset(number(synsets, 4*int(s)+1))
	if first == s {
		return nil
	}
	out := []Synset{first}
	n := len(further) / 6
	for i := sort.Search(n, func(i int) bool { return number(further, 6*i) >= int(s) }); i < n && number(further, 6*i) == int(s); i++ {
		out = append(out, Synset(number(further, 6*i+3)))
	}
	return out
}

// Category is a kind of meaning, as lexnames(5WN) numbers them.
type Category uint8

// The categories that the look-up tells apart.
const (
	Animal        Category = 5
	Artifact      Category = 6
	Body          Category = 8
	Group         Category = 14
	Location      Category = 15
	Person        Category = 18
	Time          Category = 28
	Communicating Category = 32 // verbs such as say and spell
	Creation      Category = 36 // verbs such as make and bake
)

// Noun reports whether the category is one of nouns.
func (c Category) Noun() bool { return c >= 3 && c <= 28 }

// Verb reports whether the category is one of verbs.
func (c Category) Verb() bool { return c >= 29 && c <= 43 }

// Known reports whether the table has the word, as itself or in one of its regular forms.
func Known(word string) bool {
	_, ok := Lookup(strings.ToLower(word))
	return ok
}

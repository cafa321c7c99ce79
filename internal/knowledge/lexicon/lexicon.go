// Package lexicon holds what the look-up knows of English: how to part a sentence into words, which words only carry the
// others, what spellings and endings of a word belong together, and what is a typing error.
package lexicon

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
)

// Word is one word of a text.
type Word struct {
	Text     string // in lower case, without apostrophes
	Stem     string // the same for all spellings and endings of the word, and for words that may stand for it; see [Stem]
	Common   bool   // it carries other words and says little by itself: "does", "my", "cause"
	Relation bool   // a common word that can name a topic: "cause", "symptoms"
	Joined   bool   // an "and", an "or" or a mark such as a comma stands between it and the word before
	Parted   bool   // a mark that ends a clause does
	Proper   bool   // it is written with a capital within a sentence, as names are, or in capitals, as "HRT" is
}

// MaxWords is how many words of a text are read; a question has far fewer, and Discord's messages end at 4,000 characters.
const MaxWords = 1000

// Split gives the words of any text. What is no letter and no digit parts them, an apostrophe excepted.
func Split(text string) []Word { return split(asides.Replace(text), Stem) }

// A Splitter splits many texts that share their words. It is for one goroutine.
type Splitter struct{ stems map[string]string }

// Split is the function of that name, for texts of the knowledge: it does without what only people put into a question.
func (s *Splitter) Split(text string) []Word {
	return split(text, func(word string) string {
		stem, ok := s.stems[word]
		if !ok {
			if s.stems == nil {
				s.stems = map[string]string{}
			}
			stem = Stem(word)
			s.stems[word] = stem
		}
		return stem
	})
}

func split(text string, stem func(string) string) []Word {
	words := make([]Word, 0, min(MaxWords, len(text)/5+1))
	joined, parted, skip := false, false, false
	letters, capitals := 0, 0              // of the word
	mixed := strings.ToUpper(text) != text // capitals say nothing where there is nothing else
	add := func(raw string) {
		if s, ok := short[raw]; ok {
			raw = s
		}
		w := Word{Text: raw, Joined: joined && len(words) > 0, Parted: parted && len(words) > 0, Proper: mixed && letters > 1 && (capitals == letters || capitals == 1 && !parted && len(words) > 0)}
		switch {
		case fillers[raw], raw == "back" && len(words) > 0 && returning[words[len(words)-1].Stem]:
			return
		case conjunctions[raw]:
			joined = true
			return
		case len(words) > 0 && words[len(words)-1].Text == "how" && measures[raw]:
			// "how long" asks for something else than "long": it is a word of its own.
			w.Text = "how " + raw
			w.Joined, w.Parted = words[len(words)-1].Joined, words[len(words)-1].Parted
			words[len(words)-1] = w
			words[len(words)-1].Stem = w.Text
			joined, parted = false, false
			return
		}
		if n, ok := numerals[raw]; ok && len(words) > 0 && numbering[words[len(words)-1].Text] {
			w.Text = n
		}
		w.Stem = stem(w.Text)
		w.Relation = relations[w.Text] || relationStems[w.Stem]
		w.Common = w.Relation || raw == "difference" && made(words) || common[w.Text] || manner(w.Text) || len(w.Text) == 1 && w.Text[0] >= 'a' && w.Text[0] <= 'z'
		joined, parted = false, false
		words = append(words, w)
	}
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 && len(words) < MaxWords {
			add(b.String())
		}
		letters, capitals = 0, 0
		b.Reset()
	}
	text = squeeze(text)
	for i, r := range text {
		if skip {
			skip = false
			continue
		}
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
			letters++
			if unicode.IsUpper(r) {
				capitals++
			}
			b.WriteRune(unicode.ToLower(r))
		case (r == '\'' || r == '’') && possessive(text[i+utf8.RuneLen(r):]):
			flush()
			skip = true
		case r == '\'' || r == '’' || r == '‘' || r == '\u200d' || r == '\u200b' || r == '\u00ad' || r == '\ufeff':
		case r == ',' && b.Len() > 0 && digit(text, i-1) && digit(text, i+1): // 4,000
		default:
			flush()
			joined = joined || strings.ContainsRune(",;:.?!()/+&|\n", r)
			parted = parted || strings.ContainsRune(",;:.?!()\n", r)
		}
		if len(words) == MaxWords {
			break
		}
	}
	flush()
	return words
}

// asides are what people put in without asking about it.
var asides = strings.NewReplacer("24/7", "always", "in plain words", "", "in simple words", "", "in other words", "", "in simple terms", "", "in short words", "", "in a few words", "", "every single", "every",
	" 4 it", " for it", " 4 me", " for me", " 4 my", " for my", " 4 u", " for you", " 2 go", " to go", " 2 do", " to do")

// made tells whether the words end with "make a": to make a difference is to matter.
func made(words []Word) bool {
	for _, w := range words[max(0, len(words)-3):] {
		if w.Stem == "make" || w.Text == "made" {
			return true
		}
	}
	return false
}

// manner tells whether a word only says how: "slightly", "correctly". Those that say for how long or how well are none.
func manner(w string) bool {
	return len(w) > 5 && strings.HasSuffix(w, "ly") && !matter[w] && Known(w)
}

// possessive tells whether the text after an apostrophe is the s of "Crohn's" or "what's".
func possessive(after string) bool {
	if after == "" || after[0] != 's' && after[0] != 'S' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(after[1:])
	return !unicode.IsLetter(next) && !unicode.IsDigit(next)
}

func digit(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

// Stem gives one form for the endings and the British and American spellings of a word, and for words that may stand for each
// other. The form is not for showing.
func Stem(word string) string {
	if s, ok := commonStems()[word]; ok {
		return s
	}
	return stem(word)
}

// commonStems holds what Stem gives for the words that most of a question consists of: to find it costs 2 µs a word.
var commonStems = sync.OnceValue(func() map[string]string {
	stems := make(map[string]string, len(common)+len(relations))
	for _, words := range []map[string]bool{common, relations} {
		for w := range words {
			stems[w] = stem(w)
		}
	}
	for w, s := range alike {
		stems[w] = s
	}
	return stems
})

func stem(word string) string {
	if len(word) < 4 || strings.IndexFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0 {
		return strings.TrimSuffix(word, "s") // IBS and NSAIDs, MS and 4000
	}
	return english.Stem(american(word), true)
}

// american brings the British spellings that follow a rule to the American ones. Words that only look as if they followed it
// are changed on both sides of a comparison, so no harm is done.
func american(w string) string {
	if len(w) < 5 {
		return w
	}
	if strings.Contains(w, "oe") || strings.Contains(w, "ae") {
		w = strings.NewReplacer("oe", "e", "ae", "e").Replace(w)
	}
	for _, e := range endings {
		if stem, ok := strings.CutSuffix(w, e.british); ok {
			return stem + e.american
		}
	}
	return w
}

var endings = []struct{ british, american string }{
	{"isation", "ization"}, {"isations", "izations"}, {"ising", "izing"}, {"ised", "ized"}, {"ises", "izes"}, {"ise", "ize"}, {"iser", "izer"},
	{"yse", "yze"}, {"ysed", "yzed"}, {"ysing", "yzing"},
	{"our", "or"}, {"ours", "ors"}, {"oured", "ored"}, {"ouring", "oring"},
	{"tre", "ter"}, {"tres", "ters"}, {"bre", "ber"}, {"bres", "bers"},
	{"elling", "eling"}, {"elled", "eled"},
}

// squeeze takes the drawl out of a text: a letter that stands three times or more in a row stands once.
func squeeze(s string) string {
	drawn := false
	for i := 2; i < len(s) && !drawn; i++ {
		drawn = s[i] == s[i-1] && s[i] == s[i-2] && s[i] >= 'A'
	}
	if !drawn {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		j := i + 1
		for j < len(s) && s[j] == s[i] {
			j++
		}
		if n := j - i; n >= 3 && s[i] >= 'A' && s[i] < 0x80 {
			b.WriteByte(s[i])
		} else {
			b.WriteString(s[i:j])
		}
		i = j
	}
	return b.String()
}

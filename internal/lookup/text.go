package lookup

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"leakygut-bot/internal/lookup/english"
)

// MaxTokens is how many words of a text are read. A question has far fewer, and Discord's messages end at 4,000 characters.
const MaxTokens = 1000

// A token is one word of a text.
type token struct {
	text   string // in lower case, without accents, ligatures and apostrophes
	clause int    // the clause that it stands in, from 0
	ends   bool   // a sentence ends before it
	word   *word  // what is known of it; nil until [Index.read] looks it up
}

// notWords matches what stands in a chat message and is no word: mentions, channels, commands, custom emoji, timestamps,
// links, and the short names of emoji.
var notWords = regexp.MustCompile(`<(?:@[!&]?|#|a?:\w+:|/[^:>]*:|t:|id:)[^>]*>|@(?:everyone|here)\b|https?://\S+|\bwww\.\S+|:\w+:`)

// letters that no decomposition of Unicode parts.
var letters = strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i", "ŋ", "n")

// tokenize returns the words of any text.
func tokenize(text string) []token {
	if strings.ContainsAny(text, "<:@") || strings.Contains(text, "www.") {
		text = notWords.ReplaceAllString(text, " ")
	}
	text = fold(text)
	var s scanner
	for i, r := range text {
		if len(s.tokens) == MaxTokens {
			return s.tokens
		}
		s.read(r, text[i:])
	}
	s.flush()
	return s.tokens
}

// A scanner puts the letters of a text together to words.
type scanner struct {
	tokens []token
	word   []byte // that is being read
	skip   bool   // the next letter is the s of a possessive
	clause int
	ended  bool // a mark that ends a clause stands before the next word
	ends   bool // a mark that ends a sentence does
}

// read takes the next character, with which rest begins.
func (s *scanner) read(r rune, rest string) {
	switch {
	case s.skip:
		s.skip = false
	case apostrophe(r):
		if len(s.word) > 0 && possessive(rest) && !english.IsStopWord(string(s.word)+"s") { // not "what's"
			s.flush()
			s.skip = true
		}
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		if unicode.IsLetter(r) && isDigits(s.word) && !ordinal(rest) {
			s.flush() // 400mg
		}
		s.word = append(s.word, string(r)...)
	case (r == ',' || r == '.') && isDigits(s.word) && digitFollows(rest[1:]):
		if r == '.' {
			s.word = append(s.word, '.')
		}
	default:
		s.flush()
		s.ended = s.ended || strings.ContainsRune(".?!;:,()\n", r)
		s.ends = s.ends || strings.ContainsRune(".?!\n", r)
	}
}

// flush ends the word that is being read.
func (s *scanner) flush() {
	if len(s.word) == 0 {
		return
	}
	later := len(s.tokens) > 0
	if s.ended && later {
		s.clause++
	}
	text := string(s.word)
	if digits, ok := numerals[text]; ok {
		text = digits
	}
	s.tokens = append(s.tokens, token{text: text, clause: s.clause, ends: s.ends && later})
	s.word, s.ended, s.ends = s.word[:0], false, false
}

// fold levels what a reader does not tell apart: capitals, full-width letters, ligatures, accents, invisible characters.
func fold(text string) string {
	ascii := true
	for i := 0; i < len(text) && ascii; i++ {
		ascii = text[i] < 0x80
	}
	text = strings.ToLower(text)
	if ascii {
		return text
	}
	// A transformer has a state, so each call has its own chain.
	folded, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), runes.Remove(runes.In(unicode.Cf)), norm.NFC), text)
	if err != nil {
		folded = text
	}
	return letters.Replace(strings.ToLower(folded))
}

func apostrophe(r rune) bool { return strings.ContainsRune("'’‘ʼ`´ʹ′", r) }

// possessive reports whether text, which begins with an apostrophe, goes on with the s of a possessive.
func possessive(text string) bool {
	rest := []rune(text)
	return len(rest) > 1 && rest[1] == 's' && (len(rest) == 2 || !unicode.IsLetter(rest[2]))
}

func ordinal(text string) bool {
	for _, end := range []string{"st", "nd", "rd", "th"} {
		if strings.HasPrefix(text, end) && (len(text) == 2 || text[2] < 'a' || text[2] > 'z') {
			return true
		}
	}
	return false
}

func isDigits(word []byte) bool {
	for _, c := range word {
		if (c < '0' || c > '9') && c != '.' {
			return false
		}
	}
	return len(word) > 0
}

func digitFollows(text string) bool { return text != "" && text[0] >= '0' && text[0] <= '9' }

// numerals are the small numbers that people write as words or as digits.
var numerals = map[string]string{
	"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	"eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100",
}

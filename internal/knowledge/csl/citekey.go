package csl

import (
	"cmp"
	"strconv"
	"strings"
)

// citeKey is the item's key in a .bib file, of small ASCII letters and digits: the first family name and the
// year. An organisation's first word, or the title's where nobody is named, stands for the name.
func (it *Item) citeKey() string {
	var name string
	if _, variable := it.makers(); variable != "" {
		first := it.people(variable)[0]
		name = cmp.Or(firstWord(first.Literal), first.Family, first.Given)
	}
	var year string
	if y := it.Dates["issued"].From.Year; y > 0 {
		year = strconv.Itoa(y)
	}
	return cmp.Or(ascii(name), ascii(firstWord(it.text("title"))), "item"+ascii(it.ID)) + year
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// ascii spells a text in small ASCII letters and digits, and drops what has no such spelling.
func ascii(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			b.WriteRune(r)
		} else {
			b.WriteString(spellings[r])
		}
	}
	return b.String()
}

// spellings are the ASCII spellings of the small Latin letters that people's names use.
var spellings = func() map[rune]string {
	byLetter := make(map[rune]string)
	for spelling, letters := range map[string]string{
		"a": "àáâãäåāăąǎ", "ae": "æ", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęěẽ", "g": "ĝğġģ", "h": "ĥħ",
		"i": "ìíîïĩīĭįıǐ", "j": "ĵ", "k": "ķ", "l": "ĺļľŀł", "n": "ñńņňŋ", "o": "òóôõöøōŏőǒ", "oe": "œ", "r": "ŕŗř",
		"s": "śŝşšș", "ss": "ß", "t": "ţťŧț", "th": "þ", "u": "ùúûüũūŭůűųǔ", "w": "ŵ", "y": "ýÿŷ", "z": "źżž",
	} {
		for _, letter := range letters {
			byLetter[letter] = spelling
		}
	}
	return byLetter
}()

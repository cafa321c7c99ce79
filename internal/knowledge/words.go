package knowledge

import (
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"
)

// stems returns the words of a text without their endings, in small letters.
func stems(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		words[i] = english.Stem(w, true)
	}
	return words
}

// maxCompared is the longest word, in letters, that is looked at for slips of the keyboard; longer ones are no slip of another.
const maxCompared = 32

// editDistance is how many letters have to be left out, put in, changed or swapped to make x into y: Damerau and Levenshtein's, in
// which no letter is touched twice. It is at most maxCompared.
func editDistance(x, y string) int {
	a, b := []rune(x), []rune(y)
	if len(a) > maxCompared || len(b) > maxCompared {
		return maxCompared
	}
	var rows [3][maxCompared + 1]int
	before, last, now := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := range a {
		now[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			now[j+1] = min(now[j]+1, last[j+1]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				now[j+1] = min(now[j+1], before[j-1]+1)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}

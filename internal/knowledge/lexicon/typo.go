package lexicon

import (
	_ "embed"
	"math/bits"
	"strings"
)

// dictionary is a word a line, sorted: American and British English of SCOWL's size 60; words.LICENSE is its licence. It
// decides one thing only: a word that English has is taken at its word, and never for a typing error.
//
//go:embed words.txt
var dictionary string

// Known tells whether English has the word, in lower case and with 4 letters or more.
func Known(word string) bool {
	low, high := 0, len(dictionary)
	for low < high { // the lines' starts lie between low and high
		start := low + strings.LastIndexByte(dictionary[low:(low+high)/2], '\n') + 1
		end := start + strings.IndexByte(dictionary[start:], '\n')
		switch line := dictionary[start:end]; {
		case line == word:
			return true
		case line < word:
			low = end + 1
		default:
			high = start
		}
	}
	return false
}

// Tolerance is how many typing errors a word may have: the letters to insert, remove, change or swap. It is 0 for words that
// are too short to be sure of, and for those that English has.
func Tolerance(word string) int {
	if strings.ContainsFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }) || len(word) < 4 || len(word) > 24 || Known(word) {
		return 0
	}
	if len(word) < 6 {
		return 1
	}
	return 2
}

// Letters is the set of letters of a word, one bit each: words whose sets differ by more bits than twice their tolerance
// cannot be typing errors of each other.
func Letters(word string) uint32 {
	var set uint32
	for _, r := range word {
		set |= 1 << (uint32(r) % 32)
	}
	return set
}

// Distance counts the errors between two words: letters to insert, remove, change or swap with their neighbour. Words of
// more than 64 letters are as far as it counts.
func Distance(a, b string) int {
	const most = 64
	x, y := []rune(a), []rune(b)
	if len(x) > most || len(y) > most {
		return most
	}
	var rows [3][most + 1]int
	before, last, now := &rows[0], &rows[1], &rows[2]
	for j := range len(y) + 1 {
		last[j] = j
	}
	for i := range x {
		now[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			now[j+1] = min(now[j]+1, last[j+1]+1, last[j]+cost)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				now[j+1] = min(now[j+1], before[j-1]+1)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(y)]
}

// NearlyCommon tells whether a word that English does not have is a common word with two letters swapped, or one letter more
// or less or other where that leaves no doubt.
func NearlyCommon(word string) bool {
	if Tolerance(word) == 0 {
		return false
	}
	letters := Letters(word)
	for _, c := range commonByLetters {
		if d := len(c.word) - len(word); d < -1 || d > 1 || bits.OnesCount32(c.letters^letters) > 2 {
			continue
		}
		swapped := c.letters == letters && len(c.word) == len(word)
		if (swapped || len(c.word) >= 5) && Distance(word, c.word) == 1 {
			return true
		}
	}
	return false
}

var commonByLetters = byLetters(common, 3)

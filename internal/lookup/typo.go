package lookup

import "strings"

// nearestForm returns the word of the article that a word with a typing error is taken for; "" if none is near enough.
func (a *article) nearestForm(text string) string {
	if len(text) < 4 {
		return ""
	}
	best, meant := 3, ""
	for _, form := range a.forms {
		if d := len(form) - len(text); d > 2 || d < -2 {
			continue
		}
		if form[0] != text[0] && !strings.HasSuffix(form, text[2:]) {
			continue // one error at the beginning leaves the rest as it is
		}
		n := distance(text, form)
		if n < best && (n == 1 || n == 2 && len(text) >= 7 && form[0] == text[0]) {
			best, meant = n, form
		}
	}
	return meant
}

// distance is how many letters have to be left out, put in, changed or swapped to make a into b: Damerau and Levenshtein's, in
// which no letter is touched twice.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

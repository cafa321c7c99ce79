package english

import (
	"strings"

	stemmer "github.com/kljensen/snowball/english"
)

// Stem returns what the endings of a word have in common. Words of one or two letters have no endings.
func Stem(text string) string {
	if len(text) <= 2 {
		return text
	}
	return stemmer.Stem(text, true)
}

// IsNumber reports whether a text begins with a digit.
func IsNumber(text string) bool { return text != "" && text[0] >= '0' && text[0] <= '9' }

// spellings returns the other spellings of a word, American for British.
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

// Bases returns what a regular form of a word may be a form of.
func Bases(text string) []string {
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

// IsStopWord reports whether a word carries other words and says little by itself, with or without its apostrophe.
func IsStopWord(word string) bool { return stemmer.IsStopWord(word) || contracted[word] }

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

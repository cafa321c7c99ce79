package lookup

import (
	"slices"

	"leakygut-bot/internal/lookup/english"
)

// Everyday returns the compounds that an everyday word begins, such as "spot check" for "spot": what people may ask for that has the
// word and means something else. It gives none for a name of several words, for a word that is rare or has few senses, and for one
// that stands in the text which has the name anyhow.
func Everyday(name, text string) []string {
	tokens := tokenize(name)
	if len(tokens) != 1 {
		return nil
	}
	stem := english.Stem(tokens[0].text)
	if slices.ContainsFunc(tokenize(text), func(t token) bool { return english.Stem(t.text) == stem }) {
		return nil
	}
	return english.Everyday(tokens[0].text)
}

// Empty reports whether a name has only words that the look-up passes over, such as "who".
func Empty(name string) bool {
	return !slices.ContainsFunc(tokenize(name), func(t token) bool { return !english.NewWord(t.text).Stop })
}

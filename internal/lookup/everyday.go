package lookup

import (
	"slices"
	"strings"

	stemmer "github.com/kljensen/snowball/english"

	"leakygut-bot/internal/lookup/english"
)

// An everyday word is common in English and is used in many senses.
const (
	everydayRarity     = 0.7
	everydayCategories = 5
)

// Everyday gives the compounds that an everyday word begins, such as "spot check" for "spot": what people may ask for that has the
// word and means something else. It gives none for a name of several words, for a word that is rare or has few senses, and for one
// that stands in the text which has the name anyhow.
func Everyday(name, text string) []string {
	tokens := tokenize(name)
	if len(tokens) != 1 || !everyday(tokens[0].text) {
		return nil
	}
	for _, t := range tokenize(text) {
		if stem(t.text) == stem(tokens[0].text) {
			return nil
		}
	}
	var out []string
	for _, word := range forms(tokens[0].text) {
		for compound := range english.Compounds(word) {
			if !slices.ContainsFunc(strings.Fields(compound), stemmer.IsStopWord) { // not "spot on"
				out = append(out, compound)
			}
		}
	}
	return out
}

// Empty reports whether a name has only words that the look-up passes over, such as "who".
func Empty(name string) bool {
	return !slices.ContainsFunc(tokenize(name), func(t token) bool { return !newWord(t.text).stop })
}

// everyday reports whether a word is common and has many senses, in any of its forms.
func everyday(word string) bool {
	rarity := 1.0
	categories := map[english.Category]bool{}
	for _, form := range forms(word) {
		e, ok := english.Lookup(form)
		if !ok {
			continue
		}
		rarity = min(rarity, e.Rarity())
		for _, s := range e.Senses() {
			categories[s.Category()] = true
		}
	}
	return rarity < everydayRarity && len(categories) >= everydayCategories
}

// forms gives a word and what it may be a plural or a form of the verb of.
func forms(word string) []string {
	out := []string{word}
	if strings.HasSuffix(word, "s") || strings.HasSuffix(word, "ed") || strings.HasSuffix(word, "ing") {
		out = append(out, bases(word)...)
	}
	return out
}

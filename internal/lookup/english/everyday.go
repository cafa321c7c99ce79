package english

import (
	"slices"
	"strings"
)

// An everyday word is common in English and is used in many senses.
const (
	everydayRarity     = 0.7
	everydayCategories = 5
)

// Everyday returns the compounds that an everyday word begins in any of its forms, such as "spot check" for "spots". It gives none for a
// word that is rare or has few senses.
func Everyday(word string) []string {
	rarity := 1.0
	categories := map[Category]bool{}
	forms := forms(word)
	for _, form := range forms {
		e, ok := Lookup(form)
		if !ok {
			continue
		}
		rarity = min(rarity, e.Rarity())
		for _, s := range e.Senses() {
			categories[s.Category()] = true
		}
	}
	if rarity >= everydayRarity || len(categories) < everydayCategories {
		return nil
	}
	var out []string
	for _, form := range forms {
		for compound := range Compounds(form) {
			if !slices.ContainsFunc(strings.Fields(compound), IsStopWord) { // not "spot on"
				out = append(out, compound)
			}
		}
	}
	return out
}

// forms returns a word and what it may be a plural or a form of the verb of.
func forms(word string) []string {
	out := []string{word}
	if strings.HasSuffix(word, "s") || strings.HasSuffix(word, "ed") || strings.HasSuffix(word, "ing") {
		out = append(out, Bases(word)...)
	}
	return out
}

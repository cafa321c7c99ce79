package commands

import (
	"fmt"
	"slices"

	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/lookup"
)

// EverydayAliases returns a problem for every alias with which a question about something else finds the fact that has the alias, or is
// answered with the topic that has it.
func (s *Set) EverydayAliases() knowledge.Problems {
	var out knowledge.Problems
	for _, a := range s.library.Articles() {
		first := 0 // of the topic's facts, as the look-up counts
		for _, t := range a.Topics() {
			facts := t.Facts()
			out = append(out, everyday(t.Aliases(), t.Name()+" "+t.Title(), t.Place(), func(question string) bool {
				r := s.index.Ask(a.Name(), question)
				return r.Kind == lookup.Answer && r.Facts[0] >= first && r.Facts[0] < first+len(facts)
			})...)
			for i, f := range facts {
				text, _ := f.Cited()
				out = append(out, empty(f.Aliases(), f.Place())...)
				out = append(out, everyday(f.Aliases(), text, f.Place(), func(question string) bool {
					r := s.index.Ask(a.Name(), question)
					return (r.Kind == lookup.Answer || r.Kind == lookup.Near) && r.Facts[0] == first+i
				})...)
			}
			first += len(facts)
		}
	}
	return out
}

// empty returns a problem for each alias of a fact by which nobody can find it.
func empty(aliases []string, at knowledge.Place) knowledge.Problems {
	var out knowledge.Problems
	for _, alias := range aliases {
		if lookup.Empty(alias) {
			out = append(out, knowledge.EverydayAlias.At(at, fmt.Sprintf("the alias %q has only words that stand in any question, and finds nothing", alias), "add what it is about, or remove it"))
		}
	}
	return out
}

// everyday returns a problem for each alias that catches something else. The text has the aliases.
func everyday(aliases []string, text string, at knowledge.Place, catches func(question string) bool) knowledge.Problems {
	var out knowledge.Problems
	for _, alias := range aliases {
		others := lookup.Everyday(alias, text)
		if i := slices.IndexFunc(others, catches); i >= 0 {
			out = append(out, knowledge.EverydayAlias.At(at,
				fmt.Sprintf("the alias %q is an everyday word: a question for %q finds this too", alias, others[i]),
				"say it in two words, or remove it"))
		}
	}
	return out
}

package discord

import (
	"slices"
	"strings"

	"leakygut-bot/internal/knowledge"
)

// statements gives the texts in which some facts of an answer are shown: one each, and of a whole topic one for the items of a
// list that stand together, below their introduction.
func statements(of knowledge.Answer, facts []knowledge.Fact) []string {
	var all []string
	inLine := runsInLine(of.Facts())
	for len(facts) > 0 {
		n := 1
		if l := facts[0].List(); of.Whole() && l != nil {
			for n < len(facts) && facts[n].List() == l {
				n++
			}
			all = append(all, listed(l, facts[:n], inLine))
		} else {
			all = append(all, statement(facts[0]))
		}
		facts = facts[n:]
	}
	return all
}

// A topic that lists more than maxBullets items has them run on behind each introduction, or they would fill a phone by themselves;
// but only where each item has at most maxInLine characters.
const (
	maxBullets = 8
	maxInLine  = 40
)

func runsInLine(facts []knowledge.Fact) bool {
	items := 0
	for _, f := range facts {
		if f.List() != nil {
			items++
		}
		if length(f.Item()) > maxInLine {
			return false
		}
	}
	return items > maxBullets
}

// statement is a fact that stands alone, and ends in its markers.
func statement(f knowledge.Fact) string {
	text, citations := f.Cited()
	return escape(text) + " " + markers(citations)
}

// listed is a list's introduction with the markers, once, and below or behind it the items. An item with citations of its own ends in
// their markers.
func listed(l *knowledge.List, items []knowledge.Fact, inLine bool) string {
	intro, common := l.Cited()
	names := make([]string, len(items))
	for i, f := range items {
		names[i] = escape(f.Item())
		if _, own := f.Cited(); !slices.Equal(own, common) {
			names[i] += " " + markers(own)
		}
	}
	head := escape(intro) + " " + markers(common)
	if inLine {
		return head + ": " + strings.Join(names, "; ")
	}
	return head + "\n- " + strings.Join(names, "\n- ")
}

// markers stand behind a statement, in the article's order.
func markers(citations []knowledge.Citation) string {
	all := make([]string, len(citations))
	for i, c := range citations {
		all[i] = marker(c.Source())
	}
	return strings.Join(all, " ")
}

package discord

import (
	"slices"
	"strings"

	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/limits"
)

// statements returns the texts in which facts of an answer are shown: one for each fact, but in a whole topic one for the items of a
// list, below their introduction.
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

// A topic that lists more than maxBullets items, which would fill a phone, has them in line behind each introduction, if none has more
// than maxInLine characters.
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
		if limits.Length(f.Item()) > maxInLine {
			return false
		}
	}
	return items > maxBullets
}

// statement returns a fact in a sentence of its own, with its markers.
func statement(f knowledge.Fact) string {
	text, citations := f.Cited()
	return escape(text) + " " + markers(citations)
}

// listed returns a list's introduction with its markers, and the items below or behind it. An item with citations of its own ends in
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

// markers returns the markers of a statement, in the article's order.
func markers(citations []knowledge.Citation) string {
	all := make([]string, len(citations))
	for i, c := range citations {
		all[i] = marker(c.Source())
	}
	return strings.Join(all, " ")
}

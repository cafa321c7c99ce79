package knowledge

import (
	"cmp"
	"slices"
	"strconv"
)

// Answer is a title and at least one cited fact. The zero Answer says nothing; only this package makes any other.
type Answer struct {
	facts []Fact
}

func newAnswer(first Fact, more ...Fact) Answer {
	return Answer{facts: append([]Fact{first}, more...)}
}

// Topic is the topic of the answer's first fact; nil for the zero Answer.
func (a Answer) Topic() *Topic {
	if len(a.facts) == 0 {
		return nil
	}
	return a.facts[0].topic
}

// Title is the title of that topic.
func (a Answer) Title() string {
	if len(a.facts) == 0 {
		return ""
	}
	return a.Topic().title
}

// Facts gives the facts, best or first first.
func (a Answer) Facts() []Fact { return slices.Clone(a.facts) }

// Sources gives the numbered sources that the facts cite, each once, by number. The article is not among them.
func (a Answer) Sources() []*Source {
	var cited []*Source
	for _, f := range a.facts {
		for _, c := range f.citations {
			if c.source.id != ArticleID && !slices.Contains(cited, c.source) {
				cited = append(cited, c.source)
			}
		}
	}
	slices.SortFunc(cited, func(a, b *Source) int { return cmp.Compare(a.number(), b.number()) })
	return cited
}

// Sections gives the headings of the article under which the facts stand, each once, in the facts' order.
func (a Answer) Sections() []string {
	var sections []string
	for _, f := range a.facts {
		for _, c := range f.citations {
			if !slices.Contains(sections, c.section) {
				sections = append(sections, c.section)
			}
		}
	}
	return sections
}

// number is the printed number; Load made sure that it is one. The article, which has none, is 0.
func (s *Source) number() int {
	n, _ := strconv.Atoi(s.id)
	return n
}

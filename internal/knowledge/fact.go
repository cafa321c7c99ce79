package knowledge

import "slices"

// Fact is one statement of the article with the citations that carry it. The zero Fact says nothing.
type Fact struct {
	topic     *Topic
	list      *List
	id        string
	text      string
	item      string
	citations []Citation
	aliases   []string
	place     Place
}

// Cited returns the statement, which stands alone, and its citations in the article's order; the one never comes without
// the other.
func (f Fact) Cited() (text string, citations []Citation) { return f.text, slices.Clone(f.citations) }

// Mark returns the fact's ID within the whole library: [FactMarkLength] characters.
func (f Fact) Mark() string { return f.topic.article.mark() + f.id }

func (f Fact) ID() string        { return f.id } // five characters, its own within the article: the same text in the same topic keeps it across versions
func (f Fact) Topic() *Topic     { return f.topic }
func (f Fact) Aliases() []string { return slices.Clone(f.aliases) }
func (f Fact) Place() Place      { return f.place }

// List returns the list that the fact is an item of, or nil if it is of none. Facts of one list return the same pointer.
func (f Fact) List() *List { return f.list }

// Item returns the fact as it is shown under its list's introduction, with a capital and without a full stop; empty
// if it is of no list.
func (f Fact) Item() string { return f.item }

// List is statements that the article gives as a list: one introduction, at least two items, and the citations that carry
// them all. An item that the article gives citations of its own has those instead. The zero List says nothing.
type List struct {
	intro     string
	citations []Citation
	facts     []Fact
}

// Cited returns the introduction and the citations that the items have in common, in the article's order.
func (l *List) Cited() (intro string, citations []Citation) {
	return l.intro, slices.Clone(l.citations)
}

// Intro returns the introduction alone, without a colon at its end.
func (l *List) Intro() string { return l.intro }

// Facts returns the items in the article's order.
func (l *List) Facts() []Fact { return slices.Clone(l.facts) }

// IsPrefixOf reports whether facts begins with all items of the list, so that the list can be drawn in their place.
func (l *List) IsPrefixOf(facts []Fact) bool {
	return l != nil && len(facts) >= len(l.facts) && slices.EqualFunc(l.facts, facts[:len(l.facts)], func(a, b Fact) bool { return a.list == b.list && a.id == b.id })
}

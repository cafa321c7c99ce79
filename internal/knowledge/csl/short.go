package csl

import (
	"cmp"
	"strings"
)

// Short is the item in a few words, for a chat: first author, container and year, such as "Arrieta et al., Gut, 2006".
// A retraction is said. The title takes the place of an author or a container that the item does not have. It is never empty for an item that
// has an id.
func (it *Item) Short() string {
	title := it.text("title")
	author := it.ShortCredit()
	container := cmp.Or(it.container(), title)
	if author == "" && container != title {
		author = title
	}
	short := cmp.Or(join(", ", author, container, it.Dates["issued"].years()), oneLine(it.ID))
	if it.Retracted() && !strings.Contains(strings.ToLower(short), "retracted") {
		short += " (retracted)"
	}
	return short
}

// Year is the year in which the item appeared; empty where it names none.
func (it *Item) Year() string { return it.Dates["issued"].years() }

// ShortCredit names the authors, or whoever stands in their place, in a word or two: "Arrieta et al.". It is often empty.
func (it *Item) ShortCredit() string {
	_, variable := it.makers()
	people, more := cutEtAl(it.people(variable))
	switch {
	case len(people) == 0:
		return ""
	case len(people) > 2 || more:
		return people[0].short() + " et al."
	case len(people) == 2:
		return people[0].short() + " and " + people[1].short()
	}
	return people[0].abbreviated()
}

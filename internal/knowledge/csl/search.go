package csl

import (
	"slices"
	"strconv"
)

// Searchable gives the texts by which people ask for an item: its title, what it appeared in, whose it is, when it came out.
func (it *Item) Searchable() []string {
	parts := []string{it.text("title"), it.text("title-short"), it.text("container-title"), it.shortContainer(), it.text("publisher")}
	for _, variable := range []string{"author", "editor"} {
		for _, n := range it.people(variable) {
			parts = append(parts, n.Family, n.Literal)
		}
	}
	if year := it.Dates["issued"].From.Year; year != 0 {
		parts = append(parts, strconv.Itoa(year))
	}
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// Surnames gives the family names of the authors, and the names of those that have no other.
func (it *Item) Surnames() []string {
	var names []string
	for _, n := range it.people("author") {
		if n.Family != "" {
			names = append(names, n.Family)
		} else if n.Literal != "" {
			names = append(names, n.Literal)
		}
	}
	return names
}

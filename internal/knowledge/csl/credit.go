package csl

import "strings"

// leads are the name variables that may open a reference, the first that an item has, and the role that AMA prints after
// one name and after several.
var leads = []struct{ variable, one, many string }{
	{"author", "", ""},
	{"editor", "ed", "eds"},
	{"compiler", "comp", "comps"},
	{"director", "director", "directors"},
	{"composer", "composer", "composers"},
	{"performer", "performer", "performers"},
	{"host", "host", "hosts"},
	{"producer", "producer", "producers"},
}

// credit is the line of names that opens a reference, and the variable that they come from. Both are "" for an item
// whose makers are not named.
func (it *Item) credit() (line, variable string) {
	for _, lead := range leads {
		if people := it.people(lead.variable); len(people) > 0 {
			return byline(people, lead.one, lead.many), lead.variable
		}
	}
	return "", ""
}

// editors is the line of editors that is printed behind a title.
func (it *Item) editors() string { return byline(it.people("editor"), "ed", "eds") }

// byline lists names and their role as AMA does: up to six of them, and of more than six the first three.
func byline(people []Name, one, many string) string {
	if len(people) == 0 {
		return ""
	}
	role := one
	if len(people) > 1 {
		role = many
	}
	shown, rest := people, ""
	if len(people) > 6 {
		shown, rest = people[:3], "et al"
	}
	var names []string
	for _, n := range shown {
		names = append(names, n.abbreviated())
	}
	return join(", ", strings.Join(names, ", "), rest, role)
}

package csl

import (
	"cmp"
	"regexp"
	"strings"
)

// makerVariables are the name variables that may open a reference, the first that an item has, and the role that AMA prints after
// one name and after several.
var makerVariables = []struct{ variable, one, many string }{
	{"author", "", ""},
	{"editor", "ed", "eds"},
	{"compiler", "comp", "comps"},
	{"director", "director", "directors"},
	{"composer", "composer", "composers"},
	{"performer", "performer", "performers"},
	{"host", "host", "hosts"},
	{"producer", "producer", "producers"},
}

// makers is the line of names that opens a reference, and the variable that they come from. Both are "" for an item
// whose makers are not named.
func (it *Item) makers() (line, variable string) {
	for _, lead := range makerVariables {
		if it.Type == "patent" && lead.variable == "author" {
			lead.one, lead.many = "inventor", "inventors"
		}
		if people := it.people(lead.variable); len(people) > 0 {
			return byline(people, lead.one, lead.many), lead.variable
		}
	}
	return "", ""
}

// editors is the line of editors that is printed behind a title.
func (it *Item) editors() string { return byline(it.people("editor"), "ed", "eds") }

// byline lists names and their role as AMA does: up to six people, and of more than six the first three. A group stands
// behind the people, after a semicolon.
func byline(names []Name, one, many string) string {
	names, more := cutEtAl(names)
	if len(names) == 0 {
		return ""
	}
	role := one
	if len(names) > 1 || more {
		role = many
	}
	people, groups := splitGroups(names)
	var parts []string
	if len(people) > 0 {
		parts = append(parts, listNames(people, ", ", more))
	}
	if len(groups) > 0 {
		parts = append(parts, listNames(groups, "; ", more && len(people) == 0))
	}
	return join(", ", strings.Join(parts, "; "), role)
}

// splitGroups separates the people of a list from the groups, which are the names behind the first person that are written as
// they stand. A single word among people may be the only name of one.
func splitGroups(names []Name) (people, groups []Name) {
	last := len(names)
	for last > 0 && names[last-1].isGroup() {
		last--
	}
	for i, n := range names {
		if i >= last || n.isGroup() && len(people) > 0 && strings.Contains(n.Literal, " ") {
			groups = append(groups, n)
		} else {
			people = append(people, n)
		}
	}
	return people, groups
}

// listNames lists up to six names, or the first three of more.
func listNames(names []Name, separator string, more bool) string {
	if len(names) > 6 {
		names, more = names[:3], true
	}
	var parts []string
	for _, n := range names {
		parts = append(parts, n.abbreviated())
	}
	line := strings.Join(parts, separator)
	if more {
		line += ", et al"
	}
	return line
}

// isGroup reports whether a name is that of an organisation or a group, for all that can be seen: it is written as it
// stands and in no script that needs no more for a person.
func (n Name) isGroup() bool { return n.Literal != "" && !eastAsian(n.Literal) }

// etAl matches what reference lists print, and some programs export, in place of further names.
var etAl = regexp.MustCompile(`^(?i:(?:and|&)?\s*(?:et\.?\s*al|others)\.?)$`)

// cutEtAl drops the words that stand for further names from the end of a list, and reports whether there were any.
func cutEtAl(names []Name) (_ []Name, more bool) {
	if len(names) > 1 {
		last := names[len(names)-1]
		if etAl.MatchString(cmp.Or(last.Literal, join(" ", last.Given, last.Family))) || etAl.MatchString(join(" ", last.Family, last.Given)) {
			return names[:len(names)-1], true
		}
	}
	return names, false
}

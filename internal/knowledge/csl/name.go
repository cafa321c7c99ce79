package csl

import (
	"regexp"
	"strings"
	"unicode"
)

// surname is the family name with its particles: "van der Berg", "d'Alembert".
func (n Name) surname() string {
	return joinSurname(n.DroppingParticle, n.NonDroppingParticle, n.Family)
}

// abbreviated is the name as AMA prints it: surname, initials and suffix, with no stops: "Smith JF Jr".
func (n Name) abbreviated() string {
	switch {
	case n.Literal != "":
		return n.Literal
	case n.Family == "":
		return join(" ", n.DroppingParticle, n.NonDroppingParticle, n.Given, normalizeSuffix(n.Suffix))
	case eastAsian(n.Family) && eastAsian(n.Given):
		return n.surname() + n.Given
	}
	return join(" ", n.surname(), initials(n.Given), normalizeSuffix(n.Suffix))
}

// short is the part of a name by which people call an author: the surname, or else all of it.
func (n Name) short() string {
	if n.Literal == "" && n.Family != "" {
		return n.surname()
	}
	return n.abbreviated()
}

// initials reduces given names to their first letters: "Marie-Claire" to "MC". Up to three capitals in a row, such as
// "MC", are initials already. A script without capitals has no initials, so its names are kept whole.
func initials(given string) string {
	if !strings.ContainsFunc(given, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsLower(r) }) {
		return given
	}
	if outside := nickname.ReplaceAllString(given, " "); strings.TrimSpace(outside) != "" {
		given = outside
	}
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(given, separatesNames) {
		if word = strings.TrimLeft(word, "'’‘ʼʻʿʾ"); word == "" {
			continue
		}
		letters := []rune(word)
		if len(letters) <= 3 && word == strings.ToUpper(word) {
			b.WriteString(word)
			continue
		}
		b.WriteRune(unicode.ToUpper(letters[0]))
		for _, r := range letters[1:] {
			if !unicode.IsMark(r) { // an accent written as a character of its own belongs to the letter before it
				break
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// nickname matches a name that stands beside the others in brackets or quotation marks.
var nickname = regexp.MustCompile(`\([^()]*\)|"[^"]*"|“[^”]*”`)

// separatesNames is true of the spaces, hyphens and stops that part given names, but not of the apostrophe in "D'Arcy".
func separatesNames(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’'
}

// join joins the parts that are not empty.
func join(separator string, parts ...string) string {
	var b strings.Builder
	for _, part := range parts {
		if part != "" && b.Len() > 0 {
			b.WriteString(separator)
		}
		b.WriteString(part)
	}
	return b.String()
}

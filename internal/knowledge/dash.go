package knowledge

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// An opening is a line that others may stand under.
type opening struct {
	indent int
	dash   bool   // it begins an entry of a list
	key    string // its key, if it has one
	list   bool   // its key has a list for a value, which has to begin on a later line
}

// dashless returns the lines that begin an entry of a list without its dash. They are told by how far they are indented, because
// YAML has no words for them, and often takes offence at the line behind.
func (r *reader) dashless(lines []string) Problems {
	found := &reader{file: r.file, lines: r.lines}
	var open openings
	text, brackets := foldedText{}, bracketed{}
	for i, line := range lines {
		line = strings.TrimRight(line, "\r \t")
		body := strings.TrimLeft(line, " ")
		if text.holds(line) || body == "" || strings.ContainsRune("#\t", rune(body[0])) || brackets.holds(body) {
			continue
		}
		indent := len(line) - len(body)
		open = open.upTo(indent)
		if body == "-" || strings.HasPrefix(body, "- ") {
			open = open.entry(indent, body)
			continue
		}
		if lacksDash(open, indent, body) {
			found.reportDash(i+1, indent+1, body)
		}
		open = append(open.upTo(indent-1), openingAt(indent, body))
	}
	return found.problems
}

// openings are the lines that the next may stand under, the last of them the furthest to the right.
type openings []opening

// upTo drops the lines that begin further to the right.
func (o openings) upTo(indent int) openings {
	for len(o) > 0 && o[len(o)-1].indent > indent {
		o = o[:len(o)-1]
	}
	return o
}

// entry adds a line that begins with a dash, which ends the entry before it.
func (o openings) entry(indent int, body string) openings {
	if len(o) > 0 && o[len(o)-1].dash && o[len(o)-1].indent == indent {
		o = o[:len(o)-1]
	}
	rest := strings.TrimLeft(body[1:], " ")
	first := openingAt(indent+len(body)-len(rest), rest)
	o = append(o, opening{indent: indent, dash: true, key: first.key})
	if first.key != "" {
		o = append(o, first)
	}
	return o
}

// bracketed finds the lines that belong to a list or a group in brackets which began above.
type bracketed struct{ open int }

// holds reports whether the next line belongs to one.
func (b *bracketed) holds(body string) bool {
	inside := b.open > 0
	if inside || opensBracket.MatchString(body) {
		b.open += openBrackets(body)
	}
	return inside
}

// lacksDash reports whether a line that begins without a dash should begin with one. open are the lines above that it may stand
// under, of which none is indented further.
func lacksDash(open openings, indent int, body string) bool {
	if len(open) == 0 {
		return false
	}
	above := open[len(open)-1]
	key := openingAt(indent, body).key
	begins := key == "" || key == above.key || slices.Contains(entryKeys(), key)
	switch {
	case above.dash && above.indent == indent: // beside the dashes of a list, unless the list stands beside its own key
		return begins && len(open) > 1 && open[len(open)-2].indent < indent
	case above.dash: // under an entry that is a text, or a group in braces
		return above.key == "" && key != "" && begins
	}
	return above.list && above.indent < indent && !strings.ContainsRune("[{&!|>*", rune(body[0]))
}

var (
	keyLine      = regexp.MustCompile(`^["']?([\w-]+)["']?\s*:(?:\s+(.*))?$`)
	opensBracket = regexp.MustCompile(`^(?:- +)?(?:[\w-]+:\s+)?[\[{]`)
	quotedText   = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'`)
	listMark     = regexp.MustCompile(`^(?:[^\pL\pN\s"'“‘„(]{1,2}|\d{1,2}[.)]|[oO])\s`)
)

func openingAt(indent int, body string) opening {
	m := keyLine.FindStringSubmatch(body)
	if m == nil {
		return opening{indent: indent}
	}
	return opening{indent: indent, key: m[1], list: (m[2] == "" || m[2][0] == '#') && slices.Contains(listKeys(), m[1])}
}

// openBrackets returns how many more brackets open than close in a line.
func openBrackets(line string) int {
	line = quotedText.ReplaceAllString(line, "")
	count := func(signs string) (n int) {
		for _, c := range signs {
			n += strings.Count(line, string(c))
		}
		return n
	}
	return count("[{") - count("]}")
}

// reportDash reports a line that begins an entry without the dash, or with something else for it.
func (r *reader) reportDash(line, column int, body string) {
	place := r.placeAt(line, column)
	key := openingAt(0, body).key
	switch second, _ := utf8.DecodeRuneInString(strings.TrimPrefix(body, "-")); {
	case body[0] == '-' && second != '-':
		r.reportAt(place, yamlSyntax, "a space is missing after the dash", `write "- "`)
	case listMark.MatchString(body):
		r.reportAt(place, yamlSyntax, `an entry of a list begins with a hyphen and a space ("- ")`, "write them in place of this character")
	case key == "":
		r.reportAt(place, missingDash, "an entry of a list begins here without its dash", `put "- " before it`)
	default:
		r.reportAt(place, missingDash, fmt.Sprintf("%q begins an entry of a list here, whose dash is missing", clip(key)), fmt.Sprintf("put the dash before it (\"- %s: …\")", clip(key)))
	}
}

// listKeys returns the keys behind which a list stands.
var listKeys = sync.OnceValue(func() []string {
	var names []string
	fileShape.walk(func(s *shape) {
		for _, k := range s.keys {
			if k.shape.kind == list {
				names = append(names, k.name)
			}
		}
	})
	return names
})

// entryKeys returns the keys with which entries of lists begin.
var entryKeys = sync.OnceValue(func() []string {
	var names []string
	fileShape.walk(func(s *shape) {
		if s.kind != list {
			return
		}
		for _, entry := range append([]*shape{s.item}, s.item.options...) {
			if len(entry.keys) > 0 {
				names = append(append(names, entry.keys[0].name), entry.oneOf...)
			}
		}
	})
	return names
})

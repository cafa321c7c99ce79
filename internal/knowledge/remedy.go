package knowledge

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// describe says what a node is, for people.
func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a group of keys"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.ShortTag() {
	case "!!int", "!!float":
		return "a number"
	case "!!bool":
		return "true or false"
	case "!!timestamp":
		return "a date"
	case "!!str":
		return "a text"
	}
	return fmt.Sprintf("a value of the YAML type %q", clip(n.ShortTag()))
}

// remedyForList says how a value is written as a list.
func remedyForList(n *yaml.Node, s *shape) string {
	const generic = `write it as [one, two] or as lines that start with "- "`
	group := n.Kind == yaml.MappingNode
	switch {
	case group && len(s.item.keys)+len(s.item.options) > 0 && n.Style&yaml.FlowStyle == 0 && len(n.Content) > 0:
		return fmt.Sprintf("put a dash before its first line (\"- %s: …\")", clip(n.Content[0].Value))
	case group && len(s.item.keys)+len(s.item.options) > 0:
		return "put [ before it and ] behind it"
	}
	said := strings.Trim(n.Value, " ()[]{},;")
	if group { // {one, two}
		said = strings.Join(slices.Collect(func(yield func(string) bool) {
			for _, k := range keysOf(n) {
				if !yield(k.Value) {
					return
				}
			}
		}), ", ")
	}
	switch short := clip(said); {
	case n.Kind == yaml.SequenceNode || short != said || said == "":
		return generic
	case s.item == nameShape:
		return "write " + remedyForNames(said)
	case s.item.kind == scalar:
		return "write [" + strings.Join(numbersIn(said), ", ") + "]"
	case !plainInBrackets(strings.ReplaceAll(said, ",", "")):
		return generic
	}
	return "write [" + said + "]"
}

// numberIn matches a number of a source, from which others may be counted, or the word for the article.
var numberIn = regexp.MustCompile(`(?i)(\d+)(?:\s*[-–—]\s*(\d+))?|(article)`)

// numbersIn returns the numbers that a text names as people write them: "1-3; 7" is 1, 2, 3, 7. It is the text itself where it
// names none.
func numbersIn(text string) []string {
	const most = 30 // of a range; a longer one is no range of sources
	var numbers []string
	for _, m := range numberIn.FindAllStringSubmatch(text, -1) {
		from, _ := strconv.Atoi(m[1])
		to, _ := strconv.Atoi(m[2])
		switch {
		case m[3] != "":
			numbers = append(numbers, ArticleID)
		case from < to && to-from < most:
			for ; from <= to; from++ {
				numbers = append(numbers, strconv.Itoa(from))
			}
		default:
			for _, digits := range m[1:3] {
				if digits = strings.TrimLeft(digits, "0"); digits != "" {
					numbers = append(numbers, digits)
				}
			}
		}
	}
	if len(numbers) == 0 {
		return []string{clip(text)}
	}
	return numbers
}

// plainInBrackets reports whether a text needs no quotes in a list or a group in brackets.
func plainInBrackets(text string) bool {
	return !strings.ContainsAny(text, `,[]{}:#"'&*!|>%@`+"`") && !strings.HasPrefix(text, "-")
}

// inBrackets writes a text as it can stand in a list or a group in brackets.
func inBrackets(text string) string {
	if plainInBrackets(text) {
		return text
	}
	return strconv.Quote(text)
}

var betweenNames = regexp.MustCompile(`\s*;\s*|,?\s+(?:and|&)\s+|\s*,\s*`)

// remedyForNames says how names that are one text may be meant.
func remedyForNames(text string) string {
	separated := betweenNames.Split(text, -1)
	if strings.Contains(text, ";") { // each may have a comma of its own
		separated = strings.Split(text, ";")
	}
	several := len(separated) > 1
	for i, name := range separated {
		separated[i] = strings.TrimSpace(name)
		several = several && (strings.Contains(separated[i], " ") || strings.Contains(text, ";"))
	}
	if !several {
		return remedyForName(text, "[", "]")
	}
	for i, name := range separated {
		separated[i] = "{" + personIn(name) + "}"
		if etAl.MatchString(name) {
			separated[i] = "{literal: et al}"
		}
	}
	return fmt.Sprintf("[%s], with {literal: …} for a name that is not a person's", strings.Join(separated, ", "))
}

var etAl = regexp.MustCompile(`(?i)^et\.? al\.?$`)

// remedyForName says how a name that is one text may be meant. before and after stand around each form.
func remedyForName(name, before, after string) string {
	name = clip(name)
	literal := before + "{literal: " + inBrackets(name) + "}" + after
	if person := personIn(name); person != "" {
		return before + "{" + person + "}" + after + " for a person, " + literal + " for any other name"
	}
	return literal
}

// personIn writes a text as the name of a person: the family name is before a comma, or before initials, or it is the last word
// with the particles before it. It is empty where the text is one word.
func personIn(name string) string {
	family, given, comma := strings.Cut(name, ",")
	if !comma {
		words := strings.Fields(name)
		last := len(words) - 1
		if last < 1 {
			return ""
		}
		if initials := words[last]; initials == strings.ToUpper(initials) {
			family, given = strings.Join(words[:last], " "), initials
		} else {
			for last > 1 && words[last-1] == strings.ToLower(words[last-1]) {
				last--
			}
			family, given = strings.Join(words[last:], " "), strings.Join(words[:last], " ")
		}
	}
	return "family: " + inBrackets(strings.TrimSpace(family)) + ", given: " + inBrackets(strings.TrimSpace(given))
}

// remedyForWord proposes the nearest of the words that fit, or lists them when nothing is near and they are few.
func remedyForWord(word string, fits []string) string {
	best := nearestWord(word, fits)
	switch {
	case best != "":
		return fmt.Sprintf("did you mean %q?", best)
	case len(fits) == 1:
		return fmt.Sprintf("write %q", fits[0])
	case len(fits) <= 12:
		return "possible are " + strings.Join(fits, ", ")
	}
	return "see knowledge/README.md for what fits here"
}

// nearestWord returns the word that may have been meant; "" where none is near.
func nearestWord(word string, fits []string) string {
	best, least := "", min(3, utf8.RuneCountInString(word)) // a word of two letters is not like one that shares none
	for _, f := range fits {
		if d := editDistance(strings.ToLower(word), strings.ToLower(f)); d < least {
			best, least = f, d
		}
	}
	return best
}

// clip shortens what a message quotes, so that the message stays short whatever the file holds.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

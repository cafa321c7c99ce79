package knowledge

import (
	"fmt"
	"strings"
	"unicode"
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

// remedyForList says how a value is written as a list of one.
func remedyForList(n *yaml.Node, s *shape) string {
	switch {
	case n.Kind != yaml.ScalarNode:
		return "write it as [one, two] or as lines that start with \"- \""
	case s.item == nameShape:
		return "write " + remedyForName(n.Value, "[", "]")
	case s.item.kind == scalar && strings.ContainsAny(n.Value, ", "):
		return "write [" + strings.Join(strings.FieldsFunc(clip(n.Value), separatesNumbers), ", ") + "]"
	case s.item.kind == scalar:
		return "write [" + clip(n.Value) + "]"
	}
	return "write it as [one, two] or as lines that start with \"- \""
}

func separatesNumbers(c rune) bool { return c == ',' || c == ';' || unicode.IsSpace(c) }

// remedyForName says how a name that is one text may be meant: the last word is a person's initials, or the family name. before and
// after stand around each form.
func remedyForName(name, before, after string) string {
	words := strings.Fields(clip(strings.ReplaceAll(name, ",", " ")))
	if len(words) < 2 {
		return fmt.Sprintf("%s{literal: %s}%s", before, clip(name), after)
	}
	family, given := words[:len(words)-1], words[len(words)-1]
	if given != strings.ToUpper(given) && !strings.Contains(name, ",") {
		family, given = words[len(words)-1:], strings.Join(words[:len(words)-1], " ")
	}
	return fmt.Sprintf("%s{family: %s, given: %s}%s for a person, %[1]s{literal: %[5]s}%[4]s for any other name", before, strings.Join(family, " "), given, after, clip(name))
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

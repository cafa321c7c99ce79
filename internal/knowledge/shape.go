package knowledge

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// A shape says what may stand at one place of a file. format.go has all of them. The loader checks a file against them and the
// JSON schema is made from them, so that both say the same.
type shape struct {
	kind    kind
	doc     string   // for the editor of the file: what goes here, with an example
	keys    []key    // of an object
	item    *shape   // of a list
	options []*shape // of a choice
	min     int      // of a list: the fewest items
	max     int      // of a text: the most characters; of a list: the most items; 0 is no limit
	pattern string   // of a text: the form, for the schema; the loader's own check tells more
	enum    []string
	barred  []string // of a text: words that it cannot be, for the schema like pattern
	oneOf   []string // of an object: keys of which one has to be there and no other, for the schema like pattern
	cslItem bool     // of an object: a CSL item, whose keys may come from a DOI's registration agency
	prose   bool     // of a text: words of a sentence or a heading, of which a remark may have cut off some
}

type key struct {
	name     string
	required bool
	shape    *shape
}

type kind int

const (
	object   kind = iota
	list          // of one shape
	text          // one line or paragraph in words
	scalar        // a text or a number: both are taken as they are written
	flag          // true, or left out
	date          // a CSL date: text, or an object of parts
	choice        // one of several shapes
	anything      // whatever an exporting program put there; checked to be sound, not shown
)

// names returns the keys of an object.
func (s *shape) names() []string {
	names := make([]string, len(s.keys))
	for i, k := range s.keys {
		names[i] = k.name
	}
	return names
}

// find returns the index of a key, or -1.
func (s *shape) find(name string) int {
	return slices.IndexFunc(s.keys, func(k key) bool { return k.name == name })
}

// check reports everything about n that does not fit s, and leaves in n what does, because the decoder drops a whole group in
// which it finds one mistake. path names n for people: "topics.facts.text".
func (r *reader) check(n *yaml.Node, s *shape, path string) {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		r.anchor(n, path)
		return
	case isNull(n) && n.Value != "":
		r.report(n, nullValue, fmt.Sprintf("%s is %s, which means nothing to YAML", path, n.Value), fmt.Sprintf("if it is a word, put it in quotes: %q", n.Value))
		return
	case isNull(n) && r.remarkAt(n):
		r.report(n, nullValue, path+` has no value before "#"`, "put quotes around a text that begins with #, or write a value before the remark")
		return
	case isNull(n):
		r.report(n, nullValue, path+" has no value", "write one or remove the line")
		return
	case n.Kind == yaml.MappingNode && n.ShortTag() != "!!map" || n.Kind == yaml.SequenceNode && n.ShortTag() != "!!seq":
		r.report(n, wrongType, fmt.Sprintf("%s has the YAML tag %q, which means nothing here", path, clip(n.ShortTag())), "remove it")
		return
	}
	switch s.kind {
	case object:
		r.checkObject(n, s, path)
	case list:
		r.checkList(n, s, path)
	case text, scalar:
		r.checkText(n, s, path)
	case flag:
		if n.Kind != yaml.ScalarNode || n.Value != "true" {
			r.report(n, wrongType, path+" can only be true", "write true or remove the line")
		}
	case date:
		if n.Kind == yaml.MappingNode && len(n.Content) > 2*maxDateKeys {
			n.Content = nil // the decoder compares each key with each
		}
		r.checkDate(n, path)
	case choice:
		r.checkChoice(n, s, path)
	case anything:
		for _, c := range n.Content {
			r.checkAnchors(c, path)
		}
	}
}

func (r *reader) checkList(n *yaml.Node, s *shape, path string) {
	if n.Kind != yaml.SequenceNode {
		r.report(n, wrongType, fmt.Sprintf("%s is %s, but a list belongs here", path, describe(n)), remedyForList(n, s))
		return
	}
	switch have := len(n.Content); {
	case have == 0 && s.min > 0:
		r.report(n, emptyList, path+" is an empty list", fmt.Sprintf("add at least %d", s.min))
	case have < s.min: // only a list of facts has to have more than one
		r.report(n.Content[0], oneItem, path+" has one item, which makes no list", `add the others, or write it as a fact with "text"`)
	case s.max > 0 && have > s.max:
		r.report(n.Content[s.max], tooMany, fmt.Sprintf("%s has %d entries", path, have), fmt.Sprintf("at most %d fit, so merge or remove some", s.max))
	}
	for _, item := range n.Content {
		r.check(item, s.item, path)
	}
}

// checkChoice checks n against the option that fits it best: of objects, the one that knows most of its keys.
func (r *reader) checkChoice(n *yaml.Node, s *shape, path string) {
	meant := s.options[0]
	for _, option := range s.options[1:] {
		if option.known(n) > meant.known(n) {
			meant = option
		}
	}
	if s.options[0].kind == text && meant.kind == object && meant.known(n) == 0 {
		r.report(n, wrongType, fmt.Sprintf("%s is %s, but a text belongs here", path, describe(n)), "put quotes around a text that has a colon in it")
		return
	}
	r.check(n, meant, path)
}

// known returns how many keys of n the shape has: 0 where neither has keys, -1 where only one of the two has.
func (s *shape) known(n *yaml.Node) int {
	if (n.Kind == yaml.MappingNode) != (s.kind == object) {
		return -1
	}
	count := 0
	for i := 0; i < len(n.Content) && s.kind == object; i += 2 {
		if s.find(n.Content[i].Value) >= 0 {
			count++
		}
	}
	return count
}

func (r *reader) checkObject(n *yaml.Node, s *shape, path string) {
	if n.Kind != yaml.MappingNode {
		belongs, remedy := "keys with values belong here", fmt.Sprintf("write them as lines such as \"%s: …\"", s.keys[0].name)
		if n.Kind == yaml.ScalarNode && s == nameShape {
			belongs, remedy = "names belong here", "write "+remedyForName(n.Value, "", "")
		}
		r.report(n, wrongType, fmt.Sprintf("%s is %s, but %s", path, describe(n), belongs), remedy)
		return
	}
	if s.cslItem {
		r.adoptAgencyItem(n)
	}
	seen, known := map[string]*yaml.Node{}, []*yaml.Node{}
	meant := map[string]bool{} // keys that were typed with a mistake
	for i := 0; i < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode {
			r.report(k, wrongType, path+" has a key that is not a word", "write it as a word, or put quotes around the text")
			continue
		}
		if up := strings.ToUpper(k.Value); s.find(up) >= 0 {
			k.Value = up // pandoc writes doi, url and their like in small letters
		}
		if first, again := seen[k.Value]; again {
			r.report(k, duplicateKey, fmt.Sprintf("the key %q stands here a second time (first in %s)", clip(k.Value), where(first)), "remove one")
			continue
		}
		seen[k.Value] = k
		at := s.find(k.Value)
		if at >= 0 && s.keys[at].required && isNull(v) && v.Value == "" && v.Anchor == "" && !r.remarkAt(v) {
			r.report(v, nullValue, join(path, k.Value)+" has no value", "write one")
		} else if at >= 0 {
			r.check(v, s.keys[at].shape, join(path, k.Value))
			known = append(known, k, v)
		} else if !r.full() { // a remedy takes time
			meant[nearestWord(k.Value, s.names())] = true
			r.report(k, unknownKey, fmt.Sprintf("unknown key %q in %s", clip(k.Value), path), remedyForWord(k.Value, s.names()))
		}
	}
	n.Content = known
	for _, k := range s.keys {
		if _, ok := seen[k.name]; k.required && !ok && !meant[k.name] && !r.tornEntries[n] {
			r.report(n, missingKey, fmt.Sprintf("%s has no %q", path, k.name), fmt.Sprintf("add a line \"%s: …\"", k.name))
		}
	}
}

func (r *reader) checkText(n *yaml.Node, s *shape, path string) {
	if n.Kind != yaml.ScalarNode {
		remedy := "if it is one, put it in quotes"
		if n.Kind == yaml.SequenceNode && len(n.Content) == 1 && n.Content[0].Kind == yaml.ScalarNode {
			remedy = fmt.Sprintf("write %s without brackets of its own", clip(n.Content[0].Value))
		}
		r.report(n, wrongType, fmt.Sprintf("%s is %s, but a text belongs here", path, describe(n)), remedy)
		return
	}
	tag := n.ShortTag()
	number := (tag == "!!int" || tag == "!!float" || tag == "!!timestamp") && strings.ContainsAny(n.Value, "0123456789") // not .nan
	if tag != "!!str" && !(s.kind == scalar && number) {
		r.report(n, wrongType, fmt.Sprintf("%s is %s, but a text belongs here", path, describe(n)), fmt.Sprintf("put it in quotes: %q", clip(n.Value)))
		return
	}
	switch length := utf8.RuneCountInString(n.Value); {
	case !strings.ContainsFunc(n.Value, visible):
		r.report(n, emptyText, path+" is empty", "write a text or remove the line")
	case s.max > 0 && length > s.max:
		r.report(n, tooLong, fmt.Sprintf("%s has %d characters", path, length), fmt.Sprintf("at most %d fit, so shorten it by %d", s.max, length-s.max))
		if length > 10*s.max { // more is not looked at, because that would take long
			n.Value = string([]rune(n.Value)[:10*s.max])
		}
	case s.kind == text && strings.ContainsFunc(n.Value, specialSpace):
		r.report(n, straySpace, path+" has a no-break space or another special space in it", "type the spaces of this text again with the space bar")
	case s.kind == text && n.Value != strings.Join(strings.Fields(n.Value), " "):
		r.report(n, straySpace, path+" has line breaks or extra spaces in it", `write it on one line with single spaces, or fold it with ">-"`)
	case s.prose && r.checkCut(n, path):
	case strings.ContainsFunc(n.Value, invisible):
		r.report(n, invisibleCharacter, path+" contains an invisible or control character", "type the text again instead of pasting it")
	case s.enum != nil && !slices.Contains(s.enum, n.Value):
		r.report(n, unknownValue, fmt.Sprintf("%s cannot be %q", path, clip(n.Value)), remedyForWord(n.Value, s.enum))
	}
}

// remarkAt reports whether a remark stands in the place of a value.
func (r *reader) remarkAt(n *yaml.Node) bool {
	if n.Line < 1 || n.Line > len(r.lines) {
		return false
	}
	line := []rune(r.lines[n.Line-1])
	return strings.HasPrefix(strings.TrimSpace(string(line[min(max(n.Column-1, 0), len(line)):])), "#")
}

// checkCut reports whether a remark cuts off the end of a text, and if so, reports it.
func (r *reader) checkCut(n *yaml.Node, path string) bool {
	cut := n.Kind == yaml.ScalarNode && n.Style&quoted == 0 && (n.LineComment != "" || r.cutBelow(n))
	if cut {
		r.report(n, cutText, path+` ends before "#"`, "put quotes around the text, or move the remark to a line of its own")
	}
	return cut
}

// cutBelow reports whether a text goes on in a line that begins with "#", as in "the vitamin" and below it "#1 for bones".
func (r *reader) cutBelow(n *yaml.Node) bool {
	if n.Line > len(r.lines) || n.Column > utf8.RuneCountInString(r.lines[n.Line-1]) {
		return false
	}
	first := []rune(r.lines[n.Line-1])
	here, left := strings.TrimSpace(string(first[n.Column-1:])), n.Value
	line := n.Line
	for here != "" && strings.HasPrefix(left, here) {
		if left = strings.TrimPrefix(left[len(here):], " "); line == len(r.lines) {
			return false
		}
		below := r.lines[line]
		if here = strings.TrimSpace(below); left == "" {
			indent := len(below) - len(strings.TrimLeft(below, " "))
			key := len(first) - len([]rune(strings.TrimLeft(string(first), " -")))
			return indent > key && goesOn.MatchString(here)
		}
		line++
	}
	return false
}

// goesOn matches a word that begins with "#", where a remark has a space behind it.
var goesOn = regexp.MustCompile(`^#[^#\s]`)

// quoted are the styles of YAML in which a "#" is a character like any other.
const quoted = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle

// checkAnchors looks for anchors in a value that is never shown, because one could still stand for something huge.
func (r *reader) checkAnchors(n *yaml.Node, path string) {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		r.anchor(n, path)
	}
	for _, c := range n.Content {
		r.checkAnchors(c, path)
	}
}

// anchor reports an anchor and empties its node: the decoder takes long to follow many.
func (r *reader) anchor(n *yaml.Node, path string) {
	r.report(n, yamlAlias, path+" uses a YAML anchor (& or *)", "write the value out in full")
	*n = yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Line: n.Line, Column: n.Column}
}

// specialSpace reports whether a character is a space that the space bar does not make.
func specialSpace(c rune) bool { return unicode.Is(unicode.Zs, c) && c != ' ' }

// visible reports whether a character leaves a mark on the screen.
func visible(c rune) bool { return unicode.IsGraphic(c) && !unicode.IsSpace(c) }

// invisible reports whether a reader cannot see a character that changes how the text is shown or found. The zero-width
// joiners are left alone, because emoji and several scripts need them.
func invisible(c rune) bool {
	return unicode.Is(unicode.Cc, c) && c != '\n' && c != '\t' || unicode.Is(unicode.Cf, c) && c != '\u200d' && c != '\u200c' || c == utf8.RuneError
}

// join appends a key to the path of its group.
func join(path, name string) string {
	if path == "the file" {
		return name
	}
	return path + "." + name
}

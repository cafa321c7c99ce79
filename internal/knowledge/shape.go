package knowledge

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"leakygut-bot/internal/knowledge/csl"
)

// Limits of the file format. Those that Discord sets say so; the others keep an answer readable.
const (
	MaxTopics      = 21  // Discord: 25 subcommands, less source, sources, ask and help
	MaxRelated     = 4   // Discord: 5 buttons in a row, less one to share or remove
	maxDescription = 100 // Discord: a command's description
	maxTitle       = 200 // a heading is read at a glance
	maxItem        = 200
	maxText        = 500 // a fact is one statement; Discord's 4,000 for the text of a message hold several, with their links
	maxNotice      = 500 // it stands under every answer
	maxAlias       = 60
	maxSection     = 200
	maxValue       = 2000 // any one value of a reference; abstracts are longer, and not shown
	maxAbstract    = 20000
	maxDateKeys    = 20      // CSL knows six
	maxFile        = 1 << 20 // bytes
)

// A shape says what may stand at one place of a file. The strict reader and the JSON schema are both made from it.
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

const namePattern = `^[-_\p{Ll}\p{Lo}\p{N}]{1,32}$` // Discord's rule for a command's name, in lower case

var fileShape = &shape{
	kind: object,
	doc:  "One article, and the slash command that answers from it.",
	keys: []key{
		{"command", true, &shape{kind: object, doc: "The slash command that people type.", keys: []key{
			{"name", true, &shape{kind: text, pattern: namePattern, doc: "The word after the slash, in lower case without spaces. It is also the name of this file: leakygut for leakygut.yaml."}},
			{"description", true, &shape{kind: text, prose: true, max: maxDescription, doc: "What Discord shows beside the command: one short sentence, at most 100 characters."}},
			{"aliases", false, &shape{kind: list, doc: "Other words for what the whole article is about. They fit every question: intestine, bowel.", item: aliasShape}},
		}}},
		{"article", true, itemShape("The article itself, as a reference. Give its title and whatever else it prints about itself.", &shape{kind: text, enum: []string{ArticleID}, doc: "Always the word article."})},
		{"notice", true, &shape{kind: text, prose: true, max: maxNotice, doc: "A sentence that stands under every answer, for example that it is general information and not medical advice."}},
		{"sources", true, &shape{kind: list, min: 1, doc: "The article's reference list. An entry exported from Zotero as CSL YAML or CSL JSON can be pasted here.",
			item: itemShape("One entry of the article's reference list.", &shape{kind: scalar, max: maxValue, doc: "The number that the article prints for this entry. An entry with any other id takes its place in the list as its number."})}},
		{"topics", true, &shape{kind: list, min: 1, max: MaxTopics, doc: "The facts, grouped under headings. Each topic is a subcommand.", item: topicShape}},
	},
}

var topicShape = &shape{
	kind: object,
	doc:  "Facts under one heading, and the subcommand that shows them.",
	keys: []key{
		{"name", true, &shape{kind: text, pattern: namePattern, barred: Reserved, doc: "One plain word that a person would type, in lower case: symptoms."}},
		{"title", true, &shape{kind: text, prose: true, max: maxTitle, doc: "The heading of the answer: Symptoms of a leaky gut."}},
		{"description", true, &shape{kind: text, prose: true, max: maxDescription, doc: "What Discord shows beside the subcommand, at most 100 characters."}},
		{"section", true, &shape{kind: text, prose: true, max: maxSection, doc: "The article's own heading under which these facts stand."}},
		{"aliases", false, &shape{kind: list, doc: "Other words that people use for this topic: signs, complaints.", item: aliasShape}},
		{"related", false, &shape{kind: list, max: MaxRelated, doc: "Names of other topics to offer under the answer. Without it, the topics that share the most sources are offered.", item: &shape{kind: text, max: 32, doc: "The name of another topic of this file."}}},
		{"help", false, &shape{kind: flag, doc: "Write true at the one topic that says where to get help. Whoever gets no answer is offered it."}},
		{"picture", false, pictureShape},
		{"facts", true, &shape{kind: list, min: 1, doc: "The statements and lists of statements, in the article's order.", item: &shape{kind: choice, options: []*shape{factShape, listShape}}}},
	},
}

var pictureShape = &shape{
	kind: object,
	doc:  "A drawing that explains more than words do. It is shown above the facts.",
	keys: []key{
		{"file", true, &shape{kind: text, pattern: picturePattern, max: maxTitle, doc: "The name of a PNG file beside this one: barrier.png. Under 60 kB, 400 to 2000 pixels wide; 800 are sharp on a phone."}},
		{"alt", true, &shape{kind: text, prose: true, max: maxAlt, doc: "What the picture shows, in words, for who cannot see it; as careful as the article is. At most 1,024 characters."}},
		{"cites", true, citesShape("The numbers that the article gives for what the picture shows, or the word article where it gives none: [1, article].")},
	},
}

var factShape = &shape{
	kind: object,
	doc:  "One statement of the article.",
	keys: []key{
		{"text", true, &shape{kind: text, prose: true, max: maxText, doc: "The statement in your own words, as careful as the article is: what it calls possible stays possible."}},
		{"cites", true, citesShape("The numbers that the article gives for this statement, in its order, or the word article where it gives none: [4, 2, 5].")},
		{"section", false, &shape{kind: text, prose: true, max: maxSection, doc: "Only where this statement stands under another heading of the article than its topic."}},
		{"certain", false, &shape{kind: flag, doc: "Write true where lint asks whether the article is as sure as this statement (causes, cures, proves), and it is. It answers for what the fact cites."}},
		{"aliases", false, &shape{kind: list, doc: "Other words that people use for what this fact is about: headache, tummy ache, IBS.", item: aliasShape}},
	},
}

var listShape = &shape{
	kind: object,
	doc:  "Statements that the article gives as a list: one introduction, then the items. Each item is a fact with a sentence of its own.",
	keys: []key{
		{"list", true, &shape{kind: text, prose: true, max: maxTitle, doc: "How the list is introduced, without a colon: Symptoms that have been found."}},
		{"each", false, &shape{kind: text, prose: true, max: maxText, doc: "The sentence of one item where it is shown alone, with {} in the place of the item, as careful as the article is: \"{} may be associated with a leaky gut.\" In quotes. It can be left out where every item has its own sentence (alone)."}},
		{"cites", true, citesShape("The numbers that the article gives for the whole list, in its order, or the word article where it gives none: [4, 2, 5].")},
		{"items", true, &shape{kind: list, min: 2, doc: "The items, in the article's order. One with a comma in it stands on a line of its own after \"- \".", item: &shape{kind: choice, options: []*shape{
			{kind: text, prose: true, max: maxItem, doc: "The item as it stands within the sentence of each, without a full stop and with a capital only where it always has one: celiac disease, Crohn's disease."},
			listItemShape,
		}}}},
		{"section", false, &shape{kind: text, prose: true, max: maxSection, doc: "Only where this list stands under another heading of the article than its topic."}},
		{"certain", false, &shape{kind: flag, doc: "Write true where lint asks whether the article is as sure as this statement (causes, cures, proves), and it is. It answers for what the fact cites."}},
	},
}

var listItemShape = &shape{
	kind: object,
	doc:  "An item with more to say than its name.",
	keys: []key{
		{"item", true, &shape{kind: text, prose: true, max: maxItem, doc: "The item as it stands within the sentence of each, without a full stop and with a capital only where it always has one: irritable bowel syndrome."}},
		{"alone", false, &shape{kind: text, prose: true, max: maxText, doc: "A whole sentence for this item where that of each does not fit it."}},
		{"cites", false, citesShape("Only where the article gives this item numbers of its own.")},
		{"aliases", false, &shape{kind: list, doc: "Other words that people use for this item: IBS.", item: aliasShape}},
	},
}

func citesShape(doc string) *shape {
	return &shape{kind: list, min: 1, doc: doc, item: &shape{kind: scalar, max: maxValue, doc: "The number of a source, or the word article."}}
}

var aliasShape = &shape{kind: text, prose: true, max: maxAlias, doc: "A word or a few words, as people type them."}

// itemShape is a CSL item: every variable of the Citation Style Language, so that an export fits as it is.
func itemShape(doc string, id *shape) *shape {
	keys := []key{
		{"id", true, id},
		{"type", true, &shape{kind: text, enum: csl.Types, doc: "What kind of work it is: article-journal, webpage, post-weblog, book, chapter, report, …"}},
	}
	for _, v := range csl.Variables {
		s := &shape{doc: v.Doc, prose: true}
		switch {
		case v.Name == "title":
			s.kind, s.max = text, maxValue
		case v.Name == "abstract":
			s.kind, s.max = scalar, maxAbstract
		case v.Name == "custom" || v.Name == "categories":
			s.kind = anything
		case v.Kind == csl.KindNames:
			s.kind, s.min, s.item = list, 1, nameShape
		case v.Kind == csl.KindDate:
			s.kind = date
		default:
			s.kind, s.max = scalar, maxValue
		}
		switch v.Name {
		case "DOI":
			s.pattern = doiPattern
		case "URL":
			s.pattern = urlPattern
		}
		keys = append(keys, key{v.Name, v.Name == "title", s})
	}
	return &shape{kind: object, doc: doc, keys: keys, cslItem: true}
}

var nameShape = &shape{
	kind:  object,
	doc:   "One name: family and given for a person, literal for an organisation or a pen name.",
	oneOf: []string{"family", "literal"},
	keys: []key{
		{"family", false, &shape{kind: text, prose: true, max: maxValue, doc: "The family name, as printed: Arrieta."}},
		{"given", false, &shape{kind: text, prose: true, max: maxValue, doc: "Given names or initials, as printed: MC."}},
		{"literal", false, &shape{kind: text, prose: true, max: maxValue, doc: "The whole name as it is printed, where it is not a person's."}},
		{"suffix", false, &shape{kind: text, prose: true, max: maxValue, doc: "Jr, III and the like."}},
		{"dropping-particle", false, &shape{kind: text, prose: true, max: maxValue, doc: "A particle that goes with the given name: de, von."}},
		{"non-dropping-particle", false, &shape{kind: text, prose: true, max: maxValue, doc: "A particle that goes with the family name: van, al-."}},
		{"comma-suffix", false, &shape{kind: anything, doc: "Set by some programs; not shown."}},
		{"static-ordering", false, &shape{kind: anything, doc: "Set by some programs; not shown."}},
		{"parse-names", false, &shape{kind: anything, doc: "Set by some programs; not shown."}},
	},
}

// check reports everything about n that does not fit s. path names n for people: "topics.facts.text".
func (r *reader) check(n *yaml.Node, s *shape, path string) {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		r.report(n, "yaml-alias", "%s uses a YAML anchor (& or *); write the value out in full", path)
		return
	case n.ShortTag() == "!!null":
		if n.Value != "" {
			r.report(n, "null-value", "%s is %s, which means nothing to YAML; if it is a word, put it in quotes: %q", path, n.Value, n.Value)
		} else {
			r.report(n, "null-value", "%s has no value; write one or remove the line", path)
		}
		return
	case n.Kind == yaml.MappingNode && n.ShortTag() != "!!map" || n.Kind == yaml.SequenceNode && n.ShortTag() != "!!seq":
		r.report(n, "wrong-type", "%s has the YAML tag %q, which means nothing here; remove it", path, clip(n.ShortTag()))
		return
	}
	switch s.kind {
	case object:
		r.checkObject(n, s, path)
	case list:
		if n.Kind != yaml.SequenceNode {
			r.report(n, "wrong-type", "%s is %s, but a list belongs here; %s", path, describe(n), remedyForList(n, s))
			return
		}
		switch have := len(n.Content); {
		case have == 0 && s.min > 0:
			r.report(n, "empty-list", "%s is an empty list; add at least %d", path, s.min)
		case have < s.min: // only a list of facts has to have more than one
			r.report(n.Content[0], "one-item", "%s has one item, which makes no list; add the others, or write it as a fact with \"text\"", path)
		}
		if s.max > 0 && len(n.Content) > s.max {
			r.report(n.Content[s.max], "too-many", "%s has %d entries; at most %d fit, so merge or remove some", path, len(n.Content), s.max)
		}
		for _, item := range n.Content {
			r.check(item, s.item, path)
		}
	case text, scalar:
		r.checkText(n, s, path)
	case flag:
		if n.Kind != yaml.ScalarNode || n.Value != "true" {
			r.report(n, "wrong-type", "%s can only be true; write true or remove the line", path)
		}
	case date:
		if n.Kind == yaml.MappingNode && len(n.Content) > 2*maxDateKeys {
			n.Content = nil // the decoder compares each key with each
		}
		r.checkDate(n, path)
	case choice:
		meant := s.meant(n)
		if s.options[0].kind == text && meant.kind == object && meant.known(n) == 0 {
			r.report(n, "wrong-type", "%s is %s, but a text belongs here; put quotes around a text that has a colon in it", path, describe(n))
			return
		}
		r.check(n, meant, path)
	case anything:
		for _, c := range n.Content {
			r.checkSound(c, path)
		}
	}
}

// meant returns the option of a choice that fits n best: of objects, the one that knows most of its keys.
func (s *shape) meant(n *yaml.Node) *shape {
	best := s.options[0]
	for _, option := range s.options[1:] {
		if option.known(n) > best.known(n) {
			best = option
		}
	}
	return best
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
	if n.Kind == yaml.ScalarNode && s == nameShape {
		r.report(n, "wrong-type", "%s is %s, but names belong here; write %s", path, describe(n), remedyForName(n.Value, "", ""))
		return
	}
	if n.Kind != yaml.MappingNode {
		r.report(n, "wrong-type", "%s is %s, but keys with values belong here, such as \"%s: …\"", path, describe(n), s.keys[0].name)
		return
	}
	if s.cslItem {
		adopt(n)
	}
	seen, kept := map[string]*yaml.Node{}, []*yaml.Node{}
	for i := 0; i < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode {
			r.report(k, "wrong-type", "%s has a key that is not a word; write it as a word, or put quotes around the text", path)
			continue
		}
		if up := strings.ToUpper(k.Value); s.find(up) >= 0 {
			k.Value = up // pandoc writes doi, url and their like in small letters
		}
		if first, again := seen[k.Value]; again {
			r.report(k, "duplicate-key", "the key %q stands here a second time (first in %s); remove one", clip(k.Value), where(first))
			continue
		}
		seen[k.Value] = k
		at := s.find(k.Value)
		if at < 0 && r.full() {
			continue
		}
		if at < 0 {
			r.report(k, "unknown-key", "unknown key %q in %s; %s", clip(k.Value), path, remedyForKey(k.Value, s))
			continue
		}
		r.check(v, s.keys[at].shape, join(path, k.Value))
		kept = append(kept, k, v)
	}
	n.Content = kept // the decoder drops a whole group in which a key stands twice
	for _, k := range s.keys {
		if _, ok := seen[k.name]; k.required && !ok {
			r.report(n, "missing-key", "%s has no %q; add a line \"%s: …\"", path, k.name, k.name)
		}
	}
}

// find gives the index of a key, or -1.
func (s *shape) find(name string) int {
	return slices.IndexFunc(s.keys, func(k key) bool { return k.name == name })
}

func (r *reader) checkText(n *yaml.Node, s *shape, path string) {
	if n.Kind != yaml.ScalarNode {
		r.report(n, "wrong-type", "%s is %s, but a text belongs here; if it is one, put it in quotes", path, describe(n))
		return
	}
	switch tag := n.ShortTag(); {
	case tag == "!!str":
	case s.kind == scalar && (tag == "!!int" || tag == "!!float" || tag == "!!timestamp") && strings.ContainsAny(n.Value, "0123456789"): // not .nan
	default:
		r.report(n, "wrong-type", "%s is %s, but a text belongs here; put it in quotes: %q", path, describe(n), clip(n.Value))
		return
	}
	switch length := utf8.RuneCountInString(n.Value); {
	case !strings.ContainsFunc(n.Value, visible):
		r.report(n, "empty-text", "%s is empty; write a text or remove the line", path)
	case s.max > 0 && length > s.max:
		r.report(n, "too-long", "%s has %d characters; at most %d fit, so shorten it by %d", path, length, s.max, length-s.max)
	case s.kind == text && n.Value != strings.Join(strings.Fields(n.Value), " "):
		r.report(n, "stray-space", "%s has line breaks, extra spaces or special spaces in it; write it on one line with single spaces, or fold it with \">-\"", path)
	case s.prose && n.Style&quoted == 0 && n.LineComment != "":
		r.report(n, "cut-text", "%s ends before \"#\"; put quotes around the text, or move the remark to a line of its own", path)
	case strings.ContainsFunc(n.Value, invisible):
		r.report(n, "invisible-character", "%s contains an invisible or control character; type the text again instead of pasting it", path)
	case s.enum != nil && !slices.Contains(s.enum, n.Value):
		r.report(n, "unknown-value", "%s cannot be %q; %s", path, clip(n.Value), remedyForWord(n.Value, s.enum))
	}
}

// quoted are the styles of YAML in which a "#" is a character like any other.
const quoted = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle

// checkSound goes through a value that is kept but never shown, because an anchor in it could still stand for something huge.
func (r *reader) checkSound(n *yaml.Node, path string) {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		r.report(n, "yaml-alias", "%s uses a YAML anchor (& or *); write the value out in full", path)
	}
	for _, c := range n.Content {
		r.checkSound(c, path)
	}
}

// visible tells characters that leave a mark on the screen.
func visible(c rune) bool { return unicode.IsGraphic(c) && !unicode.IsSpace(c) }

// invisible tells characters that a reader cannot see, but that change how the text is shown or found. The zero-width
// joiner is left alone, because emoji and several scripts need it.
func invisible(c rune) bool {
	return unicode.Is(unicode.Cc, c) && c != '\n' && c != '\t' || unicode.Is(unicode.Cf, c) && c != '\u200d' && c != '\u200c' || c == utf8.RuneError
}

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
		return "write [" + strings.Join(strings.FieldsFunc(clip(n.Value), partsNumbers), ", ") + "]"
	case s.item.kind == scalar:
		return "write [" + clip(n.Value) + "]"
	}
	return "write it as [one, two] or as lines that start with \"- \""
}

func partsNumbers(c rune) bool { return c == ',' || c == ';' || unicode.IsSpace(c) }

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

func remedyForKey(word string, s *shape) string {
	names := make([]string, len(s.keys))
	for i, k := range s.keys {
		names[i] = k.name
	}
	return remedyForWord(word, names)
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

// nearestWord gives the word that may have been meant; "" where none is near.
func nearestWord(word string, fits []string) string {
	best, least := "", min(3, utf8.RuneCountInString(word)) // a word of two letters is not like one that shares none
	for _, f := range fits {
		if d := distance(strings.ToLower(word), strings.ToLower(f)); d < least {
			best, least = f, d
		}
	}
	return best
}

func join(path, name string) string {
	if path == "the file" {
		return name
	}
	return path + "." + name
}

// clip keeps a message short whatever the file holds.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

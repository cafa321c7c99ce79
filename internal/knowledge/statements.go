package knowledge

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// statements reads the facts of every topic of a file, and holds what they must not share.
type statements struct {
	*reader
	article *Article
	sources map[string]*Source // by what a fact may cite them with
	aliases *seen              // of the whole file
	byID    map[string]statement
	cited   map[*Source]bool

	pictures map[string]*Picture // that have been read, by their files
}

// A statement is a text and where it comes from: the text itself, or the item that it is made of.
type statement struct {
	text string
	node *yaml.Node
}

// itemPlaceholder stands in a list's sentence for the item.
const itemPlaceholder = "{}"

// read adds the facts of one topic to it.
func (s *statements) read(t *Topic, docs []factDoc) {
	said := &seen{r: s.reader}
	for i := range docs {
		d := &docs[i]
		section := cmp.Or(d.Section.Value, t.section)
		if present(&d.List) || present(&d.Each) || len(d.Items) > 0 {
			t.facts = append(t.facts, s.list(t, d, section, said)...)
			continue
		}
		s.checkNoPlaceholder(&d.Text, "text")
		said.add(&d.Text, duplicateFact, "the statement")
		fact := s.fact(t, statement{d.Text.Value, &d.Text}, d.Aliases)
		fact.citations = s.citations(d.Cites, section)
		t.facts = append(t.facts, fact)
	}
}

func (s *statements) fact(t *Topic, from statement, aliases []yaml.Node) Fact {
	f := Fact{topic: t, id: factID(t.name, from.text), text: from.text, aliases: s.reader.aliases(aliases, s.aliases), place: s.place(from.node)}
	if first, taken := s.byID[f.id]; taken && first.text != from.text {
		s.report(from.node, factIDTaken, fmt.Sprintf("this statement happens to have the same short mark, %s, as the one in %s", f.id, where(first.node)), "change a word in it")
	}
	s.byID[f.id] = from
	return f
}

// list reads a list and returns its items as facts.
func (s *statements) list(t *Topic, d *factDoc, section string, said *seen) []Fact {
	s.checkNoPlaceholder(&d.List, "list")
	if last, _ := utf8.DecodeLastRuneInString(d.List.Value); strings.ContainsRune(".:;,", last) {
		s.report(&d.List, listIntro, fmt.Sprintf("the introduction of the list ends in %q", last), "leave that out, for the numbers of the sources stand after it")
	}
	usable := s.checkEach(&d.Each)
	l := &List{intro: capitalize(d.List.Value), citations: s.citations(d.Cites, section)}
	items, reported := seen{r: s.reader}, false
	for i := range d.Items {
		it := &d.Items[i]
		if !present(&it.Item) || !items.add(&it.Item, duplicateItem, "the item") {
			continue
		}
		s.checkItem(it)
		from := statement{it.Alone.Value, &it.Alone}
		if !present(&it.Alone) {
			from = statement{sentence(d.Each.Value, it.Item.Value), &it.Item}
			if !present(&d.Each) {
				if !reported { // once for all items
					s.report(&it.Item, noSentence, "this item has no sentence that can be shown alone", `give the list an "each" with {} in the place of the item, or the item an "alone"`)
				}
				reported = true
				continue
			}
			if length := utf8.RuneCountInString(from.text); usable && length > maxText {
				s.report(&it.Item, tooLong, fmt.Sprintf("with this item the sentence of \"each\" has %d characters", length), fmt.Sprintf("at most %d fit, so shorten it by %d", maxText, length-maxText))
			}
		}
		if usable || present(&it.Alone) {
			said.addStatement(from, duplicateFact, "the statement")
		}
		f := s.fact(t, from, it.Aliases)
		f.list, f.item, f.place = l, capitalize(it.Item.Value), s.place(&it.Item)
		f.citations = l.citations
		if len(it.Cites) > 0 {
			f.citations = s.citations(it.Cites, section)
		}
		l.facts = append(l.facts, f)
	}
	return l.facts
}

func (s *statements) checkItem(it *listItemDoc) {
	s.checkNoPlaceholder(&it.Item, "item")
	s.checkNoPlaceholder(&it.Alone, "alone")
	if word := lastWord(it.Item.Value); strings.HasSuffix(word, ".") && !strings.Contains(strings.TrimSuffix(word, "."), ".") {
		s.report(&it.Item, itemStop, "the item ends in a full stop", "leave it out, for an item stands in a sentence and is none")
	}
}

// checkEach reports whether sentences can be made of n.
func (s *statements) checkEach(n *yaml.Node) bool {
	if !present(n) {
		return false
	}
	switch count := strings.Count(n.Value, itemPlaceholder); {
	case count == 0:
		s.report(n, eachGap, "each has no {}", `write {} where the item goes, such as "{} may be associated with …"`)
	case count > 1:
		s.report(n, eachGap, fmt.Sprintf("each has {} %d times", count), "an item goes into one place, so keep one {}")
	case !strings.ContainsFunc(strings.Replace(n.Value, itemPlaceholder, "", 1), unicode.IsLetter):
		s.report(n, eachGap, "each has nothing but the item", "write the whole sentence, because an item is often shown alone")
	default:
		return true
	}
	return false
}

// checkNoPlaceholder reports a {} that nothing fills.
func (s *statements) checkNoPlaceholder(n *yaml.Node, what string) {
	if strings.Contains(n.Value, itemPlaceholder) {
		s.report(n, strayGap, fmt.Sprintf("{} stands in %q, where nothing fills it", what), `it belongs into the "each" of a list`)
	}
}

// citations reads what a fact or a list cites.
func (s *statements) citations(cites []yaml.Node, section string) []Citation {
	var out []Citation
	for i := range cites {
		n := &cites[i]
		source := s.sources[n.Value]
		switch {
		case !present(n):
			continue
		case source == nil && len(numbersIn(n.Value)) > 1:
			s.report(n, unknownSource, fmt.Sprintf("%q is more than one number", clip(n.Value)), fmt.Sprintf("part them by commas: [%s]", strings.Join(numbersIn(clip(n.Value)), ", ")))
			continue
		case source == nil && s.sources[numbersIn(n.Value)[0]] != nil:
			s.report(n, unknownSource, fmt.Sprintf("no source has the number %q", clip(n.Value)), "write "+numbersIn(n.Value)[0])
			continue
		case source == nil:
			s.report(n, unknownSource, fmt.Sprintf("no source has the number %q", clip(n.Value)), remedyForCite(s.article))
			continue
		case slices.ContainsFunc(out, func(c Citation) bool { return c.source == source }):
			s.report(n, duplicateCite, fmt.Sprintf("%q is cited twice here", n.Value), "remove one")
		}
		s.cited[source] = true
		out = append(out, Citation{source, section})
	}
	return out
}

// sentence puts an item into the sentence of its list.
func sentence(each, item string) string {
	text := capitalize(strings.Replace(each, itemPlaceholder, item, 1))
	if last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, `"”’')`)); !strings.ContainsRune(".!?…", last) {
		text += "."
	}
	return text
}

// capitalize begins a text with a capitalize. A first word that is written in a way of its own, such as mRNA, p53 or α-synuclein,
// stays as it is.
func capitalize(text string) string {
	at := strings.IndexFunc(text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
	if at < 0 {
		return text
	}
	word, _, _ := strings.Cut(text[at:], " ")
	first, size := utf8.DecodeRuneInString(word)
	if !unicode.Is(unicode.Latin, first) || strings.ContainsFunc(word, func(c rune) bool { return unicode.IsUpper(c) || unicode.IsDigit(c) }) {
		return text
	}
	return text[:at] + string(unicode.ToUpper(first)) + text[at+size:]
}

func lastWord(text string) string { return text[strings.LastIndexByte(text, ' ')+1:] }

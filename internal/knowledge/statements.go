package knowledge

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// statements reads the facts of every topic of a file, and holds what they must not share.
type statements struct {
	*reader
	of      *Article
	sources map[string]*Source // by what a fact may cite them with
	words   *seen              // the aliases of the file
	byID    map[string]statement
	cited   map[*Source]bool

	pictures map[string]*Picture // that have been read, by their files
}

// A statement is a text and where it comes from: the text itself, or the item that it is made of.
type statement struct {
	text string
	node *yaml.Node
}

// gap stands in a list's sentence for the item.
const gap = "{}"

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
		s.noGap(&d.Text, "text")
		said.add(&d.Text, "duplicate-fact", "the statement")
		fact := s.fact(t, statement{d.Text.Value, &d.Text}, d.Aliases)
		fact.citations = s.citations(d.Cites, section)
		t.facts = append(t.facts, fact)
	}
}

func (s *statements) fact(t *Topic, from statement, aliases []yaml.Node) Fact {
	f := Fact{topic: t, id: factID(t.name, from.text), text: from.text, aliases: s.aliases(aliases, s.words), place: s.place(from.node)}
	if first, taken := s.byID[f.id]; taken && first.text != from.text {
		s.report(from.node, "fact-id", "this statement happens to have the same short mark, %s, as the one in %s; change a word in it", f.id, where(first.node))
	}
	s.byID[f.id] = from
	return f
}

// list reads a list and returns its items as facts.
func (s *statements) list(t *Topic, d *factDoc, section string, said *seen) []Fact {
	s.noGap(&d.List, "list")
	if last, _ := utf8.DecodeLastRuneInString(d.List.Value); strings.ContainsRune(".:;,", last) {
		s.report(&d.List, "list-intro", "the introduction of the list ends in %q; leave that out, for the numbers of the sources stand after it", last)
	}
	usable := s.checkEach(&d.Each)
	l := &List{intro: capital(d.List.Value), citations: s.citations(d.Cites, section)}
	items, mute := seen{r: s.reader}, false
	for i := range d.Items {
		it := &d.Items[i]
		if !present(&it.Item) || !items.add(&it.Item, "duplicate-item", "the item") {
			continue
		}
		s.noGap(&it.Item, "item")
		s.noGap(&it.Alone, "alone")
		if word := lastWord(it.Item.Value); strings.HasSuffix(word, ".") && !strings.Contains(strings.TrimSuffix(word, "."), ".") {
			s.report(&it.Item, "item-stop", "the item ends in a full stop; leave it out, for an item stands in a sentence and is none")
		}
		from := statement{it.Alone.Value, &it.Alone}
		if !present(&it.Alone) {
			from = statement{sentence(d.Each.Value, it.Item.Value), &it.Item}
			switch length := utf8.RuneCountInString(from.text); {
			case !present(&d.Each) && mute:
				continue
			case !present(&d.Each):
				mute = true
				s.report(&it.Item, "no-sentence", "this item has no sentence that can be shown alone; give the list an \"each\" with {} in the place of the item, or the item an \"alone\"")
				continue
			case usable && length > maxText:
				s.report(&it.Item, "too-long", "with this item the sentence of \"each\" has %d characters; at most %d fit, so shorten it by %d", length, maxText, length-maxText)
			}
		}
		if usable || present(&it.Alone) {
			said.addText(from, "duplicate-fact", "the statement")
		}
		f := s.fact(t, from, it.Aliases)
		f.list, f.item, f.place = l, capital(it.Item.Value), s.place(&it.Item)
		f.citations = l.citations
		if len(it.Cites) > 0 {
			f.citations = s.citations(it.Cites, section)
		}
		l.facts = append(l.facts, f)
	}
	return l.facts
}

// checkEach reports whether sentences can be made of n.
func (s *statements) checkEach(n *yaml.Node) bool {
	if !present(n) {
		return false
	}
	switch count := strings.Count(n.Value, gap); {
	case count == 0:
		s.report(n, "each-gap", "each has no {}; write {} where the item goes, such as \"{} may be associated with …\"")
	case count > 1:
		s.report(n, "each-gap", "each has {} %d times; an item goes into one place, so keep one {}", count)
	case !strings.ContainsFunc(strings.Replace(n.Value, gap, "", 1), unicode.IsLetter):
		s.report(n, "each-gap", "each has nothing but the item; write the whole sentence, because an item is often shown alone")
	default:
		return true
	}
	return false
}

// noGap reports a gap where nothing fills it.
func (s *statements) noGap(n *yaml.Node, what string) {
	if strings.Contains(n.Value, gap) {
		s.report(n, "stray-gap", "{} stands in %q, where nothing fills it; it belongs into the \"each\" of a list", what)
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
		case source == nil && len(strings.FieldsFunc(n.Value, partsNumbers)) > 1:
			s.report(n, "unknown-source", "%q is more than one number; part them by commas: [%s]", clip(n.Value), strings.Join(strings.FieldsFunc(clip(n.Value), partsNumbers), ", "))
			continue
		case source == nil:
			s.report(n, "unknown-source", "no source has the number %q; %s", clip(n.Value), possible(s.of))
			continue
		case slices.ContainsFunc(out, func(c Citation) bool { return c.source == source }):
			s.report(n, "duplicate-cite", "%q is cited twice here; remove one", n.Value)
		}
		s.cited[source] = true
		out = append(out, Citation{source, section})
	}
	return out
}

// sentence puts an item into the sentence of its list.
func sentence(each, item string) string {
	text := capital(strings.Replace(each, gap, item, 1))
	if last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, `"”’')`)); !strings.ContainsRune(".!?…", last) {
		text += "."
	}
	return text
}

// capital begins a text with a capital. A first word that is written in a way of its own, such as mRNA, p53 or α-synuclein,
// stays as it is.
func capital(text string) string {
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

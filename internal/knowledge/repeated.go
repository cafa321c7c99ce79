package knowledge

import (
	"fmt"

	"gopkg.in/yaml.v3"
)

// dropRepeated reports keys that stand in a group more than once, and leaves the first of each, because the decoder compares
// every key with every other and drops the group. Where the first key of a list's entry comes again after others, a second entry
// begins whose dash was forgotten.
func (r *reader) dropRepeated(n *yaml.Node) {
	switch n.Kind {
	case yaml.SequenceNode:
		var entries []*yaml.Node
		for _, c := range n.Content {
			entries = append(entries, r.splitEntry(c)...)
		}
		n.Content = entries
		for _, c := range n.Content {
			r.dropRepeated(c)
		}
	case yaml.MappingNode:
		r.dropRepeatedKeys(n)
		for _, c := range n.Content {
			r.dropRepeated(c)
		}
	}
}

func (r *reader) dropRepeatedKeys(n *yaml.Node) {
	type occurrence struct{ first, value, second *yaml.Node }
	at := map[string]*occurrence{}
	count, differs := map[string]int{}, map[string]bool{}
	var repeated []*occurrence
	var unique []*yaml.Node
	for i := 0; i < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		seen := at[k.Value]
		switch count[k.Value]++; {
		case k.Kind != yaml.ScalarNode || seen == nil:
			at[k.Value] = &occurrence{first: k, value: v}
			unique = append(unique, k, v)
			continue
		case seen.second == nil:
			seen.second = k
			repeated = append(repeated, seen)
		}
		differs[k.Value] = differs[k.Value] || v.Kind != yaml.ScalarNode || v.Value != seen.value.Value
	}
	for _, o := range repeated {
		key := o.first.Value
		times, remedy := "a second time", "remove one"
		if count[key] > 2 {
			times, remedy = fmt.Sprintf("%d times", count[key]), "keep one"
		}
		if differs[key] {
			remedy = "put what they say into one line"
		}
		r.report(o.second, duplicateKey, fmt.Sprintf("the key %q stands here %s (first in %s)", clip(key), times, where(o.first)), remedy)
	}
	n.Content = unique
}

// splitEntry splits an entry of a list where another seems to begin: where the key comes again with which it began, or where two
// keys or more come again.
func (r *reader) splitEntry(n *yaml.Node) []*yaml.Node {
	if n.Kind != yaml.MappingNode || n.Style&yaml.FlowStyle != 0 || len(n.Content) == 0 {
		return []*yaml.Node{n}
	}
	var parts []*yaml.Node
	begin := 0
	cut := func(end int) {
		part := *n
		part.Content = n.Content[begin:end:end]
		part.Line, part.Column = part.Content[0].Line, part.Content[0].Column
		parts, begin = append(parts, &part), end
		r.torn(&part)
	}
	for i := 4; i < len(n.Content); i += 2 {
		if k := n.Content[i]; i-begin >= 4 && beginsAnother(n.Content[begin:], i-begin) {
			cut(i)
			said := fmt.Sprintf("%q stands here a second time, as if another entry began", clip(k.Value))
			remedy := fmt.Sprintf("put the dash before it (\"- %s: …\")", clip(k.Value))
			if first := parts[0].Content[0].Value; k.Value != first && beginOf(k) == beginOf(parts[0].Content[0]) {
				said = fmt.Sprintf("%q stands here beside %q, as if another entry began", clip(k.Value), first)
			} else {
				remedy += ", or remove the line if it is there twice"
			}
			r.report(k, missingDash, said, remedy)
		}
	}
	if begin == 0 {
		return []*yaml.Node{n}
	}
	cut(len(n.Content))
	return parts
}

// beginsAnother reports whether the key at an index of an entry begins another one.
func beginsAnother(entry []*yaml.Node, at int) bool {
	k, first := entry[at], entry[0]
	if k.Kind != yaml.ScalarNode {
		return false
	}
	if beginOf(k) == beginOf(first) {
		return entry[at-2].Value != first.Value
	}
	const enough = 2 // one key that comes again is more often a mistake of its own
	again := 0
	for i := at; i < len(entry) && i < at+2*enough && inEntry(entry[:at], entry[i]); i += 2 {
		again++
	}
	return again == enough && entry[at].Value != entry[at-2].Value && entry[at].Value != entry[at+2].Value
}

// inEntry reports whether a key is among those of an entry.
func inEntry(entry []*yaml.Node, k *yaml.Node) bool {
	for i := 0; i < len(entry) && i < maxEntryKeys; i += 2 {
		if entry[i].Value == k.Value {
			return true
		}
	}
	return false
}

// maxEntryKeys is how many nodes of an entry are compared with its other keys: more than the keys that any entry can have.
const maxEntryKeys = 400

// beginOf returns a word that is the same for keys of which an entry has one: a fact is a text or a list, a name is one of a family
// or a literal one.
func beginOf(k *yaml.Node) string {
	switch k.Value {
	case "list":
		return "text"
	case "literal":
		return "family"
	}
	return k.Value
}

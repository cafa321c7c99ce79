package knowledge

import (
	"fmt"
	"slices"

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
	first, count := map[string]*yaml.Node{}, map[string]int{}
	var second, unique []*yaml.Node
	for i := 0; i < len(n.Content); i += 2 {
		k := n.Content[i]
		count[k.Value]++
		if k.Kind == yaml.ScalarNode && count[k.Value] > 1 {
			if count[k.Value] == 2 {
				second = append(second, k)
			}
			continue
		}
		first[k.Value] = k
		unique = append(unique, k, n.Content[i+1])
	}
	for _, k := range second {
		times, remedy := "a second time", "remove one"
		if count[k.Value] > 2 {
			times, remedy = fmt.Sprintf("%d times", count[k.Value]), "keep one"
		}
		r.report(k, duplicateKey, fmt.Sprintf("the key %q stands here %s (first in %s)", clip(k.Value), times, where(first[k.Value])), remedy)
	}
	n.Content = unique
}

// splitEntry splits an entry of a list in which the first key comes again after others.
func (r *reader) splitEntry(n *yaml.Node) []*yaml.Node {
	if n.Kind != yaml.MappingNode || n.Style&yaml.FlowStyle != 0 || len(n.Content) == 0 {
		return []*yaml.Node{n}
	}
	var parts []*yaml.Node
	begin, first := 0, n.Content[0].Value
	cut := func(end int) {
		part := *n
		part.Content = slices.Clone(n.Content[begin:end])
		part.Line, part.Column = part.Content[0].Line, part.Content[0].Column
		parts, begin = append(parts, &part), end
	}
	for i := 4; i < len(n.Content); i += 2 {
		k := n.Content[i]
		if k.Value == first && k.Kind == yaml.ScalarNode && n.Content[i-2].Value != first {
			cut(i)
			r.report(k, missingDash, fmt.Sprintf("%q stands here a second time, as if another entry began", clip(first)), fmt.Sprintf("put the dash before it (\"- %s: …\"), or remove the line if it is there twice", clip(first)))
		}
	}
	if begin == 0 {
		return []*yaml.Node{n}
	}
	cut(len(n.Content))
	return parts
}

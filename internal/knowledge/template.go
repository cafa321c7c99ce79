package knowledge

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

//go:embed template.yaml
var template string

// Template returns the file with which an editor begins an article of this name. It can be loaded, and its comments tell what
// goes where.
func Template(name string) string { return strings.ReplaceAll(template, "NAME", name) }

// placeholders reports the texts of [Template] that nobody has replaced.
func (r *reader) placeholders(doc *yaml.Node) {
	for _, n := range printedTexts(doc) {
		if templateTexts()[n.Value] {
			r.report(n, placeholder, "this is the text of the template", "write what the article says in its place")
		}
	}
}

var templateTexts = sync.OnceValue(func() map[string]bool {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(template), &doc); err != nil {
		panic(err) // a test loads it
	}
	texts := map[string]bool{}
	for _, n := range printedTexts(&doc) {
		texts[n.Value] = true
	}
	return texts
})

// printedTexts returns the values that a person reads in an answer.
func printedTexts(n *yaml.Node) []*yaml.Node {
	printed := []string{"text", "list", "each", "title", "description", "section"}
	var texts []*yaml.Node
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && c.Kind == yaml.ScalarNode && slices.Contains(printed, n.Content[i-1].Value) {
			texts = append(texts, c)
		}
		texts = append(texts, printedTexts(c)...)
	}
	return texts
}

package knowledge

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"

	"gopkg.in/yaml.v3"
)

// document returns the one YAML document of the file, in which every key stands once; nil if there is none.
func (r *reader) document() *yaml.Node {
	data := versionDirective.ReplaceAll(r.data, []byte("${1}%YAML 1.1"))
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, second yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF), err == nil && isNull(doc.Content[0]):
		r.reportAt(r.placeAt(1, 1), emptyFile, "the file is empty", "start from the example in knowledge/README.md")
		return nil
	case err != nil:
		r.syntax(data, err)
		return nil
	}
	switch err := dec.Decode(&second); {
	case err == nil && isNull(second.Content[0]):
		r.report(&second, secondDocument, `a line "---" begins a second document, which is empty`, "remove the line")
	case err == nil && continues(doc.Content[0], second.Content[0]):
		r.report(&second, secondDocument, `a line "---" parts the file in two`, "remove the line")
		doc.Content[0].Content = append(doc.Content[0].Content, second.Content[0].Content...)
	case err == nil:
		r.report(&second, secondDocument, `a second document starts here, after a line "---"`, "put it into a file of its own")
	case !errors.Is(err, io.EOF):
		r.syntax(data, err)
	}
	r.dropRepeated(doc.Content[0])
	return doc.Content[0]
}

// continues reports whether a second document has keys of an article that the first lacks, and none that the first has.
func continues(first, second *yaml.Node) bool {
	if first.Kind != yaml.MappingNode || second.Kind != yaml.MappingNode {
		return false
	}
	return !slices.ContainsFunc(keysOf(second), func(k *yaml.Node) bool {
		return fileShape.find(k.Value) < 0 || inEntry(first.Content, k)
	})
}

func isNull(n *yaml.Node) bool { return n.ShortTag() == "!!null" }

// versionDirective matches the line at the top of a file that says it is of YAML 1.2. The parser knows 1.1 alone, and reads it all
// the same.
var versionDirective = regexp.MustCompile(`^((?:\x{feff})?(?:#.*\n)*)%YAML 1\.[0-9]`)

// fileDoc is the file as it is decoded. Leaves stay nodes, because each carries its line and column.
type fileDoc struct {
	Command struct {
		Name, Description yaml.Node
		Aliases           []yaml.Node
	}
	Article itemDoc
	Notice  yaml.Node
	Sources []itemDoc
	Topics  []topicDoc
}

// itemDoc is a CSL item.
type itemDoc struct {
	start  *yaml.Node
	values map[string]yaml.Node
}

func (d *itemDoc) UnmarshalYAML(n *yaml.Node) error {
	d.start = n
	return n.Decode(&d.values) // an error leaves out what is no item
}

// value returns the text of a variable; empty where the item has none.
func (d itemDoc) value(variable string) string {
	n := d.values[variable]
	return n.Value
}

type topicDoc struct {
	Name, Title, Description, Section, Help yaml.Node
	Aliases, Related                        []yaml.Node
	Picture                                 *pictureDoc
	Facts                                   []factDoc
	line                                    int
}

// UnmarshalYAML keeps the line in which the topic begins.
func (d *topicDoc) UnmarshalYAML(n *yaml.Node) error {
	type plain topicDoc // without this method
	d.line = n.Line
	_ = n.Decode((*plain)(d)) // what does not fit has been reported; with an error, the rest would be lost as well
	return nil
}

// factDoc is one entry of a topic's facts: a statement, or a list of them.
type factDoc struct {
	Text, List, Each, Section, Certain yaml.Node
	Cites, Aliases                     []yaml.Node
	Items                              []listItemDoc
}

type listItemDoc struct {
	Item, Alone    yaml.Node
	Cites, Aliases []yaml.Node
}

// UnmarshalYAML takes an item that is one text for a group with that text in it.
func (d *listItemDoc) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		d.Item = *n
		return nil
	}
	type plain listItemDoc    // without this method
	_ = n.Decode((*plain)(d)) // as in a topic
	return nil
}

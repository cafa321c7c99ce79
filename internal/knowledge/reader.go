package knowledge

import (
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// A reader reads one file and gathers its problems.
type reader struct {
	file     string
	files    fs.FS // the directory of the file
	data     []byte
	lines    []string
	problems Problems

	tornEntries map[*yaml.Node]bool // of which the rest stands under another dash, or under none

	foreignKeys []string   // keys of sources that are no part of a reference
	foreignAt   *yaml.Node // the first source that has one
}

func newReader(files fs.FS, file string, data []byte) *reader {
	data = jsonIndent.ReplaceAllFunc(data, func(tabs []byte) []byte { return bytes.ReplaceAll(tabs, []byte("\t"), []byte(" ")) })
	return &reader{files: files, file: file, data: data, lines: strings.Split(string(data), "\n")}
}

// jsonIndent matches the tabs before a line of JSON: Zotero writes them, and YAML has no room for them before a number.
var jsonIndent = regexp.MustCompile(`(?m)^\t+["\[\]{}0-9]`)

// read returns the article of the file; nil if the file is not one. First its form is checked against the shape, then it is
// decoded, then its meaning is checked; the later steps go as far as the earlier ones allow, so that an editor sees all there
// is to mend at once. style adds what could be better.
func (r *reader) read(style bool) *Article {
	doc := r.document()
	if doc == nil {
		return nil
	}
	if foreign(doc) {
		r.problems = Problems{r.passedOver()}
		return nil
	}
	r.check(doc, fileShape, "the file")
	if r.full() { // nobody reads more, and it would take long
		r.preferTypos()
		return nil
	}
	ofForm := len(r.problems)
	var f fileDoc
	_ = doc.Decode(&f) // what does not fit the types has been reported, and the rest is decoded all the same
	a := r.build(&f)
	r.dropConsequences(ofForm)
	a.place = r.placeAt(1, 1)
	r.preferTypos()
	if style {
		s := &reader{file: r.file, lines: r.lines, foreignKeys: r.foreignKeys, foreignAt: r.foreignAt}
		s.style(doc, &f)
		r.problems = append(r.problems, s.problems...)
	}
	return a
}

// dropConsequences removes what is said of the meaning of a value whose form is wrong. The first problems, as many as given, are
// those of form.
func (r *reader) dropConsequences(ofForm int) {
	wrong := map[Place]bool{}
	for _, p := range r.problems[:ofForm] {
		wrong[p.Place] = p.Rule != missingKey.Name && p.Rule != missingDash.Name
	}
	meaning := slices.DeleteFunc(r.problems[ofForm:], func(p Problem) bool { return wrong[p.Place] })
	r.problems = r.problems[:ofForm+len(meaning)]
}

func (r *reader) passedOver() Problem {
	return foreignFile.At(r.placeAt(1, 1), "passed over, because it has none of the keys of an article (command, article, sources, topics)", "move it elsewhere if it does not belong here")
}

// foreign reports whether a document is a group of keys of which an article has none, such as a compose.yaml, or a list of such
// groups, such as an export of references.
func foreign(doc *yaml.Node) bool {
	groups := []*yaml.Node{doc}
	if doc.Kind == yaml.SequenceNode {
		groups = doc.Content
	}
	articleKey := func(n *yaml.Node) bool { return n.Value != "" && nearestWord(n.Value, fileShape.names()) != "" }
	return len(doc.Content) > 0 && !slices.ContainsFunc(groups, func(g *yaml.Node) bool {
		return g.Kind != yaml.MappingNode || slices.ContainsFunc(keysOf(g), articleKey)
	})
}

// keysOf returns the keys of a group.
func keysOf(group *yaml.Node) []*yaml.Node {
	var keys []*yaml.Node
	for i := 0; i < len(group.Content); i += 2 {
		keys = append(keys, group.Content[i])
	}
	return keys
}

// torn notes that an entry may lack keys because it was torn from its neighbour.
func (r *reader) torn(entry *yaml.Node) {
	if r.tornEntries == nil {
		r.tornEntries = map[*yaml.Node]bool{}
	}
	r.tornEntries[entry] = true
}

// report adds a problem at a node. message says what is wrong there, remedy what to do about it.
func (r *reader) report(n *yaml.Node, rule *Rule, message, remedy string) {
	r.reportAt(r.place(n), rule, message, remedy)
}

func (r *reader) reportAt(place Place, rule *Rule, message, remedy string) {
	if !r.full() {
		r.problems = append(r.problems, rule.At(place, message, remedy))
	}
}

// maxProblems is how many problems of one file are reported; nobody reads more, and finding a remedy for each takes time.
const maxProblems = 1000

func (r *reader) full() bool { return len(r.problems) >= maxProblems }

func (r *reader) place(n *yaml.Node) Place { return r.placeAt(n.Line, n.Column) }

func (r *reader) placeAt(line, column int) Place {
	p := Place{File: r.file, Line: max(line, 1), Column: max(column, 1)}
	if p.Line <= len(r.lines) {
		p.Source = strings.TrimRight(r.lines[p.Line-1], "\r")
	}
	return p
}

// where names the place of something in the file that a message speaks of.
func where(n *yaml.Node) string {
	return fmt.Sprintf("line %d, column %d", max(n.Line, 1), max(n.Column, 1))
}

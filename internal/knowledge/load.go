package knowledge

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// Load reads every *.yaml file in the top directory of fsys; each is one article. It returns either a Library in which
// everything has been checked or, as the error, the [Problems] of all the files; any other error means that the
// directory itself could not be read.
func Load(fsys fs.FS) (*Library, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("read the knowledge directory: %w", err)
	}
	var (
		l        = &Library{}
		problems Problems
		sum      = sha256.New()
	)
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") || e.IsDir() {
			continue
		}
		switch ext := strings.ToLower(path.Ext(name)); {
		case path.Ext(name) == ".yaml":
			data, err := ReadFile(fsys, name)
			if err != nil {
				problems = append(problems, Problem{Place{name, 1, 1}, err.Error(), "unreadable"})
				continue
			}
			fmt.Fprintf(sum, "%s %d\n%s", name, len(data), data)
			if foreign(data) {
				l.passOver(name)
				continue
			}
			a, ps := parse(fsys, name, data)
			problems = append(problems, ps...)
			l.articles = append(l.articles, a)
		case ext == ".yaml", ext == ".yml", ext == ".txt" && isYAML(strings.TrimSuffix(strings.ToLower(name), ext)):
			if data, err := ReadFile(fsys, name); err == nil && foreign(data) {
				l.passOver(name)
				continue
			}
			problems = append(problems, Problem{Place{name, 1, 1}, misnamed(name), "file-name"})
		}
	}
	if len(l.articles) == 0 && len(problems) == 0 {
		problems = append(problems, l.passedOver...)
		problems = append(problems, Problem{Place{".", 1, 1}, "there is no article here; add a file that ends in .yaml, or name another directory", "no-article"})
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	for _, a := range l.articles {
		for _, t := range a.topics {
			if p := t.picture; p != nil {
				fmt.Fprintf(sum, "%s %d\n%s", p.file, len(p.png), p.png)
			}
		}
	}
	slices.SortFunc(l.articles, func(a, b *Article) int { return cmp.Compare(a.name, b.name) }) // tea-time.yaml is before tea.yaml
	l.version = hex.EncodeToString(sum.Sum(nil))[:12]
	return l, nil
}

func isYAML(name string) bool { return path.Ext(name) == ".yaml" || path.Ext(name) == ".yml" }

// misnamed says what is wrong with the name of a file that looks like an article.
func misnamed(name string) string {
	stem, isText := strings.CutSuffix(strings.ToLower(name), ".txt")
	stem = strings.TrimSuffix(stem, path.Ext(stem))
	remedy := fmt.Sprintf("the file would be passed over, for its name does not end in .yaml; rename it to %q", stem+".yaml")
	if isText {
		return remedy + " (Notepad adds .txt unless \"All files\" is chosen where it saves)"
	}
	return remedy
}

func (l *Library) passOver(name string) {
	l.passedOver = append(l.passedOver, Problem{Place{name, 1, 1}, "passed over, because it has none of the keys of an article (command, article, sources, topics); move it elsewhere if it does not belong here", "foreign-file"})
}

// foreign reports whether data is a group of keys of which an article has none, such as a compose.yaml, or a list of such
// groups, such as an export of references.
func foreign(data []byte) bool {
	doc, ok := (&reader{quiet: true}).document(data)
	if !ok || len(doc.Content) == 0 {
		return false
	}
	groups := []*yaml.Node{doc}
	if doc.Kind == yaml.SequenceNode {
		groups = doc.Content
	}
	return !slices.ContainsFunc(groups, func(g *yaml.Node) bool { return g.Kind != yaml.MappingNode || hasArticleKey(g) })
}

func hasArticleKey(group *yaml.Node) bool {
	for i := 0; i < len(group.Content); i += 2 {
		if k := strings.ToLower(group.Content[i].Value); k != "" && nearestWord(k, []string{"command", "article", "sources", "topics", "notice"}) != "" {
			return true
		}
	}
	return false
}

// ReadFile reads a knowledge file, which is text of at most 1 MiB. Its errors are for the editor of the file.
func ReadFile(fsys fs.FS, name string) ([]byte, error) {
	data, err := readRegular(fsys, name, maxFile)
	switch {
	case errors.Is(err, errTooLarge):
		return nil, fmt.Errorf("the file is larger than %d bytes; split the article", maxFile)
	case err != nil:
		return nil, err
	case !utf8.Valid(data):
		return nil, errors.New("the file is not UTF-8 text; save it again with the encoding UTF-8")
	}
	return data, nil
}

// readRegular reads a file of at most the given number of bytes. It opens no file that could make it wait, such as a pipe, and none
// that is too large, and reads no more than fits whatever the file becomes meanwhile.
func readRegular(fsys fs.FS, name string, most int) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		return nil, errNotOpened
	case !info.Mode().IsRegular():
		return nil, errNotRead
	case info.Size() > int64(most):
		return nil, errTooLarge
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, errNotOpened
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, int64(most)+1))
	switch {
	case err != nil:
		return nil, errNotRead
	case len(data) > most:
		return nil, errTooLarge
	}
	return data, nil
}

var (
	errNotOpened = errors.New("the file cannot be opened; check that it exists and may be read")
	errNotRead   = errors.New("the file cannot be read; check that it is an ordinary file")
	errTooLarge  = errors.New("the file is too large")
)

// A reader gathers the problems of one file.
type reader struct {
	file     string
	files    fs.FS // beside which the file lies
	problems Problems
	quiet    bool // what keeps the file from being read is for Load to tell
}

// maxProblems is how many problems of one file are told; nobody reads more, and finding a remedy for each takes time.
const maxProblems = 1000

// full reports whether enough problems have been found.
func (r *reader) full() bool { return len(r.problems) >= maxProblems }

func (r *reader) place(n *yaml.Node) Place { return Place{r.file, max(n.Line, 1), max(n.Column, 1)} }

// where names the place of something in the file that is spoken of.
func where(n *yaml.Node) string {
	return fmt.Sprintf("line %d, column %d", max(n.Line, 1), max(n.Column, 1))
}

func (r *reader) report(n *yaml.Node, rule, format string, args ...any) {
	if !r.full() {
		r.problems = append(r.problems, Problem{r.place(n), fmt.Sprintf(format, args...), rule})
	}
}

// parse reads one file. First its form is checked against the shape, then it is decoded, then its meaning is checked; the
// later steps go as far as the earlier ones allow, so that an editor sees all there is to mend at once.
func parse(fsys fs.FS, file string, data []byte) (*Article, Problems) {
	r := &reader{file: file, files: fsys}
	doc, ok := r.document(data)
	if !ok {
		return nil, r.problems
	}
	r.check(doc, fileShape, "the file")
	var f fileDoc
	_ = doc.Decode(&f) // what does not fit the types has been reported, and the rest is decoded all the same
	a := r.build(&f)
	r.preferSlips(data)
	a.place = Place{file, 1, 1}
	return a, r.problems
}

// document gives the one YAML document of the file.
func (r *reader) document(data []byte) (*yaml.Node, bool) {
	top := &yaml.Node{Line: 1, Column: 1}
	data = jsonIndent.ReplaceAllFunc(data, func(tabs []byte) []byte { return bytes.ReplaceAll(tabs, []byte("\t"), []byte(" ")) })
	data = directive.ReplaceAll(data, []byte("%YAML 1.1"))
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF), err == nil && doc.Content[0].ShortTag() == "!!null":
		r.report(top, "empty-file", "the file is empty; start from the example in knowledge/README.md")
		return nil, false
	case err != nil:
		r.syntax(data, err)
		return nil, false
	}
	var second yaml.Node
	switch err := dec.Decode(&second); {
	case err == nil && second.Content[0].ShortTag() == "!!null":
		r.report(&second, "second-document", "a line \"---\" begins a second document, which is empty; remove the line")
	case err == nil:
		r.report(&second, "second-document", "a second document starts here, after a line \"---\"; put it into a file of its own")
	case !errors.Is(err, io.EOF):
		r.syntax(data, err)
	}
	r.dropRepeated(doc.Content[0])
	return doc.Content[0], true
}

// jsonIndent finds the tabs before a line of JSON: Zotero writes them, and YAML has no room for them before a number.
var jsonIndent = regexp.MustCompile(`(?m)^\t+["\[\]{}0-9]`)

// directive is the first line of a file that says it is of YAML 1.2. The parser knows 1.1 alone, and reads it all the same.
var directive = regexp.MustCompile(`^(?:\x{feff})?%YAML 1\.[0-9]`)

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

type itemDoc map[string]yaml.Node

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

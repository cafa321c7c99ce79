package knowledge_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/csl"
)

type badDirectory struct {
	fsys fs.FS
	want string
}

// badDirectories are what can be wrong with whole files, and with a directory of them.
func badDirectories(t testing.TB) map[string]badDirectory {
	t.Helper()
	good := walking(t)
	file := func(data string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(data)} }
	topic := "  - {name: t, title: T, description: D, section: S, facts: [{text: F, cites: [article]}]}\n"
	var topics strings.Builder
	for i := range 20 {
		n := strconv.Itoa(i)
		topics.WriteString(strings.NewReplacer("name: t", "name: t"+n, "title: T", "title: T"+n).Replace(topic))
	}
	return map[string]badDirectory{
		"nothing": {fstest.MapFS{},
			`.:1:1: there is no article here; add a file that ends in .yaml, or name another directory [no-article]`},
		"nothing that is an article": {fstest.MapFS{"README.md": file("# Knowledge"), ".hidden.yaml": file("a: b"), "old.yaml/a.yaml": file(good)},
			`.:1:1: there is no article here; add a file that ends in .yaml, or name another directory [no-article]`},
		"a file of another program": {fstest.MapFS{"compose.yaml": file("services:\n  bot: {image: bot}\n")},
			`.:1:1: there is no article here; add a file that ends in .yaml, or name another directory [no-article]
compose.yaml:1:1: passed over, because it has none of the keys of an article (command, article, sources, topics); move it elsewhere if it does not belong here [foreign-file]`},
		"a file that Notepad named": {fstest.MapFS{"walking.yaml.txt": file(good)},
			`walking.yaml.txt:1:1: the file would be passed over, for its name does not end in .yaml; rename it to "walking.yaml" (Notepad adds .txt unless "All files" is chosen where it saves) [file-name]`},
		"an empty file": {fstest.MapFS{"walking.yaml": file("")},
			`walking.yaml:1:1: the file is empty; start from the example in knowledge/README.md [empty-file]`},
		"a file of comments": {fstest.MapFS{"walking.yaml": file("# to do\n")},
			`walking.yaml:1:1: the file is empty; start from the example in knowledge/README.md [empty-file]`},
		"a file that only begins": {fstest.MapFS{"walking.yaml": file("---\n")},
			`walking.yaml:1:1: the file is empty; start from the example in knowledge/README.md [empty-file]`},
		"a file that is a list": {fstest.MapFS{"walking.yaml": file("- command\n- article\n")},
			`walking.yaml:1:1: the file is a list, but keys with values belong here; write them as lines such as "command: …" [wrong-type]`},
		"a file that is a word": {fstest.MapFS{"walking.yaml": file("walking\n")},
			`walking.yaml:1:1: the file is a text, but keys with values belong here; write them as lines such as "command: …" [wrong-type]`},
		"a file that ends in .yml": {fstest.MapFS{"walking.yml": file(good)},
			`walking.yml:1:1: the file would be passed over, for its name does not end in .yaml; rename it to "walking.yaml" [file-name]`},
		"a file that ends in .YAML": {fstest.MapFS{"walking.YAML": file(good)},
			`walking.YAML:1:1: the file would be passed over, for its name does not end in .yaml; rename it to "walking.yaml" [file-name]`},
		"a file with a space in its name": {fstest.MapFS{"walking about.yaml": file(good)},
			`walking about.yaml:2:9: the command is "walking" but the file is "walking about.yaml"; rename the file to "walking.yaml", or the command [file-name]`},
		"a file of another encoding": {fstest.MapFS{"walking.yaml": file(good + "# caf\xe9\n")},
			`walking.yaml:1:1: the file is not UTF-8 text; save it again with the encoding UTF-8 [unreadable]`},
		"a file that is too large": {fstest.MapFS{"walking.yaml": file(good + strings.Repeat("#\n", 1<<19))},
			`walking.yaml:1:1: the file is larger than 1048576 bytes; split the article [unreadable]`},
		"a file that cannot be opened": {faulty{fstest.MapFS{"walking.yaml": file(good)}, fault{open: true}},
			`walking.yaml:1:1: the file cannot be opened; check that it exists and may be read [unreadable]`},
		"a file that cannot be read": {faulty{fstest.MapFS{"walking.yaml": file(good)}, fault{}},
			`walking.yaml:1:1: the file cannot be read; check that it is an ordinary file [unreadable]`},
		"a file that is too large, of which nothing is read": {faulty{fstest.MapFS{"walking.yaml": file(good + strings.Repeat("#\n", 1<<19))}, fault{}},
			`walking.yaml:1:1: the file is larger than 1048576 bytes; split the article [unreadable]`},
		"a pipe": {faulty{fstest.MapFS{"walking.yaml": {Mode: fs.ModeNamedPipe}}, fault{open: true}},
			`walking.yaml:1:1: the file cannot be read; check that it is an ordinary file [unreadable]`},
		"22 topics": {fstest.MapFS{"walking.yaml": file(good + topics.String())},
			`walking.yaml:67:5: topics has 22 entries; at most 21 fit, so merge or remove some [too-many]`},
		"several files with several problems": {fstest.MapFS{
			"walking.yaml":   file(change(t, change(t, good, "cites: [1, 2]", "cites: [1, 2, 3]"), "title: On foot", "title:")),
			"a-walking.yaml": file(change(t, good, "name: walking", "name: Walking")),
			"b.yaml":         file("command: ["),
			"z.yml":          file(""),
		}, `a-walking.yaml:2:9: command.name is "Walking", which Discord refuses; use 1 to 32 lower-case letters, digits, - or _, without spaces [name-form]
b.yaml:1:1: this is not YAML: did not find expected node content; look on this line for a comma too many, or for a bracket or a quote that closes and was not opened [yaml-syntax]
walking.yaml:16:11: sources.title has no value; write one [null-value]
walking.yaml:36:23: no source has the number "3"; write 1 to 2, or article [unknown-source]
z.yml:1:1: the file would be passed over, for its name does not end in .yaml; rename it to "z.yaml" [file-name]`},
	}
}

func TestBadDirectories(t *testing.T) {
	for name, c := range badDirectories(t) {
		t.Run(name, func(t *testing.T) {
			l, err := knowledge.Load(c.fsys)
			if l != nil || err == nil {
				t.Fatalf("got a library %v, error %v", l, err)
			}
			if _, ok := err.(knowledge.Problems); !ok {
				t.Errorf("the error is a %T", err)
			}
			if d := cmp.Diff(c.want, err.Error()); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

// A directory that cannot be read is nothing that an editor of a file could mend, and so it is no Problem.
func TestDirectoryThatCannotBeRead(t *testing.T) {
	_, err := knowledge.Load(os.DirFS(filepath.Join(t.TempDir(), "missing")))
	if !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), "read the knowledge directory: ") {
		t.Errorf("got %v", err)
	}
	if errors.As(err, new(knowledge.Problems)) {
		t.Error("it is reported as a problem of a file")
	}
}

// fault spoils the files of a faulty directory: they cannot be opened, or else not be read.
type fault struct{ open bool }

type faulty struct {
	fstest.MapFS
	fault
}

func (f faulty) Open(name string) (fs.File, error) {
	file, err := f.MapFS.Open(name)
	switch {
	case name == "." || err != nil:
		return file, err
	case f.open:
		return nil, fs.ErrPermission
	}
	return unreadable{file}, nil
}

type unreadable struct{ fs.File }

func (unreadable) Read([]byte) (int, error) { return 0, errors.New("input/output error") }

func TestProblemsAreToldAllAtOnce(t *testing.T) {
	article := walking(t)
	for _, c := range [][2]string{
		{"description: Short, cited answers about walking", "descripton: Short"},
		{"type: webpage", "type: web page"},
		{"notice: Invented for the tests.", "notice:"},
		{"issued: 2001", "issued: 2001-13"},
		{"DOI: 10.9999/invented.2", "DOI: none"},
		{"name: pace", "name: source"},
		{"related: [shoes]", "related: [boots]"},
		{"cites: [article]", "cites: []"},
		{"        cites: [2]\n", "        cites: [2, 7]\n        colour: green\n"},
	} {
		article = change(t, article, c[0], c[1])
	}
	_, err := load("walking.yaml", article)
	var problems knowledge.Problems
	if !errors.As(err, &problems) {
		t.Fatal(err)
	}
	var got []string
	for _, p := range problems {
		got = append(got, strconv.Itoa(p.Line)+" "+p.Rule)
	}
	want := []string{
		"3 unknown-key", "7 unknown-value", "11 null-value", "18 date-form", "24 doi-form", "28 reserved-name",
		"33 unknown-topic", "39 empty-list", "47 unknown-source", "48 unknown-key",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// TestTypesAreDocumented holds knowledge/README.md to list every type of a source, and what it is called.
func TestTypesAreDocumented(t *testing.T) {
	_, list, _ := strings.Cut(readFile(t, "../../knowledge/README.md"), "**All types**: ")
	list, _, _ = strings.Cut(list, "\n\n")
	list = strings.ReplaceAll(list, "\n", " ")
	for _, name := range csl.Types {
		if want := "`" + name + "`"; !strings.Contains(list, want+" ("+csl.Kind(name)+")") && !(name == csl.Kind(name) && strings.Contains(list, want)) {
			t.Errorf("knowledge/README.md does not list the type %s (%s)", want, csl.Kind(name))
		}
	}
}

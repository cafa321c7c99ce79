package knowledge_test

import (
	"flag"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"leakygut-bot/internal/knowledge"
)

var update = flag.Bool("update", false, "write what the package says now into testdata as what is wanted")

// walking is the valid article that the cases change in one thing.
func walking(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile("testdata/bad/walking.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// load loads files, given as pairs of a name and its content.
func load(files ...string) (*knowledge.Library, error) {
	fsys := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return knowledge.Load(fsys)
}

func TestTheArticleThatTheBadOnesChangeIsGood(t *testing.T) {
	if _, err := load("walking.yaml", walking(t)); err != nil {
		t.Error(err)
	}
}

// A remark may stand where it cuts nothing off: behind quotes, behind the mark of a folded text, behind a word, behind a list.
func TestRemarksThatCutNothing(t *testing.T) {
	for old, new := range map[string]string{
		"text: Company makes for a slower pace.":      `text: "Company makes for a slower pace." # says Step`,
		"text: Old shoes are kinder than new ones.":   `text: 'Shoes of size # 9 are kinder.' # says Stride`,
		"notice: Invented for the tests.":             "notice: >- # in two lines\n  Invented\n  for the tests.",
		"title: What to wear":                         "# What to wear\n    title: What to wear",
		"name: pace":                                  "name: pace # the subcommand",
		"cites: [article]":                            "cites: [article] # no number is printed",
		"{family: Step, given: Ada}":                  "{family: Step, given: 'Ada' # as printed\n    }",
		"description: Speed, and what it depends on":  "description: Speed#s, and what it depends on",
		"- text: Most people walk about five kilomet": "- # the first\n        text: Most people walk about five kilomet",
	} {
		if _, err := load("walking.yaml", change(t, walking(t), old, new)); err != nil {
			t.Errorf("%s: %v", new, err)
		}
	}
}

// The parser knows YAML 1.1 alone; a file that says it is of another version is read all the same.
func TestYAMLDirective(t *testing.T) {
	for _, first := range []string{"%YAML 1.1\n---\n", "%YAML 1.2\n---\n", "\ufeff%YAML 1.2 # as Ruby writes\n---\n"} {
		if _, err := load("walking.yaml", first+walking(t)); err != nil {
			t.Errorf("%q: %v", first, err)
		}
	}
}

// A file of another program is no article, and keeps none from being used.
func TestForeignFilesArePassedOver(t *testing.T) {
	for file, text := range map[string]string{
		"compose.yaml":     "services: {bot: {image: bot}}\n",
		"compose.yml":      "services: {bot: {image: bot}}\n",
		"notes.yaml.txt":   "shopping: [milk]\n",
		"deployment.yaml":  "kind: Service\n---\nkind: Deployment\n",
		"playbook.yaml":    "- hosts: all\n  tasks: []\n",
		"references.yaml":  "references:\n- {id: one, type: book}\n",
		"mkdocs.YML":       "site_name: Docs\n",
		"exported.yaml":    "- {id: one, type: book}\n- {id: two, type: book}\n",
		"with-colons.yaml": "a: {b: [c]}\n",
	} {
		l, err := load(file, text, "walking.yaml", walking(t))
		if err != nil {
			t.Error(err)
			continue
		}
		if over := l.PassedOver(); len(l.Articles()) != 1 || len(over) != 1 || over[0].File != file {
			t.Errorf("%d articles; passed over: %v", len(l.Articles()), over)
		}
	}
	for file, text := range map[string]string{"half.yaml": "command: {name: half}\n", "topcs.yaml": "topcs: []\n", "list.yaml": "- comand: {}\n", "text.yaml": "words\n", "misnamed.yml": "topics: []\n"} {
		if _, err := load(file, text, "walking.yaml", walking(t)); err == nil {
			t.Errorf("%s was passed over", file)
		}
	}
}

// change replaces a part that stands in a text exactly once.
func change(t testing.TB, text, old, new string) string {
	t.Helper()
	if n := strings.Count(text, old); n != 1 {
		t.Fatalf("%q stands in the text %d times", old, n)
	}
	return strings.Replace(text, old, new, 1)
}

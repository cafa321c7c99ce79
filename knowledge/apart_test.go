package knowledge_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"leakygut-bot/internal/knowledge"
)

// slow are tests of the program that take seconds each and look at processes and time, not at what is said.
const slow = "^(TestFaults|TestMemory|TestMalformedFields|TestNoFileTakesLong|TestNothingIsKept|TestSignals|TestExitCodes|TestReload.*)$"

// TestContentAndCodeAreApart does to a copy of the repository what editors do: every fact of every article gets another
// word, a new article stands beside them, and so does what "bot new" writes. The tests of the program do not notice; those
// in this directory do.
func TestContentAndCodeAreApart(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the tests of the whole program")
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(repository)); err != nil {
		t.Fatal(err)
	}
	before := factsIn(t, dir)
	articles, err := filepath.Glob(filepath.Join(dir, "knowledge", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range articles {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(addWord(string(data))), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "knowledge", "generated.yaml"), []byte(generated()), 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := runGo(dir, "run", "./cmd/bot", "lint", "knowledge"); err != nil {
		t.Fatalf("the changed articles do not lint:\n%s", out)
	}
	if out, err := runGo(dir, "run", "./cmd/bot", "new", "template"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	after := factsIn(t, dir)
	for _, fact := range before {
		if slices.Contains(after, fact) {
			t.Errorf("%q was not changed", fact)
		}
	}
	t.Logf("%d facts changed, %d added", len(before), len(after)-len(before))

	out, err := runGo(dir, "test", "-short", "-vet=off", "-skip="+slow, "./cmd/...", "./internal/...", "./deploy/...")
	if err != nil {
		t.Errorf("the tests of the program depend on what the articles say:\n%s", out)
	}
	t.Logf("%s", regexp.MustCompile(`(?m)^\?.*\n`).ReplaceAllString(out, ""))
	if out, err := runGo(dir, "test", "-short", "-vet=off", "./knowledge"); err == nil || !strings.Contains(out, "[placeholder]") || !strings.Contains(out, "README.md quotes") {
		t.Errorf("the tests of the articles do not notice:\n%s", out)
	}
}

// runGo runs the go command in a directory, without a browser.
func runGo(dir string, args ...string) (string, error) {
	c := exec.Command("go", args...)
	c.Dir, c.Env = dir, append(os.Environ(), "CHROMIUM=", "KNOWLEDGE_DIR=", "GOFLAGS=-buildvcs=false")
	out, err := c.CombinedOutput()
	return string(out), err
}

// factsIn are the statements of all the articles below a directory.
func factsIn(t *testing.T, dir string) []string {
	t.Helper()
	l, err := knowledge.Load(os.DirFS(filepath.Join(dir, "knowledge")))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, a := range l.Articles() {
		for _, topic := range a.Topics() {
			for _, f := range topic.Facts() {
				text, _ := f.Cited()
				all = append(all, text)
			}
		}
	}
	return all
}

var (
	sentence = regexp.MustCompile(`(?m)^( *(?:- )?(?:text|each|alone): .*?)(\.?"?)$`)
	itemText = regexp.MustCompile(`(?m)^( *- item: .*)$`)
)

// addWord adds a word to each fact of an article.
func addWord(text string) string {
	text = sentence.ReplaceAllString(text, "$1 indeed$2")
	return itemText.ReplaceAllString(text, "$1 anew")
}

// generated writes an article that lint has nothing to say about.
func generated() string {
	var b strings.Builder
	b.WriteString("command: {name: generated, description: An article that a test wrote}\narticle: {id: article, type: webpage, title: Generated}\nnotice: For tests.\nsources:\n")
	for n := range 9 {
		fmt.Fprintf(&b, "  - {id: %d, type: book, title: Volume %[1]d, author: [{family: Writer, given: A}], issued: %d}\n", n+1, 2000+n)
	}
	b.WriteString("topics:\n")
	for n := range 9 {
		fmt.Fprintf(&b, "  - name: part%d\n    title: Part %[1]d\n    description: What volume %[1]d says\n    section: Chapter %[1]d\n    facts:\n", n+1)
		for m := range 3 {
			fmt.Fprintf(&b, "      - {text: Paragraph %d of volume %d speaks of stress and migraines., cites: [%[2]d]}\n", m+1, n+1)
		}
	}
	return b.String()
}

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

// change replaces a part that stands in a text exactly once.
func change(t testing.TB, text, old, new string) string {
	t.Helper()
	if n := strings.Count(text, old); n != 1 {
		t.Fatalf("%q stands in the text %d times", old, n)
	}
	return strings.Replace(text, old, new, 1)
}

package knowledge_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"leakygut-bot/internal/knowledge"
)

// TestBad changes testdata/bad/walking.yaml in one thing and compares what Load says to it, or Style where Load has
// nothing to say. The files of [pictures] lie beside it. Each *.txtar file there holds such changes: lines to find, which start with "-", lines to put in their place, which start with "+", and then the
// problems. "x{501}" in a line stands for 501 times x. After a wanted change, read the differences that
// "go test ./internal/knowledge -run TestBad -update" leaves in git.
func TestBad(t *testing.T) {
	base := walking(t)
	for _, file := range badFiles(t) {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range archive.Files {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+c.Name, func(t *testing.T) {
				edit, want := splitCase(string(c.Data))
				text := apply(t, base, edit)
				got := ""
				if _, err := load(append(pictures(t), "walking.yaml", text)...); err != nil {
					got = err.Error() + "\n"
				} else if style := styleOf(t, text); len(style) > 0 {
					got = style.Error() + "\n"
				}
				if *update {
					archive.Files[i].Data = []byte(edit + got + "\n")
				} else if d := cmp.Diff(want, got); d != "" {
					t.Errorf("(-want +got)\n%s", d)
				}
				if got == "" {
					t.Error("nothing is said to this")
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func styleOf(t *testing.T, text string) knowledge.Problems {
	t.Helper()
	problems, err := knowledge.Style(fstest.MapFS{"walking.yaml": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return problems
}

func badFiles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/bad/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no bad files", err)
	}
	return files
}

// splitCase parts the lines of an edit from the problems that follow it.
func splitCase(s string) (edit, problems string) {
	for line := range strings.Lines(s) {
		switch {
		case strings.HasPrefix(line, "-"), strings.HasPrefix(line, "+"):
			edit += line
		case line != "\n":
			problems += line
		}
	}
	return edit, problems
}

var repeated = regexp.MustCompile(`(.)\{(\d+)\}`)

func apply(t testing.TB, text, edit string) string {
	t.Helper()
	var old, new string
	for line := range strings.Lines(edit) {
		line = repeated.ReplaceAllStringFunc(line, func(s string) string {
			m := repeated.FindStringSubmatch(s)
			n, _ := strconv.Atoi(m[2]) // digits
			return strings.Repeat(m[1], n)
		})
		if line[0] == '-' {
			old += line[1:]
		} else {
			new += line[1:]
		}
	}
	return change(t, text, old, new)
}

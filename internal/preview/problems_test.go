package preview

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"leakygut-bot/internal/knowledge"
)

func TestExcerpt(t *testing.T) {
	for _, c := range []struct {
		name, source string
		column       int
		width        int
		want         string
	}{
		{"a line", "  two: [\t日本, x]", 3, 0, "    2 |   two: [ 日本, x]\n      |   ^"},
		{"wide characters before it", "  two: [\t日本, x]", 14, 0, "    2 |   two: [ 日本, x]\n      |                ^"},
		{"its beginning", "one", 1, 0, "    2 | one\n      | ^"},
		{"an empty line", "", 1, 0, ""},
		{"past its end", "one", 40, 0, "    2 | one\n      |    ^"},
		{"too wide", strings.Repeat("long ", 40), 101, 40, "    2 | …long long long long long long …\n      |                      ^"},
	} {
		t.Run(c.name, func(t *testing.T) {
			line, caret, ok := excerpt(knowledge.Place{File: "a.yaml", Line: 2, Column: c.column, Source: c.source}, c.width)
			if ok {
				line += "\n" + caret
			}
			if d := cmp.Diff(c.want, line); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestProblemsInATerminal(t *testing.T) {
	var b strings.Builder
	p := knowledge.Problem{
		Place: knowledge.Place{File: "a.yaml", Line: 2, Column: 3, Source: "  x"},
		Rule:  "some-rule", Severity: knowledge.Error, Message: "wrong", Remedy: "mend it",
	}
	if err := WriteProblems(&b, knowledge.Problems{p}, 80); err != nil {
		t.Fatal(err)
	}
	want := "\x1b[1ma.yaml:2:3:\x1b[m\x1b[1;31m wrong; mend it \x1b[m\x1b[2m[some-rule]\x1b[m\n\x1b[2m    2 | \x1b[m  x\n\x1b[2m      | \x1b[m\x1b[1;31m  ^\x1b[m\n"
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

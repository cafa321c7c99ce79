package preview

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"leakygut-bot/internal/knowledge"
)

func problem(line, column int) knowledge.Problem {
	return knowledge.Problem{Place: knowledge.Place{File: "a.yaml", Line: line, Column: column}, Message: "wrong; mend it", Rule: "some-rule"}
}

func TestFindings(t *testing.T) {
	files := fstest.MapFS{
		"a.yaml":   {Data: []byte("one\r\n  two: [\t日本, x]\n\n" + strings.Repeat("long ", 40))},
		"big.yaml": {Data: []byte(strings.Repeat("big\n", 1<<18+1))},
	}
	for _, c := range []struct {
		name          string
		at            knowledge.Problem
		width         int
		source, short string
	}{
		{"a line", problem(2, 3), 0, "  two: [\t日本, x]", "    2 |   two: [ 日本, x]\n      |   ^"},
		{"wide characters before it", problem(2, 14), 0, "  two: [\t日本, x]", "    2 |   two: [ 日本, x]\n      |                ^"},
		{"the first line", problem(1, 1), 0, "one", "    1 | one\n      | ^"},
		{"an empty line", problem(3, 1), 0, "", ""},
		{"a line that is not there", problem(9, 1), 0, "", ""},
		{"past its end", problem(1, 40), 0, "one", "    1 | one\n      |    ^"},
		{"a file that is not there", knowledge.Problem{Place: knowledge.Place{File: "b.yaml", Line: 1, Column: 1}}, 0, "", ""},
		{"a file that is too large", knowledge.Problem{Place: knowledge.Place{File: "big.yaml", Line: 1, Column: 1}}, 0, "", ""},
		{"too wide", problem(4, 101), 40, strings.Repeat("long ", 40), "    4 | …long long long long long long …\n      |                      ^"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := Findings(files, knowledge.Problems{c.at}, Error)[0]
			if f.Source != c.source {
				t.Errorf("the source is %q, want %q", f.Source, c.source)
			}
			if d := cmp.Diff(c.short, f.Excerpt(c.width)); d != "" {
				t.Errorf("the excerpt differs (-want +got):\n%s", d)
			}
			if got, want := f.String(), c.at.String(); got != want {
				t.Errorf("it says %q, want %q", got, want)
			}
		})
	}
}

func TestFindingForPrograms(t *testing.T) {
	b, err := json.Marshal(Finding{File: "a.yaml", Line: 2, Column: 3, Message: "m", Rule: "r", Severity: Warning})
	if want := `{"file":"a.yaml","line":2,"column":3,"message":"m","rule":"r","severity":"warning","source":""}`; err != nil || string(b) != want {
		t.Errorf("%s, %v; want %s", b, err, want)
	}
}

func TestFindingsInATerminal(t *testing.T) {
	var b strings.Builder
	f := Finding{File: "a.yaml", Line: 2, Column: 3, Message: "wrong", Rule: "some-rule", Severity: Error, Source: "  x"}
	if err := WriteFindings(&b, []Finding{f}, 80); err != nil {
		t.Fatal(err)
	}
	want := "\x1b[1ma.yaml:2:3:\x1b[m\x1b[1;31m wrong \x1b[m\x1b[2m[some-rule]\x1b[m\n\x1b[2m    2 | \x1b[m  x\n\x1b[2m      | \x1b[m\x1b[1;31m  ^\x1b[m\n"
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

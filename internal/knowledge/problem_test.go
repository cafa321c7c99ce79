package knowledge_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"leakygut-bot/internal/knowledge"
)

func TestProblemForPrograms(t *testing.T) {
	p := knowledge.Problem{Place: knowledge.Place{File: "a.yaml", Line: 2, Column: 3}, Rule: "r", Severity: knowledge.Warning, Message: "m", Remedy: "d"}
	b, err := json.Marshal(p)
	want := `{"file":"a.yaml","line":2,"column":3,"message":"m; d","rule":"r","severity":"warning","source":""}`
	if d := cmp.Diff(want, string(b)); d != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, d)
	}
}

// A problem has the line in which it is, whatever ends the line.
func TestProblemHasItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"command: [\r\n":                "command: [",
		"a: b\r\nnotice: \"x\r\nc: d\n": `notice: "x`,
		"\n\n":                          "",
	} {
		_, problems, err := knowledge.Check(directory("walking.yaml", text))
		if err != nil || len(problems) == 0 || problems[0].Source != want {
			t.Errorf("%q: %q, %v", text, problems, err)
		}
	}
}

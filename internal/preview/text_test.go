package preview

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/charmbracelet/x/ansi"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
)

// TestRetractionIsShown wants a retraction beside every marker of the source, on its card, and nowhere else.
func TestRetractionIsShown(t *testing.T) {
	library, err := knowledge.Load(fstest.MapFS{"plants.yaml": {Data: []byte(`
command: {name: plants, description: Made up}
article: {id: article, type: webpage, title: Plants}
notice: Made up.
sources:
  - {id: 1, type: book, title: Too good, status: retracted}
  - {id: 2, type: book, title: Good enough}
topics:
  - {name: all, title: All, description: All of them, section: All, facts: [{text: A statement., cites: [1, 2]}]}
`)}})
	if err != nil {
		t.Fatal(err)
	}
	set := commands.New(library)
	for line, want := range map[string][]string{
		"plants all":      {"- A statement. [1] (retracted) [2]\n", "[1] (retracted) Too good. Retracted.\n", "[2] Good enough.\n"},
		"plants sources":  {"[1] (retracted) Too good. Retracted.\n", "[2] Good enough.\n"},
		"plants source 1": {"[1] (retracted) Too good. Retracted.\n", "Retracted: its publisher has taken this work back\n"},
	} {
		var b strings.Builder
		if err := Text(&b, set.Reply(commands.ParseLine(line)), 0); err != nil {
			t.Fatal(err)
		}
		for _, part := range want {
			if text := ansi.Strip(b.String()); !strings.Contains(text, part) {
				t.Errorf("%s: %q is not in\n%s", line, part, text)
			}
		}
	}
	var b strings.Builder
	if err := Text(&b, set.Reply(commands.ParseLine("plants source 2")), 0); err != nil || strings.Contains(b.String(), "etracted") {
		t.Errorf("source 2, %v:\n%s", err, b.String())
	}
}

package corpus

import (
	"os"
	"testing"
	"testing/fstest"

	"leakygut-bot/internal/lookup"
)

// TestFigures holds the look-up with its own weights to a floor on the corpus that they were learnt from. What it does on articles
// that it never saw is lower; the program in train measures that, and docs/ask.md has the figures.
func TestFigures(t *testing.T) {
	c, err := Load(os.DirFS("testdata"))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Examples()) < len(c.Questions) {
		t.Fatal("questions were lost")
	}
	var all Figures
	var messages MessageFigures
	for _, a := range c.Articles {
		x := lookup.New([]lookup.Article{a}, lookup.Learnt())
		all.Add(c.Measure(x, a.Name, nil))
		messages.Add(c.MeasureMessages(x, a.Name))
	}
	if 100*messages.Shown < 40*messages.Touching || 100*messages.Noisy > 10*messages.Idle {
		t.Errorf("messages: %+v", messages)
	}
	if 100*all.OnScreen < 80*all.Answerable || 100*all.ClaimedRight < 93*all.Claimed || 100*all.MadeUp > 7*all.Unanswerable || 100*all.Quiet < 80*all.Idle {
		t.Errorf("%+v", all)
	}
}

// TestLoad shows that a slip in a question file is told with its place.
func TestLoad(t *testing.T) {
	article, err := os.ReadFile("testdata/compost.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		`{"q": "x", "want": ["no such fact"]}`: `compost.questions.jsonl:1: no fact has "no such fact"`,
		`{`:                                    `compost.questions.jsonl:1: unexpected end of JSON input`,
	} {
		_, err := Load(fstest.MapFS{"compost.yaml": {Data: article}, "compost.questions.jsonl": {Data: []byte(line)}})
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", line, err, want)
		}
	}
}

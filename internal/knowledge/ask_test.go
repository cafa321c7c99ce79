package knowledge_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"leakygut-bot/internal/knowledge"
	files "leakygut-bot/knowledge"
)

type questions struct {
	Answered []struct{ Q, Want, Topic string }
	Silent   []struct{ Q string }
}

// TestQuestions measures the look-up on questions as people type them, and holds it. docs/ask.md tells the figures.
func TestQuestions(t *testing.T) {
	article := realArticle(t)
	for _, file := range []string{"questions.yaml", "questions_rambling.yaml"} {
		t.Run(strings.TrimSuffix(file, ".yaml"), func(t *testing.T) {
			data, err := os.ReadFile("testdata/" + file)
			if err != nil {
				t.Fatal(err)
			}
			var qs questions
			if err := yaml.Unmarshal(data, &qs); err != nil {
				t.Fatal(err)
			}
			right, silent := 0, 0
			for _, q := range qs.Answered {
				f := article.Ask(q.Q)
				if answers(f, q.Want, q.Topic) {
					right++
				} else {
					t.Logf("not answered: %q wants %s, got %s", q.Q, q.Want, describe(f))
				}
			}
			for _, q := range qs.Silent {
				if f := article.Ask(q.Q); describe(f) == "silence" {
					silent++
				} else {
					t.Logf("not silent: %q got %s", q.Q, describe(f))
				}
			}
			report := func(what string, n, of int) {
				share := 100 * float64(n) / float64(of)
				t.Logf("%s: %d of %d, %.1f %%", what, n, of, share)
				if share < 97 {
					t.Errorf("%s: %.1f %%, want at least 97 %%", what, share)
				}
			}
			report("right fact among the first three", right, len(qs.Answered))
			report("honest silence", silent, len(qs.Silent))
		})
	}
}

func realArticle(t testing.TB) *knowledge.Article {
	t.Helper()
	l, err := knowledge.Load(files.Files)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := l.Article("leakygut")
	return a
}

func answers(f knowledge.Finding, want, topic string) bool {
	switch {
	case want == "topic":
		return f.Topic != nil && f.Topic.Name() == topic
	case strings.HasPrefix(want, "source "):
		id := strings.TrimPrefix(want, "source ")
		return f.Number == id || f.Source != nil && f.Source.ID() == id
	}
	facts := f.Answer.Facts()
	if f.Topic != nil {
		facts = f.Topic.Facts()
	}
	for _, fact := range facts[:min(3, len(facts))] {
		if text, _ := fact.Cited(); strings.Contains(strings.ToLower(text), want) {
			return true
		}
	}
	return false
}

func describe(f knowledge.Finding) string {
	switch {
	case f.Number != "":
		return "source number " + f.Number
	case f.Source != nil:
		return "source " + f.Source.ID()
	case f.Topic != nil:
		return "topic " + f.Topic.Name()
	case !f.Answer.Empty():
		var out []string
		for _, fact := range f.Answer.Facts() {
			text, _ := fact.Cited()
			out = append(out, text)
		}
		return fmt.Sprintf("facts %q", out)
	}
	return "silence"
}

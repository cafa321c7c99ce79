package knowledge_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"leakygut-bot/internal/knowledge"
	files "leakygut-bot/knowledge"
)

type questions struct {
	Answered []struct {
		Q    string
		Want []string
	}
	Silent []struct{ Q string }
}

// TestQuestions measures the look-up on questions as people type them, holds it, and holds docs/ask.md to what it measured.
func TestQuestions(t *testing.T) {
	article := realArticle(t)
	var report strings.Builder
	report.WriteString("\n| questions | right fact among the first three | honest silence |\n|---|---|---|\n")
	var misses strings.Builder
	for _, set := range []struct {
		file, name   string
		right, quiet float64 // percent, at least
	}{
		{"questions", "for tuning", 97, 97},
		{"questions_heldout", "held out", 97, 97},
		{"questions_blind", "blind", 97, 97},
		{"questions_voices", "fifteen voices", 92, 99},
		{"questions_rambling", "rambling", 88, 99},
	} {
		qs := readQuestions(t, set.file)
		var wrong []string
		right, quiet := len(qs.Answered), len(qs.Silent)
		for _, q := range qs.Answered {
			if f := article.Ask(q.Q); !answers(f, q.Want) {
				right--
				wrong = append(wrong, fmt.Sprintf("%q wants %s, gets %s", q.Q, strings.Join(q.Want, " or "), describe(f)))
			}
		}
		for _, q := range qs.Silent {
			if f := article.Ask(q.Q); describe(f) != "silence" {
				quiet--
				wrong = append(wrong, fmt.Sprintf("%q wants silence, gets %s", q.Q, describe(f)))
			}
		}
		shares := [2]float64{100 * float64(right) / float64(len(qs.Answered)), 100 * float64(quiet) / float64(len(qs.Silent))}
		fmt.Fprintf(&report, "| %s | %d of %d, %.1f %% | %d of %d, %.1f %% |\n", set.name, right, len(qs.Answered), shares[0], quiet, len(qs.Silent), shares[1])
		fmt.Fprintf(&misses, "\nMisses, %s:\n\n", set.name)
		for _, w := range wrong {
			fmt.Fprintf(&misses, "- %s\n", w)
		}
		if len(wrong) == 0 {
			misses.WriteString("none\n")
		}
		if shares[0] < set.right || shares[1] < set.quiet {
			t.Errorf("%s: %.1f %% right and %.1f %% silent, want at least %.0f and %.0f:\n%s", set.name, shares[0], shares[1], set.right, set.quiet, strings.Join(wrong, "\n"))
		}
	}
	t.Log(report.String())
	holdFigures(t, "../../docs/ask.md", report.String()+misses.String())
}

func readQuestions(t *testing.T, name string) (qs questions) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &qs); err != nil {
		t.Fatal(err)
	}
	return qs
}

// holdFigures compares the part of a document between its marks with what was measured; -update writes it.
func holdFigures(t *testing.T, file, measured string) {
	t.Helper()
	const begin, end = "<!-- figures -->\n", "<!-- end of figures -->"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), begin)
	said, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has no part between %q and %q", file, begin, end)
	}
	switch measured += "\n"; {
	case said == measured:
	case *update:
		if err := os.WriteFile(file, []byte(before+begin+measured+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s tells other figures than were measured; run the test with -update", file)
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

// answers tells whether a finding holds something that a question wants; of a whole topic, too, its first three facts count.
func answers(f knowledge.Finding, want []string) bool {
	facts := f.Answer.Facts()
	if f.Topic != nil {
		facts = f.Topic.Facts()
	}
	return slices.ContainsFunc(want, func(want string) bool {
		if name, ok := strings.CutPrefix(want, "topic "); ok {
			return f.Topic != nil && f.Topic.Name() == name
		}
		if id, ok := strings.CutPrefix(want, "source "); ok {
			return f.Sources || f.Number == id || f.Source != nil && f.Source.ID() == id
		}
		return slices.ContainsFunc(facts[:min(3, len(facts))], func(f knowledge.Fact) bool {
			text, _ := f.Cited()
			return strings.Contains(strings.ToLower(text), want)
		})
	})
}

func describe(f knowledge.Finding) string {
	switch {
	case f.Number != "":
		return "source number " + f.Number
	case f.Sources:
		return "all sources"
	case f.Source != nil:
		return "source " + f.Source.ID()
	case f.Topic != nil:
		return "topic " + f.Topic.Name()
	case !f.Answer.Empty():
		text, _ := f.Answer.Facts()[0].Cited()
		return fmt.Sprintf("%q", text)
	}
	return "silence"
}

// BenchmarkAsk asks the real article a question of 60 characters, one with typing errors, and one that it does not answer.
func BenchmarkAsk(b *testing.B) {
	article := realArticle(b)
	for name, question := range map[string]string{
		"sentence": "hey does anyone know if smoking can really give you leaky gut",
		"typos":    "are migranes and diahrea symtoms of leeky gut",
		"silence":  "does gluten cause it, or was it the coffee that I had today?",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				article.Ask(question)
			}
		})
	}
}

// FuzzAsk asks anything: no panic, no fact without a citation, the same answer twice, and a bounded number of suggestions.
func FuzzAsk(f *testing.F) {
	for _, q := range []string{"can stress cause it", "", " ", "\u200b", "🎉", "ما هي", strings.Repeat("migraine ", 700), "source 99999999999999999999", "a\x00b\xff", "how how many", "'s 's's", "1,2,3", "[3]"} {
		f.Add(q)
	}
	article := realArticle(f)
	f.Fuzz(func(t *testing.T, question string) {
		found := article.Ask(question)
		for _, fact := range found.Answer.Facts() {
			if text, citations := fact.Cited(); text == "" || len(citations) == 0 {
				t.Fatalf("an uncited fact: %q", text)
			}
		}
		if again := article.Ask(question); describe(again) != describe(found) {
			t.Fatalf("asked twice: %s, then %s", describe(found), describe(again))
		}
		if n := len(article.Nearest(question)); n == 0 || n > 3 {
			t.Fatalf("%d nearest topics", n)
		}
		if n := len(article.Suggest(question, 25)); n > 25 {
			t.Fatalf("%d suggestions", n)
		}
	})
}

// FuzzFind looks any message up: at most five facts, each cited.
func FuzzFind(f *testing.F) {
	f.Add("I've been so tired lately, my joints hurt")
	f.Add(strings.Repeat("and, or. ", 500))
	library, err := knowledge.Load(files.Files)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, message string) {
		facts := library.Find(message).Facts()
		if len(facts) > 5 {
			t.Fatalf("%d facts", len(facts))
		}
		for _, fact := range facts {
			if text, citations := fact.Cited(); text == "" || len(citations) == 0 {
				t.Fatalf("an uncited fact: %q", text)
			}
		}
	})
}

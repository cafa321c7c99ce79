package knowledge_test

import (
	"os"
	"testing"

	"leakygut-bot/internal/knowledge"
)

// TestPickFromSeveralArticles holds that a mark finds its fact in the whole library, and that an answer of several articles parts
// into one for each.
func TestPickFromSeveralArticles(t *testing.T) {
	l, err := knowledge.Load(os.DirFS("testdata/library"))
	if err != nil {
		t.Fatal(err)
	}
	var marks []string
	for _, a := range []string{"tea", "sleep", "tea"} {
		article, _ := l.Article(a)
		facts := article.Topics()[0].Facts()
		f := facts[min(len(marks)/2, len(facts)-1)]
		if len(f.Mark()) != knowledge.FactMarkLength {
			t.Errorf("the mark %q has %d characters", f.Mark(), len(f.Mark()))
		}
		marks = append(marks, f.Mark())
	}
	answer := l.Pick(append(marks, marks[0]))
	parts := answer.ByArticle()
	if len(answer.Facts()) != 3 || len(parts) != 2 || len(parts[0].Facts()) != 2 || parts[0].Topic().Article().Name() != "tea" || parts[1].Topic().Article().Name() != "sleep" {
		t.Fatalf("%d facts in %d parts", len(answer.Facts()), len(parts))
	}
	if first := answer.First(2); len(first.Facts()) != 2 || !answer.First(-1).Empty() || len(answer.First(9).Facts()) != 3 {
		t.Errorf("%d facts are the first two", len(first.Facts()))
	}
	for _, bad := range []string{"", "x", "zzzz" + marks[0][4:], marks[0][:4] + "zzzzz", marks[0] + "a"} {
		if !l.Pick([]string{marks[0], bad}).Empty() {
			t.Errorf("%q is a fact", bad)
		}
	}
	if !l.Pick(nil).Empty() {
		t.Error("nothing is something")
	}
}

func TestHelpTopic(t *testing.T) {
	base := walking(t)
	for text, want := range map[string]string{
		base: "",
		change(t, base, "    title: What to wear\n", "    title: What to wear\n    help: true\n"): "shoes",
	} {
		l, err := load("walking.yaml", text)
		if err != nil {
			t.Fatal(err)
		}
		a, _ := l.Article("walking")
		got := ""
		if h := a.HelpTopic(); h != nil {
			got = h.Name()
		}
		if got != want {
			t.Errorf("the topic for help is %q, want %q", got, want)
		}
	}
}

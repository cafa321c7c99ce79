package knowledge_test

import (
	"strings"
	"testing"

	"leakygut-bot/internal/knowledge"
)

// Each rule has its case in testdata/bad/style.txtar; here is what has none.
func TestStyle(t *testing.T) {
	t.Run("the example of good style", func(t *testing.T) {
		if p := problemsOf(t, "walking.yaml", walking(t)); len(p) > 0 {
			t.Error(p)
		}
	})
	t.Run("causes with a doubt right before them", func(t *testing.T) {
		for _, doubt := range []string{"may cause", "might possibly cause", "could potentially cause", "can cause", "possibly causes", "does not cause", "would cause", "is a possible cause of"} {
			text := change(t, walking(t), "Company makes for a slower pace.", "Company may be nice. Talking "+doubt+" a slower pace.")
			if p := problemsOf(t, "walking.yaml", text); len(p) > 0 {
				t.Errorf("%s: %v", doubt, p)
			}
		}
	})
	t.Run("a certainty that the editor has looked at", func(t *testing.T) {
		text := change(t, walking(t), "      - text: Company makes for a slower pace.", "      - text: Company may be nice.\n        cites: [2]\n      - text: Talking is the most common cause of a slower pace.\n        certain: true")
		if p := problemsOf(t, "walking.yaml", text); len(p) > 0 {
			t.Error(p)
		}
		if p := problemsOf(t, "walking.yaml", strings.Replace(text, "        certain: true\n", "", 1)); len(p) != 1 {
			t.Error("without the line it is not asked about:", p)
		}
	})
	t.Run("whom a certainty is asked of", func(t *testing.T) {
		text := change(t, walking(t), "Company makes for a slower pace.", "Company may be nice. Talking causes a slower pace.")
		for written, want := range map[string]string{"[2]": "if the article is, by source 2, as sure", "[article]": "if the article is as sure", "[2, 1, article]": "if the article is, by sources 2 and 1, as sure"} {
			before, after, _ := strings.Cut(text, "Talking causes")
			p := problemsOf(t, "walking.yaml", before+"Talking causes"+strings.Replace(after, "cites: [article]", "cites: "+written, 1))
			if len(p) != 1 || !strings.Contains(p[0].Text(), want) {
				t.Errorf("%s: %v, want %q", written, p, want)
			}
		}
	})
	t.Run("can and not are no hedges", func(t *testing.T) {
		text := change(t, walking(t), "Company makes for a slower pace.", "Company can be nice and is not harmful. Talking causes a slower pace.")
		if p := problemsOf(t, "walking.yaml", text); len(p) > 0 {
			t.Error(p)
		}
	})
}

// TestStyleOfBrokenFiles holds that style is told beside an error, but not of what cannot be read.
func TestStyleOfBrokenFiles(t *testing.T) {
	t.Run("beside an error", func(t *testing.T) {
		text := change(t, change(t, walking(t), "cites: [article]", "cites: [7]"), "Company makes", "It makes")
		_, problems, err := knowledge.Check(directory("walking.yaml", text))
		if got := problems.Of(knowledge.Warning); err != nil || len(problems) != 2 || len(got) != 1 || got[0].Rule != "leans-on-another" {
			t.Error(problems, err)
		}
	})
	t.Run("of files that cannot be read", func(t *testing.T) {
		for _, text := range []string{"", "null", "- a", "topics: 3", "topics: [{facts: [{text: [a]}]}]", "a: [", "\xff", "topics: &a [*a]", "article:\n", "sources: [1]"} {
			library, problems, err := knowledge.Check(directory("walking.yaml", text))
			if library != nil || len(problems.Of(knowledge.Warning)) > 0 || len(problems) == 0 || err != nil {
				t.Errorf("%q: %v, %v", text, problems, err)
			}
		}
	})
}

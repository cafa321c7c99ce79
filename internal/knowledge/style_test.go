package knowledge_test

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"leakygut-bot/internal/knowledge"
)

// Each rule has its case in testdata/bad/style.txtar; here is what has none.
func TestStyle(t *testing.T) {
	t.Run("the example of good style", func(t *testing.T) {
		if p := styleOf(t, walking(t)); len(p) > 0 {
			t.Error(p)
		}
	})
	t.Run("causes with a doubt right before them", func(t *testing.T) {
		for _, doubt := range []string{"may cause", "might possibly cause", "could potentially cause", "can cause", "possibly causes", "does not cause", "would cause", "is a possible cause of"} {
			text := change(t, walking(t), "Company makes for a slower pace.", "Company may be nice. Talking "+doubt+" a slower pace.")
			if p := styleOf(t, text); len(p) > 0 {
				t.Errorf("%s: %v", doubt, p)
			}
		}
	})
	t.Run("a certainty that the editor has looked at", func(t *testing.T) {
		text := change(t, walking(t), "      - text: Company makes for a slower pace.", "      - text: Company may be nice.\n        cites: [2]\n      - text: Talking is the most common cause of a slower pace.\n        certain: true")
		if p := styleOf(t, text); len(p) > 0 {
			t.Error(p)
		}
		if p := styleOf(t, strings.Replace(text, "        certain: true\n", "", 1)); len(p) != 1 {
			t.Error("without the line it is not asked about:", p)
		}
	})
	t.Run("whom a certainty is asked of", func(t *testing.T) {
		text := change(t, walking(t), "Company makes for a slower pace.", "Company may be nice. Talking causes a slower pace.")
		for written, want := range map[string]string{"[2]": "if the article is, by source 2, as sure", "[article]": "if the article is as sure", "[2, 1, article]": "if the article is, by sources 2 and 1, as sure"} {
			before, after, _ := strings.Cut(text, "Talking causes")
			p := styleOf(t, before+"Talking causes"+strings.Replace(after, "cites: [article]", "cites: "+written, 1))
			if len(p) != 1 || !strings.Contains(p[0].Message, want) {
				t.Errorf("%s: %v, want %q", written, p, want)
			}
		}
	})
	t.Run("can and not are no hedges", func(t *testing.T) {
		text := change(t, walking(t), "Company makes for a slower pace.", "Company can be nice and is not harmful. Talking causes a slower pace.")
		if p := styleOf(t, text); len(p) > 0 {
			t.Error(p)
		}
	})
	t.Run("files that cannot be read are for Load", func(t *testing.T) {
		for _, text := range []string{"", "null", "- a", "topics: 3", "topics: [{facts: [{text: [a]}]}]", "a: [", "\xff", "topics: &a [*a]"} {
			if p := styleOf(t, text); len(p) > 0 {
				t.Errorf("%q: %v", text, p)
			}
		}
	})
	t.Run("other files are passed over", func(t *testing.T) {
		p, err := knowledge.Style(fstest.MapFS{".a.yaml": {Data: []byte("x")}, "b.txt": {}, "c.yaml/d": {}})
		if len(p) > 0 || err != nil {
			t.Error(p, err)
		}
	})
	t.Run("a directory that is not there", func(t *testing.T) {
		if _, err := knowledge.Style(os.DirFS("nowhere")); !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
	})
}

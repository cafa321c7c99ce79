package preview

import (
	"io/fs"
	"os"
	"testing"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/knowledgetest"
)

// The sample fits whatever is loaded: the bot finds something in it.
func TestSampleAndNameFitTheArticles(t *testing.T) {
	for name, dir := range map[string]fs.FS{"one": knowledgetest.Files, "two": os.DirFS("../knowledge/testdata/library")} {
		l, err := knowledge.Load(dir)
		if err != nil {
			t.Fatal(err)
		}
		if want := map[string]string{"one": "Across the Time Zones", "two": "Forty Winks, and 1 more"}[name]; botName(l) != want {
			t.Errorf("%s: the bot is called %q, want %q", name, botName(l), want)
		}
		reply := commands.New(l).Reply(commands.Request{Command: commands.NameFind, Question: sample(l)})
		if reply.Kind() != "answer" {
			t.Errorf("%s: %q gives %s", name, sample(l), reply.Kind())
		}
	}
	if n := botName(&knowledge.Library{}); n != "" {
		t.Errorf("nothing is called %q", n)
	}
	if s := sample(&knowledge.Library{}); s != "" {
		t.Errorf("of nothing: %q", s)
	}
}

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
func TestSampleFitsTheArticles(t *testing.T) {
	for name, dir := range map[string]fs.FS{"built-in": knowledgetest.Files, "invented": os.DirFS("../knowledge/testdata/library")} {
		l, err := knowledge.Load(dir)
		if err != nil {
			t.Fatal(err)
		}
		reply := commands.New(l).Reply(commands.Request{Command: commands.NameFind, Question: sample(l)})
		if reply.Kind() != "answer" {
			t.Errorf("%s: %q gives %s", name, sample(l), reply.Kind())
		}
	}
	if s := sample(&knowledge.Library{}); s != "" {
		t.Errorf("of nothing: %q", s)
	}
}

package knowledge_test

import (
	"testing"

	"leakygut-bot/internal/knowledge"
	files "leakygut-bot/knowledge"
)

func TestEmbedded(t *testing.T) {
	l, err := knowledge.Load(files.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range l.Articles()[0].Sources() {
		t.Log(s.AMA(), s.URL(), s.Short(), s.Kind())
	}
}

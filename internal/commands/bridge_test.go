package commands

import (
	"os"
	"testing"

	"leakygut-bot/internal/knowledge"
)

// dictionary is a vocabulary that knows one kind of thing.
type dictionary struct{}

func (dictionary) Knows(a *knowledge.Article, words string) bool {
	return words == "matcha" || words == "tea" || articleWords{}.Knows(a, words)
}

func (dictionary) IsKind(_ *knowledge.Article, asked, kind string) bool {
	return asked == "matcha" && kind == "tea"
}

// A bridge is what the dictionary says, and nothing that comes from outside.
func TestBridge(t *testing.T) {
	l, err := knowledge.Load(os.DirFS("../knowledge/testdata/library"))
	if err != nil {
		t.Fatal(err)
	}
	set := New(l)
	set.vocabulary = dictionary{}
	a, _ := l.Article("tea")
	request := Request{Command: "tea", Name: NameAsk, Facts: a.Topics()[0].Facts()[0].ID(), Near: true, Recognised: "matcha, tea"}
	for words, want := range map[[2]string]bool{{"matcha", "tea"}: true, {"tea", "matcha"}: false, {"matcha", ""}: false, {"matcha!", "tea"}: false, {"pills", "tea"}: false} {
		r := request
		r.Asked, r.Kind = words[0], words[1]
		near := set.Reply(r).(Near)
		asked, kind, ok := near.Bridge()
		if ok != want || want && (asked != words[0] || kind != words[1] || near.Again() != r) {
			t.Errorf("%v: %q, %q, %t; again %+v", words, asked, kind, ok, near.Again())
		}
	}
}

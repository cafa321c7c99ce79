package commands

import (
	"os"
	"testing"

	"leakygut-bot/internal/knowledge"
)

// A bridge is what the dictionary says, and nothing that comes from outside.
func TestBridge(t *testing.T) {
	l, err := knowledge.Load(os.DirFS("../knowledge/testdata/library"))
	if err != nil {
		t.Fatal(err)
	}
	set := New(l)
	a, _ := l.Article("tea")
	request := Request{Command: "tea", Name: NameAsk, Facts: a.Topics()[0].Facts()[0].ID(), Near: true, Recognised: "espresso, coffee"}
	for words, want := range map[[2]string]bool{{"espresso", "coffee"}: true, {"coffee", "espresso"}: false, {"espresso", ""}: false, {"espresso!", "coffee"}: false, {"pills", "coffee"}: false} {
		r := request
		r.Asked, r.Kind = words[0], words[1]
		near := set.Reply(r).(Near)
		asked, kind, ok := near.Bridge()
		if ok != want || want && (asked != words[0] || kind != words[1] || near.Again() != r) {
			t.Errorf("%v: %q, %q, %t; again %+v", words, asked, kind, ok, near.Again())
		}
	}
}

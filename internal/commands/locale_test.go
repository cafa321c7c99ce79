package commands_test

import (
	"testing"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/locale"
)

// A reader of another language is told in it what the bot understands, wherever a question led to nothing, and in the help. All
// other replies are the same for everybody, and so are the requests for them.
func TestReaderIsToldInTheirLanguage(t *testing.T) {
	set := sets(t)["invented"]
	reader := func(r commands.Request) string {
		t.Helper()
		reply := set.Reply(r)
		reads, ok := reply.(interface{ Reader() string })
		if !ok {
			t.Fatalf("%+v gives %s", r, describe(reply))
		}
		return reads.Reader()
	}
	foreign := commands.Request{Command: "tea", Name: commands.NameAsk, Question: "コンニチハ 世界"}
	silent := commands.Request{Command: "tea", Name: commands.NameAsk, Question: "how do i mend a bicycle"}
	found := commands.Request{Command: commands.NameFind, Question: "how do i mend a bicycle"}
	help := commands.Request{Command: "tea", Name: commands.NameHelp}
	if n, ok := set.Reply(foreign).(commands.NoMatch); !ok || !n.Language() {
		t.Fatalf("%s", describe(set.Reply(foreign)))
	}
	for _, code := range locale.Codes() {
		texts, _ := locale.For(code)
		both := texts.InEnglish()
		for _, r := range []commands.Request{foreign, silent, help} {
			if got := reader(r.In(code)); got != both {
				t.Errorf("%s: %+v says %q, want %q", code, r, got, both)
			}
		}
		if got := reader(found.In(code)); got != texts.Understands {
			t.Errorf("%s: a message gets %q, want %q", code, got, texts.Understands)
		}
		again := set.Reply(help.In(code)).Again()
		if again != help.In(code) || reader(again) != both {
			t.Errorf("%s: help again is %+v", code, again)
		}
	}
	for _, code := range []string{"", "en-US", "en-GB", "xx", "fi"} {
		for _, r := range []commands.Request{foreign, silent, found, help} {
			if got := reader(r.In(code)); got != "" || r.In(code) != r || r.In("de").In(code) != r {
				t.Errorf("%q: %+v says %q", code, r.In(code), got)
			}
		}
	}
}

// Only the help depends on the reader's language among what is prepared.
func TestPreparedInOneLanguage(t *testing.T) {
	for r := range sets(t)["invented"].Fixed() {
		if r.Name != commands.NameHelp && r.In("de") != r {
			t.Errorf("%+v is another request in German, with the same reply", r)
		}
	}
}

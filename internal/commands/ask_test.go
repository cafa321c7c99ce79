package commands_test

import (
	"reflect"
	"strings"
	"testing"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/knowledgetest"
)

func jetlag(t testing.TB) *commands.Set {
	t.Helper()
	library, err := knowledge.Load(knowledgetest.Files)
	if err != nil {
		t.Fatal(err)
	}
	return commands.New(library)
}

// TestAsk goes through the kinds of reply that a question can have.
func TestAsk(t *testing.T) {
	set := jetlag(t)
	for _, c := range []struct{ question, kind, title string }{
		{"can stress cause it", "answer", "What causes jet lag"},
		{"what are the symptoms", "answer", "Symptoms of jet lag"},
		{"the Harbour post", "source", "2"},
		{"source 3", "source", "3"},
		{"source 9", "usage", "The article has 6 sources; choose 1 to 6."},
		{"who wrote this article", "source", "article"},
		{"what are your sources", "sources", ""},
		{"is broccoli beneficial", "near", ""},
		{"how do i boil an egg", "no_match", ""},
		{"hello", "help", ""},
		{"мигрень и усталость", "no_match", ""},
		{"", "usage", "Ask in a few words, such as: What about conditions? These are the topics:"},
		{"topic→symptoms", "answer", "Symptoms of jet lag"},
		{"source→4", "source", "4"},
		{"topic→nothing", "no_match", ""},
	} {
		reply := set.Reply(commands.Request{Command: "jetlag", Name: commands.NameAsk, Question: c.question})
		if reply.Kind() != c.kind {
			t.Errorf("%q: kind %s, want %s", c.question, reply.Kind(), c.kind)
			continue
		}
		switch r := reply.(type) {
		case commands.Answer:
			if r.Title() != c.title {
				t.Errorf("%q: title %q, want %q", c.question, r.Title(), c.title)
			}
		case commands.Source:
			if r.ID() != c.title {
				t.Errorf("%q: source %s, want %s", c.question, r.ID(), c.title)
			}
		case commands.Usage:
			if r.Hint() != c.title {
				t.Errorf("%q: hint %q, want %q", c.question, r.Hint(), c.title)
			}
		case commands.NoMatch:
			if r.Article().Name() != "jetlag" || len(r.Searched()) != 1 || r.Language() != (c.question[0] > 0x7f) {
				t.Errorf("%q: searched %d", c.question, len(r.Searched()))
			}
		}
	}
}

// TestAgain shows that a reply can be asked for again without the words that led to it.
func TestAgain(t *testing.T) {
	set := jetlag(t)
	for _, question := range []string{"can stress cause it", "what are the symptoms", "the harbour post", "migraines and fatigue", "which dictionary"} {
		reply := set.Reply(commands.Request{Command: "jetlag", Name: commands.NameAsk, Question: question})
		again := reply.Again()
		if again.Question != "" || again == (commands.Request{}) {
			t.Errorf("%q: again %+v", question, again)
		}
		if second := set.Reply(again); second.Again() != again || !reflect.DeepEqual(second, reply) {
			t.Errorf("%q: again %+v, which gives %+v and then %+v", question, again, second, second.Again())
		}
	}
}

// TestAgainAfterAChange shows that an answer is given again whole or not at all.
func TestAgainAfterAChange(t *testing.T) {
	set := jetlag(t)
	again := set.Reply(commands.Request{Command: "jetlag", Name: commands.NameAsk, Question: "migraines and fatigue"}).Again()
	const gone, id = "zzzzz", knowledge.FactIDLength
	for _, facts := range []string{gone, gone + "yyyyy", again.Facts + gone, gone + again.Facts, again.Facts[:id] + gone + again.Facts[id:]} {
		r := again
		r.Facts = facts
		if u, ok := set.Reply(r).(commands.Usage); !ok || u.Hint() != "The article has changed since that answer was given. These can be asked:" {
			t.Errorf("facts %s: %#v", facts, set.Reply(r))
		}
	}
	twice := again
	twice.Facts += again.Facts[:id]
	if reply := set.Reply(twice); reply.Again() != again {
		t.Errorf("a fact twice: %#v", set.Reply(twice))
	}
}

func TestExplain(t *testing.T) {
	set := jetlag(t)
	if text, ok := set.Explain(commands.ParseLine("jetlag ask is broccoli beneficial")); !ok || !strings.Contains(text, "broccoli") {
		t.Errorf("%t: %s", ok, text)
	}
	for _, line := range []string{"jetlag symptoms", "jetlag ask", "nothing ask broccoli", ""} {
		if text, ok := set.Explain(commands.ParseLine(line)); ok || text != "" {
			t.Errorf("%q is explained: %s", line, text)
		}
	}
}

func first(facts []knowledge.Fact) string {
	text, _ := facts[0].Cited()
	return text
}

func TestFind(t *testing.T) {
	set := jetlag(t)
	reply := set.Reply(commands.Request{Command: commands.NameFind, Question: "the shop was closed again. could jet lag have to do with my migraines?"})
	answer, ok := reply.(commands.Answer)
	if !ok || !strings.Contains(first(answer.Facts()), "migraines") {
		t.Fatalf("reply %#v", reply)
	}
	silent := set.Reply(commands.Request{Command: commands.NameFind, Question: "who plays tonight?"})
	if n, ok := silent.(commands.NoMatch); !ok || len(n.Searched()) != 1 || n.Again() != (commands.Request{}) {
		t.Fatalf("reply %#v", silent)
	}
}

// TestSuggest takes every suggestion at its word: its value asks for what its label says.
func TestSuggest(t *testing.T) {
	set := jetlag(t)
	for _, typed := range []string{"", "s", "sym", "mig", "what ca", "harb", "migr xyz", "snorring", strings.Repeat("a", 6000), "🎉", "\u202e\u200b"} {
		suggestions := set.Suggest("jetlag", typed, 25)
		if len(suggestions) > 25 {
			t.Errorf("%.20q: %d suggestions", typed, len(suggestions))
		}
		for _, s := range suggestions {
			if s.Label == "" || s.Value == "" || len(s.Value) > 100 {
				t.Errorf("%.20q: suggestion %+v", typed, s)
			}
			reply := set.Reply(commands.Request{Command: "jetlag", Name: commands.NameAsk, Question: s.Value})
			if k := reply.Kind(); k != "answer" && k != "source" {
				t.Errorf("%.20q: %q gives %s", typed, s.Value, k)
			}
		}
	}
	for typed, first := range map[string]string{"sym": "Symptoms of jet lag", "migr": "Symptoms found with jet lag include migraines.", "almg": "[3] Almgren et al., Clocks, 2006", "snorring": "Snoring may be associated with jet lag.",
		"what are the sym": "Symptoms of jet lag", "do pick": "Eating more fermented foods, such as sauerkraut or pickles, has been shown to be beneficial."} {
		if got := set.Suggest("jetlag", typed, 25); len(got) == 0 || got[0].Label != first {
			t.Errorf("%q: %+v, want %q first", typed, got, first)
		}
	}
	if got := set.Suggest("nothing", "s", 25); len(got) != 0 {
		t.Errorf("a command that is not there: %+v", got)
	}
}

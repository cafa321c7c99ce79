package commands_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/knowledgetest"
)

// sets are an article whose sources are 1 to 6, and two others: sleep has 1 source; tea has 2 to 5 and 9.
func sets(t testing.TB) map[string]*commands.Set {
	t.Helper()
	out := map[string]*commands.Set{}
	for name, load := range map[string]func() (*knowledge.Library, error){
		"jetlag":   func() (*knowledge.Library, error) { return knowledge.Load(knowledgetest.Files) },
		"invented": func() (*knowledge.Library, error) { return knowledge.Load(os.DirFS("../knowledge/testdata/library")) },
	} {
		l, err := load()
		if err != nil {
			t.Fatal(err)
		}
		out[name] = commands.New(l)
		if out[name].Library() != l {
			t.Error("the set answers from another library")
		}
	}
	return out
}

func TestEveryTopicAnswers(t *testing.T) {
	for _, set := range sets(t) {
		for _, a := range set.Library().Articles() {
			for _, topic := range a.Topics() {
				reply := set.Reply(commands.ParseLine("/" + a.Name() + " " + topic.Name()))
				answer, ok := reply.(commands.Answer)
				if !ok || reply.Kind() != "answer" || reply.Article() != a || answer.Topic() != topic || len(answer.Facts()) != len(topic.Facts()) {
					t.Errorf("/%s %s gives %s", a.Name(), topic.Name(), describe(reply))
				}
			}
		}
	}
}

func TestEverySourceHasACard(t *testing.T) {
	for _, set := range sets(t) {
		for _, a := range set.Library().Articles() {
			for _, s := range append(a.Sources(), a.Reference()) {
				wantCard(t, set, a, s)
			}
		}
	}
}

func wantCard(t *testing.T, set *commands.Set, a *knowledge.Article, s *knowledge.Source) {
	t.Helper()
	reply := set.Reply(commands.Request{Command: a.Name(), Name: commands.NameSource, Number: s.ID()})
	card, ok := reply.(commands.Source)
	if !ok || reply.Kind() != "source" || reply.Article() != a || card.Source != s {
		t.Errorf("/%s source %s gives %s", a.Name(), s.ID(), describe(reply))
	}
	if len(card.CitedBy()) == 0 && s != a.Reference() {
		t.Errorf("no topic cites source %s of %s", s.ID(), a.Name())
	}
	for _, topic := range card.CitedBy() {
		if !topic.Cites(s) || topic.Article() != a {
			t.Errorf("%s does not cite %s", topic.Name(), s.ID())
		}
	}
}

func TestSourceIsCitedByItsTopics(t *testing.T) {
	card := sets(t)["invented"].Reply(commands.ParseLine("tea source 5")).(commands.Source)
	var names []string
	for _, topic := range card.CitedBy() {
		names = append(names, topic.Name())
	}
	if d := cmp.Diff([]string{"brewing", "cups"}, names); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestSourceInEveryFormat(t *testing.T) {
	set := sets(t)["invented"]
	tea, _ := set.Library().Article("tea")
	s, _ := tea.Source("5")
	want := map[string]string{"bibtex": s.BibTeX(), "ris": s.RIS(), "csl-json": s.CSLJSON()}
	for _, f := range commands.Formats {
		reply := set.Reply(commands.Request{Command: "tea", Name: commands.NameSource, Number: "5", Format: f.ID})
		export, ok := reply.(commands.Export)
		if !ok || reply.Kind() != "source" || reply.Article() != tea || export.Format().Title != f.Title || export.Text() != want[f.ID] {
			t.Errorf("%s gives %s", f.ID, describe(reply))
		}
		delete(want, f.ID)
	}
	if len(want) > 0 {
		t.Errorf("there is no %v", want)
	}
}

// TestReply holds, for one line each, the kind of the reply and what it says beside the cited facts.
func TestReply(t *testing.T) {
	const (
		which  = "usage: Say what you want to know: /tea takes one of these. (brewing, cups, maté)"
		topics = "usage: The article has no such topic. These can be asked: (brewing, cups, maté)"
		gaps   = "usage: The article has 5 sources; choose 2 to 5, 9. (source 2, source 3, source 4, source 5, source 9)"
		one    = "usage: The article has 1 source; choose 1. (source 1)"
		meant  = "usage: The article has no such topic. Did you mean cups? (cups, brewing, maté)"
		no     = "usage: There is no such command. Try /sleep help or /tea help. (sleep, tea)"
	)
	set := sets(t)["invented"]
	for line, want := range map[string]string{
		"tea brewing":           "answer: Brewing a pot",
		"/tea brewing":          "answer: Brewing a pot",
		"  /tea   brewing  ":    "answer: Brewing a pot",
		"\ttea\tbrewing":        "answer: Brewing a pot",
		"TEA Brewing":           "answer: Brewing a pot",
		"tea MATÉ":              "answer: Maté, which is not tea",
		"sleep naps":            "answer: Naps",
		"tea brewing please":    "usage: /tea brewing takes nothing more. (brewing)",
		"tea cup":               meant,
		"tea kups":              meant,
		"tea Mug":               meant, // an alias is for ask
		"tea sheep":             topics,
		"tea sheep please":      topics,
		"tea make tea":          "usage: The article has no such topic. Did you mean brewing? (brewing, cups, maté)",
		"tea":                   which,
		"/tea ":                 which,
		"tea sources":           "sources",
		"Tea SOURCES":           "sources",
		"tea sources 3":         "usage: /tea sources takes nothing more. (sources, source 3)",
		"tea sources now":       "usage: /tea sources takes nothing more. (sources)",
		"tea help":              "help: What about brewing?",
		"tea help me":           "usage: /tea help takes nothing more. (help)",
		"tea maté private:true": "usage: /tea maté takes nothing more. (maté)",
		"tea source 2":          "source: Water that has boiled twice",
		"tea source 3":          "source: Slow leaves: a study of patience",
		"tea source 03":         "source: Slow leaves: a study of patience",
		"tea source +3":         "source: Slow leaves: a study of patience",
		"tea source   3  ":      "source: Slow leaves: a study of patience",
		"tea source 9":          "source: Tea breaks in offices",
		"tea source article":    "source: A Pot of Tea",
		"tea source":            gaps,
		"tea source 1":          gaps,
		"tea source 6":          gaps,
		"tea source 0":          gaps,
		"tea source -3":         gaps,
		"tea source 99":         gaps,
		"tea source 3.0":        gaps,
		"tea source 3 4":        gaps,
		"tea source abc":        gaps,
		"tea source ３":          gaps,
		"tea source 0x3":        gaps,
		"tea source 999999999999999999999999999999": gaps,
		"tea source svobodovaSlowLeaves2015":        gaps,
		"sleep source 1":                            "source: Counting sheep, and losing count",
		"sleep source 2":                            one,
		"coffee":                                    no,
		"coffee brewing":                            no,
		"":                                          no,
		"/":                                         no,
		"//tea brewing":                             no,
		"tea.yaml brewing":                          no,
		"brewing":                                   no,
	} {
		if got := describe(set.Reply(commands.ParseLine(line))); got != want {
			t.Errorf("%q\ngives %s\nwant  %s", line, got, want)
		}
	}
}

func TestUsageWithoutGaps(t *testing.T) {
	set := sets(t)["jetlag"]
	for line, want := range map[string]string{
		"jetlag source 7":  "The article has 6 sources; choose 1 to 6.",
		"jetlag source 03": "",
		"jetlag":           "Say what you want to know: /jetlag takes one of these.",
		"jetlag symptom":   "The article has no such topic. Did you mean symptoms?",
		"leaky":            "There is no such command. Try /jetlag help.",
	} {
		usage, _ := set.Reply(commands.ParseLine(line)).(commands.Usage)
		if usage.Hint() != want {
			t.Errorf("%q is told %q, want %q", line, usage.Hint(), want)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	reply := sets(t)["invented"].Reply(commands.Request{Command: "sleep", Name: commands.NameSource, Number: "1", Format: "endnote"})
	if got, want := describe(reply), "usage: A source can be had as BibTeX, RIS or CSL-JSON. (naps, sheep)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Only a command that does not exist has no article.
func TestReplyNamesItsArticle(t *testing.T) {
	set := sets(t)["invented"]
	for line, want := range map[string]string{"tea": "tea", "tea help": "tea", "tea sources": "tea", "sleep source 1": "sleep", "sleep source 7": "sleep", "tea xyz": "tea", "xyz": ""} {
		got := ""
		if a := set.Reply(commands.ParseLine(line)).Article(); a != nil {
			got = a.Name()
		}
		if got != want {
			t.Errorf("%q is of %q, want %q", line, got, want)
		}
	}
}

func TestFixedIsEverythingThatCanBePrepared(t *testing.T) {
	for name, set := range sets(t) {
		t.Run(name, func(t *testing.T) {
			fixed := slices.Collect(set.Fixed())
			count := map[commands.Request]int{}
			for _, r := range fixed {
				count[r]++
			}
			want := preparable(set)
			for _, r := range want {
				if count[r] != 1 {
					t.Errorf("%+v is there %d times", r, count[r])
				}
			}
			if len(fixed) != len(want) {
				t.Errorf("%d requests, want %d", len(fixed), len(want))
			}
			for _, r := range fixed {
				prepared(t, set, r)
			}
		})
	}
}

// preparable returns the requests that hold no words of a person.
func preparable(set *commands.Set) []commands.Request {
	var out []commands.Request
	for _, a := range set.Library().Articles() {
		for _, name := range []string{"", commands.NameHelp, commands.NameSources, commands.NameSource} {
			out = append(out, commands.Request{Command: a.Name(), Name: name})
		}
		for _, topic := range a.Topics() {
			out = append(out, commands.Request{Command: a.Name(), Name: topic.Name()}, commands.Request{Command: a.Name(), Name: topic.Name(), Sources: true})
		}
		for _, s := range a.Sources() {
			for _, format := range append([]string{""}, formatIDs()...) {
				out = append(out, commands.Request{Command: a.Name(), Name: commands.NameSource, Number: s.ID(), Format: format})
			}
		}
	}
	return out
}

func formatIDs() []string {
	var out []string
	for _, f := range commands.Formats {
		out = append(out, f.ID)
	}
	return out
}

// prepared holds that the reply to a request is always the same, and can be had again.
func prepared(t *testing.T, set *commands.Set, r commands.Request) {
	t.Helper()
	first, second := set.Reply(r), set.Reply(r)
	if first.Kind() == "no_match" || describe(first) != describe(second) {
		t.Errorf("%+v gives %s and then %s", r, describe(first), describe(second))
	}
	if again := first.Again(); again != (commands.Request{}) && describe(set.Reply(again)) != describe(first) {
		t.Errorf("%+v gives %s, and to have it again %+v gives %s", r, describe(first), again, describe(set.Reply(again)))
	}
	if unhelpful := first.Kind() == "usage"; unhelpful != (r.Name == "" || r.Name == commands.NameSource && r.Number == "") {
		t.Errorf("%+v gives %s", r, describe(first))
	}
}

// A topic may be called by a word that the look-up passes over, so that its name asks for nothing but help. The help still comes, with
// an example.
func TestHelpOfAnyTopicName(t *testing.T) {
	for _, name := range []string{"all", "me", "it", "what", "menu", "start", "bot", "wer", "ordinary"} {
		set := load(t, "- name: sleep", "- name: "+name)
		help, ok := set.Reply(commands.Request{Command: "coffee", Name: commands.NameHelp}).(commands.Help)
		if !ok || help.Example() == "" {
			t.Errorf("%s: %#v", name, help)
		}
		for _, question := range []string{"", name, "What about " + name + "?"} {
			if reply := set.Reply(commands.Request{Command: "coffee", Name: commands.NameAsk, Question: question}); reply.Article() == nil {
				t.Errorf("%s: %q gives %s", name, question, describe(reply))
			}
		}
	}
}

// An adapter may stop early.
func TestFixedCanBeLeft(t *testing.T) {
	set := sets(t)["invented"]
	all := slices.Collect(set.Fixed())
	for n := range all {
		var some []commands.Request
		for r := range set.Fixed() {
			if some = append(some, r); len(some) == n+1 {
				break
			}
		}
		if !slices.Equal(some, all[:n+1]) {
			t.Fatalf("the first %d are %+v", n+1, some)
		}
	}
}

// describe puts a reply into a line.
func describe(reply commands.Reply) string {
	switch r := reply.(type) {
	case commands.Answer:
		return "answer: " + r.Title()
	case commands.Export:
		return "source: " + r.Format().ID + " " + r.Text()
	case commands.Source:
		return "source: " + r.Title()
	case commands.Help:
		return "help: " + r.Example()
	case commands.Usage:
		return "usage: " + r.Hint() + " (" + strings.Join(r.Suggestions(), ", ") + ")"
	}
	return reply.Kind()
}

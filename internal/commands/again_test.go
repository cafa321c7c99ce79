package commands_test

import (
	"slices"
	"strings"
	"testing"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
)

// facts returns the IDs, or the marks within the library, of the first facts of an article.
func facts(t *testing.T, set *commands.Set, article string, n int, id func(knowledge.Fact) string) string {
	t.Helper()
	a, ok := set.Library().Article(article)
	if !ok {
		t.Fatalf("no article %s", article)
	}
	joined := ""
	for _, topic := range a.Topics() {
		for _, f := range topic.Facts() {
			if n--; n < 0 {
				return joined
			}
			joined += id(f)
		}
	}
	t.Fatalf("%s has too few facts", article)
	return ""
}

func TestNear(t *testing.T) {
	set := sets(t)["invented"]
	request := commands.Request{Command: "tea", Name: commands.NameAsk, Facts: facts(t, set, "tea", 5, knowledge.Fact.ID), Near: true}
	near, ok := set.Reply(request).(commands.Near)
	if !ok || near.Kind() != "near" || len(near.Facts()) != 3 || near.Article().Name() != "tea" {
		t.Fatalf("%#v", set.Reply(request))
	}
	if _, _, ok := near.Bridge(); ok || near.Recognised() != nil {
		t.Errorf("%#v", near)
	}
	again := near.Again()
	if want := (commands.Request{Command: "tea", Name: commands.NameAsk, Facts: request.Facts[:3*knowledge.FactIDLength], Near: true}); again != want {
		t.Errorf("again %+v, want %+v", again, want)
	}
	if set.Reply(again).Again() != again {
		t.Errorf("again and again: %+v", set.Reply(again).Again())
	}
}

// TestOnlyKnownWordsComeBack tries to make the bot say things, by way of what it was given to remember.
func TestOnlyKnownWordsComeBack(t *testing.T) {
	set := sets(t)["jetlag"]
	symptoms := commands.Request{Command: "jetlag", Name: "symptoms"}
	ask := commands.Request{Command: "jetlag", Name: commands.NameAsk, Facts: facts(t, set, "jetlag", 1, knowledge.Fact.ID)}
	near := ask
	near.Near = true
	for _, r := range []commands.Request{symptoms, ask, near} {
		for words, want := range map[string]string{
			"stress":                                    "stress",
			"stress, Migraines, joint pain":             "stress|Migraines|joint pain",
			"stress, buy my pills, migraines":           "stress|migraines",
			"@everyone":                                 "",
			"stress @everyone":                          "",
			"stress, <@1>, [x](https://x.org)":          "stress",
			"-, , stress":                               "stress",
			"stress!!!":                                 "",
			"stress migraines insomnia fatigue jet lag": "", // known words, but a sentence of them
		} {
			r.Recognised, r.Asked, r.Kind = words, "kimchi", "food"
			reply := set.Reply(r)
			got := reply.(interface{ Recognised() []string }).Recognised()
			if strings.Join(got, "|") != want {
				t.Errorf("%q becomes %q, want %q", words, got, want)
			}
			if again := reply.Again(); again.Asked != "" || again.Kind != "" || again.Recognised != strings.ReplaceAll(want, "|", ", ") {
				t.Errorf("%q: again %+v", words, again)
			}
		}
	}
}

// TestReferences holds that the references of an answer are what it cites, in the order of its markers, and that they can be had again.
func TestReferences(t *testing.T) {
	for _, set := range sets(t) {
		for _, a := range set.Library().Articles() {
			for _, topic := range a.Topics() {
				r := commands.Request{Command: a.Name(), Name: topic.Name(), Sources: true}
				refs, ok := set.Reply(r).(commands.References)
				if !ok || refs.Kind() != "sources" || refs.Article() != a || refs.Again() != r || len(refs.Parts()) != 1 || refs.Parts()[0].Article != a {
					t.Fatalf("%+v: %#v", r, set.Reply(r))
				}
				if got, want := refs.Parts()[0].Sources, cited(topic); !slices.Equal(got, want) {
					t.Errorf("/%s %s: %d sources, want %d", a.Name(), topic.Name(), len(got), len(want))
				}
			}
		}
	}
}

// cited returns the sources of a topic but the article itself, in the order of its markers.
func cited(topic *knowledge.Topic) []*knowledge.Source {
	var all []knowledge.Citation
	if p := topic.Picture(); p != nil { // which stands above the facts
		_, citations := p.Cited()
		all = append(all, citations...)
	}
	for _, f := range topic.Facts() {
		_, citations := f.Cited()
		all = append(all, citations...)
	}
	var out []*knowledge.Source
	for _, c := range all {
		if s := c.Source(); s != topic.Article().Reference() && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// TestSeveralArticles shows facts of two articles again, as an answer, as near, and by their references.
func TestSeveralArticles(t *testing.T) {
	set := sets(t)["invented"]
	r := commands.Request{Command: commands.NameFind, Facts: facts(t, set, "tea", 1, knowledge.Fact.Mark) + facts(t, set, "sleep", 1, knowledge.Fact.Mark)}
	answer, ok := set.Reply(r).(commands.Answer)
	if !ok || len(answer.ByArticle()) != 2 || answer.Again() != r {
		t.Fatalf("%#v", set.Reply(r))
	}
	near := r
	near.Near = true
	if n, ok := set.Reply(near).(commands.Near); !ok || n.Again() != near {
		t.Errorf("%#v", set.Reply(near))
	}
	sources := r
	sources.Sources = true
	if refs, ok := set.Reply(sources).(commands.References); !ok || len(refs.Parts()) != 2 || refs.Again() != sources {
		t.Errorf("%#v", set.Reply(sources))
	}
	for _, bad := range []string{"zzzzzzzzz", r.Facts[:12], r.Facts + "x"} {
		u, ok := set.Reply(commands.Request{Command: commands.NameFind, Facts: bad}).(commands.Usage)
		if !ok || u.Hint() != "The articles have changed since that answer was given." || u.Article() != nil {
			t.Errorf("%s: %#v", bad, set.Reply(commands.Request{Command: commands.NameFind, Facts: bad}))
		}
	}
}

func TestMessageWithoutText(t *testing.T) {
	for _, set := range sets(t) {
		for _, text := range []string{"", " \n\t"} {
			u, ok := set.Reply(commands.Request{Command: commands.NameFind, Question: text}).(commands.Usage)
			if !ok || u.Hint() != "That message has no text that I can read." {
				t.Errorf("%q: %#v", text, u)
			}
		}
	}
}

// TestExampleIsAnswered asks what help proposes to ask.
func TestExampleIsAnswered(t *testing.T) {
	for _, set := range sets(t) {
		for _, a := range set.Library().Articles() {
			help := set.Reply(commands.Request{Command: a.Name(), Name: commands.NameHelp}).(commands.Help)
			if reply := set.Reply(commands.Request{Command: a.Name(), Name: commands.NameAsk, Question: help.Example()}); reply.Kind() != "answer" {
				t.Errorf("%q gives %s", help.Example(), describe(reply))
			}
		}
	}
}

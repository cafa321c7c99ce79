package discord

import (
	"errors"
	"maps"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/tidwall/gjson"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/knowledge"
)

var (
	// cited is the end of a statement: one marker or more, each a link or not.
	cited = regexp.MustCompile(`\S ((?:\[(?:\d+|A)\]|\[\[\d+\]\]\(https://[^ ()]+\))(?: (?:\[(?:\d+|A)\]|\[\[\d+\]\]\(https://[^ ()]+\)))*)$`)
	// marked finds the number in a marker.
	marked = regexp.MustCompile(`\[(\d+|A)\]`)
)

// wantCited holds a response that shows facts to give every one of them its markers, and in each of its containers to say what each
// marker stands for and nothing else, and to name the article.
func wantCited(t testing.TB, response Response) {
	t.Helper()
	if kind := response.Label.Kind; kind != "answer" && kind != "near" {
		return
	}
	boxes := gjson.GetBytes(response.Body, "data.components.#(type==17)#.components").Array()
	for _, box := range boxes {
		texts, sources := box.Get("#(type==10)#.content").Array(), ""
		if n := len(texts) - 1; n >= 0 {
			texts, sources = texts[:n], texts[n].Str
		}
		cites := map[string]bool{"A": true}
		for _, text := range texts {
			for _, line := range statementLines(text.Str) {
				m := cited.FindStringSubmatch(line)
				if m == nil {
					t.Errorf("a fact without its source: %q\n%s", line, response.Body)
					continue
				}
				addMarkers(cites, m[1])
			}
		}
		listed := map[string]bool{}
		for line := range strings.Lines(sources) {
			addMarkers(listed, marked.FindString(line))
		}
		if !maps.Equal(listed, cites) {
			t.Errorf("the facts cite %v, and listed are %v\n%s", cites, listed, response.Body)
		}
	}
	if len(boxes) == 0 {
		t.Errorf("there is no container in %s", response.Body)
	}
}

func addMarkers(to map[string]bool, text string) {
	for _, n := range marked.FindAllStringSubmatch(text, -1) {
		to[n[1]] = true
	}
}

// statementLines returns the lines of a text display that have to end in markers: all but headings, and the items of a list, whose
// markers stand at the end of its introduction, before a colon where the items run on.
func statementLines(content string) []string {
	var out []string
	introduced := false
	for _, line := range strings.Split(content, "\n") {
		switch {
		case strings.HasPrefix(line, "### "), strings.HasPrefix(line, "**"):
		case strings.HasPrefix(line, "- ") && introduced && !cited.MatchString(line):
		default:
			introduced = true
			if head, _, ok := strings.Cut(line, "]: "); ok && cited.MatchString(head+"]") {
				line = head + "]"
			} else if head, _, ok := strings.Cut(line, "): "); ok && cited.MatchString(head+")") {
				line = head + ")"
			}
			out = append(out, line)
		}
	}
	return out
}

// FuzzQuestion asks anything, in every way in which a person's words reach the bot.
func FuzzQuestion(f *testing.F) {
	for _, s := range []string{
		"can stress cause it", "migraines, insomnia and joint pain", "what about gluten?", "source 3", "@everyone <@1> **bold**", "topic→symptoms",
		"fact→", "source→article", "\x00\u202e\u200b", strings.Repeat("leaky ", 1000), "what is the harbour post", "[2] [4] [5]",
	} {
		f.Add(s)
	}
	r := must(f, jetlag)
	f.Fuzz(func(t *testing.T, words string) {
		for _, i := range []discordtest.Interaction{
			discordtest.Slash("jetlag", "ask", discordtest.String("question", words)),
			discordtest.MessageCommand(commands.NameFind, words),
			discordtest.Autocomplete("jetlag", "ask", discordtest.Focused("question", words)),
		} {
			wantCited(t, responded(t, r, i))
		}
	})
}

// FuzzKnowledge answers from any file that loads: what has no reply that Discord takes is a problem with its place in the
// file, and every other reply is cited and taken.
func FuzzKnowledge(f *testing.F) {
	tea, err := os.ReadFile("../knowledge/testdata/library/tea.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(strings.Replace(string(tea), "name: tea", "name: long", 1))
	for _, facts := range [][]string{{"One."}, {"@everyone *all* [9](https://example.org)"}, {"1. #", "> - `x`"}, {strings.Repeat("w", 2000), "||👋||"}} {
		f.Add(article("long", facts...))
	}
	f.Add(strings.Replace(article("long", "One."), "title: Two", `title: "a\\(b)[c]", DOI: 10.1000/(x)y`, 1))
	f.Fuzz(func(t *testing.T, file string) {
		l, err := load("long.yaml", file)
		if err != nil {
			return // FuzzLoad's
		}
		r, err := Compile(commands.New(l))
		if err != nil {
			var problems knowledge.Problems
			if !errors.As(err, &problems) || problems[0].File != "long.yaml" || problems[0].Line < 1 {
				t.Errorf("%v", err)
			}
			return
		}
		for _, problem := range discordtest.ValidateCommands(r.CommandsJSON()) {
			t.Error(problem)
		}
		for _, response := range r.fixed {
			wantValid(t, response.Body)
			wantCited(t, response)
		}
	})
}

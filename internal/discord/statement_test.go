package discord

import (
	"fmt"
	"strings"
	"testing"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord/discordtest"
)

// lists writes a knowledge file with a topic of two plain facts and between them a list: its items, as they stand in YAML.
func lists(items ...string) string {
	head, _, _ := strings.Cut(article("lists"), "topics:")
	return head + "topics:\n- name: words\n  title: Words\n  description: All words\n  section: Heading\n  facts:\n" +
		"  - {text: The first., cites: [2]}\n" +
		"  - list: What there is\n    each: \"There is {}.\"\n    cites: [1, 2]\n    items: [" + strings.Join(items, ", ") + "]\n" +
		"  - {text: The last., cites: [article]}\n"
}

const (
	one  = "[[1]](https://example.org/one)"
	both = one + " [2]"
)

// TestLists shows a list in its topic: the introduction with its markers once, then the items.
func TestLists(t *testing.T) {
	many := make([]string, maxBullets+1)
	run := make([]string, len(many))
	for i := range many {
		many[i] = fmt.Sprintf("thing %c", 'a'+i)
		run[i] = fmt.Sprintf("Thing %c", 'a'+i)
	}
	for name, tt := range map[string]struct {
		items []string
		want  string
	}{
		"plain":                   {[]string{"red", "*blue*"}, "What there is " + both + "\n- Red\n- \\*Blue\\*"},
		"with numbers of its own": {[]string{"red", "{item: blue, cites: [2, article]}"}, "What there is " + both + "\n- Red\n- Blue [2] [A]"},
		"many short ones":         {many, "What there is " + both + ": " + strings.Join(run, "; ")},
		"many, one of them long":  {append([]string{strings.Repeat("long ", 9) + "thing"}, many...), "What there is " + both + "\n- " + strings.Join(append([]string{"L" + strings.Repeat("long ", 9)[1:] + "thing"}, run...), "\n- ")},
	} {
		t.Run(name, func(t *testing.T) {
			r := must(t, func() (*Replies, error) { return compile(library(t, "lists.yaml", lists(quoted(tt.items)...)), nil) })
			response := responded(t, r, discordtest.Slash("lists", "words"))
			wantCited(t, response)
			got := discordtest.Read(response.Body).Texts
			want := []string{"### Words\nThe first. [2]", tt.want, "The last. [A]"}
			if strings.Join(got[:len(got)-1], "|") != strings.Join(want, "|") {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

func quoted(items []string) []string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = item
		if !strings.HasPrefix(item, "{") {
			out[i] = fmt.Sprintf("%q", item)
		}
	}
	return out
}

// An item that was asked for stands alone, in a sentence of its own.
func TestItemsStandAlone(t *testing.T) {
	r := must(t, func() (*Replies, error) { return compile(library(t, "lists.yaml", lists("red", "blue", "green")), nil) })
	a, _ := r.Set().Library().Article("lists")
	facts := a.Topics()[0].Facts()
	for n, want := range map[int][]string{
		1: {"## There is red. " + both},
		2: {"### Words\nThere is red. " + both, "There is blue. " + both},
		3: {"### Words\nThere is red. " + both, "There is blue. " + both, "There is green. " + both},
	} {
		ids := ""
		for _, f := range facts[1 : 1+n] {
			ids += f.ID()
		}
		got := shown(t, r, discordtest.Button(action{verb: show, request: commands.Request{Command: "lists", Name: "ask", Facts: ids}}.customID())).Texts
		if strings.Join(got[:len(got)-1], "|") != strings.Join(want, "|") {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A list that does not fit on a page goes on on the next, below its introduction again.
func TestListsArePaged(t *testing.T) {
	items := make([]string, 120)
	for i := range items {
		items[i] = fmt.Sprintf("%q", fmt.Sprintf("thing %d of many, %s", i, strings.Repeat("x", 60)))
	}
	r := must(t, func() (*Replies, error) { return compile(library(t, "lists.yaml", lists(items...)), nil) })
	all, found := pages(t, r, discordtest.Slash("lists", "words")), 0
	for _, page := range all {
		text := discordtest.Read(page).Text()
		found += strings.Count(text, "\n- Thing ")
		if strings.Contains(text, "\n- Thing ") && !strings.Contains(text, "What there is "+both+"\n- Thing ") {
			t.Errorf("a page has items and no introduction: %s", text)
		}
	}
	if found != len(items) || len(all) < 3 {
		t.Errorf("%d items on %d pages", found, len(all))
	}
}

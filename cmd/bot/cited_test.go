package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/tidwall/gjson"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/preview"
	files "leakygut-bot/knowledge"
)

var (
	plain  = regexp.MustCompile(`(?s)\\([^0-9A-Za-z\s])`)                         // what a backslash makes plain in Discord
	link   = regexp.MustCompile(`\[((?:\[[^\]]*\]|[^\[\]])*)\]\(https://[^)]*\)`) // a link in Discord
	marker = regexp.MustCompile(`\[(\d+|A)\]`)
)

// A said fact is a statement and the markers that belong to it, as one word: "[4][2][A]".
type saidFact struct {
	text, markers string
	list, item    string // of an item: the introduction with its markers, and how the item is shown below
}

// A book is a library, and what its replies are measured by.
type book struct {
	set      *commands.Set
	replies  *discord.Replies
	facts    []saidFact
	requests []commands.Request
}

func books(t *testing.T) map[string]*book {
	t.Helper()
	all := map[string]*book{}
	for name, fsys := range map[string]*os.Root{"built in": nil, "invented": root(t, "../../internal/knowledge/testdata/library")} {
		b := &book{}
		var err error
		if fsys == nil {
			b.replies, err = load(files.Files)
		} else {
			b.replies, err = load(fsys.FS())
		}
		if err != nil {
			t.Fatal(err)
		}
		b.set = b.replies.Set()
		for _, a := range b.set.Library().Articles() {
			for _, topic := range a.Topics() {
				for _, f := range topic.Facts() {
					text, citations := f.Cited()
					said := saidFact{text: text}
					for _, c := range citations {
						said.markers += c.Source().Marker()
					}
					if l := f.List(); l != nil {
						intro, common := l.Cited()
						for _, c := range common {
							intro += c.Source().Marker()
						}
						said.list, said.item = intro, f.Item()
						if !slices.Equal(common, citations) {
							said.item += " " + said.markers
						}
					}
					b.facts = append(b.facts, said)
				}
			}
			for _, q := range []string{"", "what are the symptoms", "how long", "can stress cause it", "gluten", "source 2", "office and straw", "@everyone"} {
				b.requests = append(b.requests, commands.Request{Command: a.Name(), Name: commands.NameAsk, Question: q})
			}
			for _, f := range b.facts {
				b.requests = append(b.requests, commands.Request{Command: a.Name(), Name: commands.NameAsk, Question: f.text}, commands.Request{Command: commands.NameFind, Question: f.text})
			}
		}
		for request := range b.set.Fixed() {
			b.requests = append(b.requests, request)
		}
		b.requests = append(b.requests, commands.Request{Command: "gone"}, commands.Request{Command: commands.NameFind, Question: "nothing of that"})
		all[name] = b
	}
	return all
}

func root(t *testing.T, dir string) *os.Root {
	t.Helper()
	r, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// said finds the statements that a text holds, line by line, and tells which stand there without their markers.
func (b *book) said(t *testing.T, text string) (statements int) {
	t.Helper()
	list := "" // the introduction and markers that stand above this line
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		body, bullet := strings.CutPrefix(line, "- ")
		i := slices.IndexFunc(b.facts, func(f saidFact) bool { return body == f.text+" "+f.markers })
		item := slices.ContainsFunc(b.facts, func(f saidFact) bool { return list != "" && f.list == list && f.item == body })
		if !item {
			list = strings.Replace(body, " [", "[", 1)
		}
		switch {
		case bullet && (i >= 0 || item):
			statements++
		case slices.ContainsFunc(b.facts, func(f saidFact) bool { return len(f.text) > 20 && strings.Contains(line, f.text) }):
			t.Errorf("a fact without its markers: %q", line)
		}
	}
	return statements
}

// names holds what belongs under every reply about an article.
func names(t *testing.T, reply commands.Reply, text string) {
	t.Helper()
	a := reply.Article()
	_, usage := reply.(commands.Usage)
	_, export := reply.(commands.Export)
	if a == nil || export {
		return
	}
	if !usage && !strings.Contains(text, strings.TrimSuffix(a.Reference().AMA(), ".")) {
		t.Errorf("the article is not named in %q", text)
	}
	if !strings.Contains(text, a.Notice()) {
		t.Errorf("the notice is missing in %q", text)
	}
}

// TestNothingUncitedInTheTerminal reads every reply as text and as JSON.
func TestNothingUncitedInTheTerminal(t *testing.T) {
	for name, b := range books(t) {
		for _, request := range b.requests {
			t.Run(fmt.Sprintf("%s/%+v", name, request), func(t *testing.T) {
				reply := b.set.Reply(request)
				var out strings.Builder
				if err := preview.Text(&out, reply, 0); err != nil {
					t.Fatal(err)
				}
				text := ansi.Strip(out.String())
				statements := b.said(t, text)
				names(t, reply, text)
				facts, sources, _ := strings.Cut(text, "\nSources\n")
				if answer, ok := reply.(commands.Answer); ok {
					if statements != len(answer.Facts()) {
						t.Errorf("%d facts are shown, of %d", statements, len(answer.Facts()))
					}
					for _, m := range marker.FindAllString(facts, -1) {
						if !strings.Contains(sources, m+" ") {
							t.Errorf("%s has no source in %q", m, sources)
						}
					}
				} else if statements > 0 {
					t.Errorf("%d facts in a reply of kind %s", statements, reply.Kind())
				}

				var doc struct {
					Kind  string
					Facts []struct {
						Text  string
						Cites []string
					}
					Sources []struct{ ID, Reference string }
					Article struct{ Reference string }
				}
				if err := json.Unmarshal(preview.JSON("/x", reply), &doc); err != nil {
					t.Fatal(err)
				}
				if doc.Kind != reply.Kind() || len(doc.Facts) != statements || (doc.Article.Reference == "") != (reply.Article() == nil) {
					t.Errorf("%+v", doc)
				}
				for _, f := range doc.Facts {
					markers := ""
					for _, id := range f.Cites {
						m := "[" + id + "]"
						if id == knowledge.ArticleID {
							m = "[A]"
						} else if !slices.ContainsFunc(doc.Sources, func(s struct{ ID, Reference string }) bool { return s.ID == id && s.Reference != "" }) {
							t.Errorf("%s has no source in %+v", m, doc.Sources)
						}
						markers += m
					}
					if !slices.ContainsFunc(b.facts, func(k saidFact) bool { return k.text == f.Text && k.markers == markers }) {
						t.Errorf("%+v is no fact of the library", f)
					}
				}
			})
		}
	}
}

// TestNothingUncitedInDiscord reads every message that can be reached: from every command, in the channel and in private, and
// from there by every button and every entry of every menu.
func TestNothingUncitedInDiscord(t *testing.T) {
	for name, b := range books(t) {
		t.Run(name, func(t *testing.T) {
			p := discord.NewResponder(b.replies)
			type step struct {
				of      discordtest.Interaction
				private bool // whoever asks sees it alone
			}
			var queue []step
			for _, r := range b.requests {
				if r.Command == commands.NameFind {
					queue = append(queue, step{discordtest.MessageCommand(r.Command, r.Question), true})
					continue
				}
				for _, private := range []bool{false, true} {
					queue = append(queue, step{slash(r, discordtest.Bool("private", private)), private})
				}
			}
			seen, statements := map[string]bool{}, 0
			for n := 0; n < len(queue); n++ {
				response, err := p.Respond(queue[n].of.JSON())
				if err != nil {
					t.Fatal(err)
				}
				if problems := discordtest.ValidateResponse(response.Body); problems != nil {
					t.Errorf("%s\n%s", problems, response.Body)
				}
				data := gjson.GetBytes(response.Body, "data")
				if data.Exists() && data.Get("allowed_mentions.parse").Raw != "[]" {
					t.Errorf("mentions: %s", data.Get("allowed_mentions").Raw)
				}
				statements += b.message(t, data, queue[n].private)
				for _, row := range data.Get("components").Array() {
					for _, c := range row.Get("components").Array() {
						id := c.Get("custom_id").Str
						if key := id + c.Get("options").Raw; id == "" || seen[key] {
							continue
						} else {
							seen[key] = true
						}
						private := c.Get("label").Str != "Share"
						queue = append(queue, step{discordtest.Button(id).By(somebody), private})
						for _, o := range c.Get("options").Array() {
							queue = append(queue, step{discordtest.Select(id, o.Get("value").Str), private})
						}
					}
				}
			}
			if statements < 4*len(b.facts) {
				t.Errorf("only %d statements were seen", statements)
			}
			t.Logf("%d messages, %d statements, %d components", len(queue), statements, len(seen))
		})
	}
}

func slash(r commands.Request, more discordtest.CommandOption) discordtest.Interaction {
	options := []discordtest.CommandOption{more}
	switch {
	case r.Question != "":
		options = append(options, discordtest.String("question", r.Question))
	case r.Number != "":
		options = append(options, discordtest.CommandOption{"name": "number", "type": 4, "value": json.Number(r.Number)})
	}
	return discordtest.Slash(r.Command, r.Name, options...)
}

// message holds one message to what every message owes, and counts its statements.
func (b *book) message(t *testing.T, data gjson.Result, private bool) (statements int) {
	t.Helper()
	embed := data.Get("embeds.0")
	if !embed.Exists() {
		return 0 // a word of the bot about itself
	}
	title := unlinked(embed.Get("title").Str)
	facts := unlinked(embed.Get("description").Str)
	sources := "\n" + unlinked(strings.Join(texts(embed.Get("fields.#.value")), "\n"))
	statements = b.said(t, facts)
	b.said(t, sources)
	for _, m := range marker.FindAllString(facts, -1) {
		if statements > 0 && !strings.Contains(sources, "\n"+m+" ") {
			t.Errorf("%s: %s has no source in %q", title, m, sources)
		}
	}
	if title == "How to ask" {
		private = true
	} else if footer := embed.Get("footer.text").Str; !slices.ContainsFunc(b.set.Library().Articles(), func(a *knowledge.Article) bool {
		return footer == a.Notice() && (strings.Contains(facts+sources, strings.TrimSuffix(a.Reference().AMA(), ".")) || strings.Contains(facts, "```"))
	}) {
		t.Errorf("%s: the article or its notice is missing: %s", title, embed.Raw)
	}
	if ephemeral := data.Get("flags").Int() == 64; ephemeral != private {
		t.Errorf("%s: ephemeral is %t, want %t", title, ephemeral, private)
	}
	return statements
}

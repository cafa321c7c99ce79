package discord

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/limits"
)

// TestTree holds what every command has in common: where it works, what it takes, and that any reply can be had in private.
func TestTree(t *testing.T) {
	r := must(t, invented)
	var slash []string
	for _, c := range r.tree {
		if got := fmt.Sprint(*c.Contexts, *c.IntegrationTypes, c.DefaultMemberPermissions); got != "[0 1 2] [0 1] <nil>" {
			t.Errorf("%s: contexts, integration types and permissions are %s", c.Name, got)
		}
		if c.Type != discordgo.MessageApplicationCommand {
			slash = append(slash, c.Name)
			wantOptions(t, r, c)
		} else if c.Name != commands.NameFind || c.Options != nil {
			t.Errorf("the menu is %q with %d options", c.Name, len(c.Options))
		}
	}
	if fmt.Sprint(slash) != "[sleep tea]" {
		t.Errorf("slash commands %v", slash)
	}
}

// wantOptions wants a subcommand for each topic and each fixed name, with its options, of which private is the last.
func wantOptions(t *testing.T, r *Replies, c *discordgo.ApplicationCommand) {
	a, _ := r.Set().Library().Article(c.Name)
	want := map[string]string{"ask": "question private", "source": "number private", "sources": "private", "help": "private"}
	for _, topic := range a.Topics() {
		want[topic.Name()] = "private"
	}
	got := map[string]string{}
	for _, sub := range c.Options {
		var names []string
		for _, o := range sub.Options {
			names = append(names, o.Name)
		}
		got[sub.Name] = strings.Join(names, " ")
		last := sub.Options[len(sub.Options)-1]
		if sub.Type != discordgo.ApplicationCommandOptionSubCommand || last.Type != discordgo.ApplicationCommandOptionBoolean || last.Required {
			t.Errorf("/%s %s is of type %d, and private of %d", c.Name, sub.Name, sub.Type, last.Type)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("/%s (-want +got):\n%s", c.Name, diff)
	}
}

func option(t *testing.T, r *Replies, sub, name string) *discordgo.ApplicationCommandOption {
	t.Helper()
	for _, s := range r.tree[0].Options {
		for _, o := range s.Options {
			if s.Name == sub && o.Name == name {
				return o
			}
		}
	}
	t.Fatalf("no option %s of %s", name, sub)
	return nil
}

func TestNumberOffersEverySource(t *testing.T) {
	o := option(t, must(t, jetlag), "source", "number")
	if len(o.Choices) != 6 || !o.Required || o.Autocomplete {
		t.Fatalf("%+v", o)
	}
	for i, c := range o.Choices {
		if c.Value != i+1 || !strings.HasPrefix(c.Name, fmt.Sprintf("[%d] ", i+1)) {
			t.Errorf("%+v", c)
		}
	}
	many := must(t, func() (*Replies, error) { return compile(library(t, "many.yaml", manySources(26)), nil) })
	if o := option(t, many, "source", "number"); len(o.Choices) != 0 {
		t.Errorf("%d choices, though Discord takes 25", len(o.Choices))
	}
}

func TestQuestionCompletes(t *testing.T) {
	if o := option(t, must(t, jetlag), "ask", "question"); o.Type != discordgo.ApplicationCommandOptionString || !o.Required || !o.Autocomplete || o.MaxLength != maxQuestion {
		t.Errorf("%+v", o)
	}
}

// manySources is an article with n sources, which one fact cites each.
func manySources(n int) string {
	var sources, facts strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&sources, "- {id: %d, type: book, title: Book %d, URL: \"https://example.org/%d\"}\n", i, i, i)
		fmt.Fprintf(&facts, "  - {text: Statement %d., cites: [%d]}\n", i, i)
	}
	head, _, _ := strings.Cut(article("many"), "sources:")
	return head + "sources:\n" + sources.String() + "topics:\n- name: words\n  title: Words\n  description: All\n  section: S\n  facts:\n" + facts.String()
}

func TestTooManyArticles(t *testing.T) {
	var all []string
	for n := range limits.Commands + 2 {
		name := fmt.Sprintf("a%03d", n)
		all = append(all, name+".yaml", article(name))
	}
	_, err := Compile(commands.New(library(t, all...)))
	if want := "a100.yaml:1:1: Discord takes at most 100 slash commands, and each article is one; remove 2 [discord-limit]"; fmt.Sprint(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// Twenty-one topics, each with a description of a hundred characters, are the most; that is still below Discord's limit, so
// long names of sources are needed to pass it.
func TestCommandLength(t *testing.T) {
	c := &discordgo.ApplicationCommand{Name: "abc", Description: "def", DescriptionLocalizations: &map[discordgo.Locale]string{"de": "wxyz", "ja": "茶"}, Options: []*discordgo.ApplicationCommandOption{
		{Name: "gh", Description: "ijk", Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "lm", Value: 10}, {Name: "👋", Value: "n"}},
			Options: []*discordgo.ApplicationCommandOption{{Name: "o", Description: "p", DescriptionLocalizations: map[discordgo.Locale]string{"tr": "pq"}}}},
	}}
	if n := commandLength(c.Name, c.Description, *c.DescriptionLocalizations, c.Options); n != 3+4+2+3+2+2+2+1+1+2 {
		t.Errorf("%d", n)
	}
}

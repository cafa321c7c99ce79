package discord

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/limits"
)

func TestTreeIsWithinDiscordsLimits(t *testing.T) {
	for _, r := range []*Replies{must(t, jetlag), must(t, invented)} {
		if problems := discordtest.ValidateCommands(r.CommandsJSON()); problems != nil {
			t.Errorf("%s", strings.Join(problems, "\n"))
		}
	}
}

// TestTree holds what every command has in common: where it works, and that any reply can be had in private.
func TestTree(t *testing.T) {
	r := must(t, invented)
	var slash []string
	for _, c := range r.tree {
		if got := fmt.Sprint(*c.Contexts, *c.IntegrationTypes, c.DefaultMemberPermissions); got != "[0 1 2] [0 1] <nil>" {
			t.Errorf("%s: contexts, integration types and permissions are %s", c.Name, got)
		}
		if c.Type == discordgo.MessageApplicationCommand {
			if c.Name != commands.NameFind || c.Options != nil {
				t.Errorf("the menu is %q with %d options", c.Name, len(c.Options))
			}
			continue
		}
		slash = append(slash, c.Name)
		a, ok := r.Set().Library().Article(c.Name)
		if !ok {
			t.Fatalf("%s is no article", c.Name)
		}
		want := map[string]string{"ask": "question", "source": "number", "sources": "", "help": ""}
		for _, topic := range a.Topics() {
			want[topic.Name()] = ""
		}
		for _, sub := range c.Options {
			option, ok := want[sub.Name]
			delete(want, sub.Name)
			var names []string
			for _, o := range sub.Options {
				names = append(names, o.Name)
			}
			if expected := strings.Fields(option + " private"); !ok || sub.Type != 1 || fmt.Sprint(names) != fmt.Sprint(expected) {
				t.Errorf("/%s %s is of type %d with the options %v, want %v", c.Name, sub.Name, sub.Type, names, expected)
			}
			last := sub.Options[len(sub.Options)-1]
			if last.Type != discordgo.ApplicationCommandOptionBoolean || last.Required {
				t.Errorf("/%s %s: private is of type %v", c.Name, sub.Name, last.Type)
			}
		}
		if len(want) > 0 {
			t.Errorf("/%s lacks %v", c.Name, want)
		}
	}
	if fmt.Sprint(slash) != "[sleep tea]" {
		t.Errorf("slash commands %v", slash)
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

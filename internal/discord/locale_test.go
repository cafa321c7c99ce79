package discord

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/limits"
	"leakygut-bot/internal/locale"
)

// in is an interaction of a person whose Discord speaks another language.
func in(code string, i discordtest.Interaction) discordtest.Interaction {
	i.Locale = code
	return i
}

// The line in the reader's language stands first, once, in everything that Discord takes; the rest stays as it is in English.
func TestReaderIsToldInTheirLanguage(t *testing.T) {
	r := must(t, jetlag)
	ask := func(question string, more ...discordtest.CommandOption) discordtest.Interaction {
		return discordtest.Slash("jetlag", "ask", append(more, discordtest.String("question", question))...)
	}
	private := discordtest.Bool("private", true)
	more := action{verb: show, request: commands.Request{Command: "jetlag", Name: commands.NameHelp}}.customID()
	for _, code := range locale.Codes() {
		texts, _ := locale.For(code)
		both := texts.InEnglish()
		for name, tt := range map[string]struct {
			in   discordtest.Interaction
			want string // the first text
		}{
			"not English":              {ask("コンニチハ 世界"), both},
			"a silence":                {ask("how do i boil an egg"), both},
			"a silence in private":     {ask("how do i boil an egg", private), both + "\n-# You asked: how do i boil an egg"},
			"a long one":               {ask(strings.Repeat("*", 300), private), both + "\n-# You asked: " + strings.Repeat(`\*`, 199) + "…"},
			"a message":                {discordtest.MessageCommand(commands.NameFind, "how do i boil an egg"), texts.Understands},
			"help":                     {discordtest.Slash("jetlag", "help"), both},
			"help in private":          {discordtest.Slash("jetlag", "help", private), both},
			"help, from a button":      {discordtest.Button(more), both},
			"help in a direct message": {discordtest.Slash("jetlag", "help").DM(), both},
		} {
			got, english := shown(t, r, in(code, tt.in)), shown(t, r, tt.in)
			if got.Texts[0] != tt.want {
				t.Errorf("%s, %s: %q stands first, want %q", name, code, got.Texts[0], tt.want)
			}
			if n := len(got.Texts) - len(english.Texts); !slices.Equal(got.Texts[max(n, 1):], english.Texts[max(1-n, 0):]) {
				t.Errorf("%s, %s: %q is another reply than %q", name, code, got.Texts, english.Texts)
			}
			if strings.Count(got.Text(), texts.Understands) != 1 {
				t.Errorf("%s, %s: %s", name, code, got.Text())
			}
		}
		for _, same := range []discordtest.Interaction{discordtest.Slash("jetlag", "symptoms"), ask("do migraines come with it?"), discordtest.Slash("jetlag", "source", discordtest.Integer("number", 3))} {
			if got, want := string(answered(t, r, in(code, same))), string(answered(t, r, same)); got != want {
				t.Errorf("%s: facts are shown otherwise: %s\nwant %s", code, got, want)
			}
		}
	}
}

// A language that there are no words in, and whatever else stands in that field, changes nothing.
func TestOtherLocalesGetEnglish(t *testing.T) {
	r := must(t, jetlag)
	want := string(answered(t, r, discordtest.Slash("jetlag", "help")))
	for _, code := range []any{discordtest.Absent, nil, "", "en-US", "fi", "zh-TW", "de-DE", "DE", 7, []any{"de"}, map[string]any{"de": 1}, strings.Repeat("de", 6000)} {
		if got := string(answered(t, r, discordtest.Slash("jetlag", "help").Set("locale", code))); got != want {
			t.Errorf("%v: %s", code, got)
		}
	}
}

// What one person shares is for everybody, whatever language they read.
func TestSharedHelpIsInEnglish(t *testing.T) {
	r := must(t, jetlag)
	share := shown(t, r, in("de", discordtest.Slash("jetlag", "help", discordtest.Bool("private", true)))).Button(labelShare)
	shared := shown(t, r, in("de", discordtest.Button(share).By(somebody)))
	if shared.Private || shared.Texts[0] != "-# Shared by <@"+somebody+">" || strings.Contains(shared.Text(), "Englisch") {
		t.Errorf("%q", shared.Texts)
	}
}

// Every text of the bot's own that Discord shows while a command is chosen is there in each language, and none of an editor's is.
func TestDescriptionsAreTranslated(t *testing.T) {
	for _, r := range []*Replies{must(t, jetlag), must(t, invented)} {
		if problems := discordtest.ValidateCommands(r.CommandsJSON()); problems != nil {
			t.Fatal(problems)
		}
		for _, c := range r.tree {
			if c.Type == discordgo.MessageApplicationCommand {
				continue
			}
			for _, code := range locale.Codes() {
				wantTranslated(t, r, c, code)
			}
		}
	}
}

func wantTranslated(t *testing.T, r *Replies, c *discordgo.ApplicationCommand, code string) {
	a, _ := r.Set().Library().Article(c.Name)
	texts, _ := locale.For(code)
	want := map[string]string{
		"": fmt.Sprintf(texts.Command, a.Reference().Title()), " ask": texts.Ask, " source": texts.Source, " sources": texts.Sources, " help": texts.Help,
		" ask question": texts.Question, " source number": texts.Number,
	}
	got := map[string]string{"": (*c.DescriptionLocalizations)[discordgo.Locale(code)]}
	for _, sub := range c.Options {
		name := " " + sub.Name
		want[name+" private"] = texts.Private
		if text, ok := sub.DescriptionLocalizations[discordgo.Locale(code)]; ok {
			got[name] = text
		}
		for _, o := range sub.Options {
			got[name+" "+o.Name] = o.DescriptionLocalizations[discordgo.Locale(code)]
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("/%s in %s (-want +got):\n%s", c.Name, code, diff)
	}
}

// A long title is shortened in the translations of a command's description, and never breaks one of Discord's limits.
func TestLongTitleInADescription(t *testing.T) {
	for _, title := range []string{strings.TrimSpace(strings.Repeat("A long title ", 40)), strings.Repeat("Donaudampfschifffahrt", 20), strings.Repeat("茶", 300), strings.Repeat("👋", 300), "100 %s of 50 %d", "Tea"} {
		text := strings.Replace(article("long"), "title: Of long", fmt.Sprintf("title: %q", title), 1)
		r := must(t, func() (*Replies, error) { return compile(library(t, "long.yaml", text), nil) })
		if problems := discordtest.ValidateCommands(r.CommandsJSON()); problems != nil {
			t.Errorf("%q: %v", title, problems)
		}
		for code, d := range *r.tree[0].DescriptionLocalizations {
			if limits.Length(d) > limits.CommandDescription || limits.Length(title) < 30 && !strings.Contains(d, title) || strings.Contains(d, "%!") {
				t.Errorf("%s: %q", code, d)
			}
		}
	}
}

// Discord leaves translations out of a list of commands unless it is asked for them. They are compared: nothing is put when all
// are there, and one that changed or is missing is put.
func TestTranslationsAreRegisteredOnce(t *testing.T) {
	for _, guild := range []string{"", discordtest.DefaultGuild} {
		registering(t, func(t *testing.T, r *Registrar, srv *discordtest.Server) {
			replies := must(t, jetlag)
			register := func() Registration {
				t.Helper()
				result, err := r.Register(t.Context(), replies, srv.Application(), guild, false)
				if err != nil {
					t.Fatal(err)
				}
				return result
			}
			older := asRegistered(t, string(replies.CommandsJSON()))
			delete(older[0].Options[0].Options[0].DescriptionLocalizations, "tr")
			older[0].Options[0].Options[0].DescriptionLocalizations["de"] = "Nur du"
			if guild != "" {
				older = onServer(older)
			}
			if _, err := r.sync(t.Context(), older, srv.Application(), guild, false); err != nil {
				t.Fatal(err)
			}
			changed := register()
			if want := "[~ /jetlag options.about.options.private.description in other languages: de, tr]"; !changed.Written || fmt.Sprint(changed.Changes) != want {
				t.Errorf("%q, want %s", changed.Changes, want)
			}
			if again := register(); again.Written || again.Changes != nil {
				t.Errorf("put again: %q", again.Changes)
			}
			at := `#(name=="jetlag").options.#(name=="ask").description_localizations.de`
			if got, want := gjson.GetBytes(srv.Commands(guild), at).Str, gjson.GetBytes(replies.CommandsJSON(), at).Str; got != want || got == "" {
				t.Errorf("registered %q, want %q", got, want)
			}
		})
	}
}

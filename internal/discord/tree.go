package discord

import (
	"encoding/json"
	"fmt"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/limits"
	"leakygut-bot/internal/locale"
)

// tree returns the commands to register: one slash command for each article, one subcommand for each topic. Where they work is always
// set, because Discord's defaults depend on the application: installed on a server or by a person, used in a server, a direct message
// or any other private channel.
func tree(l *knowledge.Library) ([]*discordgo.ApplicationCommand, knowledge.Problems) {
	var (
		out      []*discordgo.ApplicationCommand
		problems knowledge.Problems
	)
	for i, a := range l.Articles() {
		report := func(message, remedy string) {
			problems = append(problems, knowledge.DiscordLimit.At(a.Place(), message, remedy))
		}
		if i == limits.Commands {
			report(fmt.Sprintf("Discord takes at most %d slash commands, and each article is one", limits.Commands), fmt.Sprintf("remove %d", len(l.Articles())-limits.Commands))
		}
		c := command(a)
		if n := commandLength(c.Name, c.Description, *c.DescriptionLocalizations, c.Options); n > limits.CommandText {
			report(fmt.Sprintf("the command has %d characters in names and descriptions, and Discord takes at most %d", n, limits.CommandText), "shorten the descriptions")
		}
		out = append(out, c)
	}
	out = append(out, everywhere(&discordgo.ApplicationCommand{Type: discordgo.MessageApplicationCommand, Name: commands.NameFind}))
	return out, problems
}

// The names of the options.
const (
	optionQuestion = "question"
	optionNumber   = "number"
	optionPrivate  = "private"
)

func command(a *knowledge.Article) *discordgo.ApplicationCommand {
	c := everywhere(&discordgo.ApplicationCommand{Type: discordgo.ChatApplicationCommand, Name: a.Name(), Description: a.Description()})
	translated := translations(func(t locale.Texts) string { return titled(t.Command, a.Reference().Title()) })
	c.DescriptionLocalizations = &translated
	for _, t := range a.Topics() {
		c.Options = append(c.Options, subcommand(t.Name(), t.Description()))
	}
	c.Options = append(c.Options,
		ofAsk.of(subcommand(commands.NameAsk, "", question())),
		ofSource.of(subcommand(commands.NameSource, "", number(a))),
		ofSources.of(subcommand(commands.NameSources, "")),
		ofHelp.of(subcommand(commands.NameHelp, "")))
	return c
}

// A description is in the bot's own words, in English and in every language that there are words in. All commands share it, of which
// there may be a hundred with twenty-five subcommands each.
type description struct {
	english    string
	translated map[discordgo.Locale]string // never changed
}

func described(words func(locale.Texts) string) description {
	return description{words(locale.English), translations(words)}
}

var (
	ofAsk      = described(func(t locale.Texts) string { return t.Ask })
	ofQuestion = described(func(t locale.Texts) string { return t.Question })
	ofSource   = described(func(t locale.Texts) string { return t.Source })
	ofNumber   = described(func(t locale.Texts) string { return t.Number })
	ofSources  = described(func(t locale.Texts) string { return t.Sources })
	ofHelp     = described(func(t locale.Texts) string { return t.Help })
	ofPrivate  = described(func(t locale.Texts) string { return t.Private })
)

// of describes an option.
func (d description) of(o *discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	o.Description, o.DescriptionLocalizations = d.english, d.translated
	return o
}

func translations(words func(locale.Texts) string) map[discordgo.Locale]string {
	all := map[discordgo.Locale]string{}
	for _, code := range locale.Codes() {
		texts, _ := locale.For(code)
		all[discordgo.Locale(code)] = words(texts)
	}
	return all
}

// titled puts as much of an article's title into a description as there is room for.
func titled(description, title string) string {
	return fmt.Sprintf(description, shorten(oneLine(title), limits.CommandDescription-limits.Length(fmt.Sprintf(description, ""))))
}

func everywhere(c *discordgo.ApplicationCommand) *discordgo.ApplicationCommand {
	c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall}
	c.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel}
	return c
}

func subcommand(name, description string, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionSubCommand, Name: name, Description: description,
		Options: append(options, ofPrivate.of(&discordgo.ApplicationCommandOption{
			Type: discordgo.ApplicationCommandOptionBoolean, Name: optionPrivate,
		})),
	}
}

// question is the option for a person's words, completed while they type.
func question() *discordgo.ApplicationCommandOption {
	return ofQuestion.of(&discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionString, Name: optionQuestion, Required: true, Autocomplete: true, MaxLength: maxQuestion,
	})
}

// maxQuestion is the longest question in characters; Discord would take 6,000.
const maxQuestion = 300

// number is the option for a source's number. It offers them all, with what each stands for, if Discord can list them.
func number(a *knowledge.Article) *discordgo.ApplicationCommandOption {
	o := ofNumber.of(&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionInteger, Name: optionNumber, Required: true})
	sources := a.Sources()
	if len(sources) > limits.Choices {
		return o
	}
	for _, s := range sources {
		o.Choices = append(o.Choices, &discordgo.ApplicationCommandOptionChoice{Name: clip(s.Marker()+" "+s.Short(), limits.ChoiceName), Value: choiceValue(s)})
	}
	return o
}

func choiceValue(s *knowledge.Source) int {
	n := 0
	fmt.Sscan(s.ID(), &n) // an ID is a number; the loader holds that
	return n
}

// commandLength counts as Discord does: names, descriptions and the values of choices, of all options. Of a description and its
// translations, the longest counts.
func commandLength(name, description string, translated map[discordgo.Locale]string, options []*discordgo.ApplicationCommandOption) int {
	longest := limits.Length(description)
	for _, t := range translated {
		longest = max(longest, limits.Length(t))
	}
	n := limits.Length(name) + longest
	for _, o := range options {
		n += commandLength(o.Name, o.Description, o.DescriptionLocalizations, o.Options)
		for _, c := range o.Choices {
			n += limits.Length(c.Name) + limits.Length(fmt.Sprint(c.Value))
		}
	}
	return n
}

// CommandsJSON returns the commands as they are registered, a JSON array.
func (r *Replies) CommandsJSON() []byte {
	b, err := json.Marshal(r.tree)
	if err != nil { // the types hold only texts and numbers
		panic(fmt.Sprintf("encode the commands: %v", err))
	}
	return b
}

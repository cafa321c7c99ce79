package discord

import (
	"encoding/json"
	"fmt"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/limits"
)

// tree is what Discord is told about the commands: one slash command an article, one subcommand a topic. Where the commands
// work is always said, for Discord's defaults depend on the application: installed on a server or by a person, used in a
// server, a direct message or any other private channel.
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
		if n := commandLength(c.Name, c.Description, c.Options); n > limits.CommandText {
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
	for _, t := range a.Topics() {
		c.Options = append(c.Options, subcommand(t.Name(), t.Description()))
	}
	c.Options = append(c.Options,
		subcommand(commands.NameAsk, "Ask in your own words", question()),
		subcommand(commands.NameSource, "One source of the article, by its number", number(a)),
		subcommand(commands.NameSources, "The article and all its sources"),
		subcommand(commands.NameHelp, "What can be asked, and what the bot keeps"))
	return c
}

func everywhere(c *discordgo.ApplicationCommand) *discordgo.ApplicationCommand {
	c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall}
	c.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel}
	return c
}

func subcommand(name, description string, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionSubCommand, Name: name, Description: description,
		Options: append(options, &discordgo.ApplicationCommandOption{
			Type: discordgo.ApplicationCommandOptionBoolean, Name: optionPrivate, Description: "Only you see the reply",
		}),
	}
}

// question takes words of a person, and completes them while they are typed.
func question() *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionString, Name: optionQuestion, Description: "What you want to know",
		Required: true, Autocomplete: true, MaxLength: maxQuestion,
	}
}

// maxQuestion is the longest question in characters; Discord would take 6,000.
const maxQuestion = 300

// number takes a source's number. Where Discord can list them all it does, with what each number stands for.
func number(a *knowledge.Article) *discordgo.ApplicationCommandOption {
	o := &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionInteger, Name: optionNumber, Description: "The number in square brackets", Required: true}
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

// commandLength counts as Discord does for its limit: names, descriptions and the values of choices, of all options.
func commandLength(name, description string, options []*discordgo.ApplicationCommandOption) int {
	n := length(name) + length(description)
	for _, o := range options {
		n += commandLength(o.Name, o.Description, o.Options)
		for _, c := range o.Choices {
			n += length(c.Name) + length(fmt.Sprint(c.Value))
		}
	}
	return n
}

// CommandsJSON is the commands as Discord is told them, a JSON array.
func (r *Replies) CommandsJSON() []byte {
	b, err := json.Marshal(r.tree)
	if err != nil { // the types hold only texts and numbers
		panic(fmt.Sprintf("encode the commands: %v", err))
	}
	return b
}

package conformance

import (
	"slices"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord"
	dt "leakygut-bot/internal/discord/discordtest"
)

// first are the interactions that the walk begins with: what can be typed or chosen without a reply before it. One more is a
// line more.
func first(replies *discord.Replies) []step {
	var out []step
	add := func(kind, name string, i dt.Interaction) {
		out = append(out, step{kind, kind + " " + name, i})
	}
	// Each fixed command, in the channel and for one person alone.
	for request := range replies.Set().Fixed() {
		var options []dt.CommandOption
		if request.Format != "" {
			continue // only a button gives it
		}
		if request.Number != "" {
			options = append(options, dt.CommandOption{"name": "number", "type": 4, "value": number(request.Number)})
		}
		name := request.Command + " " + request.Name + " " + request.Number
		add("command", name, dt.Slash(request.Command, request.Name, options...))
		add("private", name, dt.Slash(request.Command, request.Name, slices.Concat(options, []dt.CommandOption{dt.Bool("private", true)})...))
	}
	question := func(words string) dt.CommandOption { return dt.String("question", words) }
	for _, words := range []string{"what are the symptoms", "does stress cause jet lag", "can I eat bread", "what is the capital of France", "?", ""} {
		add("command", "ask "+words, dt.Slash("jetlag", commands.NameAsk, question(words)))
		add("message menu", words, dt.MessageCommand(commands.NameFind, words))
	}
	add("private", "ask", dt.Slash("jetlag", commands.NameAsk, question("is there a cure"), dt.Bool("private", true)))
	for _, typed := range []string{"", "s", "symptoms of", "zzz"} {
		add("autocomplete", typed, dt.Autocomplete("jetlag", commands.NameAsk, dt.Focused("question", typed)))
	}
	add("odd", "ping", dt.Ping())
	add("odd", "unknown command", dt.Slash("nosuch", "topic"))
	add("odd", "unknown topic", dt.Slash("jetlag", "nosuch"))
	add("odd", "no such source", dt.Slash("jetlag", "source", dt.Integer("number", 99)))
	add("odd", "a foreign button", dt.Button("vote:1"))
	add("odd", "a tampered button", dt.Button("1|s|nosuch|nosuch||||0"))
	for _, of := range []string{"", "topic"} { // menus of messages of before
		id, value := "1|o|jetlag|source||||0", "3"
		if of == "topic" {
			id, value = "1|o|jetlag|||||0", "symptoms"
		}
		add("menu", id, dt.Select(id, value).On(dt.Message{Reply: []byte(`{"embeds":[{"title":"Symptoms"}]}`)}))
	}
	add("odd", "in a direct message", dt.Slash("jetlag", "help").DM())
	add("odd", "by an app of one's own", dt.Slash("jetlag", "help").DM().ByUserInstall())
	add("odd", "an unknown type", dt.Slash("jetlag", "help").Set("type", 99))
	return out
}

// number is a source's number as Discord sends it.
func number(digits string) int64 {
	n := int64(0)
	for _, d := range digits {
		n = 10*n + int64(d-'0')
	}
	return n
}

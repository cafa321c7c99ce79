package discord

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/limits"
)

// helpPage says what can be asked. Each line can be clicked if the registered command's ID is known; otherwise there are buttons.
func helpPage(h commands.Help, commandID string) message {
	a := h.Article()
	entry := func(name, about string) string { return "- " + mention(a.Name()+" "+name, commandID) + " " + about }
	var list []string
	for _, t := range a.Topics() {
		list = append(list, entry(t.Name(), escape(t.Description())))
	}
	list = append(list,
		entry(commands.NameAsk, fmt.Sprintf(phraseHelpAsk, escape(h.Example()))),
		entry(commands.NameSource, phraseHelpSource),
		entry(commands.NameSources, phraseHelpSources))
	b := box{text(heading(phraseHelp) + "\n" + strings.Join(list, "\n"))}
	if commandID == "" {
		for topics := range slices.Chunk(a.Topics(), limits.RowButtons) {
			var buttons []discordgo.MessageComponent
			for _, t := range topics {
				buttons = append(buttons, topicButton(t))
			}
			b = append(b, discordgo.ActionsRow{Components: buttons})
		}
	}
	numbers := a.Reference().Marker()
	if sources := a.Sources(); len(sources) > 0 {
		numbers = sources[0].Marker()
	}
	b = append(b, divider(), lines(
		small(phraseHelpPrivate+" "+fmt.Sprintf(phraseHelpFind, commands.NameFind)),
		small(fmt.Sprintf(phraseHelpNumbers, numbers, a.Reference().Marker())),
		small(phraseHelpKept),
		small(articleLine(a, nil)),
		small(escape(a.Notice()))))
	return message{boxes: []box{b}, reader: h.Reader()}
}

// mention returns a command that can be clicked, or only read if its registered ID is not known.
func mention(command, id string) string {
	if id == "" {
		return "`/" + command + "`"
	}
	return "</" + command + ":" + id + ">"
}

// noMatchPage has no fact, and no source but the articles that were searched.
func noMatchPage(n commands.NoMatch) message {
	searched := n.Searched()
	title, how := phraseSilent, fmt.Sprintf(phraseSilentHow, "**"+escape(n.Article().Reference().Title())+"**")
	if len(searched) > 1 {
		title, how = phraseSilentMany, phraseSilentHowMany
	}
	if n.Language() {
		title, how = phraseLanguage, phraseLanguageHow
	}
	b := box{text(heading(title) + "\n" + how)}
	if len(searched) == 1 {
		b = append(b, lines(phraseSilentTopics, small(topicTitles(n.Article()))))
	}
	var under, notices []string
	for i, a := range searched {
		if i == maxSearched {
			under = append(under, small(fmt.Sprintf(phraseAndMore, len(searched)-i)))
			break
		}
		under = append(under, small(articleLine(a, nil)))
		notices = appendNew(notices, small(escape(a.Notice())))
	}
	b = append(b, divider(), lines(append(under, notices...)...))
	m := message{boxes: []box{b}, reader: n.Reader(), row: row{help: n.Article().Name()}}
	if t := n.Article().HelpTopic(); t != nil && len(searched) == 1 {
		help := topicButton(t)
		help.Label = clip(t.Title(), limits.Label)
		m.row.last = append(m.row.last, help)
	}
	return m
}

// maxSearched is how many of the searched articles are named.
const maxSearched = 5

// maxTitles is how many topics are named where nothing matched; the button below shows all.
const maxTitles = 9

// topicTitles lists what can be asked about.
func topicTitles(a *knowledge.Article) string {
	topics := a.Topics()
	var titles []string
	for _, t := range topics[:min(len(topics), maxTitles)] {
		titles = append(titles, escape(t.Title()))
	}
	if more := len(topics) - maxTitles; more > 0 {
		titles = append(titles, fmt.Sprintf(phraseAndMore, more))
	}
	return strings.Join(titles, " · ")
}

// usagePage says how to ask. Suggested topics are buttons.
func usagePage(u commands.Usage) message {
	m := message{hint: true}
	a := u.Article()
	if a == nil {
		m.boxes = []box{{text(escape(u.Hint()))}}
		return m
	}
	names := make([]string, len(u.Suggestions()))
	for i, name := range u.Suggestions() {
		names[i] = mention(a.Name()+" "+name, "")
		if t, ok := a.Topic(name); ok {
			m.row.topics = append(m.row.topics, t)
		}
	}
	m.row.help = a.Name()
	m.boxes = []box{{text(heading(phraseUsage) + "\n" + escape(u.Hint())), text(strings.Join(names, " ")), lines(small(articleLine(a, nil)), small(escape(a.Notice())))}}
	return m
}

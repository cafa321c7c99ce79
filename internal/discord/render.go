package discord

import (
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
)

const colour = 0x3BA55C // the bar at the left of every reply

// A message is one page of a reply, before it is known who sees it.
type message struct {
	again   commands.Request // what gives the reply again
	page    int              // from 0
	more    bool             // another page follows
	hint    bool             // how to ask: nothing that belongs into the channel
	embed   *discordgo.MessageEmbed
	content string
	rows    []discordgo.MessageComponent
}

// render lays a reply out in as many messages as it needs; each but the last is full. A reply looks the same on every
// transport. The error tells which of Discord's limits cannot be kept; the loader asks for every reply beforehand, so that
// no person meets it.
func render(reply commands.Reply) ([]message, error) {
	switch r := reply.(type) {
	case commands.Answer:
		return paginate(reply, r.Facts(), func(facts []knowledge.Fact) message { return answerPage(r, facts) })
	case commands.Sources:
		return paginate(reply, r.Article().Sources(), func(sources []*knowledge.Source) message { return sourcesPage(r.Article(), sources) })
	}
	m := message{}
	switch r := reply.(type) {
	case commands.Source:
		m = sourceCard(r)
	case commands.Export:
		m = exportPage(r)
	case commands.Help:
		m = helpPage(r)
	case commands.NoMatch:
		m = noMatchPage(r)
	case commands.Usage:
		m = usagePage(r)
	default:
		return nil, fmt.Errorf("no layout for a reply of kind %s", reply.Kind())
	}
	m.again = reply.Again()
	return []message{m}, checkMessage(m.data(false))
}

// paginate fills messages with whole items: what does not fit opens the next page, so no fact and no reference is ever cut.
func paginate[T any](reply commands.Reply, items []T, layout func([]T) message) ([]message, error) {
	var pages []message
	for len(items) > 0 {
		n, page := 0, message{}
		for n < len(items) {
			next := layout(items[:n+1])
			next.again, next.page, next.more = reply.Again(), len(pages), n+1 < len(items)
			if err := checkMessage(next.data(false)); err != nil {
				if n == 0 {
					return nil, fmt.Errorf("one entry alone does not fit into a message: %w", err)
				}
				break
			}
			n, page = n+1, next
		}
		pages, items = append(pages, page), items[n:]
	}
	return pages, nil
}

func answerPage(a commands.Answer, facts []knowledge.Fact) message {
	var text strings.Builder
	var cited []*knowledge.Source
	var sections []string
	for _, f := range facts {
		statement, citations := f.Cited()
		fmt.Fprintf(&text, "- %s ", escape(statement))
		for _, c := range citations {
			text.WriteString(marker(c.Source()))
			cited = addNew(cited, c.Source())
			sections = addNew(sections, c.Section())
		}
		text.WriteByte('\n')
	}
	m := message{embed: embed(a.Article(), a.Title())}
	m.embed.Description = strings.TrimSuffix(text.String(), "\n")

	numbered := inOrder(a.Article(), cited)
	lines := make([]string, 0, len(numbered)+1)
	for _, s := range numbered {
		lines = append(lines, shortLine(s))
	}
	lines = append(lines, articleLine(a.Article(), sections))
	m.embed.Fields = fields("Sources", lines)
	m.addRow(linkButtons(numbered)...)
	m.addRow(sourceMenu(a.Article(), numbered)...)
	m.addRow(topicButtons(onwards(a))...)
	return m
}

// onwards gives the topics to go on to from an answer: those that it is only a part of, and those related to its first.
func onwards(a commands.Answer) []*knowledge.Topic {
	var topics []*knowledge.Topic
	if !a.Whole() {
		topics = a.Topics()
	}
	for _, t := range a.Topic().Related() {
		topics = addNew(topics, t)
	}
	return topics
}

// noMatchPage is the honest silence: no fact, and no source but the article that was searched.
func noMatchPage(n commands.NoMatch) message {
	m := message{embed: embed(n.Article(), "The article does not say.")}
	var lines []string
	for i, a := range n.Searched() {
		if i == maxSearched {
			lines = append(lines, fmt.Sprintf("and %d more", len(n.Searched())-i))
			break
		}
		lines = append(lines, articleLine(a, nil))
	}
	m.embed.Fields = fields("Searched", lines)
	if len(n.Nearest()) > 0 {
		m.embed.Description = "Nothing in it answers that. The nearest topics are below."
	} else {
		m.embed.Description = "Nothing answers that."
	}
	m.addRow(topicButtons(n.Nearest())...)
	return m
}

// maxSearched is how many articles are named that had nothing to say.
const maxSearched = 5

func sourceCard(s commands.Source) message {
	m := message{embed: embed(s.Article(), "Source "+s.ID())}
	if s.ID() == knowledge.ArticleID {
		m.embed.Title = "The article"
	}
	m.embed.Description = marker(s.Source) + " " + escape(s.AMA())
	add := func(name string, lines ...string) { m.embed.Fields = append(m.embed.Fields, fields(name, lines)...) }
	add("Type", escape(s.Type()))
	if note := s.Note(); note != "" {
		add("Note", escape(note))
	}
	if url := s.URL(); url != "" {
		add("Link", linkTo(escape(strings.TrimPrefix(url, "https://")), url))
	} else {
		add("Link", noLink)
	}
	var lines []string
	for _, t := range s.CitedBy() {
		lines = append(lines, "- "+escape(t.Title()))
	}
	add("Cited in", lines...)
	if s.ID() != knowledge.ArticleID {
		add("Article", articleLine(s.Article(), nil))
	}
	m.addRow(linkButtons([]*knowledge.Source{s.Source})...)
	var formats []discordgo.MessageComponent
	for _, f := range commands.Formats {
		formats = append(formats, button(f.Title, action{verb: show, request: commands.Request{Command: s.Article().Name(), Name: commands.NameSource, Number: s.ID(), Format: f.ID}}))
	}
	m.addRow(formats...)
	m.addRow(topicButtons(s.CitedBy())...)
	return m
}

// exportPage is a code block, which Discord lets people copy whole.
func exportPage(e commands.Export) message {
	m := message{embed: embed(e.Article(), fmt.Sprintf("Source %s in %s", e.ID(), e.Format().Title))}
	m.embed.Description = codeBlock(e.Text())
	return m
}

const noLink = "no link is printed"

func sourcesPage(a *knowledge.Article, sources []*knowledge.Source) message {
	m := message{embed: embed(a, "Sources of the article")}
	lines := []string{fmt.Sprintf("%s %s", a.Reference().Marker(), escape(a.Reference().AMA()))}
	for _, s := range sources {
		lines = append(lines, marker(s)+" "+escape(s.AMA()))
	}
	m.embed.Description = strings.Join(lines, "\n")
	m.addRow(linkButtons(sources)...)
	m.addRow(sourceMenu(a, sources)...)
	return m
}

func helpPage(h commands.Help) message {
	a := h.Article()
	m := message{embed: embed(a, "What can be asked")}
	var lines []string
	for _, t := range a.Topics() {
		lines = append(lines, fmt.Sprintf("- `/%s %s` %s", a.Name(), t.Name(), escape(t.Description())))
	}
	lines = append(lines,
		fmt.Sprintf("- `/%s ask` Any question, in your own words", a.Name()),
		fmt.Sprintf("- `/%s source` One source of the article, by its number", a.Name()),
		fmt.Sprintf("- `/%s sources` The article and all its sources", a.Name()))
	m.embed.Description = strings.Join(lines, "\n")
	m.embed.Fields = append(fields("Article", []string{articleLine(a, nil)}), fields("What is kept", []string{
		"Nothing. The bot reads no message but one that you hand it, stores no data and writes no question down. Knowledge " + h.Version() + "."})...)
	m.addRow(topicMenu(a)...)
	return m
}

func usagePage(u commands.Usage) message {
	e := &discordgo.MessageEmbed{Title: "How to ask", Description: escape(u.Hint()), Color: colour}
	if a := u.Article(); a != nil {
		e = embed(a, e.Title)
		names := make([]string, len(u.Suggestions()))
		for i, name := range u.Suggestions() {
			names[i] = fmt.Sprintf("`/%s %s`", a.Name(), name)
		}
		e.Description = escape(u.Hint()) + "\n" + strings.Join(names, " ")
	}
	m := message{embed: e, hint: true}
	if a := u.Article(); a != nil {
		m.addRow(topicMenu(a)...)
	}
	return m
}

func embed(a *knowledge.Article, title string) *discordgo.MessageEmbed {
	return &discordgo.MessageEmbed{Title: escape(title), Color: colour, Footer: &discordgo.MessageEmbedFooter{Text: a.Notice()}}
}

// shortLine is a source as it stands under an answer.
func shortLine(s *knowledge.Source) string {
	line := marker(s) + " " + escape(s.Short())
	if s.URL() == "" {
		line += " (" + noLink + ")"
	}
	return line
}

// articleLine names the article and the headings under which the statements stand.
func articleLine(a *knowledge.Article, sections []string) string {
	line := marker(a.Reference()) + " " + escape(strings.TrimSuffix(a.Reference().AMA(), "."))
	if len(sections) > 0 {
		line += ", under “" + escape(strings.Join(sections, "” and “")) + "”"
	}
	return line
}

// fields puts whole lines into as few embed fields as hold them.
func fields(name string, lines []string) []*discordgo.MessageEmbedField {
	var out []*discordgo.MessageEmbedField
	for _, line := range lines {
		if n := len(out); n > 0 && length(out[n-1].Value)+1+length(line) <= maxFieldValue {
			out[n-1].Value += "\n" + line
			continue
		}
		title := name
		if len(out) > 0 {
			title += " (continued)"
		}
		out = append(out, &discordgo.MessageEmbedField{Name: title, Value: line})
	}
	return out
}

func (m *message) addRow(components ...discordgo.MessageComponent) {
	if len(components) > 0 {
		m.rows = append(m.rows, discordgo.ActionsRow{Components: components})
	}
}

// inOrder gives those of the article's numbered sources that are cited, by number.
func inOrder(a *knowledge.Article, cited []*knowledge.Source) []*knowledge.Source {
	var out []*knowledge.Source
	for _, s := range a.Sources() {
		for _, c := range cited {
			if c == s {
				out = append(out, s)
			}
		}
	}
	return out
}

func addNew[T comparable](list []T, x T) []T {
	for _, y := range list {
		if x == y {
			return list
		}
	}
	return append(list, x)
}

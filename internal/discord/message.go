package discord

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/limits"
)

const colour = 0x3BA55C // the bar at the left of every container

// A message is one page of a reply, before it is known who sees it.
type message struct {
	again      commands.Request // what gives the reply again
	page       int              // from 0
	more       bool             // another page follows
	hint       bool             // says how to ask, which is for one person alone
	recognised []string         // of the question that led here
	reader     string           // what the reader is told in their own language
	boxes      []box
	headline   bool               // of one fact, which is read first: nothing but a name stands above it
	picture    *knowledge.Picture // that [message.illustrated] adds; nil for none
	row        row
}

// A box is what a container holds.
type box []discordgo.MessageComponent

// A row is the buttons below a message, except for those that depend on who sees it.
type row struct {
	sources bool // has a button for the references of the answer
	first   []discordgo.Button
	topics  []*knowledge.Topic // to go on to, as many as there is room for
	help    string             // the article whose topics a button lists; "" for no such button
	last    []discordgo.Button
}

// An audience is who sees a message.
type audience struct {
	private  bool   // one person alone
	question string // what that person asked, in their words
	sharedBy string // the ID of the person who showed it to everybody
}

// payload is a message as it is sent. discordgo's types always send a content, which a message of components must not have.
type payload struct {
	Flags           discordgo.MessageFlags       `json:"flags"`
	AllowedMentions json.RawMessage              `json:"allowed_mentions"`
	Components      []discordgo.MessageComponent `json:"components"`
	Attachments     []attachment                 `json:"attachments,omitempty"`
}

// noMentions keeps every mention in a message from notifying anybody.
var noMentions = json.RawMessage(`{"parse":[]}`)

func newPayload(private bool, components ...discordgo.MessageComponent) payload {
	p := payload{Flags: discordgo.MessageFlagsIsComponentsV2, AllowedMentions: noMentions, Components: components}
	if private {
		p.Flags |= discordgo.MessageFlagsEphemeral
	}
	return p
}

// data completes a page for its audience: one person may share what they see; in the channel, whoever asked may remove it.
func (m message) data(a audience) payload {
	private := a.private || m.hint
	p := newPayload(private)
	switch line := m.preamble(a); {
	case line == "":
	case m.headline && a == audience{}:
		m = m.withLineBelowFact(line)
	default:
		p.Components = append(p.Components, text(line))
	}
	for _, b := range m.boxes {
		p.Components = append(p.Components, discordgo.Container{AccentColor: accent, Components: b})
	}
	if buttons := m.buttons(private); len(buttons) > 0 {
		p.Components = append(p.Components, discordgo.ActionsRow{Components: buttons})
	}
	return p
}

var accent = func() *int { c := colour; return &c }()

// maxPreamble is the most characters that [message.preamble] returns.
const maxPreamble = 500

const (
	maxAsked      = 200 // characters of a question that are shown; escaped, they may be twice as many
	maxRecognised = 200
)

// preamble returns what stands over a reply: a line in the reader's language, and what was asked.
func (m message) preamble(a audience) string {
	var all []string
	if m.reader != "" {
		all = append(all, m.reader)
	}
	if line := m.asked(a); line != "" {
		all = append(all, small(line))
	}
	return strings.Join(all, "\n")
}

// asked returns what was asked, for the person who did; for everybody else only what was recognised of it.
func (m message) asked(a audience) string {
	switch recognised := clip(strings.Join(m.recognised, ", "), maxRecognised); {
	case a.question != "":
		return fmt.Sprintf(phraseAsked, escape(clip(oneLine(a.question), maxAsked)))
	case a.sharedBy == "" && recognised == "", a.private:
		return ""
	case a.sharedBy == "":
		return fmt.Sprintf(phraseRecognised, escape(recognised))
	case recognised == "":
		return fmt.Sprintf(phraseShared, "<@"+a.sharedBy+">")
	default:
		return fmt.Sprintf(phraseShared, "<@"+a.sharedBy+">") + " · " + fmt.Sprintf(phraseRecognised, escape(recognised))
	}
}

// withLineBelowFact returns the message of one fact with a line between the fact and its sources.
func (m message) withLineBelowFact(line string) message {
	b := slices.Clone(m.boxes[0])
	last := len(b) - 1
	b[last] = text(line + "\n" + b[last].(discordgo.TextDisplay).Content)
	m.boxes = []box{b}
	return m
}

// buttons returns the row below a message: the sources, the pages before and after or where to go on, and what can be done with the
// message.
func (m message) buttons(private bool) []discordgo.MessageComponent {
	if m.hint && m.row.help == "" {
		return nil
	}
	var before, after []discordgo.MessageComponent
	if m.row.sources {
		references := m.again
		references.Sources = true
		before = append(before, button(labelSources, action{verb: show, request: references}))
	}
	for _, b := range m.row.first {
		before = append(before, b)
	}
	if m.page > 0 {
		before = append(before, button(labelPrevious, action{turn, m.again, m.page - 1}))
	}
	if m.more {
		before = append(before, button(labelNext, action{turn, m.again, m.page + 1}))
	}
	if m.row.help != "" {
		label := labelMore
		if len(m.row.topics) == 0 && !m.row.sources {
			label = labelHelp
		}
		after = append(after, button(label, action{verb: show, request: commands.Request{Command: m.row.help, Name: commands.NameHelp}}))
	}
	for _, b := range m.row.last {
		after = append(after, b)
	}
	switch {
	case m.hint:
	case !private:
		after = append(after, button(labelRemove, action{verb: remove}))
	case m.again != commands.Request{}:
		after = append(after, button(labelShare, action{share, m.again, m.page}))
	}
	for _, t := range m.row.topics {
		if len(before)+len(after) < limits.RowButtons {
			before = append(before, topicButton(t))
		}
	}
	return append(before, after...)
}

func button(label string, a action) discordgo.Button {
	return discordgo.Button{Style: discordgo.SecondaryButton, Label: clip(label, limits.Label), CustomID: a.customID()}
}

func topicButton(t *knowledge.Topic) discordgo.Button {
	return button(topicLabel(t), action{verb: show, request: commands.Request{Command: t.Article().Name(), Name: t.Name()}})
}

// topicLabel returns a topic's name as a button's label: "Symptoms".
func topicLabel(t *knowledge.Topic) string {
	return capitalised(strings.NewReplacer("-", " ", "_", " ").Replace(t.Name()))
}

func text(content string) discordgo.TextDisplay { return discordgo.TextDisplay{Content: content} }

func lines(all ...string) discordgo.TextDisplay { return text(strings.Join(all, "\n")) }

func divider() discordgo.Separator { return discordgo.Separator{} }

// notice is a message of the bot about itself, for one person alone.
func notice(words string) Response {
	p := newPayload(true, discordgo.Container{AccentColor: accent, Components: box{text(words)}})
	return Response{Body: encode(p), Label: Label{Kind: kindNotice}}
}

package discord

import (
	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
)

// data completes a page for its audience: alone, a person may share what they see; in the channel, whoever asked may remove
// it. Mentions are never live.
func (m message) data(private bool) *discordgo.InteractionResponseData {
	data := &discordgo.InteractionResponseData{
		Content:         m.content,
		Embeds:          []*discordgo.MessageEmbed{m.embed},
		Components:      m.rows,
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
	}
	if private || m.hint {
		data.Flags = discordgo.MessageFlagsEphemeral
	}
	if tail := m.tail(private); len(tail) > 0 {
		data.Components = append(append([]discordgo.MessageComponent{}, m.rows...), discordgo.ActionsRow{Components: tail})
	}
	if data.Components == nil {
		data.Components = []discordgo.MessageComponent{}
	}
	return data
}

// tail is the last row: the pages before and after, and what can be done with the message.
func (m message) tail(private bool) []discordgo.MessageComponent {
	if m.hint {
		return nil
	}
	var row []discordgo.MessageComponent
	if m.page > 0 {
		row = append(row, button("Previous page", action{show, m.again, m.page - 1}))
	}
	if m.more {
		row = append(row, button("Next page", action{show, m.again, m.page + 1}))
	}
	switch {
	case !private:
		return append(row, button("Remove", action{verb: remove}))
	case m.again != commands.Request{}:
		return append(row, button("Share", action{share, m.again, m.page}))
	}
	return row
}

func button(label string, a action) discordgo.Button {
	return discordgo.Button{Style: discordgo.SecondaryButton, Label: clip(label, maxLabel), CustomID: a.customID()}
}

// linkButtons opens the sources that have an address; the first five, for a row holds no more and each stands as a link in
// the text as well.
func linkButtons(sources []*knowledge.Source) []discordgo.MessageComponent {
	var row []discordgo.MessageComponent
	for _, s := range sources {
		if url := s.URL(); url != "" && len(row) < maxRowButtons {
			name := s.Container()
			if name == "" {
				name = s.Title()
			}
			row = append(row, discordgo.Button{Style: discordgo.LinkButton, Label: clip(s.Marker()+" "+name, maxLabel), URL: url})
		}
	}
	return row
}

// topicButtons opens topics; the first five, for a row holds no more.
func topicButtons(topics []*knowledge.Topic) []discordgo.MessageComponent {
	var row []discordgo.MessageComponent
	for _, t := range topics[:min(len(topics), maxRowButtons)] {
		row = append(row, button(t.Title(), action{verb: show, request: commands.Request{Command: t.Article().Name(), Name: t.Name()}}))
	}
	return row
}

// sourceMenu opens the card of a source; the first 25, for a menu holds no more.
func sourceMenu(a *knowledge.Article, sources []*knowledge.Source) []discordgo.MessageComponent {
	var options []discordgo.SelectMenuOption
	for _, s := range sources[:min(len(sources), maxSelectOptions)] {
		options = append(options, discordgo.SelectMenuOption{
			Label: clip(s.Marker()+" "+s.Short(), maxOptionText), Value: s.ID(), Description: clip(s.Title(), maxOptionText),
		})
	}
	return menu("Look at a source", action{verb: choose, request: commands.Request{Command: a.Name(), Name: commands.NameSource}}, options)
}

// topicMenu opens a topic; an article has at most 21, which fit.
func topicMenu(a *knowledge.Article) []discordgo.MessageComponent {
	var options []discordgo.SelectMenuOption
	for _, t := range a.Topics() {
		options = append(options, discordgo.SelectMenuOption{Label: clip(t.Title(), maxOptionText), Value: t.Name(), Description: clip(t.Description(), maxOptionText)})
	}
	return menu("Ask about a topic", action{verb: choose, request: commands.Request{Command: a.Name()}}, options)
}

func menu(placeholder string, a action, options []discordgo.SelectMenuOption) []discordgo.MessageComponent {
	if len(options) == 0 {
		return nil
	}
	return []discordgo.MessageComponent{discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: a.customID(), Placeholder: placeholder, Options: options}}
}

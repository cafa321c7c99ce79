package discord

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/discord/discordtest"
)

// full is a message that uses every limit up to the last character, but for the sum of all texts.
func full() *discordgo.InteractionResponseData {
	x := func(n int) string { return strings.Repeat("x", n) }
	d := &discordgo.InteractionResponseData{
		Content:         x(maxContent),
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
		Embeds: []*discordgo.MessageEmbed{{
			Title: x(maxEmbedTitle), Description: x(maxEmbedDescription),
			Fields: []*discordgo.MessageEmbedField{{Name: x(maxFieldName), Value: x(maxFieldValue)}},
			Footer: &discordgo.MessageEmbedFooter{Text: x(maxEmbedTotal - maxEmbedTitle - maxEmbedDescription - maxFieldName - maxFieldValue)},
		}},
	}
	var links, buttons discordgo.ActionsRow
	for n := range maxRowButtons {
		links.Components = append(links.Components, discordgo.Button{Style: discordgo.LinkButton, Label: x(maxLabel), URL: "https://" + x(maxURL-len("https://"))})
		buttons.Components = append(buttons.Components, discordgo.Button{Style: discordgo.SecondaryButton, Label: x(maxLabel), CustomID: fmt.Sprint(n) + x(maxCustomID-1)})
	}
	var options []discordgo.SelectMenuOption
	for n := range maxSelectOptions {
		options = append(options, discordgo.SelectMenuOption{Label: x(maxOptionText), Value: fmt.Sprintf("%02d%s", n, x(maxOptionText-2)), Description: x(maxOptionText)})
	}
	d.Components = []discordgo.MessageComponent{links, buttons}
	for n := range maxRows - 2 {
		d.Components = append(d.Components, discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: fmt.Sprintf("menu %d", n), Options: options},
		}})
	}
	return d
}

// TestLimits breaks one limit after the other; discordtest, which reads Discord's documentation by itself, has to agree.
func TestLimits(t *testing.T) {
	long := func(s *string) { *s += "x" }
	first := func(d *discordgo.InteractionResponseData, row int, change func(*discordgo.Button)) {
		parts := d.Components[row].(discordgo.ActionsRow).Components
		b := parts[0].(discordgo.Button)
		change(&b)
		parts[0] = b
	}
	menu := func(d *discordgo.InteractionResponseData, change func(*discordgo.SelectMenu)) {
		parts := d.Components[2].(discordgo.ActionsRow).Components
		m := parts[0].(discordgo.SelectMenu)
		change(&m)
		parts[0] = m
	}
	for name, tt := range map[string]struct {
		change func(*discordgo.InteractionResponseData)
		want   string // "" is no problem
	}{
		"nothing":     {func(d *discordgo.InteractionResponseData) {}, ""},
		"content":     {func(d *discordgo.InteractionResponseData) { long(&d.Content) }, "the content has 2001"},
		"title":       {func(d *discordgo.InteractionResponseData) { long(&d.Embeds[0].Title) }, "the title has 257"},
		"description": {func(d *discordgo.InteractionResponseData) { long(&d.Embeds[0].Description) }, "the text has 4097"},
		"fields": {func(d *discordgo.InteractionResponseData) {
			d.Embeds[0].Fields = nil
			for range maxFields + 1 {
				d.Embeds[0].Fields = append(d.Embeds[0].Fields, &discordgo.MessageEmbedField{Name: "x", Value: "x"})
			}
		}, "the number of fields has 26"},
		"field name":    {func(d *discordgo.InteractionResponseData) { long(&d.Embeds[0].Fields[0].Name) }, "a field's name has 257"},
		"field value":   {func(d *discordgo.InteractionResponseData) { long(&d.Embeds[0].Fields[0].Value) }, "a field's text has 1025"},
		"no field name": {func(d *discordgo.InteractionResponseData) { d.Embeds[0].Fields[0].Name = "" }, "a field's name is empty"},
		"no field text": {func(d *discordgo.InteractionResponseData) { d.Embeds[0].Fields[0].Value = "" }, "a field's text is empty"},
		"footer": {func(d *discordgo.InteractionResponseData) {
			d.Embeds[0].Description, d.Embeds[0].Footer.Text = "", strings.Repeat("x", maxFooter+1)
		}, "the footer has 2049"},
		"sum": {func(d *discordgo.InteractionResponseData) { long(&d.Embeds[0].Footer.Text) }, "the whole reply has 6001"},
		"sum of two embeds": {func(d *discordgo.InteractionResponseData) {
			d.Embeds = append(d.Embeds, &discordgo.MessageEmbed{Description: "x"})
		}, "the whole reply has 6001"},
		"rows": {func(d *discordgo.InteractionResponseData) {
			d.Components = append(d.Components, discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.Button{Label: "x", Style: 1, CustomID: "x"}}})
		}, "the number of component rows has 6"},
		"empty row": {func(d *discordgo.InteractionResponseData) { d.Components[0] = discordgo.ActionsRow{} }, "a component row is empty"},
		"buttons": {func(d *discordgo.InteractionResponseData) {
			row := d.Components[0].(discordgo.ActionsRow)
			d.Components[0] = discordgo.ActionsRow{Components: append(row.Components, row.Components[0])}
		}, "a component row has 6"},
		"label":    {func(d *discordgo.InteractionResponseData) { first(d, 0, func(b *discordgo.Button) { long(&b.Label) }) }, "a button's label has 81"},
		"no label": {func(d *discordgo.InteractionResponseData) { first(d, 0, func(b *discordgo.Button) { b.Label = "" }) }, "a button's label is empty"},
		"address":  {func(d *discordgo.InteractionResponseData) { first(d, 0, func(b *discordgo.Button) { long(&b.URL) }) }, "a button's address has 513"},
		"no address": {func(d *discordgo.InteractionResponseData) {
			first(d, 0, func(b *discordgo.Button) { b.URL = "" })
		}, "a button's address is empty"},
		"id": {func(d *discordgo.InteractionResponseData) {
			first(d, 1, func(b *discordgo.Button) { long(&b.CustomID) })
		}, "a component's id has 101"},
		"no id": {func(d *discordgo.InteractionResponseData) { first(d, 1, func(b *discordgo.Button) { b.CustomID = "" }) }, "a component's id is empty"},
		"an id twice": {func(d *discordgo.InteractionResponseData) {
			first(d, 1, func(b *discordgo.Button) { b.CustomID = "menu 0" })
		}, `two components have the id "menu 0"`},
		"options": {func(d *discordgo.InteractionResponseData) {
			menu(d, func(m *discordgo.SelectMenu) {
				m.Options = append(m.Options, discordgo.SelectMenuOption{Label: "x", Value: "x"})
			})
		}, "a menu has 26"},
		"no options": {func(d *discordgo.InteractionResponseData) { menu(d, func(m *discordgo.SelectMenu) { m.Options = nil }) }, "a menu has no options"},
		"entry": {func(d *discordgo.InteractionResponseData) {
			menu(d, func(m *discordgo.SelectMenu) { long(&m.Options[0].Label) })
		}, "a menu entry has 101"},
		"no entry": {func(d *discordgo.InteractionResponseData) {
			menu(d, func(m *discordgo.SelectMenu) { m.Options[0].Label = "" })
		}, "a menu entry is empty"},
		"value": {func(d *discordgo.InteractionResponseData) {
			menu(d, func(m *discordgo.SelectMenu) { long(&m.Options[0].Value) })
		}, "a menu entry's value has 101"},
		"no value": {func(d *discordgo.InteractionResponseData) {
			menu(d, func(m *discordgo.SelectMenu) { m.Options[0].Value = "" })
		}, "a menu entry's value is empty"},
		"option description": {func(d *discordgo.InteractionResponseData) {
			menu(d, func(m *discordgo.SelectMenu) { long(&m.Options[0].Description) })
		}, "a menu entry's description has 101"},
		"component": {func(d *discordgo.InteractionResponseData) {
			d.Components[0] = discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.TextInput{CustomID: "x", Label: "x", Style: 1}}}
		}, "a component of an unknown type"},
	} {
		t.Run(name, func(t *testing.T) {
			d := full()
			tt.change(d)
			err := checkMessage(d)
			if (tt.want == "") != (err == nil) || err != nil && !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("%v, want %q", err, tt.want)
			}
			body, err := json.Marshal(&discordgo.InteractionResponse{Type: 4, Data: d})
			if err != nil {
				t.Fatal(err)
			}
			if problems := discordtest.ValidateResponse(body); (problems != nil) != (tt.want != "") {
				t.Errorf("discordtest finds %q, want %q", problems, tt.want)
			}
		})
	}
}

func TestLengthCountsUTF16(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "é": 1, "茶": 1, "👋": 2, "e\u0301": 2, "\xff": 1} {
		if n := length(s); n != want {
			t.Errorf("%q has length %d, want %d", s, n, want)
		}
	}
}

func TestClip(t *testing.T) {
	for _, tt := range []struct {
		s    string
		most int
		want string
	}{
		{"", 5, ""}, {"short", 5, "short"}, {"longer", 5, "long…"}, {"ééééééé", 3, "éé…"}, {"👋👋👋", 6, "👋👋👋"}, {"👋👋👋", 5, "👋👋…"}, {"👋👋👋", 4, "👋…"}, {"ab", 1, "…"},
	} {
		if got := clip(tt.s, tt.most); got != tt.want || length(got) > tt.most {
			t.Errorf("clip(%q, %d) is %q, want %q", tt.s, tt.most, got, tt.want)
		}
	}
}

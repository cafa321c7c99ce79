package discord

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/limits"
)

// full is a message that uses every limit up to the last character and the last component.
func full() payload {
	x := func(n int) string { return strings.Repeat("x", n) }
	ids := 0
	reply := func() discordgo.Button {
		ids++
		return discordgo.Button{Style: discordgo.SecondaryButton, Label: x(limits.Label), CustomID: fmt.Sprintf("%02d%s", ids, x(limits.CustomID-2))}
	}
	var links, buttons []discordgo.MessageComponent
	for range limits.RowButtons {
		links = append(links, discordgo.Button{Style: discordgo.LinkButton, Label: x(limits.Label), URL: "https://" + x(limits.URL-len("https://"))})
		buttons = append(buttons, reply())
	}
	inner := box{text(x(limits.Text)), discordgo.ActionsRow{Components: links}}
	p := newPayload(true, nil, discordgo.ActionsRow{Components: buttons})
	const used = 1 + 1 + 1 + limits.RowButtons + 1 + limits.RowButtons
	for range limits.Components - used {
		inner = append(inner, divider())
	}
	p.Components[0] = discordgo.Container{Components: inner}
	return p
}

// TestLimits breaks one limit after the other; discordtest, which reads Discord's documentation by itself, has to agree.
func TestLimits(t *testing.T) {
	inside := func(p payload) box { return p.Components[0].(discordgo.Container).Components }
	button := func(parts []discordgo.MessageComponent, change func(*discordgo.Button)) {
		b := parts[0].(discordgo.Button)
		change(&b)
		parts[0] = b
	}
	reply := func(change func(*discordgo.Button)) func(*payload) {
		return func(p *payload) { button(p.Components[1].(discordgo.ActionsRow).Components, change) }
	}
	link := func(change func(*discordgo.Button)) func(*payload) {
		return func(p *payload) { button(inside(*p)[1].(discordgo.ActionsRow).Components, change) }
	}
	last := func(p payload) int { return len(inside(p)) - 1 } // a divider, in whose place something else can stand
	for name, tt := range map[string]struct {
		change func(*payload)
		want   string // "" is no problem
	}{
		"nothing":    {func(*payload) {}, ""},
		"components": {func(p *payload) { p.Components = append(p.Components, divider()) }, "the message has 41 components"},
		"text":       {func(p *payload) { inside(*p)[last(*p)] = text("x") }, "the text has 4001 characters"},
		"no text":    {func(p *payload) { inside(*p)[0] = text("") }, "a text is empty"},
		"buttons": {func(p *payload) {
			row := p.Components[1].(discordgo.ActionsRow)
			p.Components[1] = discordgo.ActionsRow{Components: append(row.Components, discordgo.Button{Style: 2, Label: "x", CustomID: "x"})}
			p.Components[0] = discordgo.Container{Components: inside(*p)[:last(*p)]}
		}, "a row has 6 buttons"},
		"label":      {reply(func(b *discordgo.Button) { b.Label += "x" }), "a button's label has 81"},
		"no label":   {reply(func(b *discordgo.Button) { b.Label = "" }), "a button's label is empty"},
		"address":    {link(func(b *discordgo.Button) { b.URL += "x" }), "a button's address has 513"},
		"no address": {link(func(b *discordgo.Button) { b.URL = "" }), "a button's address is empty"},
		"id":         {reply(func(b *discordgo.Button) { b.CustomID += "x" }), "a button's id has 101"},
		"no id":      {reply(func(b *discordgo.Button) { b.CustomID = "" }), "a button's id is empty"},
		"an id twice": {func(p *payload) {
			parts := p.Components[1].(discordgo.ActionsRow).Components
			parts[0] = parts[1]
		}, "two buttons have the id"},
	} {
		t.Run(name, func(t *testing.T) {
			p := full()
			tt.change(&p)
			err := checkMessage(p, 0)
			if (tt.want == "") != (err == nil) || err != nil && !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("%v, want %q", err, tt.want)
			}
			if problems := discordtest.ValidateResponse(encode(p)); (problems != nil) != (tt.want != "") {
				t.Errorf("discordtest finds %q, want %q", problems, tt.want)
			}
		})
	}
	p := full()
	if err := checkMessage(p, 1); err == nil || !strings.Contains(err.Error(), "40 components, and there is room for 39") {
		t.Errorf("with a component kept free: %v", err)
	}
	p.Components[0] = discordgo.Container{Components: inside(p)[:last(p)]}
	if err := checkMessage(p, 1); err == nil || !strings.Contains(err.Error(), "4000 characters, and there is room for 3999") {
		t.Errorf("with a character kept free: %v", err)
	}
}

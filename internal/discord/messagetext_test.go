package discord

import (
	"strings"
	"testing"
	"unicode/utf8"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord/discordtest"
)

type object = map[string]any

func forwarded(m object) object {
	return object{"message_reference": object{"type": 1, "channel_id": "1", "message_id": "9"}, "flags": 16384, "message_snapshots": []any{object{"message": m}}}
}

// TestMessageIsReadWhereverItsTextIs puts the same two words into each place in which Discord has text.
func TestMessageIsReadWhereverItsTextIs(t *testing.T) {
	r := must(t, jetlag)
	const words = "my migraines and insomnia are bad"
	display := object{"type": 10, "content": words}
	want := shown(t, r, discordtest.MessageCommand(commands.NameFind, words))
	if !strings.Contains(want.Text(), "igraines") || !strings.Contains(want.Text(), "nsomnia") {
		t.Fatalf("the content itself gives %s", want.Text())
	}
	for name, m := range map[string]object{
		"forwarded":             forwarded(object{"content": words, "embeds": []any{}}),
		"an embed's text":       {"embeds": []any{object{"description": words}}},
		"an embed's title":      {"embeds": []any{object{"title": words}}},
		"an embed's field":      {"embeds": []any{object{"fields": []any{object{"name": "x", "value": words}}}}},
		"an embed's footer":     {"embeds": []any{object{"footer": object{"text": words}}}},
		"a forwarded embed":     forwarded(object{"embeds": []any{object{"description": words}}}),
		"a text display":        {"flags": 32768, "components": []any{display}},
		"in a container":        {"flags": 32768, "components": []any{object{"type": 17, "components": []any{display}}}},
		"in a section":          {"components": []any{object{"type": 17, "components": []any{object{"type": 9, "components": []any{display}, "accessory": object{"type": 2, "label": "x"}}}}}},
		"a gallery":             {"components": []any{object{"type": 12, "items": []any{object{"description": words}}}}},
		"a poll's question":     {"poll": object{"question": object{"text": words}, "answers": []any{}}},
		"a poll's answer":       {"poll": object{"question": object{"text": "Which?"}, "answers": []any{object{"poll_media": object{"text": words}}}}},
		"an attachment":         {"attachments": []any{object{"filename": "x.png", "description": words}}},
		"beside mentions":       {"content": "<@123> <#4> my <:stress:55> migraines and insomnia <t:1:R> are bad </stress:9>"},
		"a thumbnail":           {"components": []any{object{"type": 9, "components": []any{}, "accessory": object{"type": 11, "description": words}}}},
		"content beside an odd": {"content": words, "embeds": "none", "components": object{"type": 10}, "poll": []any{}, "attachments": 7, "message_snapshots": []any{nil, 1}},
	} {
		got := shown(t, r, discordtest.MessageCommandOn(commands.NameFind, m))
		if got.Text() != want.Text() || !got.Private {
			t.Errorf("%s gives\n%s", name, got.Text())
		}
	}
}

func TestMessageWithoutText(t *testing.T) {
	r := must(t, jetlag)
	for name, m := range map[string]object{
		"a picture":    {"attachments": []any{object{"filename": "stress.png"}}},
		"a sticker":    {"sticker_items": []any{object{"name": "stress"}}},
		"a voice":      {"flags": 8192, "attachments": []any{object{"waveform": "stress", "title": "stress"}}},
		"buttons":      {"components": []any{object{"type": 1, "components": []any{object{"type": 2, "label": "stress"}}}}},
		"mentions":     {"content": " <@123><@!4> <@&5> <a:stress:6>\n"},
		"empty parts":  {"content": "", "embeds": []any{object{}}, "poll": nil, "message_snapshots": []any{}},
		"twice handed": forwarded(forwarded(forwarded(object{"content": "stress"}))),
	} {
		got := shown(t, r, discordtest.MessageCommandOn(commands.NameFind, m))
		if !strings.Contains(got.Text(), "That message has no text that I can read.") || strings.Contains(got.Text(), "does not say") {
			t.Errorf("%s gives\n%s", name, got.Text())
		}
	}
}

// A mention in a question is no word of it.
func TestMentionsAreNoWords(t *testing.T) {
	r := must(t, jetlag)
	want := shown(t, r, discordtest.Slash("jetlag", "ask", discordtest.String("question", "can stress cause it?")))
	for _, question := range []string{"<@123456789012345678> can stress cause it?", "can stress <:insomnia:1> cause it? <#77>", "<t:1700000000:R> can stress cause it?", "</jetlag symptoms:1> can stress cause it?"} {
		if got := shown(t, r, discordtest.Slash("jetlag", "ask", discordtest.String("question", question))); got.Text() != want.Text() {
			t.Errorf("%q gives\n%s", question, got.Text())
		}
	}
}

// TestMessageTextIsBounded reads as much as anybody looks up, and no half character.
func TestMessageTextIsBounded(t *testing.T) {
	for _, unit := range []string{"é", "a", "👋", "茶 "} {
		in, err := parseInteraction(discordtest.MessageCommandOn(commands.NameFind, object{
			"content": strings.Repeat(unit, 5000), "embeds": []any{object{"description": strings.Repeat(unit, 9000)}}, "attachments": []any{object{"description": "the end"}},
		}).JSON())
		text := in.request.Question
		if err != nil || len(text) > maxMessageText || !utf8.ValidString(text) || len(text) < min(maxMessageText-8, 14000*len(unit)) && unit != "a" {
			t.Errorf("%q: %d bytes, %v", unit, len(text), err)
		}
	}
	deep := object{"type": 10, "content": "stress"}
	for range 100 {
		deep = object{"type": 17, "components": []any{deep}}
	}
	if in, _ := parseInteraction(discordtest.MessageCommandOn(commands.NameFind, object{"components": []any{deep}}).JSON()); in.request.Question != "" {
		t.Errorf("%q", in.request.Question)
	}
}

// Options are told apart by their names, whatever their order and whatever else there is.
func TestOptionsByName(t *testing.T) {
	in, err := parseInteraction(discordtest.Slash("jetlag", "ask",
		discordtest.String("language", "German"), discordtest.String("question", "can stress cause it"), discordtest.String("style", "short"),
		discordtest.Bool("loud", true), discordtest.Integer("limit", 3)).JSON())
	if err != nil || in.request != (commands.Request{Command: "jetlag", Name: "ask", Question: "can stress cause it"}) || in.private {
		t.Errorf("%+v, %v", in, err)
	}
}

package discord

import (
	"encoding/json"
	"testing"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/discord/discordtest"
)

// BenchmarkDecode reads an interaction into the fields that matter, and the same one into discordgo's types.
func BenchmarkDecode(b *testing.B) {
	body := discordtest.Slash("tea", "ask", discordtest.String("question", "does tea keep people awake")).JSON()
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			if _, err := parseInteraction(body); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("discordgo", func(b *testing.B) {
		for b.Loop() {
			var in discordgo.Interaction
			if err := json.Unmarshal(body, &in); err != nil {
				b.Fatal(err)
			}
		}
	})
}

package discord

import (
	"testing"

	"leakygut-bot/internal/limits"
)

func TestClip(t *testing.T) {
	for _, tt := range []struct {
		s    string
		most int
		want string
	}{
		{"", 5, ""}, {"short", 5, "short"}, {"longer", 5, "long…"}, {"ééééééé", 3, "éé…"}, {"👋👋👋", 6, "👋👋👋"}, {"👋👋👋", 5, "👋👋…"}, {"👋👋👋", 4, "👋…"}, {"ab", 1, "…"},
	} {
		if got := clip(tt.s, tt.most); got != tt.want || limits.Length(got) > tt.most {
			t.Errorf("clip(%q, %d) is %q, want %q", tt.s, tt.most, got, tt.want)
		}
	}
}

// A title is cut at a word, or where it has none, anywhere; what was cut off is marked.
func TestShorten(t *testing.T) {
	for _, tt := range []struct {
		s    string
		most int
		want string
	}{
		{"Gut health", 10, "Gut health"},
		{"Gut health and more", 14, "Gut health …"},
		{"Gut health: what it is", 14, "Gut health …"},
		{"Gut health and more", 12, "Gut health …"},
		{"Gut health and more", 11, "Gut …"},
		{"Intestinalpermeability", 12, "Intestinal …"},
		{"茶の淹れ方と道具について", 8, "茶の淹れ方と …"},
		{"", 5, ""},
	} {
		if got := shorten(tt.s, tt.most); got != tt.want || limits.Length(got) > tt.most {
			t.Errorf("shorten(%q, %d) is %q, want %q", tt.s, tt.most, got, tt.want)
		}
	}
}

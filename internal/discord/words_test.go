package discord

import "testing"

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
		if got := shorten(tt.s, tt.most); got != tt.want || length(got) > tt.most {
			t.Errorf("shorten(%q, %d) is %q, want %q", tt.s, tt.most, got, tt.want)
		}
	}
}

package knowledge_test

import (
	"strings"
	"testing"

	"leakygut-bot/internal/knowledge"
	files "leakygut-bot/knowledge"
)

// TestFind looks chat messages up: what they touch on is found, and what only sounds like it is not.
func TestFind(t *testing.T) {
	library, err := knowledge.Load(files.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		message string
		want    []string // fragments of the facts, in any order; none is silence
	}{
		{"I've been so tired lately, my joints hurt and I keep getting migraines", []string{"fatigue", "joint pain", "migraines"}},
		{"my doctor says I have IBS and she thinks stress plays a role", []string{"Irritable bowel", "like stress"}},
		{"Crohn's runs in my family :(", []string{"Crohn", "genetic"}},
		{"had too much wine last night lol", []string{"alcohol"}},
		{"anyone else taking ibuprofen every day?", []string{"ibuprofen"}},
		{"made sauerkraut today, so good", []string{"sauerkraut"}},
		{"always tired. asthma again. acne, eczema and arthritis on top of it", []string{"fatigue", "Asthma", "Acne", "eczema", "Arthritis"}},
		{"I was diagnosed with chronic fatigue syndrome", []string{"Chronic fatigue"}},
		{"who wants to play games tonight", nil},
		{"I have type 2 diabetes", nil},
		{"my car failed the stress test", nil},
		{"we signed the joint venture today", nil},
		{"food delivery is late again", nil},
		{"is gluten bad", nil},
		{"lol ok", nil},
		{"", nil},
		{"https://example.org/migraine-free-pizza.png", nil},
		{"good morning everyone, how is work", nil},
		{"that movie was easy to imagine, and the world it plays in is large", nil},
		{"can somebody cross the street with me", nil},
		{"🎉🎉🎉", nil},
	} {
		answer := library.Find(c.message)
		var got []string
		for _, f := range answer.Facts() {
			text, citations := f.Cited()
			if len(citations) == 0 {
				t.Errorf("%q: %q has no citation", c.message, text)
			}
			got = append(got, text)
		}
		if len(got) > 5 {
			t.Errorf("%q: %d facts, want at most 5", c.message, len(got))
		}
		for _, want := range c.want {
			if !strings.Contains(strings.Join(got, "\n"), want) {
				t.Errorf("%q: %q is missing in %q", c.message, want, got)
			}
		}
		if len(got) > len(c.want) {
			t.Errorf("%q: %d facts, want %d: %q", c.message, len(got), len(c.want), got)
		}
	}
}

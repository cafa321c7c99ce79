package locale_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"leakygut-bot/internal/locale"
)

// TestTexts holds every text of every language to what Discord takes and what the rest of the program counts on.
func TestTexts(t *testing.T) {
	if len(locale.Codes()) < 10 {
		t.Fatalf("there are words for %v only", locale.Codes())
	}
	english := reflect.ValueOf(locale.English)
	for _, code := range locale.Codes() {
		t.Run(code, func(t *testing.T) {
			texts, ok := locale.For(code)
			if !ok {
				t.Fatal("no texts")
			}
			all := reflect.ValueOf(texts)
			seen := map[string]string{}
			for i := range all.NumField() {
				name, text := all.Type().Field(i).Name, all.Field(i).String()
				if other := seen[text]; other != "" {
					t.Errorf("it says the same for %s and %s", name, other)
				}
				seen[text] = name
				wantText(t, name, text, english.Field(i).String())
			}
			if both := texts.InEnglish(); !strings.HasPrefix(both, texts.Understands) || !strings.HasSuffix(both, texts.AskInEnglish) || strings.Contains(both, "。 ") || strings.Contains(both, "  ") {
				t.Errorf("%q", both)
			}
			for _, sentence := range []string{texts.Understands, texts.AskInEnglish} {
				if last, _ := utf8.DecodeLastRuneInString(sentence); last != '.' && last != '。' {
					t.Errorf("%q is no whole sentence", sentence)
				}
			}
		})
	}
}

// wantText holds one text to what Discord takes. Discord drops a translation that is the default, and would then be told of a
// change for ever.
func wantText(t *testing.T, name, text, english string) {
	t.Helper()
	most, holes := 100, 0
	if name == "Command" {
		most, holes = 100-40+len("%s"), 1 // the title needs room
	}
	if n := utf8.RuneCountInString(text); n < 1 || n > most {
		t.Errorf("%s has %d characters, and may have 1 to %d", name, n, most)
	}
	if strings.Count(text, "%") != holes || strings.Count(text, "%s") != holes {
		t.Errorf("%s has not %d places for a title: %q", name, holes, text)
	}
	if strings.ContainsAny(text, "*_`~|<>[]\\@#\n") || strings.TrimSpace(text) != text {
		t.Errorf("%s has markup or spaces around it: %q", name, text)
	}
	if text == english {
		t.Errorf("%s is not translated", name)
	}
}

func TestNoTextsForEnglishAndUnknownLocales(t *testing.T) {
	for _, code := range []string{"", "en-US", "en-GB", "xx", "DE", "de-DE", "../de"} {
		if texts, ok := locale.For(code); ok || texts != (locale.Texts{}) || texts.InEnglish() != "" {
			t.Errorf("%q has texts", code)
		}
	}
}

package knowledge

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// The schema, which editors of files use, states names as a pattern; the loader must take the same names.
func TestValidNameIsThePattern(t *testing.T) {
	pattern := regexp.MustCompile(namePattern)
	check := func(name string) {
		t.Helper()
		if got, want := ValidName(name), pattern.MatchString(name); got != want {
			t.Errorf("ValidName(%q) is %t, the pattern says %t", name, got, want)
		}
	}
	for r := rune(0); r <= unicode.MaxRune; r += 1 + r/0x3000 { // every character of the usual planes, a sample of the rest
		check(string(r))
	}
	for _, name := range []string{"", "a b", "a\n", "\xff", "a\xff", strings.Repeat("é", 32), strings.Repeat("é", 33)} {
		check(name)
	}
}

// The schema must not refuse an address that the loader takes, and should tell those that people write most often by mistake.
func TestValidURLFitsThePattern(t *testing.T) {
	pattern := regexp.MustCompile(schemaURL)
	for url, want := range map[string]bool{
		"https://example.org": true, "https://a.b/c?d=e&f#g": true, "https://example.org:8443/(x)": true, "https://пример.рф/я": true,
		"http://example.org": false, "example.org": false, "https://localhost/2": false, "https://example.org/a walk": false, "": false,
	} {
		if got := pattern.MatchString(url); got != want || validURL(url) != want {
			t.Errorf("%q: the pattern says %t, the loader %t, want %t", url, got, validURL(url), want)
		}
	}
}

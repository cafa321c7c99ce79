package discord

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"leakygut-bot/internal/limits"
)

// clip shortens a label whose text stands in full elsewhere. Facts and references are never clipped.
func clip(s string, most int) string {
	if limits.Length(s) <= most {
		return s
	}
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > most-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// shorten cuts a title, between words if it can.
func shorten(s string, most int) string {
	const cut = " …"
	if limits.Length(s) <= most {
		return s
	}
	short := strings.TrimSuffix(clip(s, most-limits.Length(cut)+1), "…")
	if i := strings.LastIndexFunc(short, unicode.IsSpace); i > 0 && !strings.HasPrefix(s[len(short):], " ") {
		short = short[:i]
	}
	return strings.TrimRightFunc(short, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }) + cut
}

// oneLine puts a text on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func capitalised(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// joined joins the parts that are not empty.
func joined(separator string, parts ...string) string {
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, separator)
}

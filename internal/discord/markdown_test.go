package discord

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"leakygut-bot/internal/discord/discordtest"
)

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"":                            "",
		"Plain prose, (with) 3.5 %!":  "Plain prose, (with) 3.5 %!",
		"*bold* _italic_ ~~gone~~":    `\*bold\* \_italic\_ \~\~gone\~\~`,
		"`code` ||spoiler||":          "\\`code\\` \\|\\|spoiler\\|\\|",
		`a \ b`:                       `a \\ b`,
		`¯\_(ツ)_/¯`:                   `¯\\\_(ツ)\_/¯`,
		"[text](https://example.org)": `\[text\](https\://example.org)`,
		"<@1> <#2> <t:3:R> </ask:4>":  `\<\@1> \<#2> \<t\:3:R> \</ask:4>`,
		"@everyone and @here":         `\@everyone and \@here`,
		":smile: and :+1:":            `\:smile: and \:+1:`,
		"at 10:30, ratio 1:2":         "at 10:30, ratio 1:2",
		"# not a heading #1":          `\# not a heading #1`,
		"-# not small":                `\-# not small`,
		"- a\n  + b\n\t> c\r\n1) d":   "\\- a\n  \\+ b\n    \\> c\n1\\) d",
		"10. ten, 2.5":                `10\. ten, 2.5`,
	} {
		if got := escape(in); got != want {
			t.Errorf("escape(%q) is %q, want %q", in, got, want)
		}
	}
}

// dead stands for a character that a backslash has made plain.
const dead = "\uE000"

var (
	backslash = regexp.MustCompile(`(?s)\\([^0-9A-Za-z\s])`) // Discord's own rule
	// markup is what Discord would make something of.
	markup = regexp.MustCompile(`(?m)[*_~|\x60\[\]<@\\]|://|:[^\s:]+:|^\s*(#|-|\+|>|\d+[.)])`)
)

// FuzzEscape reads escaped text as Discord does: every character shows, and none does anything.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"a*b", "1. x\n2) y", "\t- x", "\r# x", ":\f/", "ht\ftp://x", "::a::b:", "\\\\", "[x](y)", "<@&1>", "  > x", "1\n.", "é:é:"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(strings.ReplaceAll(s, dead, ""), "")
		escaped := escape(s)
		if got, want := backslash.ReplaceAllString(escaped, "$1"), tidySpace.Replace(s); got != want {
			t.Errorf("%q shows as %q, by way of %q", want, got, escaped)
		}
		if live := markup.FindString(backslash.ReplaceAllString(escaped, dead)); live != "" {
			t.Errorf("%q does something in %q", live, escaped)
		}
	})
}

func TestLinkTo(t *testing.T) {
	if got, want := linkTo("[3]", "https://example.org/a_(b)"), "[[3]](https://example.org/a_%28b%29)"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestMarkerIsReadableWithoutItsLink(t *testing.T) {
	a, _ := must(t, jetlag).Set().Library().Article("jetlag")
	for id, want := range map[string]string{"1": "[1]", "3": "[[3]](https://doi.org/10.99999/invented.clocks.2006)", "article": "[A]"} {
		if s, _ := a.Source(id); marker(s) != want {
			t.Errorf("%s, want %s", marker(s), want)
		}
	}
}

func TestCodeBlock(t *testing.T) {
	for in, want := range map[string]string{
		"@article{a}\n":       "```\n@article{a}\n```",
		"TY  - JOUR\r\nER  -": "```\nTY  - JOUR\nER  -\n```",
		"a```b`````c":         "```\na``\u200b`\u200bb``\u200b`\u200b``c\n```",
	} {
		if got := codeBlock(in); got != want {
			t.Errorf("codeBlock(%q) is %q, want %q", in, got, want)
		}
	}
	for n := range 20 {
		if inside := strings.TrimSuffix(strings.TrimPrefix(codeBlock(strings.Repeat("`", n)), "```\n"), "\n```"); strings.Contains(inside, "```") {
			t.Errorf("%d backquotes end the block: %q", n, inside)
		}
	}
}

// What an editor wrote does nothing wherever it stands in a message.
func TestTextIsEscapedEverywhere(t *testing.T) {
	const nasty = "@everyone [x](https://example.org) <@1> **b** :smile:"
	q := func(key string) string { return key + ": " + strconv.Quote(nasty) }
	l := library(t, "nasty.yaml", strings.NewReplacer("title: Words", q("title"), "description: All words", q("description"), "section: Heading", q("section"), "title: One", q("title")).Replace(article("nasty", nasty)))
	r := must(t, func() (*Replies, error) { return compile(l, nil) })
	for _, tt := range []struct {
		of   discordtest.Interaction
		want int
	}{
		{discordtest.Slash("nasty", "words"), 3}, // as the title, the fact and the source
		{discordtest.Slash("nasty", "source", discordtest.Integer("number", 1)), 2},
		{discordtest.Slash("nasty", "help"), 1},
		{discordtest.Slash("nasty", "sources"), 1},
	} {
		text := shown(t, r, tt.of).Text()
		found := strings.Count(text, escape(nasty))
		if strings.Contains(strings.ReplaceAll(text, `\@`, ""), "@everyone") || strings.Contains(text, "](https://example.org)") {
			t.Errorf("something lives in %s", text)
		}
		if found != tt.want {
			t.Errorf("shown %d times, want %d: %s", found, tt.want, text)
		}
	}
}

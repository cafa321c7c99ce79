package discord

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/knowledgetest"
)

// sentences makes n different texts of random lengths up to most.
func sentences(seed uint64, n, most int) []string {
	r := rand.New(rand.NewPCG(seed, 0))
	texts := make([]string, n)
	for i := range texts {
		words := fmt.Sprintf("Statement %d of *many* says", i+1)
		for size := r.IntN(most); len(words) < size; {
			words += " " + strings.Repeat("w", 1+r.IntN(12))
		}
		texts[i] = words + "."
	}
	return texts
}

// pages walks a reply with its own buttons, from the first page on, and gives the bodies.
func pages(t *testing.T, r *Replies, first discordtest.Interaction) [][]byte {
	t.Helper()
	var all [][]byte
	body := answered(t, r, first)
	for {
		all = append(all, body)
		next := discordtest.Read(body).Button(labelNext)
		if next == "" {
			return all
		}
		if len(all) > 500 {
			t.Fatal("the pages have no end")
		}
		before := discordtest.Read(body)
		body = answered(t, r, discordtest.Button(next))
		if back := shown(t, r, discordtest.Button(discordtest.Read(body).Button(labelPrevious))); back.Text() != before.Text() {
			t.Errorf("the page before page %d is another", len(all)+1)
		}
	}
}

// TestPaging holds that answers of any length are parted between facts: none is lost, cut, doubled or without its markers, and
// each page has the sources of its own facts.
func TestPaging(t *testing.T) {
	for seed := range uint64(12) {
		texts := sentences(seed, 1+int(seed)*7, 100+int(seed)*30)
		r := must(t, func() (*Replies, error) { return compile(library(t, "long.yaml", article("long", texts...)), nil) })
		all := pages(t, r, discordtest.Slash("long", "words"))
		var shown []string
		for i, body := range all {
			page := discordtest.Read(body)
			lines := page.Texts[:len(page.Texts)-1] // the last is what the markers stand for
			lines[0] = strings.TrimPrefix(lines[0], "### Words\n")
			shown = append(shown, lines...)
			cited := page.Texts[len(page.Texts)-1]
			for marker, line := range map[string]string{"[[1]](https://example.org/one)": "-# [[1]](https://example.org/one) One", "[2]": "-# [2] Two", "[A]": "-# [A] Of long"} {
				if marker != "[A]" && strings.Contains(strings.Join(lines, "\n"), marker) != strings.Contains(cited, line) {
					t.Errorf("seed %d, page %d: markers and sources differ: %s\n%s", seed, i+1, lines, cited)
				}
			}
			if !strings.Contains(cited, "-# [A] Of long, under “Heading”\n-# For tests.") {
				t.Errorf("seed %d, page %d: the article, its heading or its notice is missing: %s", seed, i+1, cited)
			}
			if private := i > 0; (page.Button(labelShare) != "") != private || (page.Button(labelRemove) != "") == private {
				t.Errorf("seed %d, page %d: the buttons are not those of its audience: %+v", seed, i+1, page.Buttons)
			}
		}
		want := make([]string, 0, len(texts)+1)
		for i, text := range texts {
			want = append(want, escape(text)+" "+[]string{"[[1]](https://example.org/one)", "[2]"}[i%2]+" [A]")
		}
		want = append(want, "The last. [[1]](https://example.org/one) [2]")
		if strings.Join(shown, "\n") != strings.Join(want, "\n") {
			t.Errorf("seed %d: %d pages show %d facts of %d:\n%s", seed, len(all), len(shown), len(want), strings.Join(shown, "\n"))
		}
	}
}

// TestPagesAreFull holds that no page ends before it must: the first fact of the next one would not have fitted.
func TestPagesAreFull(t *testing.T) {
	l := library(t, "long.yaml", article("long", sentences(1, 60, 500)...))
	set := commands.New(l)
	all, err := render(set.Reply(commands.Request{Command: "long", Name: "words"}))
	if err != nil || len(all) < 4 {
		t.Fatalf("%d pages, %v", len(all), err)
	}
	for i := range all[:len(all)-1] {
		first := strings.TrimPrefix(all[i+1].boxes[0][0].(discordgo.TextDisplay).Content, "### Words")
		all[i].boxes[0] = append(all[i].boxes[0], text(first))
		if err := all[i].fits(); err == nil {
			t.Errorf("page %d has room for %q", i+1, first)
		}
	}
}

func TestSourcesArePaged(t *testing.T) {
	r := must(t, func() (*Replies, error) { return compile(library(t, "many.yaml", manySources(300)), nil) })
	n := 0
	for _, body := range pages(t, r, discordtest.Slash("many", "sources")) {
		for _, line := range discordtest.Read(body).Texts {
			if !strings.HasPrefix(line, "[[") {
				continue // the heading, the article and its notice, on every page
			}
			if n++; !strings.HasPrefix(line, fmt.Sprintf("[[%d]](https://example.org/%d) Book %d", n, n, n)) {
				t.Fatalf("source %d is %q", n, line)
			}
		}
	}
	if n != 300 {
		t.Errorf("%d sources", n)
	}
}

// TestShare holds that what is shared is what was seen, page by page, but for the audience.
func TestShare(t *testing.T) {
	r := must(t, func() (*Replies, error) {
		return compile(library(t, "long.yaml", article("long", sentences(1, 60, 500)...)), nil)
	})
	for i, body := range pages(t, r, discordtest.Slash("long", "words", discordtest.Bool("private", true))) {
		page := discordtest.Read(body)
		shared := shown(t, r, discordtest.Button(page.Button(labelShare)).By(somebody))
		if want := "-# Shared by <@" + somebody + ">\n" + page.Text(); shared.Text() != want || !page.Private || shared.Private {
			t.Errorf("page %d is shared as %s", i+1, shared.Text())
		}
	}
}

// TestDiscordLimit is the part of the knowledge's TestRules that only this package can check.
func TestDiscordLimit(t *testing.T) {
	rule := knowledge.DiscordLimit
	dir := os.DirFS("../knowledge/testdata/rules")
	if _, err := compile(knowledge.Load(dir)); err != nil {
		t.Error(err)
	}
	files := knowledgetest.Copy(dir)
	long := strings.ReplaceAll(rule.Wrong, "d{1900}", strings.Repeat("d", 1900))
	files["coffee.yaml"].Data = bytes.Replace(files["coffee.yaml"].Data, []byte(rule.Right), []byte(long), 1)
	_, err := compile(knowledge.Load(files))
	var problems knowledge.Problems
	if !errors.As(err, &problems) || problems[0].Rule != rule.Name || problems[0].Remedy == "" {
		t.Error(err)
	}
}

// What cannot be shown is told when the knowledge is loaded, at its place in the file, and nobody meets it.
func TestTooLongForDiscord(t *testing.T) {
	var sources, cites strings.Builder
	for n := range 12 {
		fmt.Fprintf(&sources, "- {id: %d, type: book, title: Book, URL: \"https://example.org/%d/%s\"}\n", n+3, n, strings.Repeat("x", 400))
		fmt.Fprintf(&cites, ", %d", n+3)
	}
	file := strings.NewReplacer("topics:", sources.String()+"topics:", "cites: [1, 2]", "cites: [1, 2"+cites.String()+"]").Replace(article("long"))
	_, err := compile(load("long.yaml", file))
	if want := "long.yaml:21:10: the reply to /long words cannot be shown in Discord: one entry alone does not fit into a message: the text has 1"; !strings.HasPrefix(fmt.Sprint(err), want) {
		t.Errorf("%v, want %s…", err, want)
	}
}

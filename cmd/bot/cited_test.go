package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/tidwall/gjson"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/api"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/knowledgetest"
	"leakygut-bot/internal/preview"
)

var (
	plain  = regexp.MustCompile(`(?s)\\([^0-9A-Za-z\s])`)                         // what a backslash makes plain in Discord
	link   = regexp.MustCompile(`\[((?:\[[^\]]*\]|[^\[\]])*)\]\(https://[^)]*\)`) // a link in Discord
	marker = regexp.MustCompile(`\[(\d+|A)\]`)
)

// A said fact is a statement and the markers that belong to it: "[4][2][A]".
type saidFact struct{ text, markers string }

// A said list is an introduction with its markers, and the items below it, each a fact.
type saidList struct {
	intro string
	items []string // with markers, where they are not those of the introduction
}

// A citedLibrary is a library, and what its replies are measured by.
type citedLibrary struct {
	set      *commands.Set
	replies  *discord.Replies
	facts    []saidFact
	lists    []saidList
	requests []commands.Request
}

func citedLibraries(t *testing.T) map[string]*citedLibrary {
	t.Helper()
	return map[string]*citedLibrary{
		"jetlag":   newCitedLibrary(t, knowledgetest.Files),
		"invented": newCitedLibrary(t, root(t, "../../internal/knowledge/testdata/library").FS()),
	}
}

func newCitedLibrary(t *testing.T, files fs.FS) *citedLibrary {
	t.Helper()
	replies, err := load(files)
	if err != nil {
		t.Fatal(err)
	}
	b := &citedLibrary{replies: replies, set: replies.Set()}
	ask := func(article, question string) {
		b.requests = append(b.requests, commands.Request{Command: article, Name: commands.NameAsk, Question: question})
	}
	for _, a := range b.set.Library().Articles() {
		for _, topic := range a.Topics() {
			b.addFacts(topic.Facts())
		}
		for _, q := range []string{"", "what are the symptoms", "how long", "can stress cause it", "gluten", "source 2", "office and straw", "@everyone"} {
			ask(a.Name(), q)
		}
		for _, f := range b.facts {
			ask(a.Name(), f.text)
			b.requests = append(b.requests, commands.Request{Command: commands.NameFind, Question: f.text})
		}
	}
	for request := range b.set.Fixed() {
		b.requests = append(b.requests, request)
	}
	b.requests = append(b.requests, commands.Request{Command: "gone"}, commands.Request{Command: commands.NameFind, Question: "nothing of that"})
	return b
}

func (b *citedLibrary) addFacts(facts []knowledge.Fact) {
	for _, f := range facts {
		text, citations := f.Cited()
		b.facts = append(b.facts, saidFact{text, markersOf(citations)})
		if l := f.List(); l != nil && l.Facts()[0].ID() == f.ID() {
			b.lists = append(b.lists, listOf(l))
		}
	}
}

func markersOf(citations []knowledge.Citation) string {
	var markers []string
	for _, c := range citations {
		markers = append(markers, c.Source().Marker())
	}
	return strings.Join(markers, "")
}

func listOf(l *knowledge.List) saidList {
	intro, common := l.Cited()
	out := saidList{intro: intro + " " + markersOf(common)}
	for _, f := range l.Facts() {
		item := f.Item()
		if _, own := f.Cited(); !slices.Equal(own, common) {
			item += " " + markersOf(own)
		}
		out.items = append(out.items, item)
	}
	return out
}

func root(t *testing.T, dir string) *os.Root {
	t.Helper()
	r, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// countStatements finds the statements that a text holds, line by line, and tells which stand there without their markers.
func (b *citedLibrary) countStatements(t *testing.T, text string) (statements int) {
	t.Helper()
	var below *saidList // the list whose items may follow
	for line := range strings.Lines(text) {
		line = strings.ReplaceAll(strings.TrimSpace(line), "] [", "][") // in Discord there is a space between markers
		body := strings.TrimPrefix(strings.TrimPrefix(line, "- "), "## ")
		if n := below.in(line); n > 0 {
			statements += n
			continue
		}
		below = nil
		i := slices.IndexFunc(b.facts, func(f saidFact) bool { return body == f.text+" "+f.markers })
		l := slices.IndexFunc(b.lists, func(l saidList) bool { return body == l.intro || strings.HasPrefix(body, l.intro+": ") })
		switch {
		case i >= 0:
			statements++
		case l >= 0:
			below = &b.lists[l]
			statements += below.in("- " + strings.TrimPrefix(body, below.intro+": ")) // where they run on
		case slices.ContainsFunc(b.facts, func(f saidFact) bool { return len(f.text) > 20 && strings.Contains(line, f.text) }):
			t.Errorf("a fact without its markers: %q", line)
		}
	}
	return statements
}

// in counts the items of the list in a line below its introduction; all that is there has to be one.
func (l *saidList) in(line string) int {
	line, bullet := strings.CutPrefix(line, "- ")
	if l == nil || !bullet {
		return 0
	}
	items := strings.Split(line, "; ")
	for _, item := range items {
		if !slices.Contains(l.items, item) {
			return 0
		}
	}
	return len(items)
}

// checkArticleNamed holds what belongs under every reply about an article.
func checkArticleNamed(t *testing.T, reply commands.Reply, text string) {
	t.Helper()
	a := reply.Article()
	_, usage := reply.(commands.Usage)
	_, export := reply.(commands.Export)
	if a == nil || export {
		return
	}
	if !usage && !strings.Contains(text, strings.TrimSuffix(a.Reference().AMA(), ".")) {
		t.Errorf("the article is not named in %q", text)
	}
	if !strings.Contains(text, a.Notice()) {
		t.Errorf("the notice is missing in %q", text)
	}
}

// TestNothingUncitedInTheTerminal reads every reply as text and as JSON.
func TestNothingUncitedInTheTerminal(t *testing.T) {
	for name, b := range citedLibraries(t) {
		for _, request := range b.requests {
			t.Run(fmt.Sprintf("%s/%+v", name, request), func(t *testing.T) {
				reply := b.set.Reply(request)
				b.checkJSON(t, reply, b.checkText(t, reply))
			})
		}
	}
}

// checkText holds a reply in the terminal to what every reply owes, and counts its statements.
func (b *citedLibrary) checkText(t *testing.T, reply commands.Reply) (statements int) {
	t.Helper()
	var out strings.Builder
	if err := preview.Text(&out, reply, 0); err != nil {
		t.Fatal(err)
	}
	text := ansi.Strip(out.String())
	statements = b.countStatements(t, text)
	checkArticleNamed(t, reply, text)
	answer, ok := answered(reply)
	if !ok {
		if statements > 0 {
			t.Errorf("%d facts in a reply of kind %s", statements, reply.Kind())
		}
		return statements
	}
	if statements != len(answer.Facts()) {
		t.Errorf("%d facts are shown, of %d", statements, len(answer.Facts()))
	}
	facts, sources, _ := strings.Cut(text, "\nSources\n")
	for _, m := range marker.FindAllString(facts, -1) {
		if !strings.Contains(sources, m+" ") {
			t.Errorf("%s has no source in %q", m, sources)
		}
	}
	return statements
}

// checkJSON holds a reply for programs to the same.
func (b *citedLibrary) checkJSON(t *testing.T, reply commands.Reply, statements int) {
	t.Helper()
	type source struct{ ID, Reference string }
	var doc struct {
		Kind  string
		Facts []struct {
			Text  string
			Cites []string
		}
		Sources []source
		Article struct{ Reference string }
	}
	if err := json.Unmarshal(preview.JSON("/x", reply), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Kind != reply.Kind() || len(doc.Facts) != statements || (doc.Article.Reference == "") != (reply.Article() == nil) {
		t.Errorf("%+v", doc)
	}
	for _, f := range doc.Facts {
		var markers strings.Builder
		for _, id := range f.Cites {
			if id == knowledge.ArticleID {
				markers.WriteString("[A]")
				continue
			}
			markers.WriteString("[" + id + "]")
			if !slices.ContainsFunc(doc.Sources, func(s source) bool { return s.ID == id && s.Reference != "" }) {
				t.Errorf("%s has no source in %+v", id, doc.Sources)
			}
		}
		if !slices.Contains(b.facts, saidFact{f.Text, markers.String()}) {
			t.Errorf("%+v is no fact of the library", f)
		}
	}
}

// TestNothingUncitedInDiscord reads every message that can be reached: from every command, in the channel and in private, and
// from there by every button.
func TestNothingUncitedInDiscord(t *testing.T) {
	for name, b := range citedLibraries(t) {
		t.Run(name, func(t *testing.T) { b.followButtons(t) })
	}
}

// A step is something that a person does in Discord.
type step struct {
	of      discordtest.Interaction
	private bool // whoever asks sees the reply alone
}

// firstSteps are the commands of all requests.
func (b *citedLibrary) firstSteps() []step {
	var steps []step
	for _, r := range b.requests {
		if r.Command == commands.NameFind {
			steps = append(steps, step{discordtest.MessageCommand(r.Command, r.Question), true})
			continue
		}
		for _, private := range []bool{false, true} {
			steps = append(steps, step{slash(r, discordtest.Bool("private", private)), private})
		}
	}
	return steps
}

// delivered is what a person sees of a response that goes as a callback; Discord has to take it.
func delivered(t *testing.T, response discord.Response) discordtest.Shown {
	t.Helper()
	var payload []byte
	client := &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		if problems := discordtest.ValidateForm(r.Header.Get("Content-Type"), body); problems != nil {
			t.Errorf("%s", problems)
		}
		payload, _, err = api.ReadForm(r.Header.Get("Content-Type"), bytes.NewReader(body))
		return &http.Response{StatusCode: http.StatusNoContent, Body: http.NoBody, Request: r}, err
	})}
	if err := response.Deliver(t.Context(), discord.NewCallbacks("http://discord.test/api", client)); err != nil {
		t.Error(err)
	}
	return discordtest.Read(payload)
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// followButtons checks every message, and presses each button that it meets once.
func (b *citedLibrary) followButtons(t *testing.T) {
	p := discord.NewResponder(b.replies)
	queue := b.firstSteps()
	seen, statements, pictures := map[string]bool{}, 0, 0
	for n := 0; n < len(queue); n++ {
		response, err := p.Respond(queue[n].of.JSON())
		if err != nil {
			t.Fatal(err)
		}
		if problems := discordtest.ValidateResponse(response.Body); problems != nil {
			t.Errorf("%s\n%s", problems, response.Body)
		}
		if data := gjson.GetBytes(response.Body, "data"); data.Exists() && data.Get("allowed_mentions.parse").Raw != "[]" {
			t.Errorf("mentions: %s", data.Get("allowed_mentions").Raw)
		}
		message := discordtest.Read(response.Body)
		statements += b.message(t, message, response.Label.Kind, queue[n].private)
		if response.Deliver != nil {
			b.pictures(t, delivered(t, response), response.Label.Kind, queue[n].private)
			pictures++
		}
		for _, button := range message.Buttons {
			if id := button.CustomID; id != "" && !seen[id] {
				seen[id] = true
				queue = append(queue, step{discordtest.Button(id).By("1100000000000000009"), button.Label != "Share"})
			}
		}
	}
	if statements < 4*len(b.facts) {
		t.Errorf("only %d statements were seen", statements)
	}
	if (pictures > 0) != b.pictured() {
		t.Errorf("%d pictures were seen", pictures)
	}
	t.Logf("%d messages with %d pictures, %d statements, %d components", len(queue), pictures, statements, len(seen))
}

// pictured reports whether a topic of the library has a picture.
func (b *citedLibrary) pictured() bool {
	return slices.ContainsFunc(b.set.Library().Articles(), func(a *knowledge.Article) bool {
		return slices.ContainsFunc(a.Topics(), func(t *knowledge.Topic) bool { return t.Picture() != nil })
	})
}

// pictures holds a message with a picture to what every message owes, and the picture to the words that were written for it and to
// its markers.
func (b *citedLibrary) pictures(t *testing.T, message discordtest.Shown, kind string, private bool) {
	t.Helper()
	b.message(t, message, kind, private)
	if len(message.Pictures) != 1 {
		t.Fatalf("%d pictures: %v", len(message.Pictures), message.Texts)
	}
	shown := message.Pictures[0]
	for _, a := range b.set.Library().Articles() {
		for _, topic := range a.Topics() {
			if p := topic.Picture(); p != nil {
				alt, citations := p.Cited()
				caption := "-# Picture based on " + strings.ReplaceAll(markersOf(citations), "][", "] [")
				if shown.URL == "attachment://"+p.File() && shown.Alt == alt && strings.Contains(unlinked(message.Text()), "\n"+caption+"\n") {
					return
				}
			}
		}
	}
	t.Errorf("a picture without its words and markers: %+v, %q", shown, message.Texts)
}

func slash(r commands.Request, more discordtest.CommandOption) discordtest.Interaction {
	options := []discordtest.CommandOption{more}
	switch {
	case r.Question != "":
		options = append(options, discordtest.String("question", r.Question))
	case r.Number != "":
		options = append(options, discordtest.CommandOption{"name": "number", "type": 4, "value": json.Number(r.Number)})
	}
	return discordtest.Slash(r.Command, r.Name, options...)
}

// message holds one message to what every message owes, and counts its statements.
func (b *citedLibrary) message(t *testing.T, message discordtest.Shown, kind string, private bool) (statements int) {
	t.Helper()
	text := unlinked(message.Text())
	if asked, rest, ok := strings.Cut(text, "\n"); ok && message.Private && strings.HasPrefix(asked, "-# You asked: ") {
		text = rest // the asker's own words, for the asker alone
	}
	facts, sources, _ := strings.Cut(text, "\n-# [")
	sources = "\n-# [" + sources
	statements = b.countStatements(t, facts)
	b.countStatements(t, sources)
	if answer := kind == "answer" || kind == "near"; answer != (statements > 0) {
		t.Errorf("%d facts in a reply of kind %s: %s", statements, kind, text)
	} else if answer {
		for _, m := range marker.FindAllString(facts, -1) {
			if !strings.Contains(sources, "\n-# "+m+" ") {
				t.Errorf("%s has no source in %q", m, sources)
			}
		}
	}
	if private = private || kind == "usage" || kind == "notice"; message.Private != private {
		t.Errorf("ephemeral is %t, want %t: %s", message.Private, private, text)
	}
	if kind == "notice" || kind == "removal" || kind == "usage" && !strings.HasPrefix(text, "### ") {
		return statements // of no article
	}
	export := strings.Contains(text, "```")
	if !slices.ContainsFunc(b.set.Library().Articles(), func(a *knowledge.Article) bool {
		return (strings.Contains(text, a.Notice()) || export) && (strings.Contains(text, a.Reference().Title()) || export && strings.Contains(text, "The article itself"))
	}) {
		t.Errorf("the article or its notice is missing: %s", text)
	}
	return statements
}

// unlinked returns Discord's text without the backslashes and the addresses of links.
func unlinked(s string) string {
	return link.ReplaceAllString(plain.ReplaceAllString(s, "$1"), "$1")
}

// answered returns the facts of a reply that has any.
func answered(reply commands.Reply) (knowledge.Answer, bool) {
	switch r := reply.(type) {
	case commands.Answer:
		return r.Answer, true
	case commands.Near:
		return r.Answer, true
	}
	return knowledge.Answer{}, false
}

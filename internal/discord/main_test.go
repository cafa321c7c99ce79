package discord

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/tidwall/gjson"
	"go.uber.org/goleak"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/knowledgetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// jetlag is the knowledge that the bot is built with, and invented the two articles for tests.
var (
	jetlag   = sync.OnceValues(func() (*Replies, error) { return compile(knowledge.Load(knowledgetest.Files)) })
	invented = sync.OnceValues(func() (*Replies, error) { return compile(knowledge.Load(os.DirFS("../knowledge/testdata/library"))) })
)

func compile(l *knowledge.Library, err error) (*Replies, error) {
	if err != nil {
		return nil, err
	}
	return Compile(commands.New(l))
}

func must(t testing.TB, replies func() (*Replies, error)) *Replies {
	t.Helper()
	r, err := replies()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// load reads knowledge files, given by their names and contents.
func load(namesAndContents ...string) (*knowledge.Library, error) {
	fsys := fstest.MapFS{}
	for i := 0; i < len(namesAndContents); i += 2 {
		fsys[namesAndContents[i]] = &fstest.MapFile{Data: []byte(namesAndContents[i+1])}
	}
	return knowledge.Load(fsys)
}

func library(t testing.TB, namesAndContents ...string) *knowledge.Library {
	t.Helper()
	l, err := load(namesAndContents...)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// article writes a knowledge file: one topic, "words", of these facts, each on the article and one of two sources.
func article(name string, facts ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "command: {name: %s, description: For tests}\narticle: {id: article, type: webpage, title: Of %s}\nnotice: For tests.\n", name, name)
	b.WriteString("sources:\n- {id: 1, type: book, title: One, URL: \"https://example.org/one\"}\n- {id: 2, type: book, title: Two}\n")
	b.WriteString("topics:\n- {name: words, title: Words, description: All words, section: Heading, facts: [\n")
	for i, f := range facts {
		fmt.Fprintf(&b, "  {text: %q, cites: [%d, article]},\n", f, i%2+1)
	}
	b.WriteString("  {text: The last., cites: [1, 2]}]}\n")
	return b.String()
}

// answered returns the body of the response to an interaction; Discord has to take it.
func answered(t testing.TB, r *Replies, i discordtest.Interaction) []byte {
	t.Helper()
	return responded(t, r, i).Body
}

func responded(t testing.TB, r *Replies, i discordtest.Interaction) Response {
	t.Helper()
	response, err := NewResponder(r).Respond(i.JSON())
	if err != nil {
		t.Fatal(err)
	}
	wantValid(t, response.Body)
	return response
}

// shown is what a person sees of the response to an interaction.
func shown(t testing.TB, r *Replies, i discordtest.Interaction) discordtest.Shown {
	t.Helper()
	return discordtest.Read(answered(t, r, i))
}

// wantComponents holds a message to have components, and nothing of the older form.
func wantComponents(t testing.TB, body []byte) {
	t.Helper()
	if data := gjson.GetBytes(body, "data"); data.Get("flags").Int()&32768 == 0 || data.Get("content").Exists() || data.Get("embeds").Exists() {
		t.Errorf("not a message of components: %s", body)
	}
}

func wantValid(t testing.TB, body []byte) {
	t.Helper()
	if problems := discordtest.ValidateResponse(body); problems != nil {
		t.Errorf("Discord refuses the response:\n%s\n%s", strings.Join(problems, "\n"), body)
	}
}

package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/tidwall/gjson"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/knowledgetest"
)

const (
	asker    = discordtest.DefaultUser
	somebody = "1100000000000000009"

	// private stands in questions; no log may hold it.
	private = "my sister's migraines"
)

// A live bot is the whole program, run as a process of its own against a pretend Discord.
type live struct {
	t   *testing.T
	srv *discordtest.Server
	cmd *exec.Cmd
	log *logbook
}

func startLive(t *testing.T, srv *discordtest.Server, environ ...string) *live {
	t.Helper()
	b := &live{t: t, srv: srv, cmd: exec.Command("bot", "run"), log: &logbook{changed: make(chan struct{})}} // TestMain puts it on the PATH
	b.cmd.Dir, b.cmd.Stdout, b.cmd.Stderr = t.TempDir(), b.log, b.log
	b.cmd.Env = append([]string{"DISCORD_TOKEN=" + srv.Token(), "DISCORD_API_URL=" + srv.URL(), "OPS_ADDR=", "LOG_LEVEL=debug"}, environ...)
	if err := b.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if b.cmd.ProcessState == nil {
			b.stop()
		}
		for _, secret := range []string{srv.Token(), "pretend-interaction-token", private, "migraines", asker} {
			if strings.Contains(b.said(), secret) {
				t.Errorf("%q stands in the log:\n%s", secret, b.said())
			}
		}
	})
	return b
}

func (b *live) said() string {
	b.log.mu.Lock()
	defer b.log.mu.Unlock()
	return b.log.text.String()
}

func (b *live) context() context.Context {
	ctx, cancel := context.WithTimeout(b.t.Context(), 20*time.Second)
	b.t.Cleanup(cancel)
	return ctx
}

// ask sends an interaction and gives the reply; Discord has taken it.
func (b *live) ask(i discordtest.Interaction) gjson.Result {
	b.t.Helper()
	body, err := b.srv.Interact(b.context(), i)
	if err != nil {
		b.t.Fatalf("%v\n%s", err, b.said())
	}
	return gjson.ParseBytes(body)
}

// stop ends the program as an orchestrator does. It has to end well, and soon.
func (b *live) stop() {
	b.t.Helper()
	b.cmd.Process.Signal(syscall.SIGTERM)
	began := time.Now()
	late := time.AfterFunc(10*time.Second, func() { b.cmd.Process.Kill() })
	defer late.Stop()
	if err := b.cmd.Wait(); err != nil || time.Since(began) > 5*time.Second {
		b.t.Errorf("%v, after %v\n%s", err, time.Since(began), b.said())
	}
}

// shows holds that a reply has a title, and words in it; markers are meant without their links.
func shows(t *testing.T, reply gjson.Result, ephemeral bool, title string, words ...string) {
	t.Helper()
	message := discordtest.Read([]byte(reply.Raw))
	text := unlinked(message.Text())
	if title != "" && message.Title() != title {
		t.Errorf("the title is %q, want %q", message.Title(), title)
	}
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q is missing in %s", w, text)
		}
	}
	if message.Private != ephemeral {
		t.Errorf("%s: ephemeral is %t, want %t", title, message.Private, ephemeral)
	}
}

// customID finds a button by its label.
func customID(t *testing.T, reply gjson.Result, label string) string {
	t.Helper()
	id := discordtest.Read([]byte(reply.Raw)).Button(label)
	if id == "" {
		t.Fatalf("there is no %q in %s", label, reply.Get("data.components"))
	}
	return id
}

// notice stands under every reply of the built-in article.
var notice = func() string {
	library, err := knowledge.Load(knowledgetest.Files)
	if err != nil {
		panic(err)
	}
	return library.Articles()[0].Notice()
}()

func TestLiveCommands(t *testing.T) {
	srv := discordtest.New(t)
	b := startLive(t, srv)
	shows(t, b.ask(discordtest.Slash("jetlag", "symptoms")), false, "Symptoms of jet lag",
		"Migraines", "[4] [2] [5]", "[2] ", "[4] Zhao", "[5] ", "[A] Across the Time Zones, Navigator, under “How do I know if", notice)
	shows(t, b.ask(discordtest.Slash("jetlag", "causes").ByUserInstall().DM()), false, "What causes jet lag", "[A] Across the Time Zones, Navigator", notice)
	shows(t, b.ask(discordtest.Slash("jetlag", "source", discordtest.Integer("number", 3), discordtest.Bool("private", true)).DM()), true, "Source 3",
		"[3] Almgren MC, Bistro L, Meadows JB. Alterations in the length of the night. Clocks. 2006;55(10):1512-1520.", "doi.org/10.99999/invented.clocks.2006", "Journal article", notice)
	if names := gjson.GetBytes(srv.Commands(""), "#.name").Raw; names != `["jetlag","`+commands.NameFind+`"]` {
		t.Errorf("registered: %s", names)
	}
}

func TestLiveRegistersOnlyChanges(t *testing.T) {
	srv := discordtest.New(t)
	dir := t.TempDir()
	for start, tt := range []struct{ edit, registrations int }{{0, 1}, {0, 1}, {1, 2}, {1, 2}} {
		data, err := fs.ReadFile(knowledgetest.Files, "jetlag.yaml")
		if err != nil {
			t.Fatal(err)
		}
		if tt.edit > 0 {
			data = []byte(strings.Replace(string(data), "description: Short, cited", "description: Brief, cited", 1))
		}
		if err := writeFile(dir, "jetlag.yaml", data); err != nil {
			t.Fatal(err)
		}
		b := startLive(t, srv, "KNOWLEDGE_DIR="+dir)
		b.ask(discordtest.Slash("jetlag", "symptoms"))
		b.stop()
		if srv.Registrations() != tt.registrations {
			t.Errorf("start %d: %d registrations, want %d", start+1, srv.Registrations(), tt.registrations)
		}
	}
}

func TestLiveOnOneServer(t *testing.T) {
	srv := discordtest.New(t)
	b := startLive(t, srv, "DISCORD_GUILD_ID="+discordtest.DefaultGuild, "DISCORD_APPLICATION_ID="+srv.Application())
	b.ask(discordtest.Slash("jetlag", "help"))
	if n := gjson.GetBytes(srv.Commands(discordtest.DefaultGuild), "#").Int(); n != 2 || string(srv.Commands("")) != "[]" || srv.Count("GET /oauth2/applications/@me") > 0 {
		t.Errorf("%d commands on the server, everywhere %s", n, srv.Commands(""))
	}
}

// TestLiveConversation goes from an answer to its sources and on, as the person who asked and as somebody else.
func TestLiveConversation(t *testing.T) {
	srv := discordtest.New(t)
	b := startLive(t, srv)
	answer := b.ask(discordtest.Slash("jetlag", "symptoms").By(asker))
	under := discordtest.Message{Asker: asker, Reply: []byte(answer.Raw)}

	sources := b.ask(discordtest.Button(customID(t, answer, "Sources")).On(under).By(somebody))
	shows(t, sources, true, "Sources of this answer", "[4] Zhao B", "[A] Navigator", notice)
	card := b.ask(discordtest.Button(customID(t, sources, "Details")).On(under).By(somebody))
	shows(t, card, true, "Source 4", "[4] Zhao B", "Cited in: Symptoms of jet lag", notice)
	bibtex := b.ask(discordtest.Button(customID(t, card, "BibTeX")).By(somebody))
	shows(t, bibtex, true, "Source 4 in BibTeX", "```\n@article{", "Flight Crews")
	for label, words := range map[string]string{"RIS": "TY  - JOUR", "CSL-JSON": `"type": "article-journal"`} {
		shows(t, b.ask(discordtest.Button(customID(t, card, label))), true, "Source 4 in "+label, words)
	}
	shared := b.ask(discordtest.Button(customID(t, card, "Share")).By(somebody))
	shows(t, shared, false, "Source 4", "Shared by <@"+somebody+">", unlinked(discordtest.Read([]byte(card.Raw)).Text()))
	shows(t, b.ask(discordtest.Button(customID(t, answer, "Causes")).On(under).By(somebody)), true, "What causes jet lag", "[A] ", notice)
	shows(t, b.ask(discordtest.Button(customID(t, answer, "More…")).On(under).By(somebody)), true, "What can be asked", "</jetlag causes:", notice)

	remove := discordtest.Button(customID(t, answer, "Remove")).On(under)
	refusal := b.ask(remove.By(somebody))
	shows(t, refusal, true, "", "Only the person who asked")
	const deletion = "DELETE /webhooks/{app}/{token}/messages/{message}"
	again := discordtest.Button(customID(t, answer, "Remove")).On(under).By(asker)
	if got := b.ask(again); got.Get("type").Int() != 6 {
		t.Errorf("the asker: %s", got)
	}
	if r, err := srv.Wait(b.context(), deletion, 1); err != nil || r.Status != 204 || !strings.HasSuffix(r.Path, "/messages/@original") {
		t.Errorf("%+v, %v", r, err)
	}
	if n := srv.Count(deletion); n != 1 {
		t.Errorf("%d messages were deleted", n)
	}
}

// A removal that Discord refuses comes after the answer, which was given and is counted as such.
func TestLiveRemovalFails(t *testing.T) {
	srv := discordtest.New(t)
	addr := unusedAddr(t)
	b := startLive(t, srv, "OPS_ADDR="+addr)
	answer := b.ask(discordtest.Slash("jetlag", "symptoms").By(asker))
	srv.Script("DELETE /webhooks/{app}/{token}/messages/{message}", discordtest.Response{Status: 403, Body: `{"message":"Missing Access","code":50001}`})
	b.ask(discordtest.Button(customID(t, answer, "Remove")).On(discordtest.Message{Asker: asker, Reply: []byte(answer.Raw)}).By(asker))
	b.log.await(t, 0, "after a reply: ", "code 50001")
	if strings.Contains(b.said(), "not answered") {
		t.Errorf("the log says that nothing was answered:\n%s", b.said())
	}
	resp, err := http.Get("http://" + addr + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer http.DefaultClient.CloseIdleConnections()
	defer resp.Body.Close()
	metrics, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"bot_interactions_unanswered_total 0", `bot_interaction_duration_seconds_count{result="answered",transport="gateway"} 2`} {
		if !strings.Contains(string(metrics), want) {
			t.Errorf("the metrics do not say %s", want)
		}
	}
}

func TestLiveAsk(t *testing.T) {
	b := startLive(t, discordtest.New(t))
	found := b.ask(discordtest.Slash("jetlag", "ask", discordtest.String("question", private+"?"), discordtest.Bool("private", true)))
	shows(t, found, true, "", "You asked: "+private+"?", "igraines", "[4] [2] [5]", notice)
	shared := b.ask(discordtest.Button(customID(t, found, "Share")))
	shows(t, shared, false, "", "igraines", "[4] [2] [5]")
	if strings.Contains(shared.Raw, "sister") {
		t.Errorf("the question was shared: %s", shared)
	}
	silence := b.ask(discordtest.Slash("jetlag", "ask", discordtest.String("question", "how do i boil an egg")))
	shows(t, silence, false, "The article does not say.", "Across the Time Zones", notice)
	shows(t, b.ask(discordtest.Button(customID(t, silence, "Where to get help"))), true, "Where to get help", "[A]")

	choices := b.ask(discordtest.Autocomplete("jetlag", "ask", discordtest.Focused("question", "migr")))
	if choices.Get("type").Int() != 8 || !strings.Contains(choices.Get("data.choices.0.name").Str, "igraines") {
		t.Errorf("%s", choices)
	}
	shows(t, b.ask(discordtest.Slash("jetlag", "ask", discordtest.String("question", choices.Get("data.choices.0.value").Str))), false, "", "igraines", "[4] [2] [5]")

	menu := b.ask(discordtest.MessageCommand(commands.NameFind, "Could jet lag give somebody migraines? I ask for "+private+"."))
	shows(t, menu, true, "", "igraines", "[4] [2] [5]")
	shows(t, b.ask(discordtest.Button(customID(t, menu, "Share"))), false, "", "igraines", "[4] [2] [5]")
	for _, content := range []any{"", strings.Repeat("nothing ", 500), nil, 7, []any{map[string]any{"type": 99}}} {
		message := discordtest.MessageCommand(commands.NameFind, "x")
		id := message.Data["target_id"].(string)
		reply := b.ask(message.Set("data.resolved.messages."+id+".content", content).Set("data.resolved.messages."+id+".components", []any{map[string]any{"type": 99}}))
		if text, _ := content.(string); text == "" {
			shows(t, reply, true, "", "That message has no text that I can read.")
		} else {
			shows(t, reply, true, "The article does not say.")
		}
	}
}

func TestLiveTwoArticles(t *testing.T) {
	dir, err := filepath.Abs("../../internal/knowledge/testdata/library")
	if err != nil {
		t.Fatal(err)
	}
	srv := discordtest.New(t)
	b := startLive(t, srv, "KNOWLEDGE_DIR="+dir)
	shows(t, b.ask(discordtest.Slash("sleep", "naps")), false, "Naps", "A nap may be as short as a song. [1]", "[A] Forty Winks", "The Invented Dormouse")
	shows(t, b.ask(discordtest.Slash("tea", "brewing")), false, "Brewing a pot", "[2] Nguy", "[A] A Pot of Tea, Müller Z")
	shows(t, b.ask(discordtest.Slash("tea", "naps")), true, "How to ask")
	shows(t, b.ask(discordtest.MessageCommand(commands.NameFind, "counting sheep")), true, "")
	shows(t, b.ask(discordtest.MessageCommand(commands.NameFind, "trains to york")), true, "The articles do not say.", "Forty Winks", "A Pot of Tea")
	if names := gjson.GetBytes(srv.Commands(""), "#.name").Raw; names != `["sleep","tea","`+commands.NameFind+`"]` {
		t.Errorf("registered: %s", names)
	}
}

// TestLiveDroppedSocket holds that what is asked while the connection is away is answered after it.
func TestLiveDroppedSocket(t *testing.T) {
	srv := discordtest.New(t)
	b := startLive(t, srv)
	b.ask(discordtest.Slash("jetlag", "symptoms"))
	for n := range 2 {
		srv.Conn().Drop()
		if _, err := srv.Wait(b.context(), discordtest.Closed, n+1); err != nil {
			t.Fatal(err)
		}
		b.ask(discordtest.Slash("jetlag", "causes"))
		if _, err := srv.Wait(b.context(), discordtest.Resume, n+1); err != nil {
			t.Fatal(err)
		}
	}
	if srv.Count(discordtest.Identify) != 1 || srv.Registrations() != 1 {
		t.Errorf("%d sessions, %d registrations", srv.Count(discordtest.Identify), srv.Registrations())
	}
}

// TestLiveStop sends the signal while an answer is under way: it arrives, or the program ends in time all the same.
func TestLiveStop(t *testing.T) {
	for name, answers := range map[string]bool{"Discord takes the answer": true, "Discord is silent": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv := discordtest.New(t)
			b := startLive(t, srv)
			held := make(chan struct{})
			srv.Script(discordtest.Callback, discordtest.Response{Wait: held, Ordinary: true, Repeat: true})
			i := discordtest.Slash("jetlag", "symptoms")
			if err := srv.Send(b.context(), i); err != nil {
				t.Fatal(err)
			}
			// A heartbeat that Discord asks for comes back once what was sent before is received.
			beats := srv.Count(discordtest.Heartbeat)
			srv.Conn().Send(`{"op":1,"d":null}`)
			if _, err := srv.Wait(b.context(), discordtest.Heartbeat, beats+1); err != nil {
				t.Fatal(err)
			}
			if answers {
				time.AfterFunc(300*time.Millisecond, func() { close(held) })
			}
			b.stop()
			if answers {
				if _, err := srv.WaitCallback(b.context(), i.ID); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// TestLiveRefusals holds that what waiting cannot mend ends the program with the variable and the remedy.
func TestLiveRefusals(t *testing.T) {
	for name, tt := range map[string]struct {
		token  string
		script func(*discordtest.Server)
		words  []string
	}{
		"a wrong token":       {token: "MTAwMDAwMDAwMDAwMDAwMDAwMQ.not.hunter2", words: []string{"HTTP 401", "DISCORD_TOKEN", "reset the token"}},
		"a token that ended":  {script: closing(4004), words: []string{"4004", "DISCORD_TOKEN", "reset the token"}},
		"too many servers":    {script: closing(4011), words: []string{"4011", "bot serve"}},
		"forbidden intents":   {script: closing(4014), words: []string{"4014", "newer"}},
		"another application": {script: func(s *discordtest.Server) {}, words: []string{"HTTP 403", "DISCORD_APPLICATION_ID"}},
	} {
		t.Run(name, func(t *testing.T) {
			srv := discordtest.New(t)
			environ := map[string]string{"DISCORD_TOKEN": srv.Token(), "DISCORD_API_URL": srv.URL(), "OPS_ADDR": "", "LOG_LEVEL": "debug"}
			if tt.token != "" {
				environ["DISCORD_TOKEN"] = tt.token
			}
			if tt.script != nil {
				tt.script(srv)
			}
			if name == "another application" {
				environ["DISCORD_APPLICATION_ID"] = "1000000000000000099"
			}
			code, stdout, stderr := runBot(t, environ, "run")
			last := stderr[strings.LastIndex(strings.TrimSpace(stderr), "\n")+1:]
			for _, w := range tt.words {
				if !strings.Contains(last, w) {
					t.Errorf("%q is missing in %s", w, last)
				}
			}
			if code != exitConfig || stdout != "" || !strings.HasPrefix(last, "bot: ") || strings.Contains(stderr, environ["DISCORD_TOKEN"]) || strings.Contains(stderr, "hunter2") {
				t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
			}
		})
	}
}

func closing(code int) func(*discordtest.Server) {
	return func(s *discordtest.Server) {
		s.Script(discordtest.Identify, discordtest.Response{Close: code, Repeat: true})
	}
}

// What may pass does not keep the bot from answering.
func TestLiveWithoutRegistration(t *testing.T) {
	srv := discordtest.New(t)
	srv.Script("GET /applications/{id}/commands", discordtest.Response{Status: 400, Body: `{"message":"Not now","code":50000}`, Repeat: true})
	b := startLive(t, srv)
	shows(t, b.ask(discordtest.Slash("jetlag", "symptoms")), false, "Symptoms of jet lag")
	b.log.await(t, 0, "Not now")
}

func TestLiveBadKnowledge(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "tea.yaml"), []byte("command:\n  name: tea\n  descripton: About tea\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("bot", "run")
	cmd.Dir, cmd.Env = dir, []string{"DISCORD_TOKEN=x.y.z", "DISCORD_API_URL=http://127.0.0.1:1", "OPS_ADDR=", "KNOWLEDGE_DIR=" + dir}
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(string(out), "tea.yaml:3:3: ") || !strings.Contains(string(out), "descripton") {
		t.Errorf("%v\n%s", err, out)
	}
	if n := strings.Count(string(out), "tea.yaml:"); n < 4 {
		t.Errorf("only %d problems are told", n)
	}
}

// unlinked is Discord's text without the backslashes and the addresses of links.
func unlinked(s string) string {
	return link.ReplaceAllString(plain.ReplaceAllString(s, "$1"), "$1")
}

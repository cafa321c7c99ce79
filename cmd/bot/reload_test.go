package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/knowledge/knowledgetest"
	"leakygut-bot/internal/ops"
	"leakygut-bot/internal/programtest"
)

// article is the built-in article as of an edit: the title of one answer counts them.
func article(t *testing.T, edit int) []byte {
	t.Helper()
	data, err := fs.ReadFile(knowledgetest.Files, "jetlag.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const title = "title: Symptoms of jet lag"
	if bytes.Count(data, []byte(title)) != 1 {
		t.Fatalf("the article has no %q to edit", title)
	}
	return bytes.Replace(data, []byte(title), fmt.Appendf(nil, "%s, edit %d", title, edit), 1)
}

func symptoms() []byte { return discordtest.Slash("jetlag", "symptoms").JSON() }

// want is what symptoms must be answered with as of an edit.
func want(t *testing.T, edit int) string {
	t.Helper()
	replies, err := load(fstest.MapFS{"jetlag.yaml": {Data: article(t, edit)}})
	if err != nil {
		t.Fatal(err)
	}
	response, err := discord.NewResponder(replies).Respond(symptoms())
	if err != nil {
		t.Fatal(err)
	}
	return string(response.Body)
}

// A served program answers while eight clients ask.
type served struct {
	t            *testing.T
	log          *programtest.Log
	mark         int
	url          string
	metrics      string
	reloadSignal chan os.Signal
	private      ed25519.PrivateKey
	oldest       atomic.Int64 // no answer may be of an edit before this one
	newest       atomic.Int64 // nor after this one
	answers      atomic.Int64
	wants        []string
}

// serveReloads starts "bot serve" with a directory of knowledge, and the clients.
func serveReloads(t *testing.T, dir string) *served {
	t.Helper()
	s := &served{
		t: t, log: &programtest.Log{}, reloadSignal: make(chan os.Signal, 1),
		private: ed25519.NewKeyFromSeed(bytes.Repeat([]byte{3}, ed25519.SeedSize)),
	}
	for edit := range 8 {
		s.wants = append(s.wants, want(t, edit))
	}
	addr, ops := programtest.FreeAddr(t), programtest.FreeAddr(t)
	s.url, s.metrics = "http://"+addr+"/interactions", "http://"+ops+"/metrics"
	env := map[string]string{
		"DISCORD_PUBLIC_KEY": hex.EncodeToString(s.private.Public().(ed25519.PublicKey)),
		"LISTEN_ADDR":        addr, "OPS_ADDR": ops, "KNOWLEDGE_DIR": dir,
	}
	getenv := func(name string) (string, bool) { v, ok := env[name]; return v, ok }
	ctx, stop := context.WithCancel(context.Background())
	ctx = withReloadSignals(ctx, func() (<-chan os.Signal, func()) { return s.reloadSignal, func() {} })
	ended := make(chan int, 1)
	go func() { ended <- run(ctx, []string{"serve"}, getenv, strings.NewReader(""), io.Discard, s.log) }()
	s.mark = s.log.Await(t, 0, "msg=listening")
	var asking sync.WaitGroup
	clients, enough := context.WithCancel(context.Background())
	for range 8 {
		asking.Go(func() { s.client(clients) })
	}
	t.Cleanup(func() {
		enough()
		asking.Wait()
		stop()
		if code := <-ended; code != exitOK {
			t.Errorf("exit code %d\n%s", code, s.log)
		}
		t.Logf("%d answers", s.answers.Load())
	})
	return s
}

// client asks again and again. Each answer has to be that of an edit which was in force while it was asked for.
func (s *served) client(ctx context.Context) {
	client := &http.Client{Transport: &http.Transport{}, Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	body := symptoms()
	header := discordtest.Sign(s.private, "1700000000", body)
	for ctx.Err() == nil {
		oldest := s.oldest.Load()
		req, err := http.NewRequest(http.MethodPost, s.url, bytes.NewReader(body))
		if err != nil {
			s.t.Error(err)
			return
		}
		req.Header = header
		resp, err := client.Do(req)
		if err != nil {
			s.t.Errorf("an answer was lost: %v", err)
			return
		}
		got, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		newest := s.newest.Load()
		right := false
		for edit := oldest; edit <= newest; edit++ {
			right = right || string(got) == s.wants[edit]
		}
		if err != nil || resp.StatusCode != http.StatusOK || !right {
			s.t.Errorf("status %d, error %v, and an answer of none of the edits %d to %d: %s", resp.StatusCode, err, oldest, newest, got)
			return
		}
		s.answers.Add(1)
	}
}

// awaitEdit makes a change after which the knowledge is that of the edit, and waits until it answers.
func (s *served) awaitEdit(edit int64, change func()) {
	s.t.Helper()
	s.newest.Store(edit)
	change()
	s.mark = s.log.Await(s.t, s.mark, "knowledge reloaded")
	s.oldest.Store(edit)
	s.scrape("bot_knowledge_current 1", `bot_knowledge_info{version=`)
}

// awaitRefusal makes a change that must be refused, and waits until the log and the metrics say why.
func (s *served) awaitRefusal(change func(), log, metric string) {
	s.t.Helper()
	change()
	s.mark = s.log.Await(s.t, s.mark, log, "what answered before goes on")
	s.scrape("bot_knowledge_current 0", metric)
}

func (s *served) scrape(wants ...string) {
	s.t.Helper()
	resp, err := http.Get(s.metrics)
	if err != nil {
		s.t.Fatal(err)
	}
	defer http.DefaultClient.CloseIdleConnections()
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, w := range wants {
		if !strings.Contains(string(text), w) {
			s.t.Errorf("the metrics do not say %s:\n%s", w, text)
		}
	}
}

// must ends the test at an error of preparing it.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestReload edits, breaks and removes a file while it is asked about. Each change is one step, so that no half of it is looked at,
// however slow the machine: what is counted here is exact. What the watcher cannot see, a reloadSignal makes it look at.
func TestReload(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	file, beside := filepath.Join(dir, "jetlag.yaml"), filepath.Join(elsewhere, "jetlag.yaml")
	write := func(data []byte) func() {
		return func() {
			must(t, os.WriteFile(beside, data, 0o644))
			must(t, os.Rename(beside, file))
		}
	}
	write(article(t, 0))()
	s := serveReloads(t, dir)
	s.awaitEdit(1, write(article(t, 1)))
	broken := append(article(t, 2), "\nsurprise: 1\n"...)
	line := 1 + bytes.Count(broken[:bytes.Index(broken, []byte("surprise"))], []byte("\n"))
	s.awaitRefusal(write(broken), fmt.Sprintf("at=%s:%d:1", file, line), fmt.Sprintf(`bot_knowledge_problem{file="jetlag.yaml",line="%d",rule="unknown-key"} 1`, line))
	s.awaitEdit(2, write(article(t, 2)))
	s.awaitRefusal(func() { must(t, os.Remove(file)) }, "no-article", `rule="no-article"} 1`)
	s.awaitEdit(3, func() {
		must(t, os.WriteFile(beside, article(t, 3), 0o644))
		must(t, os.Symlink(beside, file))
	})
	s.awaitEdit(4, func() {
		must(t, os.WriteFile(beside, article(t, 4), 0o644))
		s.reloadSignal <- syscall.SIGHUP
	})
	s.reloadSignal <- syscall.SIGHUP
	s.mark = s.log.Await(t, s.mark, "knowledge unchanged")
	s.scrape(`bot_knowledge_reloads_total{result="changed"} 4`, `bot_knowledge_reloads_total{result="failed"} 2`, `bot_knowledge_reloads_total{result="unchanged"} 1`)
}

// panicking are files over which the loader panics.
type panicking struct{}

func (panicking) Open(string) (fs.File, error) { panic("a line of a file") }

// A loader that panics is a reload that failed, and the next one works again.
func TestReloadPanics(t *testing.T) {
	edited := func(edit int) fs.FS { return fstest.MapFS{"jetlag.yaml": {Data: article(t, edit)}} }
	old, err := load(edited(0))
	must(t, err)
	var log bytes.Buffer
	s := &service{program: &program{env: environment{func(string) (string, bool) { return "", false }}}, log: slog.New(slog.NewTextHandler(&log, nil)), metrics: ops.NewMetrics("", "", ops.Endpoint), responder: discord.NewResponder(old)}
	if s.reload(panicking{}) || s.responder.Replies() != old {
		t.Error("the replies changed")
	}
	for _, w := range []string{"loading the knowledge panicked", "type=string", "reload_test.go", "what answered before goes on", "report it"} {
		if !strings.Contains(log.String(), w) {
			t.Errorf("the log does not say %q", w)
		}
	}
	if strings.Contains(log.String(), "a line of a file") {
		t.Errorf("the log quotes the files:\n%s", log.String())
	}
	metrics := httptest.NewRecorder()
	s.metrics.Handler().ServeHTTP(metrics, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if !strings.Contains(metrics.Body.String(), `bot_knowledge_reloads_total{result="failed"} 1`) {
		t.Error("the metrics do not count it")
	}
	if !s.reload(edited(1)) || s.responder.Replies() == old {
		t.Error("the next reload does not work")
	}
}

// The commands are registered again when their tree has changed, and only then.
func TestReloadRegisters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := discordtest.New(t, discordtest.InMemory())
		tr := startInMemory(t, srv, fstest.MapFS{"jetlag.yaml": {Data: article(t, 0)}})
		if _, err := srv.WaitReady(t.Context()); err != nil {
			t.Fatal(err)
		}
		registered := srv.Registrations()
		const old, edited = "description: Short, cited answers", "description: Brief, cited answers"
		for edit, tree := range []string{old, edited} { // a title is not part of the tree
			data := bytes.Replace(article(t, edit+1), []byte(old), []byte(tree), 1)
			if !bytes.Contains(data, []byte(tree)) {
				t.Fatalf("the article has no %q to edit", old)
			}
			tr.files["jetlag.yaml"] = &fstest.MapFile{Data: data}
			tr.reloadSignal <- syscall.SIGHUP
			time.Sleep(time.Minute)
			if again := srv.Registrations() - registered; again != edit {
				t.Errorf("after edit %d: registered %d times again", edit+1, again)
			}
		}
		tr.log.Await(t, 0, "knowledge reloaded", "commands registered")
		tr.end()
	})
}

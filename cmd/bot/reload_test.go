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
	"net"
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
	"time"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/ops"
)

// article is the built-in article as of an edit: the title of one answer counts them.
func article(t *testing.T, edit int) []byte {
	t.Helper()
	data := shippedArticle(t)
	const title = "title: Symptoms of a leaky gut"
	if bytes.Count(data, []byte(title)) != 1 {
		t.Fatalf("the article has no %q to edit", title)
	}
	return bytes.Replace(data, []byte(title), fmt.Appendf(nil, "%s, edit %d", title, edit), 1)
}

func symptoms() []byte { return discordtest.Slash("leakygut", "symptoms").JSON() }

// want is what symptoms must be answered with as of an edit.
func want(t *testing.T, edit int) string {
	t.Helper()
	replies, err := load(fstest.MapFS{"leakygut.yaml": {Data: article(t, edit)}})
	if err != nil {
		t.Fatal(err)
	}
	response, err := discord.NewResponder(replies).Respond(symptoms())
	if err != nil {
		t.Fatal(err)
	}
	return string(response.Body)
}

// A logbook is a log that can be waited for.
type logbook struct {
	mu      sync.Mutex
	text    bytes.Buffer
	changed chan struct{}
}

func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.changed)
	l.changed = make(chan struct{})
	return l.text.Write(p)
}

// await returns once what stands after the mark, a length of the text, holds all the words; it gives the new mark.
func (l *logbook) await(t *testing.T, mark int, words ...string) int {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		l.mu.Lock()
		text, changed := l.text.String(), l.changed
		l.mu.Unlock()
		missing := ""
		for _, w := range words {
			if !strings.Contains(text[mark:], w) {
				missing = w
			}
		}
		if missing == "" {
			return len(text)
		}
		select {
		case <-changed:
		case <-late:
			t.Fatalf("the log does not say %q:\n%s", missing, text[mark:])
		}
	}
}

// A served program answers while 32 clients ask.
type served struct {
	t       *testing.T
	log     *logbook
	mark    int
	url     string
	metrics string
	hangup  chan os.Signal
	private ed25519.PrivateKey
	oldest  atomic.Int64 // no answer may be of an edit before this one
	newest  atomic.Int64 // nor after this one
	answers atomic.Int64
	wants   []string
}

// serveReloads starts "bot serve" with a directory of knowledge, and the clients.
func serveReloads(t *testing.T, dir string) *served {
	t.Helper()
	s := &served{
		t: t, log: &logbook{changed: make(chan struct{})}, hangup: make(chan os.Signal, 1),
		private: ed25519.NewKeyFromSeed(bytes.Repeat([]byte{3}, ed25519.SeedSize)),
	}
	for edit := range 8 {
		s.wants = append(s.wants, want(t, edit))
	}
	addr, ops := unusedAddr(t), unusedAddr(t)
	s.url, s.metrics = "http://"+addr+"/interactions", "http://"+ops+"/metrics"
	env := map[string]string{
		"DISCORD_PUBLIC_KEY": hex.EncodeToString(s.private.Public().(ed25519.PublicKey)),
		"LISTEN_ADDR":        addr, "OPS_ADDR": ops, "KNOWLEDGE_DIR": dir,
	}
	getenv := func(name string) (string, bool) { v, ok := env[name]; return v, ok }
	ctx, stop := context.WithCancel(context.Background())
	ctx = withHangups(ctx, func() (<-chan os.Signal, func()) { return s.hangup, func() {} })
	ended := make(chan int, 1)
	go func() { ended <- run(ctx, []string{"serve"}, getenv, strings.NewReader(""), io.Discard, s.log) }()
	s.mark = s.log.await(t, 0, "msg=listening")
	var asking sync.WaitGroup
	clients, enough := context.WithCancel(context.Background())
	for range 32 {
		asking.Go(func() { s.client(clients) })
	}
	t.Cleanup(func() {
		enough()
		asking.Wait()
		stop()
		if code := <-ended; code != exitOK {
			t.Errorf("exit code %d\n%s", code, s.log.text.String())
		}
		t.Logf("%d answers", s.answers.Load())
	})
	return s
}

func unusedAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
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

// becomes makes a change after which the knowledge is that of the edit, and waits until it answers.
func (s *served) becomes(edit int64, change func()) {
	s.t.Helper()
	s.newest.Store(edit)
	change()
	s.mark = s.log.await(s.t, s.mark, "knowledge reloaded")
	s.oldest.Store(edit)
	s.scrape("bot_knowledge_current 1", `bot_knowledge_info{version=`)
}

// stays makes a change that must be refused, and waits until the log and the metrics say why.
func (s *served) stays(change func(), log, metric string) {
	s.t.Helper()
	change()
	s.mark = s.log.await(s.t, s.mark, log, "what answered before goes on")
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

// Each change is one step, so that no half of it is looked at, however slow the machine: what is counted here is exact.
func TestReloadOfAnEditedFile(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "leakygut.yaml")
	write := func(data []byte) func() {
		return func() {
			beside := filepath.Join(elsewhere, "leakygut.yaml")
			must(t, os.WriteFile(beside, data, 0o644))
			must(t, os.Rename(beside, file))
		}
	}
	write(article(t, 0))()
	s := serveReloads(t, dir)
	s.becomes(1, write(article(t, 1)))
	broken := append(article(t, 2), "\nsurprise: 1\n"...)
	line := 1 + bytes.Count(broken[:bytes.Index(broken, []byte("surprise"))], []byte("\n"))
	s.stays(write(broken), fmt.Sprintf("at=%s:%d:1", file, line), fmt.Sprintf(`bot_knowledge_problem{file="leakygut.yaml",line="%d",rule="unknown-key"} 1`, line))
	s.becomes(2, write(article(t, 2)))
	s.stays(func() { must(t, os.Remove(file)) }, "no-article", `rule="no-article"} 1`)
	s.becomes(3, write(article(t, 3)))
	s.scrape(`bot_knowledge_reloads_total{result="changed"} 3`, `bot_knowledge_reloads_total{result="failed"} 2`)
}

// Kubernetes replaces a symbolic link that the files are reached through.
func TestReloadOfAConfigMap(t *testing.T) {
	dir := t.TempDir()
	put := func(edit int) func() {
		return func() {
			version := fmt.Sprintf("..2026_%d", edit)
			must(t, os.Mkdir(filepath.Join(dir, version), 0o755))
			must(t, os.WriteFile(filepath.Join(dir, version, "leakygut.yaml"), article(t, edit), 0o644))
			must(t, os.Symlink(version, filepath.Join(dir, "..data_tmp")))
			must(t, os.Rename(filepath.Join(dir, "..data_tmp"), filepath.Join(dir, "..data")))
		}
	}
	put(0)()
	must(t, os.Symlink(filepath.Join("..data", "leakygut.yaml"), filepath.Join(dir, "leakygut.yaml")))
	s := serveReloads(t, dir)
	for edit := range 3 {
		s.becomes(int64(edit+1), put(edit+1))
	}
}

// The directory may be a link to one release of many, or be replaced as a whole.
func TestReloadOfAReplacedDirectory(t *testing.T) {
	top := t.TempDir()
	release := func(edit int) string {
		dir := filepath.Join(top, fmt.Sprintf("release-%d", edit))
		must(t, os.Mkdir(dir, 0o755))
		must(t, os.WriteFile(filepath.Join(dir, "leakygut.yaml"), article(t, edit), 0o644))
		return dir
	}
	current := filepath.Join(top, "current")
	must(t, os.Symlink(release(0), current))
	s := serveReloads(t, current)
	s.becomes(1, func() {
		must(t, os.Symlink(release(1), current+".new"))
		must(t, os.Rename(current+".new", current))
	})
	s.becomes(2, func() { // an edit in the directory that the link leads to now
		must(t, os.WriteFile(filepath.Join(top, "release-1", "leakygut.yaml"), article(t, 2), 0o644))
	})
	s.becomes(3, func() {
		dir := release(3)
		must(t, os.Remove(current))
		must(t, os.Rename(dir, current))
	})
}

// What the watcher cannot see, a hangup makes it look at.
func TestReloadAtAHangup(t *testing.T) {
	elsewhere := filepath.Join(t.TempDir(), "leakygut.yaml")
	must(t, os.WriteFile(elsewhere, article(t, 0), 0o644))
	dir := t.TempDir()
	must(t, os.Symlink(elsewhere, filepath.Join(dir, "leakygut.yaml")))
	s := serveReloads(t, dir)
	s.becomes(1, func() {
		must(t, os.WriteFile(elsewhere, article(t, 1), 0o644))
		s.hangup <- syscall.SIGHUP
	})
	s.hangup <- syscall.SIGHUP
	s.mark = s.log.await(t, s.mark, "the knowledge files say what answers already")
	s.scrape(`bot_knowledge_reloads_total{result="unchanged"} 1`)
}

// panicking are files over which the loader panics.
type panicking struct{}

func (panicking) Open(string) (fs.File, error) { panic("a line of a file") }

// A loader that panics is a reload that failed, and the next one works again.
func TestReloadPanics(t *testing.T) {
	edited := func(edit int) fs.FS { return fstest.MapFS{"leakygut.yaml": {Data: article(t, edit)}} }
	old, err := load(edited(0))
	must(t, err)
	var log bytes.Buffer
	s := &service{log: slog.New(slog.NewTextHandler(&log, nil)), metrics: ops.NewMetrics("", "", ops.Endpoint), responder: discord.NewResponder(old)}
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
	d := discordtest.New(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "leakygut.yaml")
	must(t, os.WriteFile(file, article(t, 0), 0o644))
	log := &logbook{changed: make(chan struct{})}
	env := map[string]string{
		"DISCORD_TOKEN": d.Token(), "DISCORD_API_URL": d.URL(), "OPS_ADDR": "", "KNOWLEDGE_DIR": dir,
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"run"}, func(name string) (string, bool) { v, ok := env[name]; return v, ok }, strings.NewReader(""), io.Discard, log)
	}()
	mark := log.await(t, 0, "gateway: ready")
	registered := d.Registrations()
	must(t, os.WriteFile(file, article(t, 1), 0o644)) // a title is not part of the tree
	mark = log.await(t, mark, "knowledge reloaded")
	const description = "description: Short, cited answers"
	data := article(t, 2)
	if !bytes.Contains(data, []byte(description)) {
		t.Fatalf("the article has no %q to edit", description)
	}
	must(t, os.WriteFile(file, bytes.Replace(data, []byte(description), []byte("description: Brief, cited answers"), 1), 0o644))
	log.await(t, mark, "knowledge reloaded", "commands registered")
	if again := d.Registrations() - registered; again != 1 {
		t.Errorf("registered %d times after two edits of which one changed the tree", again)
	}
	stop()
	if code := <-ended; code != exitOK {
		t.Errorf("exit code %d", code)
	}
}

package gateway

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tidwall/gjson"
	"go.uber.org/goleak"

	"leakygut-bot/internal/discord/discordtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// secret stands in every interaction; no log may show it.
const secret = "my-private-question"

// bot is a running loop and what it has done.
type bot struct {
	t      *testing.T
	srv    *discordtest.Server
	stop   context.CancelFunc
	result chan error

	mu     sync.Mutex
	log    bytes.Buffer
	events map[Event]int
	got    []string
	change chan struct{} // closed and replaced at each event and each interaction
}

func (b *bot) touch() {
	close(b.change)
	b.change = make(chan struct{})
}

// await waits until done holds, at most 25 hours, and returns how long that took.
func (b *bot) await(what string, done func() bool) time.Duration {
	b.t.Helper()
	began := time.Now()
	limit := time.After(25 * time.Hour)
	for {
		b.mu.Lock()
		change := b.change
		b.mu.Unlock()
		if done() {
			return time.Since(began)
		}
		select {
		case <-change:
		case <-limit:
			b.t.Fatalf("no %s, %s\n%s", what, b.steps(), b.logged())
		}
	}
}

func (b *bot) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.log.Write(p)
}

func (b *bot) count(e Event) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.events[e]
}

func (b *bot) logged() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.log.String()
}

// handled returns the ids of the interactions that came to the handler.
func (b *bot) handled() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.got...)
}

// start runs a loop against srv until the test ends; change may be nil.
func start(t *testing.T, srv *discordtest.Server, change func(*Config)) *bot {
	b := &bot{t: t, srv: srv, result: make(chan error, 1), events: map[Event]int{}, change: make(chan struct{})}
	cfg := Config{
		Token: srv.Token(), APIURL: srv.URL(), HTTP: srv.Client(), workers: 8,
		Log: slog.New(slog.NewTextHandler(b, &slog.HandlerOptions{Level: slog.LevelInfo})),
		Handle: func(_ context.Context, d []byte) {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.got = append(b.got, gjson.GetBytes(d, "id").String())
			b.touch()
		},
		Observe: func(e Event) {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.events[e]++
			b.touch()
		},
	}
	if change != nil {
		change(&cfg)
	}
	ctx, cancel := context.WithCancel(t.Context())
	b.stop = cancel
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		b.result <- Run(ctx, cfg)
	}()
	t.Cleanup(func() {
		cancel()
		<-ended
		if log := b.logged(); strings.Contains(log, srv.Token()) || strings.Contains(log, secret) {
			t.Errorf("the log shows what it must not:\n%s", log)
		}
	})
	return b
}

// interact sends an interaction and waits until the handler has it. It returns how long that took.
func (b *bot) interact() time.Duration {
	b.t.Helper()
	i := discordtest.Slash("leakygut", "ask", discordtest.String("question", secret))
	if err := b.srv.Send(b.t.Context(), i); err != nil {
		b.t.Fatalf("send: %v\n%s", err, b.logged())
	}
	return b.await("interaction", func() bool { return slices.Contains(b.handled(), i.ID) })
}

func (b *bot) ready() *discordtest.Conn {
	b.t.Helper()
	b.await("session", func() bool { return b.count(Ready) > 0 })
	synctest.Wait()
	return b.srv.Conn()
}

// sessions returns how often a session began or went on.
func (b *bot) sessions() int { return b.count(Ready) + b.count(Resumed) }

func (b *bot) steps() string {
	return fmt.Sprintf("%d identifies, %d resumes", b.srv.Count(discordtest.Identify), b.srv.Count(discordtest.Resume))
}

// bubble runs a test in virtual time with a server in memory.
func bubble(t *testing.T, test func(t *testing.T, srv *discordtest.Server), opts ...discordtest.Option) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		test(t, discordtest.New(t, append(opts, discordtest.InMemory())...))
	})
}

func wantError(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func asFatal(err error) FatalError {
	var f *FatalError
	if errors.As(err, &f) {
		return *f
	}
	return FatalError{}
}

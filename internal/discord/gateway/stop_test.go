package gateway

import (
	"context"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"leakygut-bot/internal/discord/discordtest"
)

func must(address string) *url.URL {
	u, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	return u
}

// In whatever phase the context ends, Run returns nil in less than 5 s, and no goroutine stays (synctest would tell).
func TestStop(t *testing.T) {
	script := func(step string, r response) func(*bot) {
		return func(b *bot) { b.srv.Script(step, r); b.srv.Conn().Close(4009); time.Sleep(9 * time.Second) }
	}
	for _, tt := range []struct {
		name   string
		before func(*bot)
		least  time.Duration
		most   time.Duration
		code   int
	}{
		{"idle", func(*bot) {}, 0, 0, 1000},
		{"half-open", func(b *bot) { b.srv.Conn().Silence() }, closeTimeout, closeTimeout, -1},
		{"asking for the address", script("GET /gateway/bot", response{Silent: true}), 0, 0, 0},
		{"waiting after a 429", script("GET /gateway/bot", response{Status: 429, Header: map[string]string{"Retry-After": "600"}}), 0, 0, 0},
		{"waiting for starts", script("GET /gateway/bot", response{Body: `{"url":"ws://discord.test","session_start_limit":{"remaining":0}}`, Repeat: true}), 0, 0, 0},
		{"handshake", script(discordtest.Connect, response{Silent: true}), 0, 0, 0},
		{"waiting for HELLO", script(discordtest.Hello, response{}), 0, 0, 1000},
		{"waiting for READY", script(discordtest.Identify, response{}), 0, 0, 1000},
		{"waiting to identify", func(b *bot) { b.srv.Conn().Close(4009); time.Sleep(2 * time.Second) }, 0, 0, 1000},
		{"waiting to connect", func(b *bot) { b.srv.Conn().Close(4008); time.Sleep(2 * time.Second) }, 0, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			bubble(t, func(t *testing.T, srv *server) {
				b := start(t, srv, nil)
				b.ready()
				tt.before(b)
				synctest.Wait()
				began := time.Now()
				b.stop()
				if err := <-b.result; err != nil {
					t.Error(err)
				}
				if took := time.Since(began); took < tt.least || took > tt.most {
					t.Errorf("took %s, want %s to %s", took, tt.least, tt.most)
				}
				synctest.Wait()
				if tt.code != 0 && !closedWith(srv, tt.code) {
					t.Errorf("%v, want a close with %d", srv.Records(discordtest.Closed), tt.code)
				}
			})
		})
	}
}

// Handlers finish what was received; those that take too long are cut off; those that do not heed that are left.
func TestStopWithHandlersAtWork(t *testing.T) {
	for name, tt := range map[string]handlersAtWork{
		"quick": {needs: time.Second, took: time.Second, finished: 10},
		"slow":  {needs: time.Minute, took: stopGrace, cut: 10},
		"deaf":  {needs: time.Minute, deaf: true, took: stopGrace + cutGrace},
	} {
		t.Run(name, func(t *testing.T) { bubble(t, tt.stop) })
	}
}

// handlersAtWork are ten handlers that need some time, and what a stop makes of them.
type handlersAtWork struct {
	needs         time.Duration
	deaf          bool // does not heed that it is cut off
	took          time.Duration
	finished, cut int
}

func (tt handlersAtWork) stop(t *testing.T, srv *server) {
	finished, cut := make(chan bool, 10), make(chan bool, 10)
	b := start(t, srv, func(cfg *Config) {
		cfg.workers = 10
		cfg.Handle = func(ctx context.Context, _ []byte) {
			if tt.deaf {
				ctx = context.Background()
			}
			select {
			case <-time.After(tt.needs):
				finished <- true
			case <-ctx.Done():
				cut <- true
			}
		}
	})
	b.ready()
	for range 10 {
		srv.Send(t.Context(), discordtest.Slash("leakygut", "symptoms"))
	}
	synctest.Wait()
	began := time.Now()
	b.stop()
	if err := <-b.result; err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took != tt.took {
		t.Errorf("took %s, want %s", took, tt.took)
	}
	synctest.Wait()
	if len(finished) != tt.finished || len(cut) != tt.cut {
		t.Errorf("%d handlers finished, %d were cut off", len(finished), len(cut))
	}
	if !closedWith(srv, 1000) {
		t.Error("did not close with 1000")
	}
	time.Sleep(time.Minute) // until the deaf have returned
}

// Nothing that comes after the stop is handled.
func TestStopReadsNoMore(t *testing.T) {
	bubble(t, func(t *testing.T, srv *server) {
		hold := make(chan struct{})
		b := start(t, srv, func(cfg *Config) {
			handle := cfg.Handle
			cfg.Handle = func(ctx context.Context, d []byte) { <-hold; handle(ctx, d) }
		})
		c := b.ready()
		srv.Send(t.Context(), discordtest.Slash("leakygut", "symptoms"))
		synctest.Wait()
		b.stop()
		synctest.Wait()
		c.Send(`{"op":0,"s":9,"t":"INTERACTION_CREATE","d":{"id":"late"}}`)
		synctest.Wait()
		close(hold)
		<-b.result
		if n := len(b.handled()); n != 1 {
			t.Errorf("%d handled, want 1", n)
		}
	})
}

// A peer that says nothing delays the stop by no more than closeTimeout, also when the library waits for it before the reader
// does.
func TestCloseBeforeRead(t *testing.T) {
	bubble(t, func(t *testing.T, srv *server) {
		srv.OnConnect((*conn).Silence)
		l := &loop{client: srv.Client()}
		c, err := l.dial(t.Context(), srv.GatewayURL())
		if err != nil {
			t.Fatal(err)
		}
		reading, stopReading := context.WithCancel(t.Context())
		c.stopReading = stopReading
		began := time.Now()
		c.close(closeStop)
		synctest.Wait()
		l.closing.Go(func() { c.read(reading) })
		l.closing.Wait()
		if took := time.Since(began); took > closeTimeout {
			t.Errorf("took %s", took)
		}
	})
}

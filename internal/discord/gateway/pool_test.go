package gateway

import (
	"context"
	"log/slog"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"leakygut-bot/internal/discord/discordtest"
)

func TestPanicIsCaught(t *testing.T) {
	bubble(t, func(t *testing.T, srv *server) {
		b := start(t, srv, func(cfg *Config) {
			handle := cfg.Handle
			cfg.workers = 1
			cfg.Handle = func(ctx context.Context, d []byte) {
				handle(ctx, d)
				panic(string(d))
			}
		})
		b.ready()
		for range 3 {
			b.interact()
		}
		synctest.Wait()
		if b.count(Panicked) != 3 || !strings.Contains(b.logged(), "pool_test.go") {
			t.Errorf("%d panics\n%s", b.count(Panicked), b.logged())
		}
	})
}

// Whoever is quick waits for nobody who is slow while workers may be hired, however close together they come.
func TestQuickDoesNotWaitForSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		took := make(chan time.Duration, 1)
		p := newPool(t.Context(), Config{Observe: func(Event) {}, Handle: func(_ context.Context, d []byte) {
			switch string(d) {
			case "slow":
				time.Sleep(2500 * time.Millisecond)
			case "quick":
				took <- time.Since(began)
			}
		}}, slog.New(slog.DiscardHandler))
		defer p.stop()
		p.submit([]byte("warm"))
		synctest.Wait() // a worker is there and waits
		p.submit([]byte("slow"))
		p.submit([]byte("quick"))
		if d := <-took; d != 0 {
			t.Errorf("done after %s", d)
		}
	})
}

// Handlers that hang do not keep the loop from reading; what does not fit the queue is dropped, counted and logged.
func TestFullQueue(t *testing.T) {
	bubble(t, func(t *testing.T, srv *server) {
		hold := make(chan struct{})
		b := start(t, srv, func(cfg *Config) {
			cfg.workers, cfg.queue = 2, 5
			cfg.Handle = func(context.Context, []byte) { <-hold }
		})
		b.ready()
		for range 2 {
			srv.Send(t.Context(), discordtest.Slash("leakygut", "symptoms"))
			synctest.Wait() // the workers take them
		}
		for range 25 {
			srv.Send(t.Context(), discordtest.Slash("leakygut", "symptoms"))
		}
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if r, d := b.count(Received), b.count(Dropped); r != 7 || d != 20 {
			t.Errorf("%d received, %d dropped, want 7 and 20", r, d)
		}
		if n := srv.Count(discordtest.Heartbeat); n < 14 || b.steps() != goesOn {
			t.Errorf("%d heartbeats in 10 min, %s", n, b.steps())
		}
		if n := strings.Count(b.logged(), "dropped some"); n != 1 {
			t.Errorf("%d log lines about drops, want 1\n%s", n, b.logged())
		}
		close(hold)
	})
}

// What has waited until it is void is dropped, counted and logged, and those that are fresh come at once.
func TestVoidIsNotAnswered(t *testing.T) {
	bubble(t, func(t *testing.T, srv *server) {
		hold := make(chan struct{})
		b := start(t, srv, func(cfg *Config) {
			handle := cfg.Handle
			cfg.workers = 1
			cfg.Handle = func(ctx context.Context, d []byte) { <-hold; handle(ctx, d) }
		})
		b.ready()
		send := func() string {
			i := discordtest.Slash("leakygut", "symptoms")
			srv.Send(t.Context(), i)
			synctest.Wait()
			return i.ID
		}
		slow := send()
		for range 5 {
			send()
		}
		time.Sleep(time.Millisecond)
		last := send()
		time.Sleep(voidAfter)
		close(hold)
		fresh := send()
		if diff := cmp.Diff([]string{slow, last, fresh}, b.handled()); diff != "" {
			t.Error(diff)
		}
		if r, d := b.count(Received), b.count(Dropped); r != 8 || d != 5 {
			t.Errorf("%d received, %d dropped, want 8 and 5", r, d)
		}
		b.stop()
		<-b.result
		if n := strings.Count(b.logged(), "dropped=4"); n != 1 { // the first was logged at once
			t.Errorf("%d lines about the other drops\n%s", n, b.logged())
		}
	})
}

// The queue has a limit in bytes too.
func TestQueueBytes(t *testing.T) {
	bubble(t, func(t *testing.T, srv *server) {
		hold := make(chan struct{})
		b := start(t, srv, func(cfg *Config) {
			cfg.workers = 1
			cfg.Handle = func(context.Context, []byte) { <-hold }
		})
		b.ready()
		big := []byte(`{"x":"` + strings.Repeat("x", 3<<20) + `"}`)
		for range 30 {
			srv.Dispatch(t.Context(), "INTERACTION_CREATE", big)
			synctest.Wait()
		}
		if r, d := b.count(Received), b.count(Dropped); r != 22 || d != 8 {
			t.Errorf("%d received, %d dropped, want 1 + 21 that fit and 8", r, d)
		}
		close(hold)
	}, discordtest.WithKeep(2))
}

// 5,000 interactions at once are all answered in 3 s when each takes 150 ms.
func TestBurst(t *testing.T) {
	bubble(t, func(t *testing.T, srv *server) {
		var done atomic.Int64
		b := start(t, srv, func(cfg *Config) {
			cfg.workers = 0
			cfg.Handle = func(context.Context, []byte) { time.Sleep(150 * time.Millisecond); done.Add(1) }
		})
		b.ready()
		body := discordtest.Slash("leakygut", "symptoms").JSON()
		for range 5000 {
			srv.Dispatch(t.Context(), "INTERACTION_CREATE", body)
		}
		time.Sleep(3 * time.Second)
		if done.Load() != 5000 || b.count(Dropped) != 0 {
			t.Errorf("%d answered, %d dropped", done.Load(), b.count(Dropped))
		}
	})
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// 20,000 interactions leave the heap as flat as the first thousand did.
func TestHeapIsFlat(t *testing.T) {
	srv := discordtest.New(t, discordtest.WithKeep(100))
	var handled atomic.Int64
	reached := make(chan struct{}, 1)
	var target atomic.Int64
	b := start(t, srv, func(cfg *Config) {
		cfg.Observe = nil
		cfg.Handle = func(context.Context, []byte) {
			if handled.Add(1) == target.Load() {
				reached <- struct{}{}
			}
		}
	})
	body := discordtest.Slash("leakygut", "symptoms").JSON()
	send := func(n int) {
		for n > 0 {
			batch := min(n, 1000) // fits the queue
			target.Add(int64(batch))
			for range batch {
				srv.Dispatch(t.Context(), "INTERACTION_CREATE", body)
			}
			<-reached
			n -= batch
		}
	}
	send(1000)
	before := heap()
	began := time.Now()
	const more = 19_000
	send(more)
	took := time.Since(began)
	after := heap()
	t.Logf("heap %d KiB after 1,000, %d KiB after %d more; %s each", before>>10, after>>10, more, took/time.Duration(more))
	if after > before+200<<10 {
		t.Errorf("the heap grew by %d bytes", after-before)
	}
	runtime.KeepAlive(b)
}

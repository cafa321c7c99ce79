package endpoint

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/api"
)

// follow runs works after responses in virtual time and gives what was logged.
func follow(t *testing.T, test func(t *testing.T, f followUps, log *strings.Builder)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		cfg := Config{Callbacks: discord.NewCallbacks("http://discord.test/api", http.DefaultClient), Log: slog.New(slog.NewTextHandler(&log, nil))}
		f := newFollowUps(cfg)
		test(t, f, &log)
		f.cancel()
		synctest.Wait()
	})
}

// A follow-up is tried again as long as Discord does not know the response, which may reach it later, and given up otherwise.
func TestFollowUpIsTriedAgain(t *testing.T) {
	early := error(&discord.APIError{Status: 404, Code: api.UnknownWebhook})
	for name, tt := range map[string]struct {
		errs  []error // of one try after another, the last for ever
		tries int
		took  time.Duration
		log   string
	}{
		"the response comes later": {[]error{early, early, early, nil}, 4, 700 * time.Millisecond, ""},
		"it never comes":           {[]error{early}, 6, followUpTime, "Discord answered HTTP 404 with code 10015"},
		"refused":                  {[]error{&discord.APIError{Status: 403, Code: 50001}}, 1, 0, "Discord answered HTTP 403 with code 50001"},
		"no network":               {[]error{errors.New("the network is gone")}, 1, 0, "the network is gone"},
	} {
		t.Run(name, func(t *testing.T) {
			follow(t, func(t *testing.T, f followUps, log *strings.Builder) {
				tries, began := 0, time.Now()
				f.start(func(context.Context, *discord.Callbacks) error {
					tries++
					return tt.errs[min(tries, len(tt.errs))-1]
				})
				f.wait()
				if took := time.Since(began); tries != tt.tries || took != tt.took || !strings.Contains(log.String(), tt.log) || tt.log == "" && log.Len() > 0 {
					t.Errorf("%d tries in %s; log %s", tries, took, log)
				}
			})
		})
	}
}

func TestFollowUpIsBounded(t *testing.T) {
	follow(t, func(t *testing.T, f followUps, log *strings.Builder) {
		var running atomic.Int64
		for range maxFollowUps + 3 {
			f.start(func(ctx context.Context, _ *discord.Callbacks) error {
				running.Add(1)
				<-ctx.Done()
				return nil
			})
		}
		synctest.Wait()
		if left := strings.Count(log.String(), "one is not done"); running.Load() != maxFollowUps || left != 3 {
			t.Errorf("%d run, %d left undone", running.Load(), left)
		}
	})
}

func TestFollowUpContainsPanics(t *testing.T) {
	follow(t, func(t *testing.T, f followUps, log *strings.Builder) {
		f.start(func(context.Context, *discord.Callbacks) error { panic("a private question") })
		f.wait()
		if !strings.Contains(log.String(), "panicked") || strings.Contains(log.String(), "private") {
			t.Errorf("log %s", log)
		}
	})
}

func TestDrainCutsOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &Server{followUps: newFollowUps(Config{Callbacks: discord.NewCallbacks("http://discord.test/api", http.DefaultClient), Log: slog.New(slog.DiscardHandler)})}
		s.followUps.start(func(ctx context.Context, _ *discord.Callbacks) error {
			<-ctx.Done()
			return ctx.Err()
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		s.Drain(ctx)
		if took := time.Since(began); took != time.Second {
			t.Errorf("took %s", took)
		}
	})
}

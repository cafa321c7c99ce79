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

// The response may reach Discord after the call that follows it.
func TestFollowUpWaitsUntilDiscordHasTheResponse(t *testing.T) {
	follow(t, func(t *testing.T, f followUps, log *strings.Builder) {
		tries := 0
		began := time.Now()
		f.start(func(context.Context, *discord.Callbacks) error {
			if tries++; tries < 4 {
				return &discord.APIError{Status: 404, Code: api.UnknownWebhook}
			}
			return nil
		})
		f.wait()
		if took := time.Since(began); tries != 4 || took != 700*time.Millisecond || log.Len() > 0 {
			t.Errorf("%d tries in %s; log %s", tries, took, log)
		}
	})
}

func TestFollowUpGivesUp(t *testing.T) {
	follow(t, func(t *testing.T, f followUps, log *strings.Builder) {
		for _, test := range []struct {
			err   error
			most  time.Duration
			cause string
		}{
			{&discord.APIError{Status: 404, Code: api.UnknownWebhook}, followUpTime, "Discord answered HTTP 404 with code 10015"},
			{&discord.APIError{Status: 403, Code: 50001}, 0, "Discord answered HTTP 403 with code 50001"},
			{errors.New("the network is gone"), 0, "the network is gone"},
		} {
			log.Reset()
			began := time.Now()
			f.start(func(context.Context, *discord.Callbacks) error { return test.err })
			f.wait()
			if took := time.Since(began); took > test.most || !strings.Contains(log.String(), test.cause) {
				t.Errorf("%v: took %s; log %s", test.err, took, log)
			}
		}
	})
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

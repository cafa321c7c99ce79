package endpoint

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/api"
)

const (
	// maxFollowUps bounds the follow-ups and callbacks under way. Each is one call of Discord's REST API, for a click on Remove or for a
	// picture.
	maxFollowUps = 64

	// deliverTime bounds a callback, and leaves half of Discord's 3 s to answer without the picture.
	deliverTime = 1500 * time.Millisecond

	// followUpTime bounds one follow-up with all its tries.
	followUpTime = 5 * time.Second
)

// A followUp is what remains to be done after a response.
type followUp = func(context.Context, *discord.Callbacks) error

// followUps does what remains after responses, at most maxFollowUps at a time. More are logged and not done, so that people who click
// Remove do not hold up those who ask.
type followUps struct {
	callbacks *discord.Callbacks
	log       *slog.Logger
	running   semaphore
	ctx       context.Context // of all follow-ups
	cancel    context.CancelFunc
}

func newFollowUps(cfg Config) followUps {
	f := followUps{callbacks: cfg.Callbacks, log: cfg.Log, running: make(semaphore, maxFollowUps)}
	f.ctx, f.cancel = context.WithCancel(context.Background())
	return f
}

// start starts a follow-up and does not wait for it.
func (f followUps) start(do followUp) {
	if !f.running.tryAcquire() {
		f.log.Warn("endpoint: too many follow-ups at once, one is not done")
		return
	}
	go func() {
		defer f.running.release()
		defer func() {
			if v := recover(); v != nil {
				f.log.Error("endpoint: a follow-up panicked", "type", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
			}
		}()
		if err := f.retry(do); err != nil {
			f.log.Warn("endpoint: a follow-up failed", "cause", err)
		}
	}()
}

// deliver sends a response as a callback and reports whether Discord took it. If not, also because there are no Callbacks or too many
// follow-ups, the request is to be answered with the response.
func (f followUps) deliver(do followUp) bool {
	if f.callbacks == nil || !f.running.tryAcquire() {
		return false
	}
	defer f.running.release()
	ctx, cancel := context.WithTimeout(f.ctx, deliverTime)
	defer cancel()
	if err := do(ctx, f.callbacks); err != nil {
		f.log.Warn("endpoint: a picture did not reach Discord, answered without it", "cause", err)
		return false
	}
	return true
}

// retry does a follow-up, and again while Discord does not know the response: the two travel on two connections, and the later may
// arrive first.
func (f followUps) retry(do followUp) error {
	ctx, cancel := context.WithTimeout(f.ctx, followUpTime)
	defer cancel()
	for wait := 100 * time.Millisecond; ; wait *= 2 {
		err := do(ctx, f.callbacks)
		var refused *discord.APIError
		if !errors.As(err, &refused) || refused.Code != api.UnknownWebhook {
			return err
		}
		if !api.Sleep(ctx, wait) {
			return err
		}
	}
}

// Drain waits until all follow-ups are done, or cancels them when ctx ends. It is to be called after [Server.Serve] returned: later
// follow-ups are cancelled at once.
func (s *Server) Drain(ctx context.Context) {
	stop := context.AfterFunc(ctx, s.followUps.cancel)
	defer stop()
	s.followUps.wait()
	s.followUps.cancel()
}

// wait waits until no follow-up is running, by taking all slots.
func (f followUps) wait() {
	for range maxFollowUps {
		f.running.acquire()
	}
	for range maxFollowUps {
		f.running.release()
	}
}

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

// after does what remains once a response is on its way: at most maxAfter works at a time, each in afterTime. What comes on
// top is left undone and logged, for a crowd that clicks Remove must not hold up those who ask.
type after struct {
	callbacks *discord.Callbacks
	log       *slog.Logger
	places    places
	ctx       context.Context // of the works
	cut       context.CancelFunc
}

func newAfter(cfg Config) after {
	a := after{callbacks: cfg.Callbacks, log: cfg.Log, places: make(places, maxAfter)}
	a.ctx, a.cut = context.WithCancel(context.Background())
	return a
}

// A work is what remains after a response.
type work = func(context.Context, *discord.Callbacks) error

// begin begins a work and does not wait for it.
func (a after) begin(w work) {
	if !a.places.take() {
		a.log.Warn("endpoint: too much to do after responses, left some undone")
		return
	}
	go func() {
		defer a.places.give()
		defer func() {
			if v := recover(); v != nil {
				a.log.Error("endpoint: the work after a response panicked", "type", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
			}
		}()
		if err := a.patiently(w); err != nil {
			a.log.Warn("endpoint: the work after a response failed", "cause", err)
		}
	}()
}

// deliver sends a response as a callback, and reports whether Discord took it. It did not where there is no way to call it or too much
// to do; then the request is to be answered itself.
func (a after) deliver(w work) bool {
	if a.callbacks == nil || !a.places.take() {
		return false
	}
	defer a.places.give()
	ctx, cancel := context.WithTimeout(a.ctx, deliverTime)
	defer cancel()
	if err := w(ctx, a.callbacks); err != nil {
		a.log.Warn("endpoint: a picture did not reach Discord, answered without it", "cause", err)
		return false
	}
	return true
}

// patiently does the work again while Discord does not have the response. That and the call that follows it travel on two
// connections, and the later may arrive first.
func (a after) patiently(w work) error {
	ctx, cancel := context.WithTimeout(a.ctx, afterTime)
	defer cancel()
	for wait := 100 * time.Millisecond; ; wait *= 2 {
		err := w(ctx, a.callbacks)
		var refused *discord.APIError
		if !errors.As(err, &refused) || refused.Code != api.UnknownWebhook {
			return err
		}
		if !api.Sleep(ctx, wait) {
			return err
		}
	}
}

// Drain returns when the work after all responses is done, or has been cut off because ctx ended. From then on the Server
// still answers, and all work after responses is cut off.
func (s *Server) Drain(ctx context.Context) {
	stop := context.AfterFunc(ctx, s.after.cut)
	defer stop()
	s.after.wait()
	s.after.cut()
}

// wait returns when no work is being done: whoever has all places has waited for everybody.
func (a after) wait() {
	for range maxAfter {
		a.places <- struct{}{}
	}
	for range maxAfter {
		a.places.give()
	}
}

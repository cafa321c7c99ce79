package endpoint

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
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

// do sends the response, which is still in w, and then begins its work.
func (a after) do(w http.ResponseWriter, response discord.Response) {
	if response.After == nil || a.callbacks == nil {
		return
	}
	if err := http.NewResponseController(w).Flush(); err != nil {
		return // nobody has the response, so there is nothing to follow it
	}
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
		if err := a.patiently(response.After); err != nil {
			a.log.Warn("endpoint: the work after a response failed", "cause", err)
		}
	}()
}

// patiently does the work again while Discord does not have the response. That and the call that follows it travel on two
// connections, and the later may arrive first.
func (a after) patiently(work func(context.Context, *discord.Callbacks) error) error {
	ctx, cancel := context.WithTimeout(a.ctx, afterTime)
	defer cancel()
	for wait := 100 * time.Millisecond; ; wait *= 2 {
		err := work(ctx, a.callbacks)
		var refused *discord.APIError
		if !errors.As(err, &refused) || refused.Code != api.UnknownWebhook {
			return err
		}
		again := time.NewTimer(wait)
		select {
		case <-again.C:
		case <-ctx.Done():
			again.Stop()
			return err
		}
	}
}

// Drain returns when the work after all responses is done, or has been cut off because ctx ended. From then on the Handler
// still answers, and all work after responses is cut off.
func (h *Handler) Drain(ctx context.Context) {
	stop := context.AfterFunc(ctx, h.after.cut)
	defer stop()
	h.after.wait()
	h.after.cut()
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

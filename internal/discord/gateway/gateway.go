// Package gateway keeps one websocket to Discord open and hands over the interactions that arrive on it.
//
// Discord sends HELLO, the bot identifies, Discord answers READY, and from then on the bot sends heartbeats. When a connection ends, the
// next one resumes the session, so that nothing is lost, or begins a new one. [Run] does that until its context ends or Discord
// refuses in a way that no retry mends. The bot needs no intents: only READY, RESUMED and INTERACTION_CREATE matter.
//
// discordgo's Session.Open was tried against a pretend Discord and is not used. It deadlocks if op 7 comes before READY; it sends
// IDENTIFY without a pause after op 9, 2,001 times in 2 s, where Discord resets the token at 1,000 a day; it reconnects for ever
// after a refused token; a null frame or a panic in a handler ends the process; and it has no read deadline and no read limit.
package gateway

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"leakygut-bot/internal/discord/api"
)

// Config says how to connect and what to do with an interaction.
type Config struct {
	// Token is the bot's token, without "Bot ". It appears in no error and no log line.
	Token string

	// APIURL is the address of Discord's REST interface without the version, such as https://discord.com/api.
	// The gateway must be wss, unless APIURL is plain http.
	APIURL string

	// HTTP makes the request for the gateway's address and the websocket's handshake. Redirects are not followed, as they could take
	// the token elsewhere.
	HTTP *http.Client

	// Handle gets the "d" of each INTERACTION_CREATE, always a JSON object, and may keep it. It is called from several
	// goroutines at once. Its context is not cancelled when Run's is: after that, it has 3 s more. [Arrived] says when the
	// interaction came.
	// A panic is caught and logged.
	Handle func(ctx context.Context, interaction []byte)

	// Log gets what an operator should know; never a token, never an interaction's content. Nil means nowhere.
	Log *slog.Logger

	// Observe is called with what happens, unless it is nil. It is called from several goroutines and must be quick.
	Observe func(Event)

	workers, queue int // other than maxWorkers and maxQueue, in tests
}

// Run connects and serves until ctx ends. Then it gives handlers 3 s to finish and returns nil, in less than 5 s in all; no goroutine
// is left unless a handler ignores its context. It returns earlier only with an error that a retry cannot mend: a [*FatalError], or
// one of a mistake in cfg.
func Run(ctx context.Context, cfg Config) error {
	rest, err := url.Parse(cfg.APIURL)
	switch {
	case err != nil || rest.Host == "" || rest.Scheme != "https" && rest.Scheme != "http":
		return errors.New("gateway: the API address is not an http or https address")
	case cfg.Token == "":
		return errors.New("gateway: no token")
	case cfg.HTTP == nil || cfg.Handle == nil:
		return errors.New("gateway: no HTTP client or no handler")
	}
	client := *cfg.HTTP
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	l := &loop{cfg: cfg, rest: rest, client: &client, log: cfg.Log}
	if l.log == nil {
		l.log = slog.New(slog.DiscardHandler)
	}
	if l.cfg.Observe == nil {
		l.cfg.Observe = func(Event) {}
	}
	l.pool = newPool(ctx, l.cfg, l.log)
	err = l.run(ctx)
	if ctx.Err() != nil {
		l.log.Info("gateway: stopping, no more interactions are taken", "replies_under_way", l.pool.open.Load(), "waiting_at_most", stopGrace+cutGrace)
	}
	l.pool.stop()
	l.closing.Wait()
	return err
}

// loop is what outlives a connection. Only Run's goroutine uses it, but for closing.
type loop struct {
	cfg        Config
	rest       *url.URL // Config.APIURL
	client     *http.Client
	log        *slog.Logger
	pool       *pool
	session    session
	identifies identifyLimiter
	closing    sync.WaitGroup // connections that are still being closed
}

// run makes one connection after another.
func (l *loop) run(ctx context.Context) error {
	var failures backoff
	for {
		l.cfg.Observe(Connecting)
		ready, err := l.connect(ctx)
		if ctx.Err() != nil {
			return nil
		}
		l.cfg.Observe(Disconnected)
		var fatal *FatalError
		if errors.As(err, &fatal) {
			return fatal
		}
		wait := failures.next(ready)
		var later *retryAfterError
		if errors.As(err, &later) {
			wait = max(wait, later.wait)
		}
		l.log.Warn("gateway: connection ended", "cause", err, "resume", l.session.id != "", "retry_in", wait.Round(time.Millisecond))
		if !api.Sleep(ctx, wait) {
			return nil
		}
	}
}

package endpoint

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"runtime/debug"
	"slices"
	"time"

	"github.com/valyala/fasthttp"

	"leakygut-bot/internal/discord"
)

// Config is what a [Server] needs.
type Config struct {
	// Key is the application's public key, with which Discord's signatures are checked.
	Key ed25519.PublicKey

	// Responder gives the responses.
	Responder *discord.Responder

	// Callbacks does what remains after a response, and carries pictures. Nil: it is left undone, and there are none.
	Callbacks *discord.Callbacks

	// Log gets what an operator should know; nothing of what a request said. Nil: nowhere.
	Log *slog.Logger

	// Observe is told the HTTP status of each answer, and how long making it took once the headers were there; 0 for a request
	// that cannot be read. It is called from several goroutines and must be quick. Nil: nobody is told.
	Observe func(status int, took time.Duration)
}

// Server answers signed interactions at POST [Path].
//
// The statuses: 200 with an interaction response; 202 without a body for one that went as a callback, because it has a picture; 401 for whatever is wrong with the signature; 400 for a body that is signed
// and no interaction, or that did not come whole; 404, 405, 408, 411, 413, 415 and 431 as HTTP means them; 503 while too many large
// bodies are being read.
//
// A timestamp that is old is no reason to refuse: Discord asks for no such check, all replies are public knowledge, and the
// one thing a click can change, removing a message, is over after the first time and impossible after 15 minutes. A host
// whose clock is wrong, on the other hand, would answer nobody.
type Server struct {
	cfg    Config
	verify Verifier
	large  places
	after  after
}

// New makes a Server. It returns an error for a key that is not one, and for a missing Responder.
func New(cfg Config) (*Server, error) {
	verify, err := NewVerifier(cfg.Key)
	switch {
	case err != nil:
		return nil, err
	case cfg.Responder == nil:
		return nil, errors.New("endpoint: no responder")
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Observe == nil {
		cfg.Observe = func(int, time.Duration) {}
	}
	return &Server{cfg: cfg, verify: verify, large: make(places, maxLarge), after: newAfter(cfg)}, nil
}

// answer answers one request.
func (s *Server) answer(ctx *fasthttp.RequestCtx) {
	began := time.Now()
	response, status, read := s.respond(ctx)
	switch status {
	case http.StatusAccepted:
		ctx.SetStatusCode(status)
	case http.StatusOK:
		ctx.Response.Header.SetContentType("application/json")
		ctx.Response.SetBodyRaw(response.Body)
		if work := response.After; work != nil && s.cfg.Callbacks != nil {
			ctx.Conn().(*conn).then(func() { s.after.begin(work) })
		}
	default:
		refuse(ctx, status)
		if !read {
			ctx.SetConnectionClose()
		}
	}
	took := time.Since(began)
	s.cfg.Observe(status, took)
	s.debug(ctx, status, took)
}

// respond gives the response, or a status that refuses the request. read tells that the whole body was taken.
func (s *Server) respond(ctx *fasthttp.RequestCtx) (response discord.Response, status int, read bool) {
	if status := refused(&ctx.Request.Header); status != 0 {
		return response, status, false
	}
	sig, timestamp := signature(&ctx.Request.Header)
	m, status := s.read(ctx, timestamp)
	if status != 0 {
		return response, status, false
	}
	defer s.free(m)
	if trailers(&ctx.Request.Header) { // which came with the last chunk
		forget(&ctx.Request.Header)
		return response, http.StatusRequestHeaderFieldsTooLarge, false
	}
	if !s.verify(m.signed(), sig[:]) {
		return response, http.StatusUnauthorized, true
	}
	defer func() {
		if v := recover(); v != nil {
			// The value may quote the interaction; its type and the stack tell enough.
			s.cfg.Log.Error("endpoint: a reply panicked", "type", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
			status, read = http.StatusInternalServerError, true
		}
	}()
	response, err := s.cfg.Responder.Respond(m.body())
	switch {
	case err != nil:
		return response, http.StatusBadRequest, true
	case response.Deliver != nil && s.after.deliver(response.Deliver):
		return response, http.StatusAccepted, true
	}
	return response, http.StatusOK, true
}

// broken answers what came of a request that did not come whole, or is not HTTP. The connection ends after it.
func (s *Server) broken(ctx *fasthttp.RequestCtx, err error) {
	status := badRead(ctx, err)
	refuse(ctx, status)
	s.cfg.Observe(status, 0)
	s.debug(ctx, status, 0)
}

// debug logs a request by its route and status; nothing else of it, for a stranger may have written it.
func (s *Server) debug(ctx *fasthttp.RequestCtx, status int, took time.Duration) {
	if !s.cfg.Log.Enabled(ctx, slog.LevelDebug) {
		return
	}
	route := "other"
	if string(ctx.Path()) == Path {
		route = Path
	}
	s.cfg.Log.Debug("endpoint: request", "route", route, "status", status, "took", took)
}

// Statuses are those that the endpoint answers with.
func Statuses() []int {
	return append(slices.Sorted(maps.Keys(refusals)), http.StatusOK, http.StatusAccepted)
}

// badRead is the status for a request that cannot be read to its end.
func badRead(ctx *fasthttp.RequestCtx, err error) int {
	var (
		timeout interface{ Timeout() bool }
		full    *fasthttp.ErrSmallBuffer
	)
	switch {
	case errors.As(err, &full):
		return http.StatusRequestHeaderFieldsTooLarge
	case ctx.Conn().(*conn).spent():
		return http.StatusRequestEntityTooLarge
	case errors.As(err, &timeout) && timeout.Timeout():
		return http.StatusRequestTimeout
	}
	return http.StatusBadRequest
}

// refuse says in a line what is wrong, for whoever tries the endpoint by hand.
func refuse(ctx *fasthttp.RequestCtx, status int) {
	ctx.Response.Reset()
	ctx.SetStatusCode(status)
	ctx.SetContentType("text/plain; charset=utf-8")
	ctx.SetBodyString(refusals[status] + "\n")
	if status == http.StatusMethodNotAllowed {
		ctx.Response.Header.Set("Allow", http.MethodPost)
	}
}

var refusals = map[int]string{
	http.StatusBadRequest:                  "the body is no interaction",
	http.StatusUnauthorized:                "invalid request signature",
	http.StatusNotFound:                    "interactions are answered at " + Path,
	http.StatusMethodNotAllowed:            "send the interaction with POST",
	http.StatusRequestTimeout:              "the request came too slowly",
	http.StatusLengthRequired:              "the body needs a Content-Length, or chunks",
	http.StatusRequestEntityTooLarge:       "the body is larger than any interaction",
	http.StatusUnsupportedMediaType:        "the body must be application/json",
	http.StatusRequestHeaderFieldsTooLarge: "the headers are more or larger than any of Discord's",
	http.StatusInternalServerError:         "the reply failed",
	http.StatusServiceUnavailable:          "too many large requests at once",
}

// Package endpoint answers the interactions that Discord sends by HTTP.
//
// A request is checked from the outside in: path, method and headers, the size of the body, the signature over the raw body, and
// only then its content. Somebody without Discord's key gets no further than the signature, and takes a bounded amount of memory
// and time. Nothing is kept between requests, so any number of replicas can answer for one application.
//
// A response with a picture goes out as a callback with multipart/form-data, and the request is answered with 202 and no body.
// Discord's reference documents files for callbacks alone ("Create Interaction Response", "Uploading Files"), and asks for that 202
// ("Interaction Callback"). Answering the request itself with a form is not documented, and fails above some 80 to 150 KB
// (discord-api-docs#5250, #5925) and for message commands (#5933). If the callback fails, the request is answered with the same
// response in JSON, without its picture.
//
// discordgo's VerifyInteraction is not used: it reads a body of any size (a forged one of 64 MB took 320 MB) and panics on a key
// of the wrong length.
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
	"strconv"
	"sync/atomic"
	"time"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/endpoint/signature"
)

// Config is what a [Server] needs.
type Config struct {
	// Key is the application's public key, with which Discord's signatures are checked.
	Key ed25519.PublicKey

	// Responder gives the responses.
	Responder *discord.Responder

	// Callbacks sends pictures and what follows a response. If nil, neither is sent.
	Callbacks *discord.Callbacks

	// Log gets what an operator should know, and nothing of a request's content. If nil, nothing is logged.
	Log *slog.Logger

	// Observe is called with the status of each answer and how long it took from the headers on. It is called from several
	// goroutines and must be quick. It may be nil.
	Observe func(status int, took time.Duration)
}

// Server answers signed interactions at POST [Path].
//
// The statuses: 200 with an interaction response; 202 without a body if the response went as a callback, because it has a picture; 401
// for whatever is wrong with the signature; 400 for a body that is signed and not an interaction, or incomplete; 404, 405, 408, 413 and
// 415 as HTTP means them; 500 if making the response panicked; 503 while too many large bodies are being read. What is not HTTP gets its
// status from net/http.
//
// An old timestamp is accepted: Discord asks for no such check, all replies are public knowledge, and the one thing that a click can
// change, removing a message, works once and for 15 minutes. A host whose clock is wrong, on the other hand, would answer nobody.
type Server struct {
	cfg            Config
	verify         func(message, sig []byte) bool
	largeBodies    semaphore
	followUps      followUps
	endConnections atomic.Bool // whether each answer ends its connection
}

// New returns a Server. It returns an error if the key is not one or if there is no Responder.
func New(cfg Config) (*Server, error) {
	verify, err := signature.NewVerifier(cfg.Key)
	switch {
	case err != nil:
		return nil, fmt.Errorf("endpoint: %w", err)
	case cfg.Responder == nil:
		return nil, errors.New("endpoint: no responder")
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Observe == nil {
		cfg.Observe = func(int, time.Duration) {}
	}
	return &Server{cfg: cfg, verify: verify, largeBodies: make(semaphore, maxLargeBodies), followUps: newFollowUps(cfg)}, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	status := s.answer(w, r)
	took := time.Since(began)
	s.cfg.Observe(status, took)
	if s.cfg.Log.Enabled(r.Context(), slog.LevelDebug) {
		route := "other" // a stranger may have written the path
		if r.URL.Path == Path {
			route = Path
		}
		s.cfg.Log.Debug("endpoint: request", "route", route, "status", status, "took", took)
	}
}

// answer writes the answer to a request and returns its status.
func (s *Server) answer(w http.ResponseWriter, r *http.Request) int {
	if s.endConnections.Load() {
		w.Header().Set("Connection", "close")
	}
	sig, status := checkHeaders(r)
	if status != 0 {
		return refuseUnread(w, status)
	}
	m, status := s.read(r)
	if status != 0 {
		return refuseUnread(w, status)
	}
	defer s.free(m)
	if !s.verify(m.signed(), sig[:]) {
		return refuse(w, http.StatusUnauthorized)
	}
	response, status := s.makeResponse(m.body())
	switch status {
	case http.StatusOK:
	case http.StatusAccepted:
		w.WriteHeader(status)
		return status
	default:
		return refuse(w, status)
	}
	w.Header()["Content-Type"] = jsonType
	w.Header().Set("Content-Length", strconv.Itoa(len(response.Body)))
	_, err := w.Write(response.Body)
	if response.After == nil || s.cfg.Callbacks == nil || err != nil {
		return status
	}
	if http.NewResponseController(w).Flush() == nil { // otherwise nobody has the answer, and nothing follows it
		s.followUps.start(response.After)
	}
	return status
}

// jsonType is shared by all answers. net/http does not change it.
var jsonType = []string{"application/json"}

// makeResponse returns the response to a signed body, or the status of a refusal.
func (s *Server) makeResponse(body []byte) (response discord.Response, status int) {
	defer func() {
		if v := recover(); v != nil {
			// The value may quote the interaction; its type and the stack say enough.
			s.cfg.Log.Error("endpoint: a reply panicked", "type", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
			status = http.StatusInternalServerError
		}
	}()
	response, err := s.cfg.Responder.Respond(body)
	switch {
	case err != nil:
		return response, http.StatusBadRequest
	case response.Deliver != nil && s.followUps.deliver(response.Deliver):
		return response, http.StatusAccepted
	}
	return response, http.StatusOK
}

// Statuses returns the statuses of a [Server]'s answers.
func Statuses() []int {
	return append(slices.Sorted(maps.Keys(refusals)), http.StatusOK, http.StatusAccepted)
}

// refuseUnread refuses a request whose body has not been read. It ends the connection, because net/http would otherwise wait
// for the body before it answers.
func refuseUnread(w http.ResponseWriter, status int) int {
	w.Header().Set("Connection", "close")
	return refuse(w, status)
}

// refuse says in a line what is wrong, for people who try the endpoint by hand. It returns the status.
func refuse(w http.ResponseWriter, status int) int {
	if status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", http.MethodPost)
	}
	http.Error(w, refusals[status], status)
	return status
}

var refusals = map[int]string{
	http.StatusBadRequest:            "the body is not an interaction",
	http.StatusUnauthorized:          "invalid request signature",
	http.StatusNotFound:              "interactions are answered at " + Path,
	http.StatusMethodNotAllowed:      "send the interaction with POST",
	http.StatusRequestTimeout:        "the request came too slowly",
	http.StatusRequestEntityTooLarge: "the body is larger than any interaction",
	http.StatusUnsupportedMediaType:  "the body must be application/json",
	http.StatusInternalServerError:   "the reply failed",
	http.StatusServiceUnavailable:    "too many large requests at once",
}

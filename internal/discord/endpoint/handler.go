package endpoint

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"leakygut-bot/internal/discord"
)

// Config is what a [Handler] needs.
type Config struct {
	// Key is the application's public key, with which Discord's signatures are checked.
	Key ed25519.PublicKey

	// Responder gives the responses.
	Responder *discord.Responder

	// Callbacks does what remains after a response. Nil: it is left undone.
	Callbacks *discord.Callbacks

	// Log gets what an operator should know; nothing of what a request said. Nil: nowhere.
	Log *slog.Logger

	// Observe is told the HTTP status of each request and how long it took from its headers to its answer, if it is not nil.
	// It is called from several goroutines and must be quick.
	Observe func(status int, took time.Duration)
}

// Handler answers signed interactions at POST [Path]. It is an [http.Handler]; any number of goroutines may use it.
//
// The statuses: 200 with an interaction response; 401 for whatever is wrong with the signature; 400 for a body that is signed
// and no interaction, or that did not come whole; 404, 405, 408, 413 and 415 as HTTP means them; 503 while too many large
// bodies are being read.
//
// A timestamp that is old is no reason to refuse: Discord asks for no such check, all replies are public knowledge, and the
// one thing a click can change, removing a message, is over after the first time and impossible after 15 minutes. A host
// whose clock is wrong, on the other hand, would answer nobody.
type Handler struct {
	cfg    Config
	verify Verifier
	large  places
	after  after
}

// New makes a Handler. The error is a key that is none, or a missing Responder.
func New(cfg Config) (*Handler, error) {
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
	h := &Handler{cfg: cfg, verify: verify, large: make(places, maxLarge)}
	h.after = newAfter(cfg)
	return h, nil
}

// ServeHTTP answers one request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	response, status, read := h.respond(r)
	if status == http.StatusOK {
		answer(w, r, response.Body)
		h.after.do(w, response)
	} else {
		refuse(w, r, status, read)
	}
	h.cfg.Observe(status, time.Since(began))
}

// respond gives the response, or a status that refuses the request. read tells that the whole body was taken.
func (h *Handler) respond(r *http.Request) (response discord.Response, status int, read bool) {
	sig, timestamp, status := look(r)
	if status != 0 {
		return response, status, false
	}
	m, status := h.read(timestamp, r.Body)
	if status != 0 {
		return response, status, false
	}
	defer h.free(m)
	if !h.verify(m.signed(), sig[:]) {
		return response, http.StatusUnauthorized, true
	}
	defer func() {
		if v := recover(); v != nil {
			// The value may quote the interaction; its type and the stack tell enough.
			h.cfg.Log.Error("endpoint: a reply panicked", "type", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
			status, read = http.StatusInternalServerError, true
		}
	}()
	response, err := h.cfg.Responder.Respond(m.body())
	if err != nil {
		return response, http.StatusBadRequest, true
	}
	return response, http.StatusOK, true
}

var jsonType = []string{"application/json"}

func answer(w http.ResponseWriter, r *http.Request, body []byte) {
	header := w.Header()
	header["Content-Type"] = jsonType
	header["Content-Length"] = []string{strconv.Itoa(len(body))} // without it a reply over 2 KB would go out in chunks
	write(w, r, body)
}

// refuse says in a line what is wrong, for whoever tries the endpoint by hand. What is left of the body is not waited for:
// net/http would take 256 KiB of it before it answered, to keep the connection.
func refuse(w http.ResponseWriter, r *http.Request, status int, read bool) {
	if status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", http.MethodPost)
	}
	if r.ContentLength != 0 && !read {
		w.Header().Set("Connection", "close")
	}
	http.Error(w, refusals[status], status)
}

var refusals = map[int]string{
	http.StatusBadRequest:            "the body is no interaction",
	http.StatusUnauthorized:          "invalid request signature",
	http.StatusNotFound:              "interactions are answered at " + Path,
	http.StatusMethodNotAllowed:      "send the interaction with POST",
	http.StatusRequestTimeout:        "the body came too slowly",
	http.StatusRequestEntityTooLarge: "the body is larger than any interaction",
	http.StatusUnsupportedMediaType:  "the body must be application/json",
	http.StatusInternalServerError:   "the reply failed",
	http.StatusServiceUnavailable:    "too many large requests at once",
}

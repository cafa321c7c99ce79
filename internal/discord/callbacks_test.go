package discord

import (
	"context"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"leakygut-bot/internal/discord/discordtest"
)

// A wire answers HTTP requests one after the other, the last for ever, and remembers them.
type wire struct {
	answers    answers
	got        []string // "METHOD path body"
	mediaTypes []string
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	body := []byte{}
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
		r.Body.Close()
	}
	answer := w.answers[min(len(w.got), len(w.answers)-1)]
	w.mediaTypes = append(w.mediaTypes, r.Header.Get("Content-Type"))
	w.got = append(w.got, r.Method+" "+r.URL.Path+" "+string(body))
	return answer(r)
}

func (w *wire) callbacks() *Callbacks {
	return NewCallbacks("https://discord.test/api", &http.Client{Transport: w})
}

func status(code int, body string, header ...string) func(*http.Request) (*http.Response, error) {
	return func(r *http.Request) (*http.Response, error) {
		h := http.Header{}
		for i := 0; i < len(header); i += 2 {
			h.Set(header[i], header[i+1])
		}
		return &http.Response{StatusCode: code, Body: io.NopCloser(strings.NewReader(body)), Header: h, Request: r}, nil
	}
}

func broken(*http.Request) (*http.Response, error) {
	return nil, errors.New("connection reset by peer")
}

func hanging(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

const (
	hidden   = "aW50ZXJhY3Rpb24:secret-token" // an interaction's
	html     = "<!DOCTYPE html><title>Cloudflare</title> " + hidden
	reply    = `{"type":4}`
	callback = "POST /api/v10/interactions/12/" + hidden + "/callback " + reply
)

type answers = []func(*http.Request) (*http.Response, error)

func TestRespondRetries(t *testing.T) {
	for name, tt := range map[string]struct {
		answers answers
		tries   int
		want    string // of the error
		took    time.Duration
	}{
		"done":                 {answers{status(204, "")}, 1, "", 0},
		"done with a body":     {answers{status(200, `{"interaction":{}}`)}, 1, "", 0},
		"broken once":          {answers{broken, status(204, "")}, 2, "", 0},
		"broken twice":         {answers{broken}, 2, "connection reset by peer", 0},
		"502 once":             {answers{status(502, html), status(204, "")}, 2, "", 0},
		"500 twice":            {answers{status(500, `{"code":0}`)}, 2, "Discord answered HTTP 500", 0},
		"broken, then 40060":   {answers{broken, status(400, `{"code":40060,"message":"Already"}`)}, 2, "", 0},
		"40060 at once":        {answers{status(400, `{"code":40060}`)}, 1, "", 0},
		"unknown":              {answers{status(404, `{"code":10062,"message":"Unknown interaction"}`)}, 1, "Discord answered HTTP 404 with code 10062", 0},
		"an unknown message":   {answers{status(404, `{"code":10008}`)}, 1, "Discord answered HTTP 404 with code 10008", 0},
		"refused":              {answers{status(400, `{"code":50035,"errors":{"data":"`+hidden+`"}}`)}, 1, "Discord answered HTTP 400 with code 50035", 0},
		"rate limit":           {answers{status(429, `{"retry_after":0.5}`), status(204, "")}, 2, "", 500 * time.Millisecond},
		"rate limit, header":   {answers{status(429, html, "Retry-After", "1"), status(204, "")}, 2, "", time.Second},
		"rate limit twice":     {answers{status(429, `{"retry_after":0.5}`)}, 2, "Discord answered HTTP 429", 500 * time.Millisecond},
		"rate limit, too long": {answers{status(429, `{"retry_after":2.5}`)}, 1, "Discord answered HTTP 429", 0},
		"rate limit in HTML":   {answers{status(429, html)}, 1, "Discord answered HTTP 429", 0},
		"moved":                {answers{status(302, html)}, 1, "Discord answered HTTP 302", 0},
		"hanging once":         {answers{hanging, status(204, "")}, 2, "", tryTimeout},
		"hanging":              {answers{hanging}, 2, "context deadline exceeded", callbackTimeout},
		"broken, then hanging": {answers{broken, hanging}, 2, "context deadline exceeded", callbackTimeout},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &wire{answers: tt.answers}
				began := time.Now()
				err := w.callbacks().send(t.Context(), "12", hidden, jsonContent([]byte(reply)))
				if got := errorText(err); got != tt.want || strings.Contains(got, "secret") {
					t.Errorf("%q, want %q", got, tt.want)
				}
				if len(w.got) != tt.tries || w.got[0] != callback || w.got[len(w.got)-1] != callback {
					t.Errorf("%q, want %d tries", w.got, tt.tries)
				}
				if took := time.Since(began); took != tt.took {
					t.Errorf("took %v, want %v", took, tt.took)
				}
			})
		})
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestRespondStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	w := &wire{answers: answers{func(r *http.Request) (*http.Response, error) { cancel(); return broken(r) }}}
	if err := w.callbacks().send(ctx, "1", hidden, jsonContent(nil)); err == nil || len(w.got) != 1 {
		t.Errorf("%v after %d tries", err, len(w.got))
	}
}

func TestDeleteOriginal(t *testing.T) {
	for name, tt := range map[string]struct {
		answers answers
		want    string
	}{
		"deleted":      {answers{status(204, "")}, ""},
		"gone already": {answers{status(404, `{"code":10008}`)}, ""},
		"502 once":     {answers{status(502, ""), status(404, `{"code":10008}`)}, ""},
		"too late":     {answers{status(404, `{"code":10015}`)}, "Discord answered HTTP 404 with code 10015"},
	} {
		w := &wire{answers: tt.answers}
		if got := errorText(w.callbacks().deleteOriginal(t.Context(), "77", hidden)); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
		if want := "DELETE /api/v10/webhooks/77/" + hidden + "/messages/@original "; w.got[0] != want {
			t.Errorf("%s: %q", name, w.got[0])
		}
	}
}

// IDs come from outside: they stay one part of the path each.
func TestIDsAreEscaped(t *testing.T) {
	var path string
	w := &wire{answers: answers{func(r *http.Request) (*http.Response, error) { path = r.URL.EscapedPath(); return status(204, "")(r) }}}
	if err := w.callbacks().send(t.Context(), "../1", "a/b?c#d", jsonContent(nil)); err != nil || path != "/api/v10/interactions/..%2F1/a%2Fb%3Fc%23d/callback" {
		t.Errorf("%s, %v", path, err)
	}
}

// endless is a body without end, which counts what was read of it.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) { e.read += len(p); return len(p), nil }
func (e *endless) Close() error               { return nil }

func TestAnswersAreReadInPart(t *testing.T) {
	body := &endless{}
	w := &wire{answers: answers{func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 400, Body: body, Request: r}, nil
	}}}
	if err := w.callbacks().send(t.Context(), "1", hidden, jsonContent(nil)); err == nil || body.read > errorBody+32<<10 {
		t.Errorf("%v; %d bytes were read", err, body.read)
	}
}

func TestNoAddress(t *testing.T) {
	err := NewCallbacks("::no address", http.DefaultClient).send(t.Context(), "1", hidden, jsonContent(nil))
	if got, want := errorText(err), "the address of the Discord API cannot be used"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A real client neither follows a redirect, which would take the token elsewhere, nor leaves a connection behind.
func TestHTTPClient(t *testing.T) {
	srv := discordtest.New(t)
	client := HTTPClient(srv.URL())
	defer client.CloseIdleConnections()
	i := discordtest.Ping()
	srv.Script(discordtest.Callback, discordtest.Response{Status: 307, Header: map[string]string{"Location": srv.URL() + "/v10/gateway"}})
	if got := errorText(NewCallbacks(srv.URL(), client).send(t.Context(), i.ID, i.Token, jsonContent([]byte(`{"type":1}`)))); got != "Discord answered HTTP 307" || srv.Count("GET /gateway") > 0 {
		t.Errorf("%q, and %d followed", got, srv.Count("GET /gateway"))
	}
	srv.Close()
	got := errorText(NewCallbacks(srv.URL(), client).send(t.Context(), i.ID, i.Token, jsonContent(nil)))
	if !strings.Contains(got, "connection refused") || strings.Contains(got, i.Token) {
		t.Errorf("%q", got)
	}
}

// TestRespondByCallback holds that the work after a response is left until Discord has it, and that the error of each is told apart.
func TestRespondByCallback(t *testing.T) {
	p := NewResponder(must(t, jetlag))
	remove := discordtest.Button("1|x||||||0")
	w := &wire{answers: answers{status(204, ""), status(403, "")}}
	rest, err := p.RespondByCallback(t.Context(), w.callbacks(), remove.JSON())
	if err != nil || len(w.got) != 1 || !strings.HasSuffix(w.got[0], `/callback {"type":6}`) {
		t.Fatalf("%v, %q", err, w.got)
	}
	if got := errorText(rest()); got != "Discord answered HTTP 403" || len(w.got) != 2 || !strings.HasPrefix(w.got[1], "DELETE ") {
		t.Errorf("%s, %q", got, w.got)
	}
	w = &wire{answers: answers{status(404, "")}}
	if _, err := p.RespondByCallback(t.Context(), w.callbacks(), remove.JSON()); err == nil || len(w.got) != 1 {
		t.Errorf("%v, %q", err, w.got)
	}
	if _, err := p.RespondByCallback(t.Context(), w.callbacks(), []byte(`[]`)); err == nil || len(w.got) != 1 {
		t.Errorf("%v, %q", err, w.got)
	}
	w = &wire{answers: answers{status(204, "")}}
	if rest, err := p.RespondByCallback(t.Context(), w.callbacks(), discordtest.Slash("jetlag", "symptoms").JSON()); err != nil || rest() != nil || len(w.got) != 1 {
		t.Errorf("%v, %q", err, w.got)
	}
}

// TestNothingIsKept answers 100,000 interactions, each with an id and a token of its own: the heap stays as it was.
func TestNothingIsKept(t *testing.T) {
	p, c := NewResponder(must(t, jetlag)), NewCallbacks("https://discord.test/api", &http.Client{Transport: forgetful{}})
	answer := func(n int) {
		for range n {
			i := discordtest.Slash("jetlag", "symptoms")
			if _, err := p.RespondByCallback(t.Context(), c, []byte(`{"type":2,"id":"`+i.ID+`","token":"`+i.Token+`","data":{"name":"jetlag","options":[{"name":"symptoms","type":1}]}}`)); err != nil {
				t.Fatal(err)
			}
		}
	}
	heap := func() int64 {
		runtime.GC()
		runtime.GC() // what pools hold goes at the second
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	answer(1000)
	before := heap()
	answer(99_000)
	if grown := heap() - before; grown > 1<<20 {
		t.Errorf("the heap grew by %d bytes", grown)
	}
}

// forgetful takes every request.
type forgetful struct{}

func (forgetful) RoundTrip(r *http.Request) (*http.Response, error) { return status(204, "")(r) }

package endpoint_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/discord/endpoint"
)

func TestStatuses(t *testing.T) {
	observed := make(chan int, 1)
	s := serve(t, observe(observed))
	other := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	set := func(name, value string) func(*request) { return func(r *request) { r.header.Set(name, value) } }
	remove := func(name string) func(*request) { return func(r *request) { r.header.Del(name) } }
	line := func(line string) func(*request) { return func(r *request) { r.line = line } }
	// sign makes the body another one, signed.
	sign := func(body string) func(*request) {
		return func(r *request) { *r = signedRequest([]byte(body)) }
	}
	const (
		unsigned = "invalid request signature"
		none     = "the body is not an interaction"
		noJSON   = "the body must be application/json"
	)
	const sigHeader, timeHeader = "X-Signature-Ed25519", "X-Signature-Timestamp"
	for _, test := range []struct {
		name   string
		change func(*request)
		status int
		says   string // what the body holds
	}{
		{"nothing changed", func(*request) {}, 200, `"type":4`},
		{"ping", func(r *request) { *r = signedRequest(discordtest.Ping().JSON()) }, 200, `{"type":1}`},
		{"old timestamp", func(r *request) {
			r.header = discordtest.Sign(benchKey(), "1000000000", r.body)
		}, 200, `"type":4`},
		{"charset", set("Content-Type", "application/json; charset=utf-8"), 200, `"type":4`},
		{"capital letters", set("Content-Type", "Application/JSON;charset=UTF-8"), 200, `"type":4`},
		{"capital digits", func(r *request) { r.header.Set(sigHeader, strings.ToUpper(r.header.Get(sigHeader))) }, 200, `"type":4`},
		{"chunked", func(r *request) {
			r.noLength = true
			r.header.Set("Transfer-Encoding", "chunked")
			r.body = fmt.Appendf(nil, "%x\r\n%s\r\n0\r\n\r\n", len(r.body), r.body)
		}, 200, `"type":4`},
		{"another query", line("POST /interactions?wait=true HTTP/1.1"), 200, `"type":4`},
		{"HTTP/1.0", line("POST /interactions HTTP/1.0"), 200, `"type":4`},
		{"a target with a host", line("POST http://bot.example/interactions HTTP/1.1"), 200, `"type":4`},

		{"another path", line("POST / HTTP/1.1"), 404, "interactions are answered at /interactions"},
		{"a longer path", line("POST /interactions/ HTTP/1.1"), 404, "interactions are answered at /interactions"},
		{"GET", line("GET /interactions HTTP/1.1"), 405, "send the interaction with POST"},
		{"PUT", line("PUT /interactions HTTP/1.1"), 405, "send the interaction with POST"},
		{"no content type", remove("Content-Type"), 415, noJSON},
		{"a form", set("Content-Type", "application/x-www-form-urlencoded"), 415, noJSON},
		{"two types", func(r *request) { r.header["Content-Type"] = []string{"application/json", "text/plain"} }, 415, noJSON},
		{"a list of types", set("Content-Type", "application/json, text/plain"), 415, noJSON},
		{"too long by its header", set("Content-Length", "262145"), 413, "the body is larger than any interaction"},

		{"no signature", remove(sigHeader), 401, unsigned},
		{"empty signature", set(sigHeader, ""), 401, unsigned},
		{"short signature", func(r *request) { r.header.Set(sigHeader, r.header.Get(sigHeader)[2:]) }, 401, unsigned},
		{"long signature", func(r *request) { r.header.Set(sigHeader, r.header.Get(sigHeader)+"00") }, 401, unsigned},
		{"no hexadecimal digits", set(sigHeader, strings.Repeat("zz", 64)), 401, unsigned},
		{"two signatures", func(r *request) { r.header.Add(sigHeader, r.header.Get(sigHeader)) }, 401, unsigned},
		{"no timestamp", remove(timeHeader), 401, unsigned},
		{"long timestamp", func(r *request) {
			r.header = discordtest.Sign(benchKey(), strings.Repeat("1", 33), r.body)
		}, 401, unsigned},
		{"two timestamps", func(r *request) { r.header.Add(timeHeader, r.header.Get(timeHeader)) }, 401, unsigned},
		{"another timestamp", set(timeHeader, "1"), 401, unsigned},
		{"another body", func(r *request) { r.body = bytes.Replace(r.body, []byte("symptoms"), []byte("symptomz"), 1) }, 401, unsigned},
		{"another key", func(r *request) { r.header = discordtest.Sign(other, "1700000000", r.body) }, 401, unsigned},
		{"an empty body that is not signed", func(r *request) { r.body = nil }, 401, unsigned},
		{"malformed and not signed", func(r *request) { r.body = []byte("{") }, 401, unsigned},
		{"a byte moved to the timestamp", func(r *request) {
			time := r.header.Get(timeHeader)
			r.header.Set(timeHeader, time+"{")
			r.body = r.body[1:]
		}, 400, none},

		{"no length", func(r *request) { r.noLength = true }, 401, unsigned},
		{"many headers", func(r *request) {
			for n := range 70 {
				r.header.Set(fmt.Sprint("X-", n), "x")
			}
		}, 200, `"type":4`},

		{"signed and empty", sign(""), 400, none},
		{"signed and malformed", sign(`{"type":`), 400, none},
		{"signed and no object", sign(`[1]`), 400, none},
		{"signed and without a type", sign(`{"id":"1"}`), 400, none},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := signedRequest(symptoms().JSON())
			test.change(&r)
			resp, body := s.send(r.wire())
			if resp.StatusCode != test.status || !strings.Contains(body, test.says) {
				t.Errorf("status %d and %q; want %d and %q", resp.StatusCode, body, test.status, test.says)
			}
			if resp.StatusCode == 200 {
				if typ := resp.Header.Get("Content-Type"); typ != "application/json" {
					t.Errorf("content type %q", typ)
				}
				if resp.ContentLength != int64(len(body)) {
					t.Errorf("content length %d of %d bytes", resp.ContentLength, len(body))
				}
			}
			if allow := resp.Header.Get("Allow"); (allow == "POST") != (test.status == 405) {
				t.Errorf("Allow %q", allow)
			}
			if got := <-observed; got != test.status {
				t.Errorf("observed %d", got)
			}
		})
	}
}

func TestLargestBody(t *testing.T) {
	s := serve(t, nil)
	for _, test := range []struct{ size, status int }{{256 << 10, 200}, {256<<10 + 1, 413}} {
		for _, chunked := range []bool{false, true} {
			ping := `{"type":1}`
			r := signedRequest([]byte(ping + strings.Repeat(" ", test.size-len(ping))))
			if chunked {
				r.noLength = true
				r.header.Set("Transfer-Encoding", "chunked")
				r.body = fmt.Appendf(nil, "%x\r\n%s\r\n0\r\n\r\n", len(r.body), r.body)
			}
			if resp, _ := s.send(r.wire()); resp.StatusCode != test.status {
				t.Errorf("%d bytes, chunked %t: status %d, want %d", test.size, chunked, resp.StatusCode, test.status)
			}
		}
	}
}

// What refuses a request before its body must not wait for the body, which is why the connection ends.
func TestRefusesWithoutTheBody(t *testing.T) {
	s := serve(t, nil)
	for status, change := range map[int]func(*request){
		404: func(r *request) { r.line = "POST /admin HTTP/1.1" },
		405: func(r *request) { r.line = "PATCH /interactions HTTP/1.1" },
		415: func(r *request) { r.header.Set("Content-Type", "text/plain") },
		413: func(r *request) { r.header.Set("Content-Length", "67108864") },
		401: func(r *request) { r.header.Del("X-Signature-Ed25519") },
	} {
		r := signedRequest(symptoms().JSON())
		change(&r)
		r.endOfBody = 0
		if resp, _ := s.send(r.wire()); resp.StatusCode != status || !resp.Close {
			t.Errorf("status %d, closes %t; want %d and true", resp.StatusCode, resp.Close, status)
		}
	}
}

// Whoever is refused while most of the body is on its way can read why: the connection is not reset under the answer.
func TestARefusalArrives(t *testing.T) {
	s := serve(t, nil)
	for range 20 {
		request := signedRequest(bytes.Repeat([]byte("x"), 200<<10))
		request.header.Del("X-Signature-Timestamp")
		if resp, _ := s.send(request.wire()); resp.StatusCode != 401 || !resp.Close {
			t.Errorf("status %d, closes %t", resp.StatusCode, resp.Close)
		}
	}
}

func TestNewRefusesWhatItCannotUse(t *testing.T) {
	key := benchKey().Public().(ed25519.PublicKey)
	for want, cfg := range map[string]endpoint.Config{
		"endpoint: signature: this is not an Ed25519 public key": {Key: key[1:], Responder: discord.NewResponder(compiled())},
		"endpoint: no responder":                                 {Key: key},
	} {
		if _, err := endpoint.New(cfg); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

// A panic while a reply is made costs that reply, and its value, which may quote a person, is not logged.
func TestPanicIsContained(t *testing.T) {
	s := serve(t, func(cfg *endpoint.Config) {
		cfg.Responder.Observe(func(l discord.Label) {
			if l.Subcommand == "symptoms" {
				panic("a private question")
			}
		})
	})
	resp, body := s.send(signedRequest(symptoms().JSON()).wire())
	if resp.StatusCode != http.StatusInternalServerError || !strings.Contains(body, "the reply failed") {
		t.Errorf("status %d, %s", resp.StatusCode, body)
	}
	if resp, _ := s.send(ping()); resp.StatusCode != 200 {
		t.Errorf("after the panic: status %d", resp.StatusCode)
	}
	if log := s.log.String(); !strings.Contains(log, "a reply panicked") || strings.Contains(log, "private") {
		t.Errorf("log: %s", log)
	}
}

// Logs and answers hold nothing of a request.
func TestNothingOfARequestIsLogged(t *testing.T) {
	observed := make(chan int, 1)
	s := serve(t, observe(observed))
	i := discordtest.Slash("jetlag", "ask", discordtest.String("question", "my-private-question"))
	good := signedRequest(i.JSON())
	bad := good
	bad.header = good.header.Clone()
	bad.header.Set("X-Signature-Ed25519", hex.EncodeToString(make([]byte, 64)))
	for want, r := range map[int]request{200: good, 401: bad} {
		s.send(r.wire())
		if got := <-observed; got != want {
			t.Errorf("observed %d, want %d", got, want)
		}
	}
	if log := s.log.String(); strings.Contains(log, "my-private-question") || strings.Contains(log, i.Token) {
		t.Errorf("log: %s", log)
	}
}

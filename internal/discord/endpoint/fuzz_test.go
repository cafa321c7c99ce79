package endpoint_test

import (
	"crypto/ed25519"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/discord/endpoint"
)

// FuzzRequest sends any request, signed or not: the status is a documented one, a body that is not signed gets no response, and
// nothing panics. What is no HTTP never gets here; net/http is fuzzed by the Go project.
func FuzzRequest(f *testing.F) {
	ping := discordtest.Ping().JSON()
	for _, body := range [][]byte{ping, symptoms().JSON(), nil, []byte("{"), []byte(`{"type":99}`)} {
		f.Add("POST", endpoint.Path, "application/json", "1700000000", body, true)
	}
	f.Add("POST", endpoint.Path, "application/json; charset=utf-8", "1700000000", ping, false)
	f.Add("GET", "/", "", "", ping, false)
	f.Add("POST", endpoint.Path, "application/json", "", []byte(strings.Repeat(" ", 9<<10)), true)
	server, err := endpoint.New(endpoint.Config{Key: benchKey().Public().(ed25519.PublicKey), Responder: discord.NewResponder(compiled())})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, method, path, contentType, timestamp string, body []byte, signed bool) {
		r := httptest.NewRequest("POST", endpoint.Path, strings.NewReader(string(body)))
		r.Method, r.URL.Path = method, path
		r.Header = discordtest.Sign(benchKey(), timestamp, body)
		if !signed {
			r.Header.Set("X-Signature-Ed25519", strings.Repeat("ab", ed25519.SignatureSize))
		}
		r.Header.Set("Content-Type", contentType)
		w := httptest.NewRecorder()
		server.ServeHTTP(w, r)
		switch {
		case !slices.Contains(endpoint.Statuses(), w.Code) || w.Code == http.StatusInternalServerError:
			t.Errorf("status %d", w.Code)
		case w.Code == http.StatusOK && (!signed || !strings.HasPrefix(w.Body.String(), `{"type":`)):
			t.Errorf("signed %t: %s", signed, w.Body)
		}
	})
}

package ops

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestHealth(t *testing.T) {
	var h Health
	ask := func(path string) int {
		w := httptest.NewRecorder()
		h.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w.Code
	}
	for _, step := range []struct {
		ready  bool
		status int
	}{{false, 503}, {true, 200}, {false, 503}} {
		h.Ready(step.ready)
		if got := ask("/readyz"); got != step.status {
			t.Errorf("ready %t: status %d", step.ready, got)
		}
		if got := ask("/healthz"); got != 200 {
			t.Errorf("alive: status %d", got)
		}
	}
}

func TestStart(t *testing.T) {
	stop, err := Start("127.0.0.1:0", http.NotFoundHandler())
	if err != nil {
		t.Fatal(err)
	}
	stop()
	busy := httptest.NewServer(http.NotFoundHandler())
	defer busy.Close()
	addr := strings.TrimPrefix(busy.URL, "http://")
	if _, err := Start(addr, nil); err == nil || err.Error() != "listen at "+addr+": bind: address already in use" {
		t.Errorf("error %v", err)
	}
	resp, err := busy.Client().Get(busy.URL)
	if err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
}

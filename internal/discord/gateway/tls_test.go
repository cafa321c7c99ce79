package gateway

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

// Over https the gateway is wss, though the server speaks HTTP/2 to whoever does not ask for a websocket.
func TestTLS(t *testing.T) {
	identified := make(chan string, 1)
	mux := http.NewServeMux()
	srv := httptest.NewUnstartedServer(mux)
	mux.HandleFunc("GET /api/v10/gateway/bot", func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 2 || r.Header.Get("Authorization") != "Bot token" {
			t.Errorf("%s, Authorization %q", r.Proto, r.Header.Get("Authorization"))
		}
		fmt.Fprintf(w, `{"url":"wss%s"}`, strings.TrimPrefix(srv.URL, "https"))
	})
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		ws, err := websocket.Accept(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer ws.CloseNow()
		ws.Write(r.Context(), websocket.MessageText, []byte(`{"op":10,"d":{"heartbeat_interval":41250}}`))
		_, b, err := ws.Read(r.Context())
		if err != nil {
			t.Error(err)
		}
		identified <- string(b)
		ws.Read(r.Context())
	})
	srv.EnableHTTP2 = true
	srv.StartTLS()
	defer srv.Close()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- Run(ctx, Config{Token: "token", APIURL: srv.URL + "/api/", HTTP: srv.Client(), Handle: func(context.Context, []byte) {}})
	}()
	if got := <-identified; !strings.Contains(got, `"token":"token"`) {
		t.Error(got)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

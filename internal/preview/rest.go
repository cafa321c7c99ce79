package preview

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
)

// Discord plays the REST API of Discord for the bot that is looked at. It is the transport of an HTTP client, so nothing is
// sent anywhere, whatever address the client is given. Any number of goroutines may use it.
type Discord struct {
	calls  *http.ServeMux
	mu     sync.Mutex
	tokens map[string]bool // of interactions; true while the message is there
	order  []string
	gone   func(token string) // told when the bot deletes the message of an interaction
}

// maxTokens is how many interactions are remembered. Discord forgets each after 15 minutes.
const maxTokens = 1000

// Codes of Discord's errors.
const (
	unknownMessage = 10008
	unknownWebhook = 10015
)

// NewDiscord makes a Discord that knows no interaction yet.
func NewDiscord() *Discord {
	d := &Discord{calls: http.NewServeMux(), tokens: map[string]bool{}, gone: func(string) {}}
	d.calls.HandleFunc("DELETE /api/{version}/webhooks/{application}/{token}/messages/@original", d.deleteOriginal)
	d.calls.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { refuse(w, 0, "this pretend Discord knows no such call") })
	return d
}

// RoundTrip answers a call as Discord would.
func (d *Discord) RoundTrip(r *http.Request) (*http.Response, error) {
	w := newRecorder()
	d.calls.ServeHTTP(w, r)
	if r.Body != nil {
		r.Body.Close()
	}
	return &http.Response{
		Status: fmt.Sprintf("%d %s", w.status, http.StatusText(w.status)), StatusCode: w.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.header, Body: io.NopCloser(&w.body), ContentLength: int64(w.body.Len()), Request: r,
	}, nil
}

// begin makes an interaction known by its token, so that calls about it are answered.
func (d *Discord) begin(token string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, known := d.tokens[token]; known || token == "" {
		return
	}
	d.tokens[token] = true
	if d.order = append(d.order, token); len(d.order) > maxTokens {
		delete(d.tokens, d.order[0])
		d.order = d.order[1:]
	}
}

func (d *Discord) deleteOriginal(w http.ResponseWriter, r *http.Request) {
	token := r.PathValue("token")
	d.mu.Lock()
	there, known := d.tokens[token]
	if there {
		d.tokens[token] = false
	}
	d.mu.Unlock()
	switch {
	case !known:
		refuse(w, unknownWebhook, "Unknown Webhook")
	case !there:
		refuse(w, unknownMessage, "Unknown Message")
	default:
		d.gone(token)
		w.WriteHeader(http.StatusNoContent)
	}
}

func refuse(w http.ResponseWriter, code int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusNotFound)
	json.NewEncoder(w).Encode(map[string]any{"code": code, "message": message})
}

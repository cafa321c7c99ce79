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
	album  album
	mu     sync.Mutex
	tokens map[string]*known // of interactions
	order  []string
	gone   func(token string) // told when the bot deletes the message of an interaction
}

// A known interaction is one that the page has sent.
type known struct {
	there    bool             // the message is there, or can still come
	callback []byte           // the response that came as a callback, in JSON
	pictures map[string]shown // which came with it, by their names
}

// maxTokens is how many interactions are remembered. Discord forgets each after 15 minutes.
const maxTokens = 1000

// Codes of Discord's errors.
const (
	unknownMessage      = 10008
	unknownWebhook      = 10015
	unknownInteraction  = 10062
	alreadyAcknowledged = 40060
	invalidForm         = 50035
)

// maxForm is how many bytes of a callback are read. The pictures that the bot sends have 60 KB at most.
const maxForm = 1 << 20

// NewDiscord makes a Discord that knows no interaction yet.
func NewDiscord() *Discord {
	d := &Discord{calls: http.NewServeMux(), tokens: map[string]*known{}, gone: func(string) {}}
	d.calls.HandleFunc("DELETE /api/{version}/webhooks/{application}/{token}/messages/@original", d.deleteOriginal)
	d.calls.HandleFunc("POST /api/{version}/interactions/{id}/{token}/callback", d.callback)
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

// begin makes an interaction known by its token, so that calls about it are answered. A page that follows the files asks once more
// what it asked before; then the interaction is a new one.
func (d *Discord) begin(token string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if k := d.tokens[token]; k != nil {
		k.callback, k.pictures = nil, nil
		return
	}
	if token == "" {
		return
	}
	d.tokens[token] = &known{there: true}
	if d.order = append(d.order, token); len(d.order) > maxTokens {
		delete(d.tokens, d.order[0])
		d.order = d.order[1:]
	}
}

func (d *Discord) deleteOriginal(w http.ResponseWriter, r *http.Request) {
	token := r.PathValue("token")
	d.mu.Lock()
	k, there := d.tokens[token], false
	if k != nil {
		there, k.there = k.there, false
	}
	d.mu.Unlock()
	switch {
	case k == nil:
		refuse(w, unknownWebhook, "Unknown Webhook")
	case !there:
		refuse(w, unknownMessage, "Unknown Message")
	default:
		d.gone(token)
		w.WriteHeader(http.StatusNoContent)
	}
}

// callback takes a response with its pictures, for the page to fetch.
func (d *Discord) callback(w http.ResponseWriter, r *http.Request) {
	payload, pictures, err := d.form(r)
	d.mu.Lock()
	defer d.mu.Unlock()
	switch k := d.tokens[r.PathValue("token")]; {
	case k == nil:
		refuse(w, unknownInteraction, "Unknown interaction")
	case k.callback != nil:
		refuse(w, alreadyAcknowledged, "Interaction has already been acknowledged.")
	case err != nil:
		refuse(w, invalidForm, "Invalid Form Body")
	default:
		k.callback, k.pictures = payload, pictures
		w.WriteHeader(http.StatusNoContent)
	}
}

// form reads what a callback sends: JSON, and files beside it.
func (d *Discord) form(r *http.Request) (payload []byte, pictures map[string]shown, err error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, nil, err
	}
	pictures = map[string]shown{}
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return payload, pictures, nil
		}
		if err != nil {
			return nil, nil, err
		}
		data, err := io.ReadAll(io.LimitReader(part, maxForm))
		switch {
		case err != nil:
			return nil, nil, err
		case part.FormName() == "payload_json":
			payload = data
		default:
			pictures[part.FileName()] = d.album.add(part.FileName(), data)
		}
	}
}

// called returns the response to an interaction that came as a callback, and its pictures.
func (d *Discord) called(token string) (callback []byte, pictures map[string]shown) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if k := d.tokens[token]; k != nil {
		return k.callback, k.pictures
	}
	return nil, nil
}

func refuse(w http.ResponseWriter, code int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusNotFound)
	json.NewEncoder(w).Encode(map[string]any{"code": code, "message": message})
}

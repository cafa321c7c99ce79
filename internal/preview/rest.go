package preview

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"leakygut-bot/internal/discord/api"
)

// Discord plays Discord's REST API for the bot behind the page. It is the transport of an HTTP client, so nothing is sent anywhere,
// whatever address the client is given. It is safe for any number of goroutines.
type Discord struct {
	album        album
	mu           sync.Mutex
	interactions map[string]*interaction // by their tokens
	order        []string                // of the tokens, the oldest first
	onDelete     func(token string)      // told when the bot deletes the message of an interaction
}

// An interaction is one that the page has sent.
type interaction struct {
	deleted  bool             // its message
	callback []byte           // the response that came as a callback, in JSON
	pictures map[string]shown // that came with it, by their names
}

const (
	// maxInteractions is how many interactions are remembered. Discord forgets each after 15 minutes.
	maxInteractions = 1000

	// maxForm is how many bytes of a callback are read. The pictures that the bot sends have 60 KB at most.
	maxForm = 1 << 20
)

// NewDiscord returns a Discord that knows no interaction yet.
func NewDiscord() *Discord {
	return &Discord{interactions: map[string]*interaction{}, onDelete: func(string) {}}
}

// RoundTrip answers a call as Discord would.
func (d *Discord) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		defer r.Body.Close()
	}
	resp := &http.Response{StatusCode: http.StatusNoContent, Header: http.Header{}, Body: http.NoBody, Request: r}
	if code, message := d.call(r); message != "" {
		resp.StatusCode = http.StatusNotFound
		resp.Body = io.NopCloser(strings.NewReader(fmt.Sprintf(`{"code":%d,"message":%q}`, code, message)))
	}
	return resp, nil
}

// call does what a call asks for, or returns the code and the message of Discord's refusal.
func (d *Discord) call(r *http.Request) (code int, refusal string) {
	switch r.Method + " " + api.Route(r.URL.Path) {
	case "DELETE /api/v" + api.Version + "/webhooks/…/…/messages/@original":
		return d.deleteOriginal(tokenIn(r))
	case "POST /api/v" + api.Version + "/interactions/…/…/callback":
		return d.keepResponse(tokenIn(r), r)
	}
	return 0, "this pretend Discord knows no such call"
}

// tokenIn returns the token in the path of either call.
func tokenIn(r *http.Request) string { return strings.Split(r.URL.Path, "/")[5] }

// begin makes an interaction known by its token. A page that follows the files asks again what it asked before; then the
// interaction has no response yet once more.
func (d *Discord) begin(token string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if i := d.interactions[token]; i != nil {
		i.callback, i.pictures = nil, nil
		return
	}
	if token == "" {
		return
	}
	d.interactions[token] = &interaction{}
	if d.order = append(d.order, token); len(d.order) > maxInteractions {
		delete(d.interactions, d.order[0])
		d.order = d.order[1:]
	}
}

func (d *Discord) deleteOriginal(token string) (code int, refusal string) {
	d.mu.Lock()
	i := d.interactions[token]
	first := i != nil && !i.deleted
	if first {
		i.deleted = true
	}
	d.mu.Unlock()
	switch {
	case i == nil:
		return api.UnknownWebhook, "Unknown Webhook"
	case !first:
		return api.UnknownMessage, "Unknown Message"
	}
	d.onDelete(token)
	return 0, ""
}

// keepResponse keeps a response and its pictures until the page fetches them.
func (d *Discord) keepResponse(token string, r *http.Request) (code int, refusal string) {
	payload, files, err := api.ReadForm(r.Header.Get("Content-Type"), io.LimitReader(r.Body, maxForm))
	d.mu.Lock()
	defer d.mu.Unlock()
	switch i := d.interactions[token]; {
	case i == nil:
		return api.UnknownInteraction, "Unknown interaction"
	case i.callback != nil:
		return api.AlreadyAcknowledged, "Interaction has already been acknowledged."
	case err != nil:
		return api.InvalidForm, "Invalid Form Body"
	default:
		i.callback, i.pictures = payload, map[string]shown{}
		for _, f := range files {
			i.pictures[f.Name] = d.album.add(f.Name, f.Data)
		}
	}
	return 0, ""
}

// response returns the response to an interaction that came as a callback, and its pictures.
func (d *Discord) response(token string) (callback []byte, pictures map[string]shown) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if i := d.interactions[token]; i != nil {
		return i.callback, i.pictures
	}
	return nil, nil
}

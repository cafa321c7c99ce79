package preview

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"time"

	"leakygut-bot/internal/discord/api"
	"leakygut-bot/internal/limits"
)

// maxInteraction bounds what a page may send, in bytes; the endpoint takes no more.
const maxInteraction = 256 << 10

// An exchange is an interaction and what came back, for the page.
type exchange struct {
	Status    int      `json:"status"`    // of HTTP
	Took      int64    `json:"took"`      // nanoseconds
	Timestamp string   `json:"timestamp"` // as signed
	Signature string   `json:"signature"`
	Body      string   `json:"body"` // exactly as it came
	HTML      rendered `json:"html"`
	Limits    []limit  `json:"limits"`

	// Pictures are those that came with a callback, by their names in it.
	Pictures map[string]shown `json:"pictures"`
}

// interact does what Discord does with an interaction: it signs the body, sends it to the bot's endpoint, and reads the answer.
func (p *Page) interact(w http.ResponseWriter, r *http.Request) {
	body, ok := readJSON(w, r)
	if !ok {
		return
	}
	var in struct{ Token string }
	if err := json.Unmarshal(body, &in); err != nil {
		http.Error(w, "the body is not a JSON object", http.StatusBadRequest)
		return
	}
	p.discord.begin(in.Token)
	x, response := p.call(r.Context(), body)
	if x.Status == http.StatusAccepted {
		response, x.Pictures = p.discord.response(in.Token)
		x.Body = string(response)
	}
	var reply api.Reply
	if (x.Status == http.StatusOK || x.Status == http.StatusAccepted) && json.Unmarshal(response, &reply) == nil {
		x.HTML, x.Limits = renderTexts(reply), measure(reply)
	}
	writeJSON(w, x)
}

// rendered is what Discord reads as Markdown in a reply, as HTML. The labels of buttons are plain text there.
type rendered struct {
	Content string   `json:"content"`
	Texts   []string `json:"texts"` // of the text displays, in their order
}

func renderTexts(r api.Reply) rendered {
	out := rendered{Content: markdown(r.Data.Content), Texts: []string{}}
	for c := range r.Components() {
		if c.Type == api.TypeText {
			out.Texts = append(out.Texts, markdown(c.Content))
		}
	}
	return out
}

// call signs a body and sends it to the endpoint, as Discord does.
func (p *Page) call(ctx context.Context, body []byte) (exchange, []byte) {
	timestamp := strconv.FormatInt(time.Now().Unix(), 10)
	signature := hex.EncodeToString(ed25519.Sign(p.cfg.Key, append([]byte(timestamp), body...)))
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://endpoint"+p.cfg.Path, bytes.NewReader(body))
	if err != nil { // the address is a constant
		panic(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "Discord-Interactions/1.0 (+https://discord.com)")
	request.Header.Set("X-Signature-Ed25519", signature)
	request.Header.Set("X-Signature-Timestamp", timestamp)
	x := exchange{Timestamp: timestamp, Signature: signature, HTML: rendered{Texts: []string{}}, Limits: []limit{}}
	began := time.Now()
	answer, err := p.cfg.Endpoint.RoundTrip(request)
	if err == nil {
		defer answer.Body.Close()
		x.Status = answer.StatusCode
		body, err = io.ReadAll(answer.Body)
	}
	x.Took = time.Since(began).Nanoseconds()
	if err != nil { // the preview is being ended
		x.Status, body = http.StatusBadGateway, []byte("the bot gave no answer")
	}
	x.Body = string(body)
	return x, body
}

// render returns the HTML of a message that a person wrote.
func (p *Page) render(w http.ResponseWriter, r *http.Request) {
	body, ok := readJSON(w, r)
	if !ok {
		return
	}
	var in struct{ Content string }
	if err := json.Unmarshal(body, &in); err != nil || limits.Length(in.Content) > limits.Text {
		http.Error(w, "a message is an object with a content of at most 4,000 characters", http.StatusBadRequest)
		return
	}
	writeJSON(w, map[string]string{"html": markdown(in.Content)})
}

// readJSON reads a request, which must be application/json: a form of another site cannot send that.
func readJSON(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	if r.Header.Get("Content-Type") != "application/json" {
		http.Error(w, "send application/json", http.StatusUnsupportedMediaType)
		return nil, false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxInteraction))
	if err != nil {
		http.Error(w, "the body is too large or did not come whole", http.StatusRequestEntityTooLarge)
		return nil, false
	}
	return body, true
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	json.NewEncoder(w).Encode(v) // an error means that the page is gone
}

package preview

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"path"
	"slices"
	"sync/atomic"
	"time"

	"leakygut-bot/internal/knowledge"
)

//go:embed web
var web embed.FS

// Config is what a [Page] needs.
type Config struct {
	// Endpoint carries each interaction to the bot, as a signed request. The request's host means nothing.
	Endpoint http.RoundTripper

	// Path is where the endpoint answers, such as /interactions.
	Path string

	// Key signs the interactions; the endpoint checks them with its public half.
	Key ed25519.PrivateKey

	// Discord is the REST API that the bot calls.
	Discord *Discord

	// Host is a name that the page is reached by, besides localhost and IP addresses. It may be empty.
	Host string
}

// Page is a local web page that plays Discord. What a person does on it becomes an interaction, which the bot's endpoint answers, and
// the page shows the answer. It is safe for any number of goroutines.
type Page struct {
	cfg     Config
	discord *Discord
	events  *events
	library atomic.Pointer[knowledge.Library]
	handler http.Handler
}

// NewPage returns a page that shows nothing until [Page.Show] is called.
func NewPage(cfg Config) *Page {
	p := &Page{cfg: cfg, discord: cfg.Discord, events: newEvents()}
	p.discord.onDelete = func(token string) { p.events.broadcast("gone", map[string]string{"token": token}) }
	mux := http.NewServeMux()
	files, err := fs.Sub(web, "web")
	if err != nil { // a constant
		panic(err)
	}
	mux.Handle("GET /{file}", assets(files))
	mux.Handle("GET /{$}", assets(files))
	mux.HandleFunc("GET /knowledge", p.overview)
	mux.Handle("GET /pictures/{hash}/{file}", &p.discord.album)
	mux.Handle("GET /api/events", p.events)
	mux.HandleFunc("POST /api/interactions", p.interact)
	mux.HandleFunc("POST /api/markdown", p.render)
	p.handler = guarded(cfg.Host, mux)
	return p
}

// ServeHTTP answers one request.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.handler.ServeHTTP(w, r) }

// A State is the current state of the knowledge files.
type State struct {
	Library  *knowledge.Library // what answers; nil if nothing does
	Commands json.RawMessage    // as they are registered, a JSON array
	Problems knowledge.Problems // of the files; with a [knowledge.Error] among them, Library is the one before
	Watched  string             // the directory that is watched, or ""
}

// Show shows the state on every page that is open or opens later.
func (p *Page) Show(s State) {
	type problem struct {
		Problem knowledge.Problem `json:"problem"`
		Excerpt string            `json:"excerpt"`
	}
	told := struct {
		Version  string          `json:"version"`
		Commands json.RawMessage `json:"commands"`
		Problems []problem       `json:"problems"`
		Watched  string          `json:"watched"`
		Bot      string          `json:"bot"`    // what the bot is called
		Sample   string          `json:"sample"` // what somebody in the channel wrote
	}{Commands: s.Commands, Problems: []problem{}, Watched: s.Watched}
	if s.Library != nil {
		told.Version = s.Library.Version()
		told.Bot = botName(s.Library)
		told.Sample = sample(s.Library)
	}
	if told.Commands == nil {
		told.Commands = json.RawMessage("[]")
	}
	for _, p := range s.Problems {
		shown := problem{Problem: p}
		if line, caret, ok := excerpt(p.Place, 0); ok {
			shown.Excerpt = line + "\n" + caret
		}
		told.Problems = append(told.Problems, shown)
	}
	p.library.Store(s.Library)
	p.events.broadcast("state", told)
}

// botName names the bot for what it speaks about.
func botName(l *knowledge.Library) string {
	articles := l.Articles()
	if len(articles) == 0 {
		return ""
	}
	title := articles[0].Reference().Title()
	if more := len(articles) - 1; more > 0 {
		return fmt.Sprintf("%s, and %d more", title, more)
	}
	return title
}

// sample returns a message that the bot's message command has an answer to, whatever the articles are about.
func sample(l *knowledge.Library) string {
	for _, a := range l.Articles() {
		topics := a.Topics()
		largest := slices.MaxFunc(topics, func(x, y *knowledge.Topic) int { return cmp.Compare(len(x.Facts()), len(y.Facts())) })
		text, _ := largest.Facts()[0].Cited()
		return "Somebody told me this: “" + text + "” Is that so?"
	}
	return ""
}

// assets serves the page's own files. A browser asks for them each time, since the program may be new.
func assets(files fs.FS) http.Handler {
	types := map[string]string{
		".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := r.PathValue("file")
		if name == "" {
			name = "index.html"
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", types[path.Ext(name)])
		w.Header().Set("Cache-Control", "no-cache")
		w.Write(data)
	})
}

// writeTimeout is how long a browser may take to accept a response.
const writeTimeout = 10 * time.Second

// Serve serves the page until ctx ends.
func (p *Page) Serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler:           p,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      writeTimeout,
		MaxHeaderBytes:    32 << 10,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // ends the streams of events
	}
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		patience, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if server.Shutdown(patience) != nil {
			server.Close()
		}
	})
	err := server.Serve(listener)
	if !stop() {
		<-ended
		return nil
	}
	return err
}

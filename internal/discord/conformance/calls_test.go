package conformance

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/api"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/discord/gateway"
)

// A lookout notes every request that goes out.
type lookout struct {
	next http.RoundTripper
	mu   sync.Mutex
	seen []*http.Request
}

func (l *lookout) RoundTrip(r *http.Request) (*http.Response, error) {
	l.mu.Lock()
	l.seen = append(l.seen, r)
	l.mu.Unlock()
	return l.next.RoundTrip(r)
}

// TestEachCall makes every kind of call that the bot makes: each asks for the one version and names the bot.
func TestEachCall(t *testing.T) {
	d, replies := discordtest.New(t), compile(t)
	out := &lookout{next: d.Client().Transport}
	client := &http.Client{Transport: out}
	registrar := discord.NewRegistrar(d.URL(), d.Token(), client)
	if id, err := registrar.ApplicationID(t.Context()); err != nil || id != d.Application() {
		t.Fatal(id, err)
	}
	for _, guild := range []string{"", discordtest.DefaultGuild} {
		if _, err := registrar.Register(t.Context(), replies, d.Application(), guild, false); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	responder, callbacks := discord.NewResponder(replies), discord.NewCallbacks(d.URL(), client)
	ended := make(chan error, 1)
	go func() {
		ended <- gateway.Run(ctx, gateway.Config{Token: d.Token(), APIURL: d.URL(), HTTP: client, Handle: func(ctx context.Context, interaction []byte) {
			if rest, err := responder.RespondByCallback(ctx, callbacks, interaction); err != nil || rest() != nil {
				t.Errorf("carry: %v", err)
			}
		}})
	}()
	answer, err := d.Interact(ctx, discordtest.Slash("jetlag", "symptoms"))
	if err != nil {
		t.Fatal(err)
	}
	d.Conn().Drop()
	remove := discordtest.Read(answer).Button("Remove")
	if _, err := d.Interact(ctx, discordtest.Button(remove).On(discordtest.Message{Reply: answer})); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Wait(ctx, "DELETE /webhooks/{app}/{token}/messages/{message}", 1); err != nil {
		t.Fatal(err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	kinds := map[string]bool{}
	for _, r := range out.seen {
		versioned := strings.HasPrefix(r.URL.Path, "/api/v"+api.Version+"/")
		if r.Header.Get("Upgrade") == "websocket" {
			versioned = r.URL.Query().Get("v") == api.Version
		}
		if !versioned || r.Header.Get("User-Agent") != api.UserAgent {
			t.Errorf("%s %s by %s", r.Method, r.URL, r.Header.Get("User-Agent"))
		}
		kinds[r.Method+" "+r.URL.Path[strings.LastIndex(r.URL.Path, "/"):]] = true
	}
	for _, kind := range []string{
		"GET /@me", "GET /commands", "PUT /commands", "GET /bot", "GET /gateway", "GET /resume", "POST /callback", "DELETE /@original",
	} {
		if !kinds[kind] {
			t.Errorf("no %s was seen", kind)
		}
	}
}

package conformance

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/discord/endpoint"
	"leakygut-bot/internal/discord/gateway"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/knowledgetest"
)

// A transport carries an interaction to the bot and gives its response.
type transport struct {
	name string
	ask  func(*testing.T, discordtest.Interaction) answer
}

// An answer is the JSON of a response, and the files beside it by their names.
type answer struct {
	Body  string
	Files map[string][]byte
}

// called is the answer that came as a callback. The pretend Discord has refused what the real one would.
func called(t *testing.T, d *discordtest.Server, id string) answer {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	body, err := d.WaitCallback(ctx, id)
	if err != nil {
		t.Error(err)
	}
	for n := max(1, d.Count(discordtest.Callback)); ; n++ { // the record is written after the callback was answered
		r, err := d.Wait(ctx, discordtest.Callback, n)
		if err != nil {
			t.Error(err)
			return answer{Body: string(body)}
		}
		switch {
		case !strings.Contains(r.Path, "/"+id+"/"):
		case len(r.Files) == 0:
			return answer{Body: string(body)}
		default:
			return answer{string(body), r.Files}
		}
	}
}

func compile(t *testing.T) *discord.Replies {
	t.Helper()
	library, err := knowledge.Load(knowledgetest.Pictured())
	if err != nil {
		t.Fatal(err)
	}
	replies, err := discord.Compile(commands.New(library))
	if err != nil {
		t.Fatal(err)
	}
	return replies
}

// throughGateway sends interactions over a websocket and takes the callbacks. The pretend Discord refuses what the real one
// would, such as a response of a kind that does not fit.
func throughGateway(t *testing.T, replies *discord.Replies) transport {
	t.Helper()
	d := discordtest.New(t)
	responder, callbacks := discord.NewResponder(replies), discord.NewCallbacks(d.URL(), d.Client())
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- gateway.Run(ctx, gateway.Config{
			Token: d.Token(), APIURL: d.URL(), HTTP: d.Client(),
			Handle: func(ctx context.Context, interaction []byte) {
				rest, err := responder.RespondByCallback(ctx, callbacks, interaction)
				if err == nil {
					err = rest()
				}
				if err != nil {
					t.Errorf("carry: %v", err)
				}
			},
		})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("gateway: %v", err)
		}
	})
	return transport{"gateway", func(t *testing.T, i discordtest.Interaction) answer {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		if i.Type == discordtest.TypePing { // never comes through a gateway
			response, err := responder.Respond(i.JSON())
			if err != nil {
				t.Fatal(err)
			}
			return answer{Body: string(response.Body)}
		}
		if err := d.Send(ctx, i); err != nil {
			t.Errorf("%v", err)
		}
		return called(t, d, i.ID)
	}}
}

// throughEndpoint sends signed requests.
func throughEndpoint(t *testing.T, replies *discord.Replies) transport {
	t.Helper()
	private := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, ed25519.SeedSize))
	d := discordtest.New(t) // for what is done after responses
	server, err := endpoint.New(endpoint.Config{
		Key: private.Public().(ed25519.PublicKey), Responder: discord.NewResponder(replies), Callbacks: discord.NewCallbacks(d.URL(), d.Client()),
	})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- server.Serve(ctx, l) }()
	client := &http.Client{Transport: &http.Transport{}}
	t.Cleanup(func() {
		client.CloseIdleConnections()
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		server.Drain(ctx)
	})
	return transport{"endpoint", func(t *testing.T, i discordtest.Interaction) answer {
		t.Helper()
		d.Expect(i)
		body := i.JSON()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+l.Addr().String()+endpoint.Path, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header = discordtest.Sign(private, "1700000000", body)
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		reply, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case resp.StatusCode == http.StatusAccepted && len(reply) == 0: // as Discord asks after a callback
			return called(t, d, i.ID)
		case resp.StatusCode != http.StatusOK:
			t.Errorf("endpoint: status %d, %s", resp.StatusCode, reply)
		}
		d.Acknowledge(i.ID)
		return answer{Body: string(reply)}
	}}
}

package endpoint_test

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/discord/endpoint"
)

// A request that has begun when the stop comes is answered, and then Serve returns.
func TestStopAnswersWhatIsInFlight(t *testing.T) {
	arrived, release := make(chan struct{}), make(chan struct{})
	s := serve(t, func(cfg *endpoint.Config) {
		cfg.Responder.Observe(func(discord.Label) {
			close(arrived)
			<-release
		})
	})
	c, r := s.dial()
	if _, err := c.Write(signedRequest(symptoms().JSON()).wire()); err != nil {
		t.Fatal(err)
	}
	<-arrived
	s.stop()
	s.awaitRefusal()
	close(release)
	if resp, body := s.answer(r); resp.StatusCode != 200 || !strings.Contains(body, `"type":4`) {
		t.Errorf("status %d, %s", resp.StatusCode, body)
	}
	if err := <-s.served; err != nil {
		t.Error(err)
	}
}

// Connections that say nothing do not hold up the stop.
func TestStopDoesNotWaitForSilence(t *testing.T) {
	s := serve(t, nil)
	for range 20 {
		s.dial()
	}
	s.send(signedRequest(discordtest.Ping().JSON()).wire())
	s.stop()
	began := time.Now()
	if err := <-s.served; err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("the stop took %s", took)
	}
}

func TestServeTellsThatItsListenerFailed(t *testing.T) {
	err := endpoint.Serve(t.Context(), brokenListener{}, http.NotFoundHandler(), slog.New(slog.DiscardHandler))
	if err == nil || err.Error() != "the network is gone" {
		t.Errorf("error %v", err)
	}
}

type brokenListener struct{}

func (brokenListener) Accept() (net.Conn, error) { return nil, errors.New("the network is gone") }
func (brokenListener) Close() error              { return nil }
func (brokenListener) Addr() net.Addr            { return &net.TCPAddr{} }

// However many connections are opened and left, a client that comes after them is answered, and so is one that was there
// before and is in use.
func TestACrowdDoesNotKeepOthersOut(t *testing.T) {
	s := serve(t, nil)
	ping := signedRequest(discordtest.Ping().JSON()).wire()
	old, r := s.dial()
	for n := range 1200 {
		s.dial()
		if n%100 != 0 {
			continue
		}
		if _, err := old.Write(ping); err != nil {
			t.Fatalf("after %d: %v", n, err)
		}
		if resp, _ := s.answer(r); resp.StatusCode != 200 {
			t.Fatalf("after %d: status %d", n, resp.StatusCode)
		}
	}
	if resp, _ := s.send(ping); resp.StatusCode != 200 {
		t.Errorf("status %d", resp.StatusCode)
	}
}

// removing is Discord's route for it.
const removing = "DELETE /webhooks/{app}/{token}/messages/{message}"

// Work after responses is done after the response has gone out, and Drain waits for it.
func TestRemove(t *testing.T) {
	d := discordtest.New(t)
	release := make(chan struct{})
	d.Script(removing, discordtest.Response{Wait: release, Ordinary: true})
	s := serve(t, func(cfg *endpoint.Config) { cfg.Callbacks = discord.NewCallbacks(d.URL(), d.Client()) })
	click := removal(t)
	d.Expect(click)
	if resp, body := s.send(signedRequest(click.JSON()).wire()); resp.StatusCode != 200 || body != `{"type":6}` {
		t.Fatalf("status %d, %s", resp.StatusCode, body)
	}
	if n := len(d.Records(removing)); n != 0 {
		t.Fatalf("the message was removed before anybody could know: %d calls", n)
	}
	d.Acknowledge(click.ID)
	close(release)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	s.stop()
	if err := <-s.served; err != nil { // before that, the work may not have begun
		t.Error(err)
	}
	s.handler.Drain(ctx)
	if records := d.Records(removing); len(records) != 1 || records[0].Status != 204 {
		t.Errorf("records %+v", records)
	}
}

// The deletion may come to Discord before the response does: then it is tried again.
func TestRemoveTooEarly(t *testing.T) {
	d := discordtest.New(t)
	s := serve(t, func(cfg *endpoint.Config) { cfg.Callbacks = discord.NewCallbacks(d.URL(), d.Client()) })
	click := removal(t)
	d.Expect(click)
	s.send(signedRequest(click.JSON()).wire())
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if r, err := d.Wait(ctx, removing, 1); err != nil || r.Status != 404 {
		t.Fatalf("%+v, %v", r, err)
	}
	d.Acknowledge(click.ID)
	s.stop()
	if err := <-s.served; err != nil {
		t.Error(err)
	}
	s.handler.Drain(ctx)
	if r := d.Records(removing); r[len(r)-1].Status != 204 || s.log.String() != "" {
		t.Errorf("%+v, log %s", r, s.log)
	}
}

// removal is a click on Remove, found as a person finds it: under a public reply.
func removal(t testing.TB) discordtest.Interaction {
	t.Helper()
	reply := string(benchReply())
	const before = `"label":"Remove"`
	at := strings.Index(reply, before)
	if at < 0 {
		t.Fatalf("no button to remove in %s", reply)
	}
	button := reply[strings.LastIndex(reply[:at], "{"):]
	button = button[:strings.Index(button, "}")]
	_, id, _ := strings.Cut(button, `"custom_id":"`)
	id, _, _ = strings.Cut(id, `"`)
	return discordtest.Button(id).On(discordtest.Message{Reply: []byte(reply)})
}

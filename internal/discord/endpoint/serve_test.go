package endpoint_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/discord/endpoint"
)

func TestServeTellsThatItsListenerFailed(t *testing.T) {
	err := <-serveAt(t, brokenListener{}, nil).served
	if err == nil || err.Error() != "the network is gone" {
		t.Errorf("error %v", err)
	}
}

type brokenListener struct{}

func (brokenListener) Accept() (net.Conn, error) { return nil, errors.New("the network is gone") }
func (brokenListener) Close() error              { return nil }
func (brokenListener) Addr() net.Addr            { return &net.TCPAddr{} }

// While there is no room for another connection, none that has a request is ended, those that wait for a request make room
// after a second, and nobody who comes goes away without an answer.
func TestConnectionLimit(t *testing.T) {
	release := make(chan struct{})
	var busy, ended atomic.Int64
	s := serve(t, func(cfg *endpoint.Config) {
		cfg.Responder.Observe(func(l discord.Label) {
			if l.Subcommand == "symptoms" {
				busy.Add(1)
				<-release
			}
		})
	})
	const limit, idle, waiting = 1024, 24, 200
	slow := signedRequest(symptoms().JSON()).wire()
	for range idle {
		c, r := s.dial()
		c.Write(ping())
		s.answer(r)
	}
	var clients sync.WaitGroup
	ask := func() {
		clients.Go(func() {
			c, err := dial(s.addr)
			if err != nil {
				t.Error(err)
				return
			}
			defer c.Close()
			c.SetDeadline(time.Now().Add(20 * time.Second))
			if status, err := c.do(slow); status != http.StatusOK || err != nil {
				t.Errorf("status %d, %v", status, err)
			}
			if c.ended {
				ended.Add(1)
			}
		})
	}
	for range limit - idle + waiting {
		ask()
	}
	for busy.Load() < limit { // once the idle ones are closed
		runtime.Gosched()
	}
	close(release)
	clients.Wait()
	if ended.Load() == 0 {
		t.Error("no answer ended its connection while there was no room")
	}
}

// removing is Discord's route for it.
const removing = "DELETE /webhooks/{app}/{token}/messages/{message}"

// The deletion may come to Discord before the response does: then it is tried again, and Drain waits for it.
func TestRemove(t *testing.T) {
	d := discordtest.New(t)
	s := serve(t, func(cfg *endpoint.Config) { cfg.Callbacks = discord.NewCallbacks(d.URL(), d.Client()) })
	click := removal()
	d.Expect(click)
	if resp, body := s.send(signedRequest(click.JSON()).wire()); resp.StatusCode != 200 || body != `{"type":6}` {
		t.Fatalf("status %d, %s", resp.StatusCode, body)
	}
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
	s.server.Drain(ctx)
	if r := d.Records(removing); r[len(r)-1].Status != 204 || s.log.String() != "" {
		t.Errorf("%+v, log %s", r, s.log)
	}
}

// removal is a click on the Remove of a public reply.
func removal() discordtest.Interaction {
	reply := benchReply()
	return discordtest.Button(discordtest.Read(reply).Button("Remove")).On(discordtest.Message{Reply: reply})
}

// A fullListener has too many open files at first.
type fullListener struct {
	net.Listener
	times int
}

func (l *fullListener) Accept() (net.Conn, error) {
	if l.times--; l.times >= 0 {
		return nil, &net.OpError{Op: "accept", Err: os.NewSyscallError("accept4", syscall.EMFILE)}
	}
	return l.Listener.Accept()
}

// While there are too many open files, no connection is lost: each waits to be accepted.
func TestServeWaitsWhileThereAreTooManyOpenFiles(t *testing.T) {
	l := discordtest.NewListener()
	s := serveAt(t, &fullListener{l, 2}, nil)
	c, err := l.Dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c.SetDeadline(time.Now().Add(10 * time.Second))
	go c.Write(ping())
	if resp, _ := s.answer(bufio.NewReader(c)); resp.StatusCode != 200 {
		t.Errorf("status %d", resp.StatusCode)
	}
	c.Close()
	if text := s.log.String(); strings.Count(text, "too many open files") != 2 || !strings.Contains(text, "retrying in 10ms") {
		t.Errorf("log: %s", text)
	}
}

// What a connection makes panic costs that connection. Its value, which may quote a request, is not logged.
func TestAPanicCostsOneConnection(t *testing.T) {
	s := serve(t, func(cfg *endpoint.Config) {
		cfg.Observe = func(status int, _ time.Duration) {
			if status == http.StatusNotFound {
				panic("a private question")
			}
		}
	})
	kept, r := s.dial()
	for n := range 3 {
		c, closed := s.dial()
		io.WriteString(c, "GET / HTTP/1.1\r\nHost: bot.example\r\n\r\n")
		if _, err := closed.ReadByte(); err == nil {
			t.Error("an answer came")
		}
		if _, err := kept.Write(ping()); err != nil {
			t.Fatal(err)
		}
		if resp, _ := s.answer(r); resp.StatusCode != 200 {
			t.Errorf("after %d: status %d", n+1, resp.StatusCode)
		}
	}
	if log := s.log.String(); strings.Count(log, "a request panicked") != 3 || strings.Contains(log, "private") {
		t.Errorf("log: %s", log)
	}
}

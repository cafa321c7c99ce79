package endpoint_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ed25519"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"testing"
	"time"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/discord/endpoint"
)

// A site is an endpoint that serves in this process.
type site struct {
	t      testing.TB
	addr   string
	server *endpoint.Server
	log    *lockedBuffer
	stop   context.CancelFunc
	served chan error
}

// serve starts an endpoint; change may be nil.
func serve(t testing.TB, change func(*endpoint.Config)) *site {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return serveAt(t, l, change)
}

func serveAt(t testing.TB, l net.Listener, change func(*endpoint.Config)) *site {
	t.Helper()
	s := &site{t: t, log: &lockedBuffer{}, served: make(chan error, 1)}
	log := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelWarn}))
	cfg := endpoint.Config{
		Key: benchKey().Public().(ed25519.PublicKey), Responder: discord.NewResponder(compiled()), Log: log,
	}
	if change != nil {
		change(&cfg)
	}
	server, err := endpoint.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	s.server, s.addr = server, l.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	s.stop = cancel
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.served <- server.Serve(ctx, l)
	}()
	t.Cleanup(func() {
		cancel()
		<-done
		drained, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		server.Drain(drained)
	})
	return s
}

// observe makes an endpoint send the status of each request there. An answer can arrive before its status, so whoever
// wants to compare receives it after each request.
func observe(statuses chan<- int) func(*endpoint.Config) {
	return func(cfg *endpoint.Config) {
		cfg.Observe = func(status int, took time.Duration) { statuses <- status }
	}
}

// dial opens a connection on which nothing may take longer than 20 s.
func (s *site) dial() (net.Conn, *bufio.Reader) {
	s.t.Helper()
	c, err := net.DialTimeout("tcp", s.addr, 5*time.Second)
	if err != nil {
		s.t.Fatal(err)
	}
	c.SetDeadline(time.Now().Add(20 * time.Second))
	s.t.Cleanup(func() { c.Close() })
	return c, bufio.NewReader(c)
}

// awaitRefusal returns once the listener is closed, as it is when a stop has begun; nothing tells when.
func (s *site) awaitRefusal() {
	for {
		probe, err := net.Dial("tcp", s.addr)
		if err != nil {
			return
		}
		probe.Close()
	}
}

// send writes what stands on the wire and reads one answer.
func (s *site) send(wire []byte) (*http.Response, string) {
	s.t.Helper()
	c, r := s.dial()
	if _, err := c.Write(wire); err != nil {
		s.t.Fatal(err)
	}
	return s.answer(r)
}

func (s *site) answer(r *bufio.Reader) (*http.Response, string) {
	s.t.Helper()
	resp, err := http.ReadResponse(r, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return resp, string(body)
}

// A request is a signed request of which a test changes one thing.
type request struct {
	line      string // method, path and version
	header    http.Header
	body      []byte
	noLength  bool // no Content-Length
	endOfBody int  // how much of the body is sent; -1 for all of it
}

func signedRequest(body []byte) request {
	return request{
		line: "POST /interactions HTTP/1.1", body: body, endOfBody: -1,
		header: discordtest.Sign(benchKey(), strconv.FormatInt(time.Now().Unix(), 10), body),
	}
}

func (r request) wire() []byte {
	var b bytes.Buffer
	b.WriteString(r.line + "\r\nHost: bot.example\r\n")
	r.header.Write(&b)
	if !r.noLength && r.header.Get("Content-Length") == "" {
		b.WriteString("Content-Length: " + strconv.Itoa(len(r.body)) + "\r\n")
	}
	b.WriteString("\r\n")
	if r.endOfBody < 0 {
		r.endOfBody = len(r.body)
	}
	b.Write(r.body[:r.endOfBody])
	return b.Bytes()
}

// Package discordtest is a pretend Discord for tests: its REST API and its gateway, on loopback or in memory.
//
// Without a script it behaves as Discord does: it checks the token, stores commands, sends interactions, refuses replies that break
// Discord's rules, and resumes sessions. It knows the calls, components and options that the bot uses and refuses others: a new one is
// added here first. It has its own copy of the limits, so that it can find mistakes in package limits.
//
// Every step it takes has a name, such as [Identify] or [Callback]. A test makes a step misbehave with [Server.Script], and reads what
// the bot did with [Server.Records] and the Wait functions, which never poll.
package discordtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"
)

// What a [Server] uses. The token has the shape of a real one, and opens nothing.
const (
	DefaultToken       = "MTAwMDAwMDAwMDAwMDAwMDAwMQ.pretend.token-of-no-use"
	DefaultApplication = "1000000000000000001"
	DefaultHeartbeat   = 41250 * time.Millisecond
	DefaultKeep        = 10_000
)

type options struct {
	keep   int
	memory bool
}

// An Option changes how a [Server] starts.
type Option func(*options)

// WithKeep sets how many records of each step, interactions and replayable events are remembered, at least 1. Older ones are
// forgotten, so that long runs need bounded memory.
func WithKeep(n int) Option { return func(o *options) { o.keep = n } }

// InMemory serves on a listener in memory, reached by [Server.Client] only. It works inside a synctest bubble.
func InMemory() Option { return func(o *options) { o.memory = true } }

// A Server is one pretend Discord. Its methods may be called from any goroutine.
type Server struct {
	options
	token, application string

	http     *http.Server
	listener net.Listener
	client   *http.Client
	host     string
	handlers sync.WaitGroup // what runs, the listener included

	// ctx ends when the server closes.
	ctx    context.Context
	cancel context.CancelFunc

	mu       sync.Mutex
	changed  chan struct{} // closed and replaced whenever something below changes
	journals map[string]*journal
	scripts  map[string][]Response
	hook     func(*Conn)
	conns    []*Conn // open ones
	dialled  int     // connections so far
	sessions map[string]*session
	current  *session // the one that was identified last
	resumeAt string   // what READY names, if it is set
	pending  map[string]*pending
	order    []string // ids in pending, oldest first
	commands map[string][]command
}

// New starts a server and closes it when the test ends.
func New(t testing.TB, opts ...Option) *Server {
	t.Helper()
	s, err := Start(opts...)
	if err != nil {
		t.Fatalf("discordtest: %v", err)
	}
	t.Cleanup(s.Close)
	return s
}

// Start starts a server outside a test. The caller closes it.
func Start(opts ...Option) (*Server, error) {
	s := &Server{
		options: options{keep: DefaultKeep}, token: DefaultToken, application: DefaultApplication,
		changed:  make(chan struct{}),
		journals: map[string]*journal{},
		scripts:  map[string][]Response{},
		sessions: map[string]*session{},
		pending:  map[string]*pending{},
		commands: map[string][]command{},
	}
	for _, opt := range opts {
		opt(&s.options)
	}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	dial := (&net.Dialer{}).DialContext
	if s.memory {
		m := NewListener()
		s.listener, s.host = m, "discord.test"
		dial = func(ctx context.Context, _, _ string) (net.Conn, error) { return m.Dial(ctx) }
	} else {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, fmt.Errorf("listen on loopback: %w", err)
		}
		s.listener, s.host = l, l.Addr().String()
	}
	s.client = &http.Client{Transport: &http.Transport{DialContext: dial, MaxIdleConnsPerHost: 64}}
	s.http = &http.Server{
		Handler:     s.routes(),
		ConnContext: func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, wireKey{}, c) },
	}
	s.handlers.Go(func() { s.http.Serve(wiredListener{s.listener}) })
	return s, nil
}

// URL is the value for DISCORD_API_URL.
func (s *Server) URL() string { return "http://" + s.host + "/api" }

// GatewayURL is the address that GET /gateway/bot gives.
func (s *Server) GatewayURL() string { return "ws://" + s.host + "/gateway" }

// ResumeAt makes every later READY name another address to resume at.
func (s *Server) ResumeAt(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.resumeAt = address
}

// Token is the token that the server accepts, without "Bot ".
func (s *Server) Token() string { return s.token }

// Application is the id of the application that the token belongs to.
func (s *Server) Application() string { return s.application }

// Client reaches the server, in memory too.
func (s *Server) Client() *http.Client { return s.client }

// Close cuts every connection and returns when no handler runs any more. It may be called twice.
func (s *Server) Close() {
	s.mu.Lock()
	s.cancel() // under the lock, so that no handler begins after this
	open := append([]*Conn(nil), s.conns...)
	s.mu.Unlock()
	for _, c := range open {
		c.Drop()
	}
	s.http.Close()
	s.client.CloseIdleConnections()
	s.handlers.Wait()
}

// broadcast wakes everybody who waits. The caller holds s.mu.
func (s *Server) broadcast() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// await returns when ready, called with s.mu held, says so.
func (s *Server) await(ctx context.Context, ready func() bool) error {
	for {
		s.mu.Lock()
		done, changed := ready(), s.changed
		s.mu.Unlock()
		if done {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		case <-s.ctx.Done():
			return errors.New("discordtest: the server is closed")
		}
	}
}

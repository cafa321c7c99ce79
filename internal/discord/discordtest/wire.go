package discordtest

import (
	"context"
	"errors"
	"net"
	"sync"
	"sync/atomic"
)

// A Listener is a listener in memory: each dial makes a pipe.
type Listener struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

// NewListener returns a Listener.
func NewListener() *Listener {
	return &Listener{conns: make(chan net.Conn), closed: make(chan struct{})}
}

// Dial returns the client's end of a connection, once the server has accepted the other.
func (l *Listener) Dial(ctx context.Context) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case l.conns <- server:
		return client, nil
	case <-l.closed:
		return nil, errors.New("discordtest: connection refused")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept waits for a dial.
func (l *Listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close refuses further dials.
func (l *Listener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

// Addr returns an address that means nothing.
func (l *Listener) Addr() net.Addr { return &net.UnixAddr{Name: "memory"} }

// A Wire is a connection that can go half-open: it stays up, takes what it is sent, and nothing comes back.
type Wire struct {
	net.Conn
	silent atomic.Bool
}

// Silence makes the connection half-open.
func (w *Wire) Silence() { w.silent.Store(true) }

type wireKey struct{}

func (w *Wire) Read(p []byte) (int, error) {
	for {
		n, err := w.Conn.Read(p)
		if err != nil || !w.silent.Load() {
			return n, err
		}
	}
}

func (w *Wire) Write(p []byte) (int, error) {
	if w.silent.Load() {
		return len(p), nil
	}
	return w.Conn.Write(p)
}

type wiredListener struct{ net.Listener }

func (l wiredListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &Wire{Conn: c}, nil
}

package endpoint

import (
	"context"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

const (
	// maxConnections bounds the connections that are served at once. A core answers some 10,000 requests a second, each in less than
	// 10 ms, which takes 100 connections. The rest is for proxies that keep connections.
	maxConnections = 1024

	// patience is how long a new connection waits before idle ones are closed for it.
	patience = time.Second
)

// A connLimiter is a listener that accepts at most maxConnections at a time. More wait in the system's queue, which on Linux has 4,096
// places. While there is no room, each answer ends its connection, and after a second connections without a request are closed. One
// with a request is never ended.
type connLimiter struct {
	net.Listener
	stopped   <-chan struct{}
	open      semaphore
	full      *atomic.Bool
	closeIdle func()
}

func newConnLimiter(ctx context.Context, l net.Listener, full *atomic.Bool) *connLimiter {
	return &connLimiter{Listener: l, stopped: ctx.Done(), open: make(semaphore, maxConnections), full: full}
}

// Accept waits for room and then for a connection.
func (l *connLimiter) Accept() (net.Conn, error) {
	if !l.open.tryAcquire() && !l.makeRoom() {
		return nil, net.ErrClosed
	}
	c, err := l.Listener.Accept()
	if err != nil {
		l.open.release()
	}
	return c, err
}

// makeRoom reports whether there is room, once there is, or false when the server stops.
func (l *connLimiter) makeRoom() bool {
	l.full.Store(true)
	defer l.full.Store(false)
	impatient := time.NewTicker(patience)
	defer impatient.Stop()
	for {
		select {
		case l.open <- struct{}{}:
			return true
		case <-l.stopped:
			return false
		case <-impatient.C:
			l.closeIdle()
		}
	}
}

// connState is the server's [http.Server.ConnState].
func (l *connLimiter) connState(_ net.Conn, state http.ConnState) {
	if state == http.StateClosed {
		l.open.release()
	}
}

package endpoint

import (
	"context"
	"errors"
	"fmt"
	"net"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"github.com/valyala/fasthttp"

	"leakygut-bot/internal/discord/api"
)

const (
	// requestTime bounds how long a request may take to come, from its connection or its first byte on. Discord gives a whole
	// answer 3 s, so what takes longer is nobody's.
	requestTime = 5 * time.Second

	// answerTime bounds how long the other side may take to read its answer.
	answerTime = 5 * time.Second

	// idleTime bounds how long a connection may wait for its next request. It is more than the 60 s of nginx, the 90 s of
	// tunnels and the 2 min of Caddy: the side that sends requests has to be the one to hang up, or it sends one into a
	// connection that has just been closed.
	idleTime = 3 * time.Minute

	// maxHeader bounds the first line and headers, in bytes. Discord and a few proxies send 1 to 2 KB.
	maxHeader = 4 << 10

	// maxAnswer is how large an answer can be, with its headers, so that it goes out with one call of the system: a program that
	// is killed has then sent all of it or nothing, and a proxy that got nothing asks the next replica. The largest of the
	// built-in article has 4.5 KB.
	maxAnswer = 16 << 10

	// maxConnections bounds the connections. One core answers some 10,000 requests a second in well under 10 ms each, which is
	// 100 at once; each costs about 8 KiB while it waits and 30 KiB while there is a request on it.
	maxConnections = 512

	// stopTime bounds how long requests in flight may take after the stop, and newTime how long the first request of a
	// connection may take to begin.
	stopTime = 2500 * time.Millisecond
	newTime  = 100 * time.Millisecond

	// lingerTime and lingerBytes bound what is still read of a connection that this side closes.
	lingerTime  = 500 * time.Millisecond
	lingerBytes = 256 << 10
)

// Serve answers HTTP at l until ctx ends, and then lets the requests in flight finish within 2.5 s. It closes l, and returns
// an error only if l fails. It speaks plain HTTP/1.1: TLS is for the proxy in front.
//
// Connections that wait are not refused but outlived: when there are 512, each new one ends the one that has been without an
// answer for the longest time.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	crowd := &crowd{most: maxConnections}
	server := &fasthttp.Server{
		Handler: func(c *fasthttp.RequestCtx) {
			s.answer(c)
			if ctx.Err() != nil {
				c.SetConnectionClose()
			}
		},
		HeaderReceived:        received,
		ErrorHandler:          s.broken,
		ConnState:             crowd.note,
		ReadTimeout:           requestTime,
		IdleTimeout:           idleTime,
		ReadBufferSize:        maxHeader,
		WriteBufferSize:       maxAnswer,
		StreamRequestBody:     true, // so that a body is read by us, who bound it
		ReduceMemoryUsage:     true, // a connection that waits keeps no more than the buffer it reads into
		NoDefaultServerHeader: true,
		// A form is refused by its type. This keeps it from ever being written to a file.
		DisablePreParseMultipartForm: true,
		Logger:                       silent{},
	}
	defer context.AfterFunc(ctx, func() { l.Close() })()
	var serving sync.WaitGroup
	failed := s.acceptAll(ctx, l, func(accepted net.Conn) {
		c := &conn{Conn: accepted}
		crowd.join(c)
		serving.Go(func() {
			defer crowd.leave(c)
			s.serveConn(server, c)
		})
	})
	l.Close()
	if ctx.Err() != nil {
		s.cfg.Log.Info("endpoint: stopping, no more connections are taken", "requests_under_way", crowd.busy(), "waiting_at_most", stopTime)
	}
	crowd.end()
	ended := make(chan struct{})
	go func() { defer close(ended); serving.Wait() }()
	begun, late := time.NewTimer(newTime), time.NewTimer(stopTime)
	defer begun.Stop()
	defer late.Stop()
	for {
		select {
		case <-ended:
			return failed
		case <-begun.C:
			crowd.endNew()
		case <-late.C:
			crowd.cut()
			return failed
		}
	}
}

// acceptAll gives each connection to serve, until ctx ends or l fails. While there are too many open files it waits.
func (s *Server) acceptAll(ctx context.Context, l net.Listener, serve func(net.Conn)) error {
	wait := time.Duration(0)
	for {
		c, err := l.Accept()
		var errno syscall.Errno
		switch {
		case err == nil:
			wait = 0
			serve(c)
			continue
		case ctx.Err() != nil:
			return nil
		case !errors.As(err, &errno) || !errno.Temporary():
			return err
		}
		wait = min(max(2*wait, 5*time.Millisecond), time.Second)
		s.cfg.Log.Warn("endpoint: no connection can be accepted for now", "cause", err, "again", wait)
		if !api.Sleep(ctx, wait) {
			return nil
		}
	}
}

// serveConn answers what comes on a connection and closes it. A panic costs the connection, and half a KB in fasthttp's list of
// those that wait.
func (s *Server) serveConn(server *fasthttp.Server, c *conn) {
	defer func() {
		if v := recover(); v != nil {
			s.cfg.Log.Error("endpoint: a connection panicked", "type", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
			c.Conn.Close()
		}
	}()
	_ = server.ServeConn(c) // tells of mistakes of strangers, and may quote them
}

// silent is a [fasthttp.Logger] for what that package says of requests, which may quote them.
type silent struct{}

func (silent) Printf(string, ...any) {}

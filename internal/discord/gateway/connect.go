package gateway

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"time"

	"github.com/coder/websocket"

	"leakygut-bot/internal/discord/api"
)

const (
	// dialTimeout bounds dialling and the handshake.
	dialTimeout = 15 * time.Second
	// longStart is how long a connection may wait until it may identify; if it takes longer, none is opened.
	longStart = 10 * time.Second
)

// connect makes one connection and serves it until it ends. It returns when the session was ready, or the zero time, and why the
// connection ended.
func (l *loop) connect(ctx context.Context) (ready time.Time, err error) {
	defer func() { l.session.useFreshURL = ready.IsZero() && !l.session.useFreshURL }()
	if l.session.refused >= maxRefused {
		l.log.Warn("gateway: the session cannot be resumed, beginning a new one")
		l.session = session{}
	}
	// Idle connections may have died with the last one, and may be all that the client allows.
	l.client.CloseIdleConnections()
	address, err := l.findAddress(ctx)
	if err != nil {
		return time.Time{}, err
	}
	c, err := l.dial(ctx, address)
	if err != nil {
		return time.Time{}, fmt.Errorf("connect to the gateway: %w", err)
	}
	reading, stopReading := context.WithCancel(context.WithoutCancel(ctx))
	c.stopReading = stopReading
	l.closing.Go(func() { c.read(reading) })
	err = c.serve()
	if ctx.Err() != nil {
		c.close(closeStop)
	} else {
		c.close(closeResume)
	}
	for _, t := range []*time.Timer{c.beat, c.ack, c.start, c.deadline} {
		t.Stop()
	}
	return c.ready, err
}

// dial opens a websocket.
func (l *loop) dial(ctx context.Context, address string) (*connection, error) {
	c := &connection{
		loop: l, ctx: ctx, in: make(chan incoming), done: make(chan struct{}),
		beat: idle(), ack: idle(), start: idle(), deadline: idle(),
	}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(i httptrace.GotConnInfo) { c.conn = i.Conn }})
	var err error
	c.ws, _, err = websocket.Dial(ctx, address, &websocket.DialOptions{
		HTTPClient: l.client,
		HTTPHeader: http.Header{"User-Agent": {api.UserAgent}},
	})
	if err != nil {
		return nil, err
	}
	c.ws.SetReadLimit(maxMessage)
	return c, nil
}

// findAddress finds the address to connect to.
func (l *loop) findAddress(ctx context.Context) (string, error) {
	if l.session.id != "" && l.session.address != "" && !l.session.useFreshURL {
		return l.session.address, nil
	}
	if wait := l.identifies.wait(time.Now()); l.session.id == "" && wait > longStart {
		return "", retryAfter(wait, "too many new sessions today, saving the rest")
	}
	return l.fetchAddress(ctx)
}

// idle returns a timer that does not run.
func idle() *time.Timer {
	t := time.NewTimer(time.Hour)
	t.Stop()
	return t
}

package endpoint

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"time"
)

const (
	// requestTime bounds how long a request may take to come, from its connection or its first byte on. Discord gives a whole
	// answer 3 s, so what takes longer is nobody's.
	requestTime = 5 * time.Second

	// answerTime bounds a request with its answer.
	answerTime = 10 * time.Second

	// idleTime bounds how long a connection may wait for its next request. It is more than the 60 s of nginx, the 90 s of
	// tunnels and the 2 min of Caddy: the side that sends requests has to be the one to hang up, or it sends one into a
	// connection that has just been closed.
	idleTime = 3 * time.Minute

	// maxHeader bounds the first line and headers, in bytes (net/http adds 4 KiB of its own). Discord and a few proxies send
	// 1 to 2 KB.
	maxHeader = 8 << 10

	// maxConnections bounds the connections. One core answers some 10,000 requests a second in well under 10 ms each, which is
	// 100 at once; each connection costs about 20 KiB while it is in use.
	maxConnections = 512

	// stopTime bounds how long requests in flight may take after the stop.
	stopTime = 2500 * time.Millisecond
)

// Serve answers HTTP at l until ctx ends, and then lets the requests in flight finish within 2.5 s. It closes l, and returns
// an error only if l fails. It speaks plain HTTP/1.1: TLS is for the proxy in front.
//
// Connections that wait are not refused but outlived: when there are 512, each new one ends the one that has been without an
// answer for the longest time.
func Serve(ctx context.Context, l net.Listener, handler http.Handler, log *slog.Logger) error {
	crowd := newCrowd(maxConnections)
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: requestTime,
		ReadTimeout:       requestTime,
		WriteTimeout:      answerTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeader,
		ConnState:         crowd.note,
		ConnContext:       withConn,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug), // of strangers' mistakes
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(wholeListener{l}) }()
	select {
	case err := <-failed:
		server.Close()
		return err
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	if server.Shutdown(stopping) != nil {
		server.Close()
	}
	<-failed
	return nil
}

package endpoint

import (
	"bytes"
	"context"
	"log"
	"log/slog"
	"net"
	"net/http"
	"time"

	"leakygut-bot/internal/discord/api"
)

const (
	// headerTime and requestTime bound how long the headers and the whole of a request may take to come, from its connection or
	// its first byte on. Discord waits 3 s for an answer.
	headerTime  = 2 * time.Second
	requestTime = 5 * time.Second

	// answerTime bounds a request and its answer, from the end of the headers on.
	answerTime = 10 * time.Second

	// idleTime bounds how long a connection may wait for its next request. It is more than the 60 s of nginx, the 90 s of tunnels and the
	// 2 min of Caddy: if this side hung up first, a request might be on its way.
	idleTime = 3 * time.Minute

	// maxHeader bounds the first line and headers, in bytes, beyond the 4 KiB that net/http always allows. Discord and a few
	// proxies send 1 to 2 KB. 0 would mean 1 MB.
	maxHeader = 1

	// stopTime bounds how long requests may take after the stop. In its first drainTime, connections are ended only by their answers.
	stopTime  = 2500 * time.Millisecond
	drainTime = 200 * time.Millisecond
)

// Serve answers HTTP/1.1 at l until ctx ends, and then lets the requests that have begun finish within 2.5 s; TLS is for the proxy in
// front. It closes l, and returns an error only if l fails. It must be called once. At most 1,024 connections are served at once; more
// wait until there is room.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	limiter := newConnLimiter(ctx, l, &s.endConnections)
	server := &http.Server{
		Handler:                      s,
		ConnState:                    limiter.connState,
		ReadHeaderTimeout:            headerTime,
		ReadTimeout:                  requestTime,
		WriteTimeout:                 answerTime,
		IdleTimeout:                  idleTime,
		MaxHeaderBytes:               maxHeader,
		ErrorLog:                     log.New(errorLog{s.cfg.Log}, "", 0),
		DisableGeneralOptionsHandler: true,
	}
	limiter.closeIdle = func() {
		server.SetKeepAlivesEnabled(false)
		server.SetKeepAlivesEnabled(true)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(limiter) }()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
		l.Close()
		<-ended
		s.cfg.Log.Info("endpoint: stopping, no more connections are accepted", "waiting_at_most", stopTime)
	}
	s.stop(server)
	return err
}

// stop ends the connections. Closing an idle one may cross a request that is on its way, so for drainTime they are ended only by their
// answers, which say so.
func (s *Server) stop(server *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	s.endConnections.Store(true)
	api.Sleep(ctx, drainTime)
	if server.Shutdown(ctx) != nil {
		server.Close()
	}
}

// errorLog passes on what net/http logs, except for what may quote a request.
type errorLog struct{ *slog.Logger }

func (l errorLog) Write(p []byte) (int, error) {
	switch {
	case bytes.HasPrefix(p, []byte("http: Accept error: ")):
		l.Warn("endpoint: no connection can be accepted for now", "cause", string(bytes.TrimSpace(p)))
	case bytes.HasPrefix(p, []byte("http: panic serving ")):
		l.Error("endpoint: a request panicked")
	}
	return len(p), nil
}

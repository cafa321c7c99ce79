// Package ops shows operators how the bot is doing, and notices when its knowledge files change.
//
// [Health] answers liveness and readiness checks, and [Metrics] is what Prometheus reads. No label holds what a person typed, and
// names that do not exist count as one. [Start] serves both on an address of their own, apart from the endpoint that Discord
// calls, because they have no password.
package ops

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// Health is what the probes ask. The zero Health is alive and not ready.
type Health struct {
	ready atomic.Bool
	note  atomic.Pointer[string]
}

// Note makes /readyz say, in a line of its own, what an operator should know though interactions are answered; "" for nothing.
func (h *Health) Note(text string) { h.note.Store(&text) }

// Ready records whether interactions are being answered.
func (h *Health) Ready(ready bool) { h.ready.Store(ready) }

// Handler serves /healthz, which answers 200 while the process lives, and /readyz, which answers 200 while interactions are
// being answered and 503 before and after.
func (h *Health) Handler() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !h.ready.Load() {
			http.Error(w, "not ready", http.StatusServiceUnavailable)
			return
		}
		io.WriteString(w, "ready\n")
		if note := h.note.Load(); note != nil && *note != "" {
			io.WriteString(w, *note+"\n")
		}
	})
	return mux
}

// Start serves handler at addr until stop is called. It returns once it listens, so that a taken port is an error here.
func Start(addr string, handler http.Handler) (stop func(), err error) {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen at %s: %w", addr, errors.Unwrap(err))
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second, MaxHeaderBytes: 16 << 10}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener) // it always ends with ErrServerClosed, by stop
	}()
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if server.Shutdown(ctx) != nil {
			server.Close()
		}
		<-done
	}, nil
}

package main

import (
	"log/slog"
	"net/http"
	"time"

	"leakygut-bot/internal/discord/api"
)

// withCallLog returns a client that logs each call at debug level: its method, its route and its status, and nothing that a token stands in.
func withCallLog(client *http.Client, log *slog.Logger) *http.Client {
	c := *client
	c.Transport = callLog{c.Transport, log}
	return &c
}

type callLog struct {
	next http.RoundTripper
	log  *slog.Logger
}

func (t callLog) RoundTrip(req *http.Request) (*http.Response, error) {
	if !t.log.Enabled(req.Context(), slog.LevelDebug) {
		return t.next.RoundTrip(req)
	}
	began := time.Now()
	resp, err := t.next.RoundTrip(req)
	status := 0 // no answer
	if err == nil {
		status = resp.StatusCode
	}
	t.log.Debug("call of Discord", "method", req.Method, "route", api.Route(req.URL.Path), "status", status, "took", time.Since(began))
	return resp, err
}

// CloseIdleConnections is what [http.Client.CloseIdleConnections] calls.
func (t callLog) CloseIdleConnections() {
	if closer, ok := t.next.(interface{ CloseIdleConnections() }); ok {
		closer.CloseIdleConnections()
	}
}

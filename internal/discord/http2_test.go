package discord

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"leakygut-bot/internal/discord/discordtest"
)

// Over HTTP/2 all callbacks share one connection, and a call that is given up leaves it as it is. When it has died without a
// word, what is under way is answered all the same, and so is everything after.
func TestHalfOpenHTTP2(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var answered atomic.Int64
		dialled := 0
		var first *discordtest.Wire
		callbacks, end := overHTTP2(t, func(c net.Conn) net.Conn {
			if dialled++; dialled > 1 {
				return c
			}
			first = &discordtest.Wire{Conn: c}
			return first
		}, func() { answered.Add(1) })
		defer end()
		respond := func() time.Duration {
			began := time.Now()
			if err := callbacks.send(t.Context(), "1", hidden, jsonContent([]byte(reply))); err != nil {
				t.Error(err)
			}
			return time.Since(began)
		}
		respond()
		time.Sleep(time.Minute) // it stays open, idle
		respond()
		if dialled != 1 {
			t.Fatalf("dialled %d times", dialled)
		}
		first.Silence()
		if took := respond(); took > tryTimeout {
			t.Errorf("answered after %v", took)
		}
		if took := respond(); took != 0 {
			t.Errorf("the next was answered after %v", took)
		}
		if n := answered.Load(); n != 4 || dialled != 2 {
			t.Errorf("%d answered over %d connections", n, dialled)
		}
	})
}

// A burst of callbacks goes over few connections, where the server takes 100 requests at once on each, and none is late.
func TestBurstOverHTTP2(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var dialled atomic.Int64
		callbacks, end := overHTTP2(t, func(c net.Conn) net.Conn {
			dialled.Add(1)
			time.Sleep(20 * time.Millisecond) // whoever wants a connection meanwhile has dialled by then
			return c
		}, func() { time.Sleep(150 * time.Millisecond) })
		defer end()
		began := time.Now()
		var workers sync.WaitGroup
		for range 300 {
			workers.Go(func() {
				for range 5 {
					if err := callbacks.send(t.Context(), "1", hidden, jsonContent([]byte(reply))); err != nil {
						t.Error(err)
					}
				}
			})
		}
		workers.Wait()
		// A connection that had no room is dialled anew, which depends on who comes first; without a bound there are 300 and more.
		if n, took := dialled.Load(), time.Since(began); n > 50 || took > 1500*time.Millisecond {
			t.Errorf("%d connections, %v", n, took)
		}
	})
}

// overHTTP2 gives callbacks to a server in memory that takes 100 requests at once on each connection. dial may wrap a
// connection, and handle is called before an answer. The caller calls end.
func overHTTP2(t *testing.T, dial func(net.Conn) net.Conn, handle func()) (callbacks *Callbacks, end func()) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 2 {
			t.Errorf("%s", r.Proto)
		}
		handle()
		w.WriteHeader(http.StatusNoContent)
	}))
	listener := discordtest.NewListener()
	server.Listener, server.EnableHTTP2 = listener, true
	server.Config.HTTP2 = &http.HTTP2Config{MaxConcurrentStreams: 100}
	server.StartTLS()
	const api = "https://discord.test/api"
	client := HTTPClient(api)
	transport := client.Transport.(*http.Transport)
	transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
	transport.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
		c, err := listener.Dial(ctx)
		if err != nil {
			return nil, err
		}
		return dial(c), nil
	}
	return NewCallbacks(api, client), func() {
		client.CloseIdleConnections()
		server.CloseClientConnections()
		server.Close()
	}
}

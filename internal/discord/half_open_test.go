package discord

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// A pipes is a listener in memory.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	c, ok := <-p
	if !ok {
		return nil, net.ErrClosed
	}
	return c, nil
}
func (p pipes) Close() error   { return nil }
func (p pipes) Addr() net.Addr { return &net.TCPAddr{} }

// A deaf connection takes what it is sent and hears nothing any more, once it is told so.
type deaf struct {
	net.Conn
	now *atomic.Bool
}

func (d deaf) Write(b []byte) (int, error) {
	if d.now.Load() {
		return len(b), nil
	}
	return d.Conn.Write(b)
}

// Over HTTP/2 all callbacks share one connection, and a call that is given up leaves it as it is. When it has died without a
// word, what is under way is answered all the same, and so is everything after.
func TestHalfOpenHTTP2(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var answered atomic.Int64
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.ProtoMajor != 2 {
				t.Errorf("%s", r.Proto)
			}
			answered.Add(1)
			w.WriteHeader(http.StatusNoContent)
		}))
		listener := make(pipes)
		server.Listener, server.EnableHTTP2 = listener, true
		server.StartTLS()
		dialled := 0
		var dead atomic.Bool // the first connection
		client := HTTPClient()
		transport := client.Transport.(*http.Transport)
		transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
		transport.DialContext = func(context.Context, string, string) (net.Conn, error) {
			ours, theirs := net.Pipe()
			listener <- theirs
			if dialled++; dialled > 1 {
				return ours, nil
			}
			return deaf{ours, &dead}, nil
		}
		callbacks := NewCallbacks("https://discord.test/api", client)
		respond := func() time.Duration {
			began := time.Now()
			if err := callbacks.Respond(t.Context(), "1", hidden, []byte(reply)); err != nil {
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
		dead.Store(true)
		if took := respond(); took > tryTimeout {
			t.Errorf("answered after %v", took)
		}
		if took := respond(); took != 0 {
			t.Errorf("the next was answered after %v", took)
		}
		if n := answered.Load(); n != 4 || dialled != 2 {
			t.Errorf("%d answered over %d connections", n, dialled)
		}
		client.CloseIdleConnections()
		close(listener)
		server.CloseClientConnections()
		server.Close()
	})
}

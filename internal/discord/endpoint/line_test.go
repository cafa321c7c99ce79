package endpoint_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/discord/endpoint"
)

// A line is a connection to an endpoint in virtual time, on which a write lasts until the other side has read it.
type line struct {
	net.Conn
	t *testing.T
	r *bufio.Reader
	s *site
}

// onALine runs a test with an endpoint and one connection in virtual time.
func onALine(t *testing.T, change func(*endpoint.Config), test func(l *line)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		listener := discordtest.NewListener()
		s := serveAt(t, listener, change)
		here, err := listener.Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer here.Close()
		test(&line{Conn: here, t: t, r: bufio.NewReader(here), s: s})
	})
}

// send writes, while what comes back is read.
func (l *line) send(wire []byte) {
	go l.Write(wire) // the server may hang up first
}

// want reads an answer.
func (l *line) want(status int, closes bool) {
	l.t.Helper()
	resp, err := http.ReadResponse(l.r, nil)
	if err != nil {
		l.t.Fatal(err)
	}
	io.Copy(io.Discard, resp.Body)
	if resp.StatusCode != status || resp.Close != closes {
		l.t.Fatalf("status %d, closes %t; want %d and %t", resp.StatusCode, resp.Close, status, closes)
	}
}

func (l *line) wantEnd() {
	l.t.Helper()
	if b, err := l.r.ReadByte(); err == nil {
		l.t.Errorf("%q came, and not the end", b)
	}
}

// ping is a signed ping as it stands on the wire.
func ping() []byte { return signedRequest(discordtest.Ping().JSON()).wire() }

// However long after an answer the next request comes on the same connection, and however it goes, it is answered.
func TestAnswersOnAKeptConnection(t *testing.T) {
	expects := signedRequest(discordtest.Ping().JSON())
	expects.header.Set("Expect", "100-continue")
	expects.endOfBody = 0
	slow := signedRequest(discordtest.Ping().JSON())
	slow.endOfBody = 3
	for name, test := range map[string]struct {
		wire   []byte
		status int
		after  time.Duration
	}{
		"good":            {ping(), 200, 0},
		"no HTTP":         {[]byte("?\r\n\r\n"), 400, 0},
		"slow headers":    {[]byte("POST /interactions HTTP/1.1\r\nX"), 400, 2 * time.Second},
		"a slow body":     {slow.wire(), 408, 5 * time.Second},
		"expects go on":   {expects.wire(), 100, 0},
		"another path":    {[]byte("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n"), 404, 0},
		"no more request": {nil, 0, 3 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			onALine(t, nil, func(l *line) {
				for _, wait := range []time.Duration{0, time.Second, 4 * time.Second, 6 * time.Second, 170 * time.Second} {
					time.Sleep(wait)
					l.send(ping())
					l.want(200, false)
				}
				time.Sleep(min(6*time.Second, 3*time.Minute-test.after+6*time.Second))
				began := time.Now()
				l.send(test.wire)
				if test.status == 0 {
					l.wantEnd()
				} else {
					l.want(test.status, test.status >= 400)
				}
				if took := time.Since(began); took > test.after {
					t.Errorf("after %s, want %s", took, test.after)
				}
			})
		})
	}
}

// Nobody is waited for who does not read.
func TestAnswersAreNotOfferedForEver(t *testing.T) {
	onALine(t, nil, func(l *line) {
		for range 3 {
			l.send(ping())
			l.want(200, false)
			time.Sleep(20 * time.Second)
		}
		began := time.Now()
		l.Write(ping())
		time.Sleep(9900 * time.Millisecond)
		synctest.Wait()
		if n, err := l.Read(make([]byte, 1)); n != 1 {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
		time.Sleep(200 * time.Millisecond)
		l.r.Reset(l.Conn)
		l.wantEnd()
	})
}

// aRemoval is a click on Remove, and counts the calls of Discord that it leads to.
func aRemoval(calls *atomic.Int64) (change func(*endpoint.Config), wire []byte) {
	click := removal()
	client := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		calls.Add(1)
		return &http.Response{StatusCode: http.StatusNoContent, Body: http.NoBody, Request: r}, nil
	})}
	return func(cfg *endpoint.Config) { cfg.Callbacks = discord.NewCallbacks("http://discord.test/api", client) }, signedRequest(click.JSON()).wire()
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// What remains after a response begins when the response is out, and not before; and never, if nobody has it.
func TestWorkFollowsTheResponse(t *testing.T) {
	for _, taken := range []bool{true, false} {
		var calls atomic.Int64
		change, wire := aRemoval(&calls)
		onALine(t, change, func(l *line) {
			l.send(wire)
			synctest.Wait()
			if n := calls.Load(); n != 0 {
				t.Errorf("%d calls before the response is out", n)
			}
			want := int64(0)
			if taken {
				l.want(200, false)
				want = 1
			} else {
				l.Close()
			}
			synctest.Wait()
			if n := calls.Load(); n != want {
				t.Errorf("taken %t: %d calls", taken, n)
			}
		})
	}
}

// TestStop: a connection is ended by its answer, which says so, and not while a request may be on its way; one that says nothing, or
// never ends what it says, is waited for only briefly.
func TestStop(t *testing.T) {
	part := signedRequest(discordtest.Ping().JSON())
	part.endOfBody = 3
	for name, tt := range map[string]struct {
		answered bool          // before the stop
		begun    []byte        // what came of a request before the stop
		after    time.Duration // when a request comes, after the stop; 0 if none does
		took     time.Duration // the stop, at most
	}{
		"a new connection":             {after: 50 * time.Millisecond, took: 2500 * time.Millisecond},
		"a connection in use":          {answered: true, after: 150 * time.Millisecond, took: 200 * time.Millisecond},
		"silence":                      {took: 2500 * time.Millisecond},
		"silence after an answer":      {answered: true, took: 200 * time.Millisecond},
		"a request that does not end":  {begun: part.wire(), took: 2500 * time.Millisecond},
		"another one, after an answer": {answered: true, begun: part.wire(), took: 2500 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			onALine(t, nil, func(l *line) {
				if tt.answered {
					l.send(ping())
					l.want(200, false)
				}
				l.send(tt.begun)
				synctest.Wait()
				began := time.Now()
				l.s.stop()
				synctest.Wait()
				if tt.after > 0 {
					time.Sleep(tt.after)
					l.send(ping())
					l.want(200, true)
				}
				l.wantEnd()
				if err := <-l.s.served; err != nil {
					t.Error(err)
				}
				if took := time.Since(began); took > tt.took {
					t.Errorf("the stop took %s", took)
				}
			})
		})
	}
}

package gateway

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tidwall/gjson"

	"leakygut-bot/internal/discord/discordtest"
)

type (
	server   = discordtest.Server
	conn     = discordtest.Conn
	response = discordtest.Response
)

const (
	resumes    = "1 identifies, 1 resumes"
	identifies = "2 identifies, 0 resumes"
	goesOn     = "1 identifies, 0 resumes"
)

func frames(f ...string) func(*server, *conn) {
	return func(_ *server, c *conn) {
		for _, frame := range f {
			c.Send(frame)
		}
	}
}

func closed(code int) func(*server, *conn) {
	return func(_ *server, c *conn) { c.Close(code) }
}

type faultWhileServing struct {
	name   string
	fault  func(*server, *conn)
	want   string
	within time.Duration
	code   int // that the client closes with; 0 if it does not
}

// Each row breaks one thing of a connection that serves, and sees how it comes back and how soon.
func TestFaultWhileServing(t *testing.T) {
	faults := []faultWhileServing{
		{"socket dropped", func(_ *server, c *conn) { c.Drop() }, resumes, time.Second, 0},
		{"half-open", func(_ *server, c *conn) { c.Silence() }, resumes, 58 * time.Second, 0},
		{"heartbeat not answered", func(s *server, _ *conn) {
			n := s.Count(discordtest.Heartbeat)
			s.Script(discordtest.Heartbeat, response{})
			s.Wait(context.Background(), discordtest.Heartbeat, n+1)
			time.Sleep(ackTimeout + time.Millisecond)
		}, resumes, time.Second, 4900},
		{"op 7", frames(`{"op":7,"d":null}`), resumes, time.Second, 4900},
		{"op 9 true", frames(`{"op":9,"d":true}`), resumes, 6 * time.Second, 4900},
		{"op 9 false", frames(`{"op":9,"d":false}`), identifies, 12 * time.Second, 4900},
		{"op 9 without d", frames(`{"op":9}`), identifies, 12 * time.Second, 4900},
		{"close 4008", closed(4008), resumes, 61 * time.Second, 0},
		{"session forgotten", func(s *server, c *conn) { s.Forget(); c.Drop() }, "2 identifies, 1 resumes", 12 * time.Second, 4900},
		{"resume refused for ever", func(s *server, c *conn) {
			s.Script(discordtest.Resume, response{Frames: []string{`{"op":9,"d":true}`}, Repeat: true})
			c.Drop()
		}, "2 identifies, 3 resumes", time.Minute, 4900},
		{"resume not answered", func(s *server, c *conn) { s.Script(discordtest.Resume, response{}); c.Drop() },
			"1 identifies, 2 resumes", 33 * time.Second, 4900},
		{"resume address refuses", func(s *server, c *conn) { s.Script(discordtest.Connect, response{Status: 503}); c.Drop() },
			resumes, 3 * time.Second, 0},
		{"resume address silent", func(s *server, c *conn) { s.Script(discordtest.Connect, response{Silent: true}); c.Drop() },
			resumes, dialTimeout + 3*time.Second, 0},
		{"resume without HELLO", func(s *server, c *conn) { s.Script(discordtest.Hello, response{}); c.Drop() },
			resumes, helloTimeout + 3*time.Second, 4900},
		{"not JSON", frames(`{"op":`), resumes, time.Second, 4900},
		{"text", frames("garbage"), resumes, time.Second, 4900},
		{"empty", frames(""), resumes, time.Second, 4900},
		{"not UTF-8", frames("{\"op\":11,\"d\":\"\xff\"}"), resumes, time.Second, 0},
		{"too deep", frames(strings.Repeat("[", maxBrackets+1)), resumes, time.Second, 4900},
		{"binary", func(_ *server, c *conn) { c.SendBinary([]byte(`{"op":11}`)) }, resumes, time.Second, 4900},
		{"over the limit", frames(`"` + strings.Repeat("x", maxMessage) + `"`), resumes, time.Second, 1009},

		{"op 1", frames(`{"op":1,"d":null}`), goesOn, 0, 0},
		{"frames that mean nothing", frames("null", "[]", `[{"op":7}]`, "{}", "7", `{"d":{}}`, `{"op":"7"}`, `{"op":null}`, `{"op":[7]}`, `{"op":7.5}`, `{"op":-7}`,
			`{"op":1e300}`, `{"op":12,"d":1}`, `{"op":999}`), goesOn, 0, 0},
		{"events that mean nothing", frames(`{"op":0,"s":3,"t":"GUILD_CREATE","d":{}}`, `{"op":0,"s":3,"t":7,"d":{}}`, `{"op":0,"s":2,"t":"INTERACTION_CREATE"}`,
			`{"op":0,"t":"READY"}`, `{"op":0}`, `{"op":0,"t":"INTERACTION_CREATE","d":null}`, `{"op":0,"t":"INTERACTION_CREATE","d":[]}`,
			`{"op":0,"t":"INTERACTION_CREATE","d":"x"}`, `{"op":0,"s":"x","t":"A"}`, `{"op":0,"s":-5,"t":"A"}`, `{"op":0,"s":1e99,"t":"A"}`), goesOn, 0, 0},
		{"HELLO again", frames(`{"op":10,"d":{"heartbeat_interval":1}}`), goesOn, 0, 0},
		{"READY again", frames(`{"op":0,"t":"READY","d":{"session_id":"other","resume_gateway_url":"wss://other.test"}}`), goesOn, 0, 0},
		{"1 MB", frames(`{"op":0,"t":"X","d":"` + strings.Repeat("x", 1<<20) + `"}`), goesOn, 0, 0},
	}
	for _, code := range []int{1000, 1001, 1011, 4000, 4001, 4002, 4005, 4006, 4999} {
		faults = append(faults, faultWhileServing{fmt.Sprint("close ", code), closed(code), resumes, time.Second, 0})
	}
	for _, code := range []int{4003, 4007, 4009} {
		faults = append(faults, faultWhileServing{fmt.Sprint("close ", code), closed(code), identifies, 7 * time.Second, 0})
	}
	for _, tt := range faults {
		t.Run(tt.name, func(t *testing.T) {
			bubble(t, func(t *testing.T, srv *server) {
				b := start(t, srv, nil)
				c := b.ready()
				b.interact()
				time.Sleep(steady) // so that this is the first failure
				tt.fault(srv, c)
				took := time.Duration(0)
				if !strings.HasPrefix(tt.want, "1 identifies") { // what comes meanwhile is lost with the session
					took = b.await("session", func() bool { return b.sessions() == 2 })
				}
				if took += b.interact(); took > tt.within+10*time.Millisecond {
					t.Errorf("answers again after %s, want at most %s", took, tt.within)
				}
				if got := b.steps(); got != tt.want {
					t.Errorf("%s, want %s\n%s", got, tt.want, b.logged())
				}
				synctest.Wait()
				if tt.code != 0 {
					wantClosedWith(t, srv, tt.code)
				}
				if n := len(b.handled()); n != 2 {
					t.Errorf("%d interactions handled, want 2", n)
				}
			})
		})
	}
}

func wantClosedWith(t *testing.T, srv *server, code int) {
	t.Helper()
	if r, err := srv.Wait(t.Context(), discordtest.Closed, 1); err != nil || !closedWith(srv, code) {
		t.Errorf("the client closed with %d, want %d", r.Code, code)
	}
}

func closedWith(srv *server, code int) bool {
	for _, r := range srv.Records(discordtest.Closed) {
		if r.Code == code {
			return true
		}
	}
	return false
}

// Each row breaks one thing of the way to the first session.
func TestFaultWhileConnecting(t *testing.T) {
	hello := func(interval string) func(*server) {
		return func(s *server) {
			s.Script(discordtest.Hello, response{Frames: []string{`{"op":10,"d":{"heartbeat_interval":` + interval + `}}`}})
		}
	}
	script := func(step string, r ...response) func(*server) { return func(s *server) { s.Script(step, r...) } }
	ask := func(r ...response) func(*server) { return script("GET /gateway/bot", r...) }
	for _, tt := range []struct {
		name   string
		fault  func(*server)
		want   string
		least  time.Duration
		within time.Duration
		log    string
	}{
		{"ordinary", func(*server) {}, goesOn, 0, 0, "ready"},
		{"no HELLO", script(discordtest.Hello, response{}), goesOn, helloTimeout, helloTimeout + time.Second, "no HELLO came in time"},
		{"HELLO without d", script(discordtest.Hello, response{Frames: []string{`{"op":10}`}}), goesOn, 0, time.Second, "HELLO names no heartbeat interval"},
		{"HELLO interval 0", hello("0"), goesOn, 0, time.Second, "HELLO names no heartbeat interval"},
		{"HELLO interval negative", hello("-1"), goesOn, 0, time.Second, "HELLO names no heartbeat interval"},
		{"HELLO interval null", hello("null"), goesOn, 0, time.Second, "HELLO names no heartbeat interval"},
		{"HELLO interval text", hello(`"41250"`), goesOn, 0, time.Second, "HELLO names no heartbeat interval"},
		{"HELLO interval tiny", hello("1e-9"), goesOn, 0, 0, "ready"},
		{"HELLO interval huge", hello("1e300"), goesOn, 0, 0, "ready"},
		{"no READY", script(discordtest.Identify, response{}), identifies, readyTimeout, readyTimeout + time.Second, "no READY came in time"},
		{"READY without d", script(discordtest.Identify, response{Frames: []string{`{"op":0,"t":"READY","s":1}`}, Cut: true}), identifies, 0, 6 * time.Second, "ready"},
		{"READY of 3 MB", script(discordtest.Identify, response{Frames: []string{
			`{"op":0,"s":1,"t":"READY","d":{"session_id":"s","guilds":[` + strings.Repeat(`{"id":"1100000000000000001","unavailable":true},`, 65_000) + `0]}}`},
			Cut: true}), "1 identifies, 1 resumes", 0, time.Second, "ready"},
		{"op 1 before HELLO", script(discordtest.Hello, response{Frames: []string{`{"op":1}`}, Ordinary: true}), goesOn, 0, 0, "ready"},
		{"op 1 before READY", script(discordtest.Identify, response{Frames: []string{`{"op":1}`}, Ordinary: true}), goesOn, 0, 0, "ready"},
		{"op 7 before READY", script(discordtest.Identify, response{Frames: []string{`{"op":7}`}}), identifies, 0, 7 * time.Second, "the peer asked to reconnect"},
		{"op 7 before HELLO", script(discordtest.Hello, response{Frames: []string{`{"op":7}`}}), goesOn, 0, time.Second, "the peer asked to reconnect"},
		{"op 9 before READY", script(discordtest.Identify, response{Frames: []string{`{"op":9,"d":false}`}}), identifies, 5 * time.Second, 7 * time.Second, "the session was called invalid"},
		{"op 9 true before READY", script(discordtest.Identify, response{Frames: []string{`{"op":9,"d":true}`}}), identifies, 5 * time.Second, 7 * time.Second, "the session was called invalid"},
		{"cut before READY", script(discordtest.Identify, response{Cut: true}), identifies, 5 * time.Second, 7 * time.Second, "EOF"},
		{"close 4000 before READY", script(discordtest.Identify, response{Close: 4000}), identifies, 5 * time.Second, 7 * time.Second, "4000"},
		{"handshake 503", script(discordtest.Connect, response{Status: 503}), goesOn, 0, time.Second, "but got 503"},
		{"handshake elsewhere", script(discordtest.Connect, response{Status: 302, Header: map[string]string{"Location": "ws://other.test/gateway"}}),
			goesOn, 0, time.Second, "but got 302"},
		{"handshake silent", script(discordtest.Connect, response{Silent: true}), goesOn, dialTimeout, dialTimeout + time.Second, "deadline exceeded"},
		{"401 of a proxy", ask(response{Status: 401}), goesOn, 0, time.Second, "HTTP status 401"},
		{"403 of a proxy", ask(response{Status: 403, Body: "<html>"}), goesOn, 0, time.Second, "HTTP status 403"},
		{"404", ask(response{Status: 404}), goesOn, 0, time.Second, "HTTP status 404"},
		{"500 502 503", ask(response{Status: 500}, response{Status: 502}, response{Status: 503}), goesOn, 3 * time.Second, 7 * time.Second, "HTTP status 503"},
		{"302", ask(response{Status: 302, Header: map[string]string{"Location": "http://other.test/"}}), goesOn, 0, time.Second, "HTTP status 302"},
		{"429 header", ask(response{Status: 429, Header: map[string]string{"Retry-After": "120"}}), goesOn, 120 * time.Second, 121 * time.Second, "429"},
		{"429 JSON", ask(response{Status: 429, Body: `{"message":"slow","retry_after":64.57,"global":true}`}), goesOn, 64 * time.Second, 65 * time.Second, "429"},
		{"429 HTML", ask(response{Status: 429, Body: "<html>banned</html>"}), goesOn, 0, time.Second, "429"},
		{"429 for a year", ask(response{Status: 429, Header: map[string]string{"Retry-After": "31536000"}}), goesOn, maxRetryAfter, maxRetryAfter + time.Second, "429"},
		{"429 negative", ask(response{Status: 429, Header: map[string]string{"Retry-After": "-5"}}), goesOn, 0, time.Second, "429"},
		{"429 a date", ask(response{Status: 429, Header: map[string]string{"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"}}), goesOn, 0, time.Second, "429"},
		{"REST cut", ask(response{Body: `{"url":"ws://discord.test/gateway"}`, Cut: true}), goesOn, 0, time.Second, "unexpected EOF"},
		{"REST dropped", ask(response{Cut: true}, response{Cut: true}), goesOn, 0, 3 * time.Second, "EOF"},
		{"REST hangs", ask(response{Silent: true}), goesOn, askTimeout, askTimeout + time.Second, "deadline exceeded"},
		{"REST garbage", ask(response{Body: "garbage"}), goesOn, 0, time.Second, "the answer is not JSON"},
		{"REST of 1 MB", ask(response{Body: `{"x":"` + strings.Repeat("x", 1<<20) + `","url":"ws://discord.test"}`}), goesOn, 0, time.Second, "the answer is not JSON"},
		{"REST null", ask(response{Body: "null"}), goesOn, 0, time.Second, "no address for the gateway was given"},
		{"REST other types", ask(response{Body: `{"url":7,"session_start_limit":[]}`}), goesOn, 0, time.Second, "no address for the gateway was given"},
		{"REST a foreign scheme", ask(response{Body: `{"url":"http://discord.test/gateway"}`}), goesOn, 0, time.Second, "instead of wss"},
		{"no limit named", ask(response{Body: `{"url":"ws://discord.test/gateway"}`}), goesOn, 0, 0, "ready"},
		{"no start left", ask(response{Body: `{"url":"ws://discord.test/gateway","session_start_limit":{"total":1000,"remaining":0,"reset_after":14400000}}`}),
			goesOn, 4 * time.Hour, 4*time.Hour + 2*time.Second, "no new session is allowed before 4h0m0s have passed"},
		{"no start left, no time", ask(response{Body: `{"url":"ws://discord.test/gateway","session_start_limit":{"remaining":0}}`}),
			goesOn, minStartsReset, minStartsReset + 2*time.Second, "no new session is allowed before 5s"},
		{"no start left for a year", ask(response{Body: `{"url":"ws://discord.test/gateway","session_start_limit":{"remaining":0,"reset_after":31536000000}}`}),
			goesOn, 24 * time.Hour, 24*time.Hour + 2*time.Second, "no new session is allowed before 24h"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			bubble(t, func(t *testing.T, srv *server) {
				tt.fault(srv)
				began := time.Now()
				b := start(t, srv, nil)
				b.await("session", func() bool { return b.count(Ready) > 0 && b.steps() == tt.want })
				if took := time.Since(began); took < tt.least || took > tt.within+20*time.Millisecond {
					t.Errorf("ready after %s, want %s to %s", took, tt.least, tt.within)
				}
				synctest.Wait()
				if !strings.Contains(b.logged(), tt.log) {
					t.Errorf("the log lacks %q:\n%s", tt.log, b.logged())
				}
				b.interact()
			})
		})
	}
}

// stuckConn takes nothing any more once it is stuck, as when the buffers on the way are full.
type stuckConn struct {
	net.Conn
	stuck *atomic.Bool
	done  chan struct{}
	once  sync.Once
}

func (c *stuckConn) Write(p []byte) (int, error) {
	if c.stuck.Load() {
		<-c.done
		return 0, net.ErrClosed
	}
	return c.Conn.Write(p)
}

func (c *stuckConn) Close() error {
	c.once.Do(func() { close(c.done) })
	return c.Conn.Close()
}

// A write that blocks ends the connection, and a stop does not wait for it.
func TestBlockedWrite(t *testing.T) {
	for _, stop := range []bool{false, true} {
		bubble(t, func(t *testing.T, srv *server) {
			var stuck atomic.Bool
			transport := srv.Client().Transport.(*http.Transport).Clone()
			defer transport.CloseIdleConnections()
			dial := transport.DialContext
			transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
				c, err := dial(ctx, network, address)
				if err != nil {
					return nil, err
				}
				return &stuckConn{Conn: c, stuck: &stuck, done: make(chan struct{})}, nil
			}
			b := start(t, srv, func(cfg *Config) { cfg.HTTP = &http.Client{Transport: transport} })
			c := b.ready()
			time.Sleep(time.Minute) // the first heartbeat has been
			stuck.Store(true)
			c.Send(`{"op":1}`)
			began := time.Now()
			synctest.Wait()
			if stop {
				b.stop()
				if err := <-b.result; err != nil || time.Since(began) > closeTimeout {
					t.Errorf("stopped after %s, %v", time.Since(began), err)
				}
				return
			}
			b.await("end of the connection", func() bool { return b.count(Disconnected) == 1 })
			if took := time.Since(began); took != writeTimeout {
				t.Errorf("noticed after %s", took)
			}
			stuck.Store(false)
			b.interact()
		})
	}
}

// Without a log and an observer, over loopback, in real time.
func TestDefaults(t *testing.T) {
	srv := discordtest.New(t)
	got := make(chan []byte, 1)
	b := start(t, srv, func(cfg *Config) {
		*cfg = Config{Token: cfg.Token, APIURL: cfg.APIURL, HTTP: cfg.HTTP, Handle: func(_ context.Context, d []byte) { got <- d }}
	})
	i := discordtest.Slash("leakygut", "symptoms").Set("application_id", srv.Application())
	if err := srv.Send(t.Context(), i); err != nil {
		t.Fatal(err)
	}
	if d := <-got; gjson.GetBytes(d, "id").String() != i.ID {
		t.Errorf("%s", d)
	}
	b.stop()
	if err := <-b.result; err != nil {
		t.Error(err)
	}
	if r, err := srv.Wait(t.Context(), discordtest.Closed, 1); err != nil || r.Code != 1000 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestEventNames(t *testing.T) {
	var got []string
	for e := Connecting - 1; e <= Panicked+1; e++ {
		got = append(got, e.String())
	}
	if s := strings.Join(got, " "); s != "unknown connecting ready resumed disconnected received dropped panicked unknown" {
		t.Error(s)
	}
}

func TestFatal(t *testing.T) {
	for _, tt := range []struct {
		step string
		response
		want string
	}{
		{"GET /gateway/bot", response{Status: 401, Body: `{"message":"401: Unauthorized","code":0}`}, "gateway: the token was refused (HTTP status 401)"},
		{"GET /gateway/bot", response{Status: 403, Body: `{"message":"Missing Access","code":50001}`}, "gateway: access was refused (HTTP status 403)"},
		{discordtest.Identify, response{Close: 4004}, "gateway: the token was refused (close code 4004)"},
		{discordtest.Identify, response{Close: 4010}, "gateway: the shard is invalid (close code 4010)"},
		{discordtest.Identify, response{Close: 4011}, "gateway: the bot is in more servers than one gateway connection may serve (close code 4011)"},
		{discordtest.Identify, response{Close: 4012}, "gateway: the gateway version is not served any more (close code 4012)"},
		{discordtest.Identify, response{Close: 4013}, "gateway: the intents are invalid (close code 4013)"},
		{discordtest.Identify, response{Close: 4014}, "gateway: the intents are not allowed to this bot (close code 4014)"},
		{discordtest.Hello, response{Close: 4004}, "gateway: the token was refused (close code 4004)"},
	} {
		t.Run(fmt.Sprint(tt.step, tt.Status, tt.Close), func(t *testing.T) {
			bubble(t, func(t *testing.T, srv *server) {
				srv.Script(tt.step, tt.response)
				err := <-start(t, srv, nil).result
				wantError(t, err, tt.want)
				if f := asFatal(err); f != (FatalError{Code: tt.Close, Status: tt.Status}) {
					t.Errorf("%+v", f)
				}
			})
		})
	}
	t.Run("while serving", func(t *testing.T) {
		bubble(t, func(t *testing.T, srv *server) {
			b := start(t, srv, nil)
			b.ready().Close(4004)
			wantError(t, <-b.result, "gateway: the token was refused (close code 4004)")
		})
	})
	t.Run("wrong token", func(t *testing.T) {
		bubble(t, func(t *testing.T, srv *server) {
			srv.Script("GET /gateway/bot", response{Body: `{"url":"ws://discord.test/gateway"}`})
			b := start(t, srv, func(cfg *Config) { cfg.Token = "wrong" })
			wantError(t, <-b.result, "gateway: the token was refused (close code 4004)")
		})
	})
}

func TestMistakesInConfig(t *testing.T) {
	valid := Config{Token: "t", APIURL: "https://discord.com/api", HTTP: http.DefaultClient, Handle: func(context.Context, []byte) {}}
	for _, tt := range []struct {
		change func(*Config)
		want   string
	}{
		{func(c *Config) { c.APIURL = "discord.com" }, "gateway: the API address is not an http or https address"},
		{func(c *Config) { c.APIURL = "ftp://discord.com" }, "gateway: the API address is not an http or https address"},
		{func(c *Config) { c.APIURL = ":" }, "gateway: the API address is not an http or https address"},
		{func(c *Config) { c.Token = "" }, "gateway: no token"},
		{func(c *Config) { c.HTTP = nil }, "gateway: no HTTP client or no handler"},
		{func(c *Config) { c.Handle = nil }, "gateway: no HTTP client or no handler"},
	} {
		cfg := valid
		tt.change(&cfg)
		wantError(t, Run(t.Context(), cfg), tt.want)
	}
}

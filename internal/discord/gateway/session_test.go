package gateway

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"

	"leakygut-bot/internal/discord/discordtest"
)

func TestWhatIsSent(t *testing.T) {
	bubble(t, func(t *testing.T, srv *server) {
		b := start(t, srv, nil)
		c := b.ready()
		b.interact()
		c.Drop()
		b.interact()
		var got []string
		for _, step := range []string{discordtest.Identify, discordtest.Resume} {
			for _, r := range srv.Records(step) {
				got = append(got, string(r.Body))
			}
		}
		for _, r := range srv.Records(discordtest.Connect) {
			got = append(got, r.Path)
		}
		session := gjson.Get(got[1], "d.session_id").String()
		if diff := cmp.Diff([]string{
			`{"d":{"intents":0,"properties":{"browser":"leakygut-bot","device":"leakygut-bot","os":"` + runtime.GOOS + `"},"token":"` + srv.Token() + `"},"op":2}`,
			`{"d":{"seq":2,"session_id":"` + session + `","token":"` + srv.Token() + `"},"op":6}`,
			"/gateway?v=10&encoding=json",
			"/resume?v=10&encoding=json",
		}, got); diff != "" {
			t.Error(diff)
		}
	})
}

// A resume goes to a foreign host never, and to the fresh address instead.
func TestForeignResumeAddress(t *testing.T) {
	for _, address := range []string{"wss://gateway.example.com", "wss://discord.gg.example.com", "wss://notdiscord.gg", "", "https://discord.test", "::"} {
		t.Run(address, func(t *testing.T) {
			bubble(t, func(t *testing.T, srv *server) {
				srv.Script(discordtest.Identify, response{Frames: []string{
					`{"op":0,"s":1,"t":"READY","d":{"session_id":"s","resume_gateway_url":"` + address + `"}}`}})
				b := start(t, srv, nil)
				b.ready().Drop()
				r, err := srv.Wait(t.Context(), discordtest.Resume, 1)
				if err != nil || gjson.GetBytes(r.Body, "d.session_id").String() != "s" {
					t.Fatal(r, err)
				}
				if got := srv.Records(discordtest.Connect)[1].Path; got != "/gateway?v=10&encoding=json" {
					t.Error(got)
				}
				if !strings.Contains(b.logged(), "resuming at the address for new sessions instead") {
					t.Error(b.logged())
				}
			})
		})
	}
}

// Where the session's own address fails, the next try goes to the general one, and the one after it back.
func TestResumeAddressIsKept(t *testing.T) {
	bubble(t, func(t *testing.T, srv *server) {
		b := start(t, srv, nil)
		c := b.ready()
		var want []string
		goes := func(addresses ...string) {
			for _, address := range addresses {
				want = append(want, "/"+address+"?v=10&encoding=json")
			}
			b.interact()
			var got []string
			for _, r := range srv.Records(discordtest.Connect) {
				got = append(got, r.Path)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatal(diff)
			}
			time.Sleep(steady)
			c = srv.Conn()
		}
		goes("gateway")
		srv.Script(discordtest.Connect, response{Status: 503})
		c.Drop()
		goes("resume", "gateway")
		c.Drop()
		goes("resume")
		srv.Script(discordtest.Connect, response{Status: 503})
		srv.Script("GET /gateway/bot", response{Status: 503})
		c.Drop()
		goes("resume", "resume")
		if got, want := b.steps(), "1 identifies, 3 resumes"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	})
}

// What comes while the bot is away is replayed, once.
func TestNothingIsLostWhenResuming(t *testing.T) {
	bubble(t, func(t *testing.T, srv *server) {
		b := start(t, srv, nil)
		b.ready()
		var sent []string
		for n := range 200 {
			if n%20 == 10 {
				srv.Conn().Drop()
			}
			i := discordtest.Slash("leakygut", "symptoms")
			sent = append(sent, i.ID)
			if err := srv.Send(t.Context(), i); err != nil {
				t.Fatal(err)
			}
			if n%20 == 15 {
				b.interact() // is back
			}
		}
		b.interact()
		synctest.Wait()
		handled := b.handled()
		for _, id := range sent {
			if n := len(slices.DeleteFunc(slices.Clone(handled), func(h string) bool { return h != id })); n != 1 {
				t.Errorf("%s was handled %d times", id, n)
			}
		}
		if got, want := b.steps(), "1 identifies, 10 resumes"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	})
}

func TestHeartbeats(t *testing.T) {
	bubble(t, func(t *testing.T, srv *server) {
		began := time.Now()
		b := start(t, srv, nil)
		c := b.ready()
		time.Sleep(24 * time.Hour)
		b.interact()
		records := srv.Records(discordtest.Heartbeat)
		if first := records[0].Time.Sub(began); first > discordtest.DefaultHeartbeat {
			t.Errorf("first heartbeat after %s", first)
		}
		for n := range records[1:] {
			if d := records[n+1].Time.Sub(records[n].Time); d != discordtest.DefaultHeartbeat {
				t.Fatalf("%s between heartbeats", d)
			}
		}
		if n := len(records); n < 2094 || n > 2095 || b.steps() != goesOn {
			t.Errorf("%d heartbeats in a day, %s", n, b.steps())
		}
		c.Send(`{"op":1,"d":null}`)
		r, err := srv.Wait(t.Context(), discordtest.Heartbeat, len(records)+1)
		if err != nil || string(r.Body) != `{"d":2,"op":1}` || time.Since(r.Time) != 0 {
			t.Errorf("op 1 was answered by %s at %s, %v", r.Body, r.Time, err)
		}
	})
}

// The first heartbeats of many bots do not come together.
func TestFirstHeartbeatIsJittered(t *testing.T) {
	times := map[time.Duration]bool{}
	for range 10 {
		bubble(t, func(t *testing.T, srv *server) {
			began := time.Now()
			start(t, srv, nil)
			r, err := srv.Wait(t.Context(), discordtest.Heartbeat, 1)
			if err != nil {
				t.Fatal(err)
			}
			times[r.Time.Sub(began)] = true
		})
	}
	if len(times) < 9 {
		t.Errorf("only %d different times in 10 runs", len(times))
	}
}

// Whatever keeps failing after IDENTIFY, Discord sees few of them: at most one in 5 s, and far fewer than 1,000 a day.
func TestNoFloodOfIdentifies(t *testing.T) {
	for name, r := range map[string]response{
		"op 9 false":           {Frames: []string{`{"op":9,"d":false}`}},
		"op 9 true":            {Frames: []string{`{"op":9,"d":true}`}},
		"op 7":                 {Frames: []string{`{"op":7}`}},
		"cut":                  {Cut: true},
		"close 4009":           {Close: 4009},
		"READY and op 9 false": {Frames: []string{`{"op":0,"s":1,"t":"READY","d":{"session_id":"s"}}`, `{"op":9,"d":false}`}},
		"READY and close 4007": {Frames: []string{`{"op":0,"s":1,"t":"READY","d":{"session_id":"s"}}`}, Close: 4007},
		"READY and cut":        {Frames: []string{`{"op":0,"s":1,"t":"READY","d":{"session_id":"s"}}`}, Cut: true},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, srv *server) {
				r.Repeat = true
				srv.Script(discordtest.Identify, r)
				start(t, srv, nil)
				time.Sleep(24 * time.Hour)
				synctest.Wait()
				records := srv.Records(discordtest.Identify)
				for n := range records[1:] {
					if d := records[n+1].Time.Sub(records[n].Time); d < 5*time.Second {
						t.Fatalf("two identifies within %s", d)
					}
				}
				if n := len(records); n < 100 || n > 500 {
					t.Errorf("%d identifies in a day, want 100 to 500", n)
				}
				t.Logf("%d identifies, %d connections in 24 h", len(records), srv.Count(discordtest.Connect))
				if n := srv.Count(discordtest.Connect); n > 1500 {
					t.Errorf("%d connections in a day", n)
				}
			})
		})
	}
}

// A session that works for a moment only, again and again, does not make the bot spin.
func TestNoFloodOfResumes(t *testing.T) {
	bubble(t, func(t *testing.T, srv *server) {
		b := start(t, srv, nil)
		c := b.ready()
		srv.Script(discordtest.Resume, response{Frames: []string{`{"op":0,"s":3,"t":"RESUMED"}`, `{"op":7}`}, Repeat: true})
		c.Drop()
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		if n := srv.Count(discordtest.Resume); n < 100 || n > 1500 {
			t.Errorf("%d resumes in a day", n)
		}
	})
}

// While it waits until it may identify, the bot answers heartbeats and hears that it should go.
func TestReadsWhileWaitingToIdentify(t *testing.T) {
	for _, tt := range []struct {
		frame string
		step  string
	}{
		{`{"op":1,"d":null}`, discordtest.Heartbeat},
		{`{"op":7,"d":null}`, discordtest.Closed},
		{`{"op":9,"d":false}`, discordtest.Closed},
	} {
		t.Run(tt.frame, func(t *testing.T) {
			bubble(t, func(t *testing.T, srv *server) {
				b := start(t, srv, nil)
				c := b.ready()
				before := srv.Count(tt.step)
				var asked time.Time
				srv.OnConnect(func(c *conn) {
					if c.Number != 2 {
						return
					}
					srv.Script(discordtest.Hello, response{Frames: []string{`{"op":10,"d":{"heartbeat_interval":41250}}`, tt.frame}})
					asked = time.Now()
				})
				if tt.step == discordtest.Closed {
					before++ // the first connection
				}
				c.Close(4009)
				r, err := srv.Wait(t.Context(), tt.step, before+1)
				if err != nil || !r.Time.Equal(asked) {
					t.Errorf("answered after %s, %v", r.Time.Sub(asked), err)
				}
				if n := srv.Count(discordtest.Identify); n != 1 {
					t.Errorf("%d identifies, want none but the first", n)
				}
				srv.Wait(t.Context(), discordtest.Identify, 2)
				identifies := srv.Records(discordtest.Identify)
				if d := identifies[1].Time.Sub(identifies[0].Time); d < 5*time.Second {
					t.Errorf("identified again after %s", d)
				}
			})
		})
	}
}

func TestIdentifyLimiter(t *testing.T) {
	var s identifyLimiter
	now := time.Now()
	begin := now
	n := 0
	for now.Sub(begin) < 48*time.Hour {
		now = now.Add(s.wait(now))
		if w := s.wait(now); w != 0 {
			t.Fatalf("has to wait %s more", w)
		}
		s.spend(now)
		n++
		if n == 100 && now.Sub(begin) != 99*startSpacing {
			t.Errorf("100 starts took %s", now.Sub(begin))
		}
	}
	if n > 100+2*360+5 {
		t.Errorf("%d starts in two days", n)
	}
}

func TestBackoff(t *testing.T) {
	var b backoff
	most := []time.Duration{1, 2, 4, 8, 16, 32, 64, 120, 120, 120}
	for n, m := range most {
		if got := b.next(time.Time{}); got < m*time.Second/2 || got > m*time.Second {
			t.Errorf("failure %d: %s, want %ds to %ds", n+1, got, m/2, m)
		}
	}
	for range 100 {
		if got := b.next(time.Time{}); got > backoffMost {
			t.Fatalf("%s", got)
		}
	}
	if got := b.next(time.Now().Add(-steady)); got != 0 {
		t.Errorf("after a steady session: %s, want at once", got)
	}
	if got := b.next(time.Now()); got < time.Second || got > 2*time.Second {
		t.Errorf("after a short session: %s", got)
	}
}

func TestAddresses(t *testing.T) {
	for _, tt := range []struct {
		api, address, want, err string
		resume                  bool
	}{
		{"https://discord.com/api", "wss://gateway.discord.gg", "wss://gateway.discord.gg/?v=10&encoding=json", "", false},
		{"https://discord.com/api", "wss://gateway.discord.gg/", "wss://gateway.discord.gg/?v=10&encoding=json", "", false},
		{"https://discord.com/api", "wss://gateway.discord.gg?v=6&compress=x#y", "wss://gateway.discord.gg/?v=10&encoding=json", "", false},
		{"https://discord.com/api", "ws://gateway.discord.gg", "", `the address of the gateway has the scheme "ws" instead of wss`, false},
		{"https://discord.com/api", "wss:", "", "no address for the gateway was given", false},
		{"http://127.0.0.1:8080/api", "ws://127.0.0.1:9/x", "ws://127.0.0.1:9/x?v=10&encoding=json", "", false},
		{"http://127.0.0.1:8080/api", "wss://gateway.discord.gg", "wss://gateway.discord.gg/?v=10&encoding=json", "", false},
		{"https://discord.com/api", "wss://gateway-us-east1-b.discord.gg/a/b", "wss://gateway-us-east1-b.discord.gg/a/b?v=10&encoding=json", "", true},
		{"https://discord.com/api", "wss://DISCORD.GG:8443", "wss://DISCORD.GG:8443/?v=10&encoding=json", "", true},
		{"https://discord.com/api", "wss://discord.com/x", "wss://discord.com/x?v=10&encoding=json", "", true},
		{"https://discord.com/api", "ws://gateway.discord.gg", "", `the address of the gateway has the scheme "ws" instead of wss`, true},
		{"https://discord.com/api", "wss://discord.gg@evil.test", "", `the address to resume at is on a foreign host, "evil.test"`, true},
		{"https://discord.com/api", "wss://evildiscord.gg", "", `the address to resume at is on a foreign host, "evildiscord.gg"`, true},
		{"https://discord.com/api", "wss://discord.gg.", "", `the address to resume at is on a foreign host, "discord.gg."`, true},
		{"https://discord.com/api", "\x00", "", "no address to resume at was given", true},
		{"http://127.0.0.1:8080/api", "ws://127.0.0.1:9/x", "ws://127.0.0.1:9/x?v=10&encoding=json", "", true},
		{"http://[::1]:8080/api", "ws://[::1]:9/x", "ws://[::1]:9/x?v=10&encoding=json", "", true},
	} {
		l := &loop{rest: must(tt.api)}
		f := l.complete
		if tt.resume {
			f = l.resumeAddress
		}
		got, err := f(tt.address)
		if got != tt.want || fmt.Sprint(err) != tt.err && (err != nil || tt.err != "") {
			t.Errorf("%s: %q, %v; want %q, %s", tt.address, got, err, tt.want, tt.err)
		}
	}
}

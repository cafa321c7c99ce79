package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tidwall/gjson"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/ops"
	"leakygut-bot/internal/programtest"
)

const refusedTree = `{"message":"Invalid Form Body","code":50035,"errors":{"0":{"description":{"_errors":[{"code":"BASE_TYPE_BAD_LENGTH","message":"Must be between 1 and 100 in length."}]}}}}`

// newTestService is what registers for a running bot, before a pretend Discord in memory.
func newTestService(t *testing.T, srv *server) (*service, *programtest.Log) {
	t.Helper()
	replies, err := load(builtIn)
	if err != nil {
		t.Fatal(err)
	}
	log := &programtest.Log{}
	env := environment{func(name string) (string, bool) {
		v, ok := map[string]string{"DISCORD_TOKEN": srv.Token(), "DISCORD_API_URL": srv.URL()}[name]
		return v, ok
	}}
	return &service{
		program: &program{env: env, httpClient: func(string) *http.Client { return srv.Client() }},
		log:     slog.New(slog.NewTextHandler(log, nil)), health: &ops.Health{}, metrics: ops.NewMetrics("", "", ops.Gateway),
		responder: discord.NewResponder(replies),
	}, log
}

// TestRegisteredOnOneServer holds that a bot with DISCORD_GUILD_ID registers there, and nowhere else.
func TestRegisteredOnOneServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := discordtest.New(t, discordtest.InMemory())
		s, log := newTestService(t, srv)
		everywhere := s.program.env
		s.program.env = environment{func(name string) (string, bool) {
			if name == "DISCORD_GUILD_ID" {
				return "1234567890123456789", true
			}
			return everywhere.lookup(name)
		}}
		register, first := make(chan struct{}, 1), make(chan error, 1)
		go s.keepRegistered(t.Context(), register, first)
		notify(register)
		if err := <-first; err != nil {
			t.Errorf("%v\n%s", err, log)
		}
		if there, everywhere := srv.Count("PUT /applications/{id}/guilds/{guild}/commands"), srv.Count(putCommands); there != 1 || everywhere != 0 {
			t.Errorf("registered %d times there and %d times everywhere", there, everywhere)
		}
	})
}

func (s *service) readyAndMetrics(t *testing.T) (readyz, metrics string) {
	t.Helper()
	s.health.Ready(true)
	w := httptest.NewRecorder()
	s.health.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
	if w.Code != http.StatusOK {
		t.Errorf("/readyz says %d, though commands are answered", w.Code)
	}
	m := httptest.NewRecorder()
	s.metrics.Handler().ServeHTTP(m, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	return w.Body.String(), m.Body.String()
}

// What Discord says of a command tree is told in the log, at /readyz and in a metric. The same tree is not sent again, another
// one is.
func TestRegistrationRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := discordtest.New(t, discordtest.InMemory())
		s, log := newTestService(t, srv)
		srv.Script(putCommands, response{Status: 400, Body: refusedTree})
		register, first := make(chan struct{}, 1), make(chan error, 1)
		go s.keepRegistered(t.Context(), register, first)
		notify(register)
		if err := <-first; err == nil || refused(err) {
			t.Errorf("%v; a bot that answers must not end for that", err)
		}
		time.Sleep(24 * time.Hour)
		if n := srv.Count(putCommands); n != 1 {
			t.Errorf("sent %d times in a day", n)
		}
		for _, want := range []string{`problem="0.description: Must be between 1 and 100 in length. (in /jetlag)"`, "not tried again before the knowledge changes"} {
			if !strings.Contains(log.String(), want) {
				t.Errorf("the log does not say %s:\n%s", want, log)
			}
		}
		readyz, metrics := s.readyAndMetrics(t)
		if !strings.HasPrefix(readyz, "ready\nthe commands are not registered: Discord answered HTTP 400: Invalid Form Body") || !strings.Contains(metrics, "bot_commands_registered 0") {
			t.Errorf("%s\n%s", readyz, metrics)
		}
		notify(register)
		synctest.Wait()
		if readyz, metrics = s.readyAndMetrics(t); readyz != "ready\n" || !strings.Contains(metrics, "bot_commands_registered 1") {
			t.Errorf("after another try: %s", readyz)
		}
	})
}

// A day's limit is waited for as long as Discord says, and not less.
func TestRegistrationWaitsAsToldTo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := discordtest.New(t, discordtest.InMemory())
		s, _ := newTestService(t, srv)
		srv.Script(putCommands, response{Status: 429, Body: `{"message":"Max number of daily application command creates has been reached (200)","code":30034,"retry_after":40000}`})
		register := make(chan struct{}, 1)
		go s.keepRegistered(t.Context(), register, make(chan error, 1))
		notify(register)
		time.Sleep(39_999 * time.Second)
		if n := srv.Count(putCommands); n != 1 {
			t.Errorf("sent %d times before", n)
		}
		time.Sleep(time.Minute)
		if n := srv.Count(putCommands); n != 2 {
			t.Errorf("sent %d times after", n)
		}
	})
}

// Files that change every second for a day are registered less often than Discord allows, the first change at once and the
// last one in the end.
func TestRegistrationsInAStorm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := discordtest.New(t, discordtest.InMemory())
		s, _ := newTestService(t, srv)
		register := make(chan struct{}, 1)
		go s.keepRegistered(t.Context(), register, make(chan error, 1))
		for second := range 24 * 60 * 60 {
			notify(register)
			if time.Sleep(time.Second); second == 0 && srv.Count(getCommands) != 1 {
				t.Error("the first change was not registered at once")
			}
		}
		before := srv.Count(getCommands)
		if before < 50 || before > 200 {
			t.Errorf("registered %d times in a day", before)
		}
		time.Sleep(registerStorm)
		if srv.Count(getCommands) == before {
			t.Error("the last change was not registered")
		}
		time.Sleep(time.Hour)
		before = srv.Count(getCommands)
		notify(register)
		time.Sleep(time.Second)
		if srv.Count(getCommands) != before+1 {
			t.Error("a change after the storm was not registered at once")
		}
	})
}

// "bot register" tells the same, and shows what would be sent.
func TestRegisterCommand(t *testing.T) {
	srv := discordtest.New(t)
	environ := map[string]string{"DISCORD_TOKEN": srv.Token(), "DISCORD_API_URL": srv.URL()}
	code, stdout, stderr := runBot(t, environ, "register", "--json")
	if code != exitUsage || stdout != "" || stderr != "bot: --json shows what would be written; add --dry-run\n" {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
	code, stdout, stderr = runBot(t, environ, "register", "--dry-run", "--json")
	if code != 0 || gjson.Get(stdout, "0.name").Str != "jetlag" || gjson.Get(stdout, "1.type").Int() != 3 || !strings.Contains(stderr, "+ /jetlag\n") || srv.Registrations() != 0 {
		t.Errorf("exit code %d, %d registrations\n%.300s\n%s", code, srv.Registrations(), stdout, stderr)
	}
	if problems := discordtest.ValidateCommands([]byte(stdout)); problems != nil {
		t.Errorf("Discord would refuse that: %q", problems)
	}
	srv.Script(putCommands, response{Status: 400, Body: refusedTree})
	code, _, stderr = runBot(t, environ, "register")
	const want = "bot: Discord answered HTTP 400: Invalid Form Body (code 50035)\nbot: 0.description: Must be between 1 and 100 in length. (in /jetlag)\n"
	if code != exitProblems || stderr != want {
		t.Errorf("exit code %d, stderr\n%swant\n%s", code, stderr, want)
	}
	environ["DISCORD_TOKEN"] = "MTAwMDAwMDAwMDAwMDAwMDAwMQ.refused.token"
	if code, _, stderr = runBot(t, environ, "register"); code != exitConfig {
		t.Errorf("a refused token: exit code %d, %s", code, stderr)
	}
}

// The log says at once when there is no network at the start, and within two seconds when nothing answers.
func TestNoNetworkIsLogged(t *testing.T) {
	for name, tt := range map[string]struct {
		script response
		within time.Duration
		want   string
	}{
		"nothing answers":    {response{Silent: true, Repeat: true}, 2 * time.Second, "Discord has not answered yet"},
		"what breaks off":    {response{Cut: true, Repeat: true}, time.Second, "Discord cannot be reached or asks to wait"},
		"Discord is upset":   {response{Status: 503, Repeat: true}, time.Second, "HTTP 503"},
		"everything is well": {response{Ordinary: true, Repeat: true}, 2 * time.Second, ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				srv := discordtest.New(t, discordtest.InMemory())
				s, log := newTestService(t, srv)
				srv.Script(getCommands, tt.script)
				register := make(chan struct{}, 1)
				go s.keepRegistered(t.Context(), register, make(chan error, 1))
				notify(register)
				time.Sleep(tt.within)
				synctest.Wait()
				if told := log.String(); tt.want == "" && strings.Contains(told, "level=WARN") || !strings.Contains(told, tt.want) {
					t.Errorf("after %v the log says\n%s", tt.within, told)
				}
			})
		})
	}
}

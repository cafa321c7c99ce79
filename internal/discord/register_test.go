package discord

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"

	"leakygut-bot/internal/discord/discordtest"
)

const (
	getCommands = "GET /applications/{id}/commands"
	putCommands = "PUT /applications/{id}/commands"
)

// registering runs a test in virtual time with a registrar and its Discord.
func registering(t *testing.T, test func(t *testing.T, r *Registrar, srv *discordtest.Server)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		srv := discordtest.New(t, discordtest.InMemory())
		test(t, NewRegistrar(srv.URL(), srv.Token(), srv.Client()), srv)
	})
}

// TestRegister makes one change after another, everywhere and on a server, where the commands stand beside those for everywhere.
func TestRegister(t *testing.T) {
	const everywhere, server = "", discordtest.DefaultGuild
	first, second := must(t, jetlag), must(t, invented)
	added, removed := []string{`+ "Find cited facts" (menu)`, "+ /jetlag"}, []string{`- "Find cited facts" (menu)`, "- /jetlag"}
	registering(t, func(t *testing.T, r *Registrar, srv *discordtest.Server) {
		for n, tt := range []struct {
			replies                     *Replies // nil: remove what there is
			guild                       string
			dryRun                      bool
			changes                     []string
			registered, onServer, calls string
		}{
			{first, everywhere, true, added, `[]`, `[]`, "0"},
			{first, everywhere, false, added, `["jetlag","Find cited facts"]`, `[]`, "1"},
			{first, everywhere, false, nil, `["jetlag","Find cited facts"]`, `[]`, "1"},
			{second, everywhere, false, []string{"- /jetlag", "+ /sleep", "+ /tea"}, `["sleep","tea","Find cited facts"]`, `[]`, "2"},
			{first, server, false, added, `["sleep","tea","Find cited facts"]`, `["jetlag","Find cited facts"]`, "3"},
			{first, server, false, nil, `["sleep","tea","Find cited facts"]`, `["jetlag","Find cited facts"]`, "3"},
			{nil, server, true, removed, `["sleep","tea","Find cited facts"]`, `["jetlag","Find cited facts"]`, "3"},
			{nil, server, false, removed, `["sleep","tea","Find cited facts"]`, `[]`, "4"},
			{nil, server, false, nil, `["sleep","tea","Find cited facts"]`, `[]`, "4"},
			{nil, everywhere, false, []string{removed[0], "- /sleep", "- /tea"}, `[]`, `[]`, "5"},
		} {
			change := func() (Registration, error) { return r.Remove(t.Context(), srv.Application(), tt.guild, tt.dryRun) }
			if tt.replies != nil {
				change = func() (Registration, error) {
					return r.Register(t.Context(), tt.replies, srv.Application(), tt.guild, tt.dryRun)
				}
			}
			got, err := change()
			got.Body = nil // another test looks at it
			if diff := cmp.Diff(Registration{Changes: tt.changes, Written: !tt.dryRun && tt.changes != nil}, got); err != nil || diff != "" {
				t.Errorf("step %d: %v (-want +got):\n%s", n, err, diff)
			}
			names := func(guild string) string { return gjson.GetBytes(srv.Commands(guild), "#.name").Raw }
			have := []string{names(everywhere), names(server), fmt.Sprint(srv.Registrations())}
			if diff := cmp.Diff([]string{tt.registered, tt.onServer, tt.calls}, have); diff != "" {
				t.Errorf("step %d (-want +got):\n%s", n, diff)
			}
		}
	})
}

// TestRegisterInTrouble plays what stands between a bot and Discord. No error quotes a page or a token, and no try is made
// that cannot help.
func TestRegisterInTrouble(t *testing.T) {
	long := "<!DOCTYPE html>" + strings.Repeat("<p>bad gateway</p>", 100)
	for name, tt := range map[string]struct {
		answer discordtest.Response
		tries  int
		took   time.Duration
		want   string
	}{
		"401":               {discordtest.Response{Status: 401, Body: `{"message":"401: Unauthorized","code":0}`}, 1, 0, "Discord answered HTTP 401: 401: Unauthorized"},
		"403":               {discordtest.Response{Status: 403, Body: `{"message":"Missing Access","code":50001}`}, 1, 0, "Discord answered HTTP 403: Missing Access (code 50001)"},
		"403 of a proxy":    {discordtest.Response{Status: 403, Body: long}, 1, 0, "Discord answered HTTP 403"},
		"404":               {discordtest.Response{Status: 404, Body: `{"message":"Unknown Application","code":10002}`}, 1, 0, "Discord answered HTTP 404: Unknown Application (code 10002)"},
		"moved":             {discordtest.Response{Status: 302, Header: map[string]string{"Location": "http://elsewhere.test/"}}, 1, 0, "Discord answered HTTP 302"},
		"429":               {discordtest.Response{Status: 429, Body: `{"message":"You are being rate limited.","retry_after":2.5,"global":false}`}, 4, 15 * time.Second, "Discord answered HTTP 429: You are being rate limited."},
		"429 in HTML":       {discordtest.Response{Status: 429, Body: long, Header: map[string]string{"Retry-After": "3"}}, 4, 18 * time.Second, "Discord answered HTTP 429"},
		"429 for a day":     {discordtest.Response{Status: 429, Body: `{"message":"Max number of daily application command creates has been reached (200)","code":30034,"retry_after":40000}`}, 1, 0, "Discord answered HTTP 429: Max number of daily application command creates has been reached (200) (code 30034)"},
		"429 by headers":    {discordtest.Response{Status: 429, Body: `{"retry_after":1}`, Header: map[string]string{"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "86400", "X-RateLimit-Global": "true"}}, 4, 6 * time.Second, "Discord answered HTTP 429"},
		"500":               {discordtest.Response{Status: 500, Body: `{"message":"Internal Server Error","code":0}`}, 4, 6 * time.Second, "Discord answered HTTP 500: Internal Server Error"},
		"502":               {discordtest.Response{Status: 502, Body: long}, 4, 6 * time.Second, "Discord answered HTTP 502"},
		"no JSON":           {discordtest.Response{Body: long}, 4, 6 * time.Second, "the answer is not one of Discord's API"},
		"another JSON":      {discordtest.Response{Body: `{"id":7}`}, 4, 6 * time.Second, "the answer is not one of Discord's API"},
		"half an answer":    {discordtest.Response{Body: `[{"name":"jetlag","description":"cut"}]`, Cut: true}, 4, 6 * time.Second, "unexpected EOF"},
		"broken":            {discordtest.Response{Cut: true}, 4, 6 * time.Second, "EOF"},
		"hanging":           {discordtest.Response{Silent: true}, 1, 10 * time.Second, "context deadline exceeded"},
		"no answer's end":   {discordtest.Response{Body: "[" + strings.Repeat(" ", maxRESTBody)}, 4, 6 * time.Second, "http: request body too large"},
		"exhausted quietly": {discordtest.Response{Body: `[]`, Header: map[string]string{"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "86400"}}, 1, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			registering(t, func(t *testing.T, r *Registrar, srv *discordtest.Server) {
				tt.answer.Repeat = true
				srv.Script(getCommands, tt.answer)
				ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
				defer cancel()
				began := time.Now()
				_, err := r.Register(ctx, must(t, jetlag), srv.Application(), "", false)
				got, _, _ := strings.Cut(errorText(err), " (Client.Timeout")
				if got != tt.want {
					t.Errorf("%.300q, want %q", got, tt.want)
				}
				if took := time.Since(began); took != tt.took || srv.Count(getCommands) != tt.tries {
					t.Errorf("%d tries took %v, want %d in %v", srv.Count(getCommands), took, tt.tries, tt.took)
				}
			})
		})
	}
}

func TestRegisterMakesUpForABadMoment(t *testing.T) {
	registering(t, func(t *testing.T, r *Registrar, srv *discordtest.Server) {
		srv.Script(getCommands, discordtest.Response{Cut: true}, discordtest.Response{Status: 503})
		srv.Script(putCommands, discordtest.Response{Status: 429, Body: `{"retry_after":1}`}, discordtest.Response{Status: 502, Body: "<html>"})
		result, err := r.Register(t.Context(), must(t, jetlag), srv.Application(), "", false)
		if err != nil || !result.Written {
			t.Errorf("%+v, %v", result, err)
		}
	})
}

// What Discord says of a command tree is told line by line, with Discord's path and the names at it.
func TestRegisterRefused(t *testing.T) {
	many := strings.Repeat(`{"code":"X","message":"wrong"},`, maxRefusals+20)
	for name, tt := range map[string]struct {
		errors string
		want   []string
	}{
		"no tree":        {``, nil},
		"a description":  {`,"errors":{"0":{"description":{"_errors":[{"code":"BASE_TYPE_BAD_LENGTH","message":"Must be between 1 and 100 in length."}]}}}`, []string{"0.description: Must be between 1 and 100 in length. (in /jetlag)"}},
		"two, deep":      {`,"errors":{"0":{"options":{"2":{"options":{"0":{"name":{"_errors":[{"message":"bad"}]}}}}},"name":{"_errors":[{"message":"taken"}]}}}`, []string{"0.options.2.options.0.name: bad (in /jetlag symptoms private)", "0.name: taken (in /jetlag)"}},
		"of all":         {`,"errors":{"_errors":[{"code":"APPLICATION_COMMANDS_DUPLICATE_NAME","message":"Application command names must be unique"}]}`, []string{"commands: Application command names must be unique"}},
		"an odd place":   {`,"errors":{"9":{"#":{"a.b":{"_errors":[{"message":"what?"}]}}}}`, []string{"9.#.a.b: what?"}},
		"only text":      {`,"errors":{"0":{"_errors":["wrong"]}}`, []string{"0: wrong (in /jetlag)"}},
		"control bytes":  {`,"errors":{"0":{"_errors":[{"message":"a\u001b[31m\nb"}]}}`, []string{"0: a [31m b (in /jetlag)"}},
		"not a tree":     {`,"errors":[1,"x"]`, nil},
		"a single value": {`,"errors":{"0":7}`, nil},
		"too deep":       {`,"errors":` + strings.Repeat(`{"a":`, 10000) + "1" + strings.Repeat("}", 10000), nil},
		"many":           {`,"errors":{"7":{"_errors":[` + strings.TrimSuffix(many, ",") + `]}}`, append(slices.Repeat([]string{"7: wrong"}, maxRefusals), "and 20 more")},
	} {
		t.Run(name, func(t *testing.T) {
			registering(t, func(t *testing.T, r *Registrar, srv *discordtest.Server) {
				srv.Script(putCommands, discordtest.Response{Status: 400, Body: `{"message":"Invalid Form Body","code":50035` + tt.errors + `}`})
				result, err := r.Register(t.Context(), must(t, jetlag), srv.Application(), "", false)
				if got := errorText(err); got != "Discord answered HTTP 400: Invalid Form Body (code 50035)" || result.Written || len(result.Changes) != 2 {
					t.Fatalf("%+v, %s", result.Changes, got)
				}
				var refused *APIError
				if !errors.As(err, &refused) {
					t.Fatalf("%T", err)
				}
				if diff := cmp.Diff(tt.want, refused.Problems); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		})
	}
}

// An Entry Point command, which an application with Activities has, is in every registration as it was, and is no difference.
func TestEntryPointStays(t *testing.T) {
	const launch = `{"id":"7","application_id":"1","version":"2","type":4,"name":"launch","name_localizations":{"de":"starten"},"description":"",
		"handler":2,"nsfw":false,"default_member_permissions":null,"contexts":[0,1],"integration_types":[1]}`
	const sent = `{"contexts":[0,1],"handler":2,"id":"7","integration_types":[1],"name":"launch","name_localizations":{"de":"starten"},"nsfw":false,"type":4}`
	registering(t, func(t *testing.T, r *Registrar, srv *discordtest.Server) {
		srv.EntryPoint(launch)
		first, err := r.Register(t.Context(), must(t, jetlag), srv.Application(), "", false)
		if err != nil || !first.Written || len(first.Changes) != 2 {
			t.Fatalf("%v, %v", first.Changes, err)
		}
		if got := gjson.GetBytes(first.Body, "2").Raw; got != sent {
			t.Errorf("sent %s", got)
		}
		if got := gjson.GetBytes(srv.Commands(""), `#(type==4)`); got.Get("handler").Int() != 2 || got.Get("name_localizations.de").Str != "starten" {
			t.Errorf("Discord has %s", got)
		}
		if again, err := r.Register(t.Context(), must(t, jetlag), srv.Application(), "", false); err != nil || again.Changes != nil || again.Written {
			t.Errorf("again: %v, %v", again.Changes, err)
		}
		if gone, err := r.Remove(t.Context(), srv.Application(), "", false); err != nil || len(gone.Changes) != 2 || gjson.GetBytes(srv.Commands(""), "#.name").Raw != `["launch"]` {
			t.Errorf("removed: %v, %v; Discord has %s", gone.Changes, err, srv.Commands(""))
		}
	})
}

func TestApplicationID(t *testing.T) {
	const route = "GET /oauth2/applications/@me"
	for name, tt := range map[string]struct {
		answer discordtest.Response
		token  string // "": the right one
		id     string
		want   string
	}{
		"told":              {discordtest.Response{Ordinary: true}, "", discordtest.DefaultApplication, ""},
		"refused":           {discordtest.Response{Ordinary: true}, "MTAwMDAwMDAwMDAwMDAwMDAwMQ.wrong.token", "", "Discord answered HTTP 401: 401: Unauthorized"},
		"forbidden":         {discordtest.Response{Status: 403, Body: "<html>"}, "", "", "Discord answered HTTP 403"},
		"from the token":    {discordtest.Response{Status: 500}, "", discordtest.DefaultApplication, ""},
		"an odd answer":     {discordtest.Response{Body: `{"id":"me"}`}, "", discordtest.DefaultApplication, ""},
		"neither":           {discordtest.Response{Status: 500}, "no-token", "", "Discord answered HTTP 500"},
		"neither, politely": {discordtest.Response{Body: `{}`}, "no-token", "", "the application's ID is not known, for Discord did not tell it"},
	} {
		t.Run(name, func(t *testing.T) {
			registering(t, func(t *testing.T, r *Registrar, srv *discordtest.Server) {
				if tt.token != "" {
					r = NewRegistrar(srv.URL(), tt.token, srv.Client())
				}
				tt.answer.Repeat = true
				srv.Script(route, tt.answer)
				id, err := r.ApplicationID(t.Context())
				if got := errorText(err); id != tt.id || got != tt.want {
					t.Errorf("%q, %q; want %q, %q", id, got, tt.id, tt.want)
				}
			})
		})
	}
}

func TestIsSnowflake(t *testing.T) {
	for s, want := range map[string]bool{"1000000000000000001": true, "123456789012345": true, "12": true, "": false, "+12": false, "123456789012345678901": false, "10000000000000000x1": false, "-100000000000000001": false} {
		if IsSnowflake(s) != want {
			t.Errorf("%q", s)
		}
	}
}

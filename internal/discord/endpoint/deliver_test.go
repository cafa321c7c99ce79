package endpoint_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/discord/endpoint"
)

// TestPictureGoesAsACallback: the request is answered with 202 and no body once Discord has the response.
func TestPictureGoesAsACallback(t *testing.T) {
	d := discordtest.New(t)
	s := serve(t, func(cfg *endpoint.Config) { cfg.Callbacks = discord.NewCallbacks(d.URL(), d.Client()) })
	asked := discordtest.Slash("jetlag", "food")
	d.Expect(asked)
	if resp, body := s.send(signedRequest(asked.JSON()).wire()); resp.StatusCode != 202 || body != "" {
		t.Fatalf("status %d, %s", resp.StatusCode, body)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	body, err := d.WaitCallback(ctx, asked.ID)
	if err != nil || len(discordtest.Read(body).Pictures) != 1 {
		t.Errorf("%v, %s", err, body)
	}
	plain := discordtest.Slash("jetlag", "symptoms")
	if resp, _ := s.send(signedRequest(plain.JSON()).wire()); resp.StatusCode != 200 {
		t.Errorf("without a picture: status %d", resp.StatusCode)
	}
	if n := len(d.Records(discordtest.Callback)); n != 1 {
		t.Errorf("%d callbacks", n)
	}
}

// TestPictureThatCannotGo: whoever asked gets the reply all the same, in the answer to the request.
func TestPictureThatCannotGo(t *testing.T) {
	for name, tt := range map[string]struct {
		script *discordtest.Response // nil: there is no way to call Discord
		log    string
	}{
		"no way to Discord": {nil, ""},
		"refused":           {&discordtest.Response{Status: 403}, "a picture did not reach Discord"},
		"silence":           {&discordtest.Response{After: time.Minute}, "a picture did not reach Discord"},
	} {
		t.Run(name, func(t *testing.T) {
			d := discordtest.New(t)
			s := serve(t, func(cfg *endpoint.Config) {
				if tt.script != nil {
					cfg.Callbacks = discord.NewCallbacks(d.URL(), d.Client())
				}
			})
			asked := discordtest.Slash("jetlag", "food")
			d.Expect(asked)
			if tt.script != nil {
				d.Script(discordtest.Callback, *tt.script, *tt.script)
			}
			began := time.Now()
			resp, body := s.send(signedRequest(asked.JSON()).wire())
			if took := time.Since(began); resp.StatusCode != 200 || took > 2500*time.Millisecond {
				t.Fatalf("status %d after %s", resp.StatusCode, took)
			}
			if problems := discordtest.ValidateResponse([]byte(body)); problems != nil || !strings.Contains(body, "Whole fruits") || strings.Contains(body, "Picture based on") {
				t.Errorf("%q\n%s", problems, body)
			}
			if log := s.log.String(); !strings.Contains(log, tt.log) || strings.Contains(log, asked.Token) || tt.log == "" && log != "" {
				t.Errorf("the log is %q", log)
			}
		})
	}
}

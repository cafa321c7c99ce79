package api

import "testing"

func TestRoute(t *testing.T) {
	for path, want := range map[string]string{
		"/api/v10/interactions/123/hunter2/callback":   "/api/v10/interactions/…/…/callback",
		"/v10/webhooks/123/hunter2/messages/@original": "/v10/webhooks/…/…/messages/@original",
		"/api/v10/applications/1/guilds/2/commands":    "/api/v10/applications/…/guilds/…/commands",
		"/api/v10/gateway/bot":                         "/api/v10/gateway/bot",
		"/hunter2":                                     "/…",
		"":                                             "",
	} {
		if got := Route(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

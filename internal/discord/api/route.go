package api

import (
	"slices"
	"strings"
)

// segments are the parts of Discord's addresses that say what a call is for. All others are IDs and tokens.
var segments = []string{"api", "v" + Version, "applications", "commands", "guilds", "interactions", "callback", "webhooks", "messages", "@original", "gateway", "bot", "oauth2", "@me"}

// Route is the path of a call without its IDs and tokens, for a log: /interactions/…/…/callback.
func Route(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if part != "" && !slices.Contains(segments, part) {
			parts[i] = "…"
		}
	}
	return strings.Join(parts, "/")
}

// Package api holds what every call to Discord has in common, whether to its REST API or its gateway: the API version, the user
// agent, the codes of errors that matter here, and a wait that ends with its context.
package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/tidwall/gjson"
)

// Version is the version of the API, of REST and of the gateway, that every call asks for: Discord's current one.
const Version = "10"

// UserAgent is how the bot names itself. Discord documents "DiscordBot ($url, $versionNumber)"; as long as the bot has no address
// of its own, its name stands there, for an address that leads elsewhere would be worse than none.
const UserAgent = "DiscordBot (leakygut-bot, 1)"

// Discord's error codes that need different treatment.
const (
	// UnknownMessage is of a message that is gone.
	UnknownMessage = 10008

	// UnknownWebhook is of an interaction whose response Discord does not have yet, or no more.
	UnknownWebhook = 10015

	// AlreadyAcknowledged is of an interaction that has a response.
	AlreadyAcknowledged = 40060
)

// RetryAfter is how long a rate limit (HTTP status 429) lasts by its own words, in seconds in the header or in Discord's JSON, the
// longer of the two; 0 where there is neither.
func RetryAfter(header http.Header, body []byte) time.Duration {
	seconds, _ := strconv.ParseFloat(header.Get("Retry-After"), 64)
	seconds = max(seconds, gjson.GetBytes(body, "retry_after").Num)
	if !(seconds > 0) {
		return 0
	}
	return time.Duration(min(seconds, 1e6) * float64(time.Second))
}

// Sleep waits from one try to the next, and reports true, or false if ctx ended.
func Sleep(ctx context.Context, d time.Duration) bool {
	if ctx.Err() != nil {
		return false
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// Package api holds what the bot and the pretend Discords of the preview and of the tests know of Discord's REST API and gateway: the
// version, the user agent, error codes, rate limits, forms with files, and the components of a reply.
package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/tidwall/gjson"
)

// Version is the version of REST and of the gateway that every call asks for: Discord's current one.
const Version = "10"

// UserAgent is how the bot names itself. Discord documents "DiscordBot ($url, $versionNumber)"; the bot has no address of its own,
// so its name stands there.
const UserAgent = "DiscordBot (leakygut-bot, 1)"

// Discord's error codes.
const (
	UnknownMessage      = 10008 // it was deleted
	UnknownWebhook      = 10015 // of an interaction that has no response yet, or whose token has run out
	UnknownInteraction  = 10062
	AlreadyAcknowledged = 40060 // the interaction has a response
	InvalidForm         = 50035 // something in the body breaks a rule
)

// RetryAfter returns how long a rate limit (HTTP status 429) lasts: the longer of what its header and Discord's JSON say in seconds,
// or 0 if neither says anything.
func RetryAfter(header http.Header, body []byte) time.Duration {
	seconds, _ := strconv.ParseFloat(header.Get("Retry-After"), 64)
	seconds = max(seconds, gjson.GetBytes(body, "retry_after").Num)
	if !(seconds > 0) {
		return 0
	}
	return time.Duration(min(seconds, 1e6) * float64(time.Second))
}

// Sleep waits for d and reports true, or false if ctx ended first.
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

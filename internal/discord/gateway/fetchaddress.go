package gateway

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/tidwall/gjson"

	"leakygut-bot/internal/discord/api"
)

const (
	// askTimeout bounds one request for the gateway's address, and askBytes what is read of the answer, usually 200 bytes.
	askTimeout = 15 * time.Second
	askBytes   = 64 << 10

	// maxRetryAfter bounds what a 429 may ask for: asking once in 15 min does no harm, and a wrong figure must not keep the bot away
	// for a day.
	maxRetryAfter = 15 * time.Minute

	// minStartsReset and maxStartsReset bound the wait when Discord says that no session may begin; its limit is a daily one.
	minStartsReset = 5 * time.Second
	maxStartsReset = 24 * time.Hour
)

// fetchAddress asks for the gateway's address and, if a session is to begin, heeds how many may begin.
func (l *loop) fetchAddress(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.rest.JoinPath("v"+api.Version, "gateway", "bot").String(), nil)
	if err != nil {
		return "", errors.New("the request for the gateway's address could not be made")
	}
	req.Header.Set("Authorization", "Bot "+l.cfg.Token)
	req.Header.Set("User-Agent", api.UserAgent)
	resp, err := l.client.Do(req)
	if err != nil {
		return "", fmt.Errorf("ask for the gateway's address: %w", err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, askBytes))
	switch {
	case (resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden) && discordSays(body):
		return "", &FatalError{Status: resp.StatusCode}
	case resp.StatusCode == http.StatusTooManyRequests:
		return "", retryAfter(min(api.RetryAfter(resp.Header, body), maxRetryAfter), "ask for the gateway's address: too many requests (HTTP status 429)")
	case resp.StatusCode != http.StatusOK:
		return "", fmt.Errorf("ask for the gateway's address: HTTP status %d", resp.StatusCode)
	case err != nil:
		return "", fmt.Errorf("ask for the gateway's address: %w", err)
	}
	if !gjson.ValidBytes(body) {
		return "", errors.New("ask for the gateway's address: the answer is not JSON")
	}
	limit := gjson.GetBytes(body, "session_start_limit")
	if n, ok := integer(limit.Get("remaining")); ok && n == 0 && l.session.id == "" {
		reset := time.Duration(min(limit.Get("reset_after").Float(), 1e9)) * time.Millisecond
		reset = min(max(reset, minStartsReset), maxStartsReset)
		return "", retryAfter(reset+jitter(time.Second), "no new session is allowed before %s have passed", reset)
	}
	return l.complete(gjson.GetBytes(body, "url").String())
}

// discordSays reports whether an answer is Discord's own, and not the page of a proxy, which may be gone in a minute.
func discordSays(body []byte) bool {
	return gjson.ValidBytes(body) && gjson.GetBytes(body, "message").Type == gjson.String
}

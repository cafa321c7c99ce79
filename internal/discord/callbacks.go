package discord

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/tidwall/gjson"
)

// Callbacks sends responses to Discord's REST API. It keeps nothing between two calls, so a million of them take no more
// memory than one; discordgo's own keeps a rate-limit bucket for each interaction for ever. No error of it holds a token.
type Callbacks struct {
	base   string // with the API's version, without a slash at its end
	client *http.Client
}

// callbackTimeout is what Discord leaves: it voids an interaction that had no response within 3 s, some of which has passed.
const callbackTimeout = 2500 * time.Millisecond

// errorBody is how much of Discord's answer is read; its error objects are far smaller.
const errorBody = 64 << 10

// NewCallbacks sends to the API at apiURL, such as https://discord.com/api.
func NewCallbacks(apiURL string, client *http.Client) *Callbacks {
	return &Callbacks{base: apiURL + "/v" + discordgo.APIVersion, client: client}
}

// HTTPClient is for calls to Discord's REST API: many at once over few connections, each of its steps with a deadline.
func HTTPClient() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			DialContext:           (&net.Dialer{Timeout: 2 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
			ForceAttemptHTTP2:     true,
			TLSHandshakeTimeout:   2 * time.Second,
			ResponseHeaderTimeout: 10 * time.Second,
			MaxIdleConnsPerHost:   64,
			IdleConnTimeout:       90 * time.Second,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Respond sends the response to an interaction. A broken connection or a 5xx is tried once more, for the two together are
// what happens when Discord rolls out; that a response is already there counts as done.
func (c *Callbacks) Respond(ctx context.Context, id, token string, body []byte) error {
	ctx, cancel := context.WithTimeout(ctx, callbackTimeout)
	defer cancel()
	return c.do(ctx, http.MethodPost, "/interactions/"+url.PathEscape(id)+"/"+url.PathEscape(token)+"/callback", body)
}

// DeleteOriginal deletes the message that an interaction belongs to. One that is gone already counts as deleted.
func (c *Callbacks) DeleteOriginal(ctx context.Context, applicationID, token string) error {
	ctx, cancel := context.WithTimeout(ctx, callbackTimeout)
	defer cancel()
	return c.do(ctx, http.MethodDelete, "/webhooks/"+url.PathEscape(applicationID)+"/"+url.PathEscape(token)+"/messages/@original", nil)
}

// Discord's error codes that are no error here.
const (
	codeUnknownMessage      = 10008
	codeAlreadyAcknowledged = 40060
)

func (c *Callbacks) do(ctx context.Context, method, path string, body []byte) error {
	again, err := c.try(ctx, method, path, body)
	if again && ctx.Err() == nil {
		_, err = c.try(ctx, method, path, body)
	}
	return err
}

func (c *Callbacks) try(ctx context.Context, method, path string, body []byte) (again bool, err error) {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return false, errors.New("the address of the Discord API cannot be used")
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	req.Header.Set("User-Agent", UserAgent)
	resp, err := c.client.Do(req)
	if err != nil {
		return true, withoutURL(err)
	}
	defer resp.Body.Close()
	answer, _ := io.ReadAll(io.LimitReader(resp.Body, errorBody))
	code := gjson.GetBytes(answer, "code").Int()
	switch {
	case resp.StatusCode < 300, code == codeAlreadyAcknowledged, code == codeUnknownMessage && method == http.MethodDelete:
		return false, nil
	case resp.StatusCode >= 500:
		return true, &APIError{Status: resp.StatusCode, Code: int(code)}
	}
	return false, &APIError{Status: resp.StatusCode, Code: int(code)}
}

// UserAgent is how the bot names itself, in the form that Discord asks for.
const UserAgent = "DiscordBot (leakygut-bot, 1)"

// APIError is Discord's refusal of a call.
type APIError struct {
	Status int    // of HTTP
	Code   int    // Discord's own, 0 where it gave none
	Detail string // Discord's word on it; only where it concerns a command tree, never a person

	wait time.Duration // before another try; 0 is not to try again
}

func (e *APIError) Error() string {
	if e.Detail != "" {
		return fmt.Sprintf("Discord answered HTTP %d: %s (code %d)", e.Status, e.Detail, e.Code)
	}
	if e.Code != 0 {
		return fmt.Sprintf("Discord answered HTTP %d with code %d", e.Status, e.Code)
	}
	return fmt.Sprintf("Discord answered HTTP %d", e.Status)
}

// withoutURL drops the address from an HTTP client's error, for the address of a callback holds its token.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

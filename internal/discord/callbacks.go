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
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"leakygut-bot/internal/discord/api"
)

// Callbacks sends responses to Discord's REST API. It keeps nothing between two calls, and no error of it holds a token.
type Callbacks struct {
	base   string // with the API's version, without a slash at its end
	client *http.Client
}

const (
	// callbackTimeout is what is left of the 3 s after which Discord voids an interaction without a response.
	callbackTimeout = 2500 * time.Millisecond

	// tryTimeout leaves time for a second try if the first hangs, as over a connection that died unnoticed.
	tryTimeout = 1250 * time.Millisecond
)

// errorBody is how many bytes of Discord's answer are read; its error objects are far smaller.
const errorBody = 64 << 10

// NewCallbacks returns Callbacks to the API at apiURL, such as https://discord.com/api.
func NewCallbacks(apiURL string, client *http.Client) *Callbacks {
	return &Callbacks{base: apiURL + "/v" + api.Version, client: client}
}

// maxDials bounds the connections to a host that speaks HTTP/2; without a bound, Go dials one for each request that finds no room.
// Discord allows 100 requests on each, so 8 are more than the gateway's workers need.
const maxDials = 8

// HTTPClient returns a client for Discord's REST API at apiURL: many calls at once over few connections, each step with a deadline.
func HTTPClient(apiURL string) *http.Client {
	most := maxDials
	if !strings.HasPrefix(apiURL, "https:") {
		most = 0 // plain HTTP/1.1 carries one request at a time on each
	}
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			DialContext:           (&net.Dialer{Timeout: 2 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
			ForceAttemptHTTP2:     true,
			TLSHandshakeTimeout:   2 * time.Second,
			ResponseHeaderTimeout: 10 * time.Second,
			MaxConnsPerHost:       most,
			MaxIdleConnsPerHost:   64,
			IdleConnTimeout:       90 * time.Second,
			// HTTP/2 sends everything over one connection. If that dies unnoticed, it is given up before tryTimeout is over.
			HTTP2: &http.HTTP2Config{SendPingTimeout: tryTimeout * 2 / 5, PingTimeout: tryTimeout * 2 / 5},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// A content is what a call sends; the zero content is nothing.
type content struct {
	mediaType string
	body      []byte
}

func jsonContent(body []byte) content { return content{"application/json", body} }

// send sends the response to an interaction. A broken connection, a 5xx and silence are tried once more, for that is what happens
// when Discord rolls out, and so is a rate limit that ends in time. If there is a response already, that counts as done.
func (c *Callbacks) send(ctx context.Context, id, token string, response content) error {
	return c.do(ctx, http.MethodPost, "/interactions/"+url.PathEscape(id)+"/"+url.PathEscape(token)+"/callback", response)
}

// deleteOriginal deletes the message that an interaction belongs to. One that is gone already counts as deleted.
func (c *Callbacks) deleteOriginal(ctx context.Context, applicationID, token string) error {
	return c.do(ctx, http.MethodDelete, "/webhooks/"+url.PathEscape(applicationID)+"/"+url.PathEscape(token)+"/messages/@original", content{})
}

func (c *Callbacks) do(ctx context.Context, method, path string, send content) error {
	ctx, cancel := context.WithTimeout(ctx, callbackTimeout)
	defer cancel()
	first, cancelFirst := context.WithTimeout(ctx, tryTimeout)
	wait, err := c.try(first, method, path, send)
	cancelFirst()
	if deadline, _ := ctx.Deadline(); wait == never || time.Until(deadline) <= wait || !api.Sleep(ctx, wait) {
		return err
	}
	_, err = c.try(ctx, method, path, send)
	return err
}

const never = time.Duration(-1)

// try makes one call. If that fails, it returns after what wait another try may do better, or never.
func (c *Callbacks) try(ctx context.Context, method, path string, send content) (wait time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(send.body))
	if err != nil {
		return never, errors.New("the address of the Discord API cannot be used")
	}
	if send.body != nil {
		req.Header.Set("Content-Type", send.mediaType)
	}
	req.Header.Set("User-Agent", api.UserAgent)
	resp, err := c.client.Do(req)
	if err != nil {
		return 0, withoutURL(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode < 300 {
		io.Copy(io.Discard, io.LimitReader(resp.Body, errorBody)) // so that the connection can be used again
		return never, nil
	}
	answer, _ := io.ReadAll(io.LimitReader(resp.Body, errorBody))
	code := gjson.GetBytes(answer, "code").Int()
	switch {
	case code == api.AlreadyAcknowledged, code == api.UnknownMessage && method == http.MethodDelete: // no error here
		return never, nil
	case resp.StatusCode >= 500:
		wait = 0
	case resp.StatusCode == http.StatusTooManyRequests && api.RetryAfter(resp.Header, answer) > 0:
		wait = api.RetryAfter(resp.Header, answer)
	default:
		wait = never
	}
	return wait, &APIError{Status: resp.StatusCode, Code: int(code)}
}

// APIError is Discord's refusal of a call.
type APIError struct {
	Status int    // of HTTP
	Code   int    // Discord's own, 0 where it gave none
	Detail string // Discord's message; only about a command tree, never about a person

	// Problems are what Discord finds wrong with the commands, each as "path: message", at most 50.
	Problems []string

	// RetryAfter is how long Discord asks to wait, or 0; only about a command tree.
	RetryAfter time.Duration

	errors string        // Discord's tree of them, in JSON
	wait   time.Duration // before another try; 0 is not to try again
}

func (e *APIError) Error() string {
	switch {
	case e.Detail != "" && e.Code != 0:
		return fmt.Sprintf("Discord answered HTTP %d: %s (code %d)", e.Status, e.Detail, e.Code)
	case e.Detail != "":
		return fmt.Sprintf("Discord answered HTTP %d: %s", e.Status, e.Detail)
	case e.Code != 0:
		return fmt.Sprintf("Discord answered HTTP %d with code %d", e.Status, e.Code)
	}
	return fmt.Sprintf("Discord answered HTTP %d", e.Status)
}

// withoutURL drops the address from an HTTP client's error: that of a callback holds its token.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

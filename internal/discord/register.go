package discord

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/tidwall/gjson"

	"leakygut-bot/internal/discord/api"
)

// Registrar registers the commands with Discord. It uses discordgo's client, except for its answer to rate limits, which waits
// without a bound.
type Registrar struct {
	session *discordgo.Session

	// Retrying, unless nil, is called before each wait, with why the call failed.
	Retrying func(cause error, wait time.Duration)
}

// NewRegistrar returns a Registrar for the API at apiURL and a bot's token.
func NewRegistrar(apiURL, token string, client *http.Client) *Registrar {
	s, _ := discordgo.New("Bot " + token) // its error is always nil
	s.UserAgent = api.UserAgent
	s.ShouldRetryOnRateLimit = false
	s.LogLevel = -1 // it would print to standard error by itself
	s.Client = &http.Client{Transport: apiTransport{apiURL, client.Transport}, CheckRedirect: client.CheckRedirect, Timeout: 10 * time.Second}
	return &Registrar{session: s}
}

// apiTransport sends discordgo's calls, whose address and version are fixed, to another address of the API, and bounds what comes
// back. It turns a failure into an *APIError and hides rate limits, because discordgo quotes whole pages, tries again at once and
// sleeps for as long as a header says.
type apiTransport struct {
	apiURL string
	next   http.RoundTripper
}

const maxRESTBody = 16 << 20 // a hundred commands with all that they may have, translated, are 5 MB

func (t apiTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	at := strings.TrimPrefix(req.URL.String(), discordgo.EndpointAPI)
	to, err := http.NewRequestWithContext(req.Context(), req.Method, t.apiURL+"/v"+api.Version+"/"+at, req.Body)
	if err != nil {
		return nil, err
	}
	to.Header, to.ContentLength, to.GetBody = req.Header, req.ContentLength, req.GetBody
	resp, err := t.next.RoundTrip(to)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= 300 {
		defer resp.Body.Close()
		return nil, refusal(resp)
	}
	maps.DeleteFunc(resp.Header, func(name string, _ []string) bool { return strings.HasPrefix(name, "X-Ratelimit-") })
	resp.Body = http.MaxBytesReader(nil, resp.Body, maxRESTBody)
	return resp, nil
}

// ApplicationID asks Discord whose token it is. If the API cannot say, the token does: its first part is the ID of the bot's user,
// which is the application's for every application made since 2016.
func (r *Registrar) ApplicationID(ctx context.Context) (string, error) {
	var id string
	err := r.retry(ctx, func() error {
		at := discordgo.EndpointOAuth2Application("@me")
		body, err := r.session.RequestWithBucketID(http.MethodGet, at, nil, at, discordgo.WithContext(ctx))
		id = gjson.GetBytes(body, "id").Str
		return err
	})
	if err == nil && IsSnowflake(id) {
		return id, nil
	}
	var refused *APIError
	if errors.As(err, &refused) && (refused.Status == http.StatusUnauthorized || refused.Status == http.StatusForbidden) {
		return "", err
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(r.session.Token, "Bot "), ".")
	if raw, decodeErr := base64.RawStdEncoding.DecodeString(strings.TrimRight(first, "=")); decodeErr == nil && len(raw) > 14 && IsSnowflake(string(raw)) {
		return string(raw), nil
	}
	return "", cmp.Or(err, errUnknownApplication)
}

var errUnknownApplication = errors.New("the application's ID is not known, for Discord did not tell it")

// IsSnowflake reports whether s has the form of Discord's IDs: an unsigned 64-bit integer. Real ones have 17 digits and more; test
// servers count from 1.
func IsSnowflake(s string) bool {
	_, err := strconv.ParseUint(s, 10, 64)
	return err == nil
}

// Registration is what registering did or would do.
type Registration struct {
	Changes []string // a line each; none if Discord had everything already
	Written bool     // the commands were sent
	Body    []byte   // what is sent if there is a change: all commands, as a JSON array
}

// Register makes the registered commands those of replies: everywhere, or on one server if guildID is set. It compares first and
// writes only a difference, because Discord allows 200 new commands a day; with dryRun it only compares.
func (r *Registrar) Register(ctx context.Context, replies *Replies, applicationID, guildID string, dryRun bool) (Registration, error) {
	want := replies.tree
	if guildID != "" {
		want = onServer(want)
	}
	return r.sync(ctx, want, applicationID, guildID, dryRun)
}

// Remove removes the registered commands: those for everywhere, or those of one server, which stand beside them.
func (r *Registrar) Remove(ctx context.Context, applicationID, guildID string, dryRun bool) (Registration, error) {
	return r.sync(ctx, []*discordgo.ApplicationCommand{}, applicationID, guildID, dryRun)
}

func (r *Registrar) sync(ctx context.Context, want []*discordgo.ApplicationCommand, applicationID, guildID string, dryRun bool) (Registration, error) {
	at := discordgo.EndpointApplicationGlobalCommands(applicationID)
	if guildID != "" {
		at = discordgo.EndpointApplicationGuildCommands(applicationID, guildID)
	}
	var have []*discordgo.ApplicationCommand
	var kept []json.RawMessage
	err := r.retry(ctx, func() error {
		body, err := r.session.RequestWithBucketID(http.MethodGet, at+"?with_localizations=true", nil, at, discordgo.WithContext(ctx))
		if err == nil {
			have, kept, err = splitRegistered(body)
		}
		return err
	})
	if err != nil {
		return Registration{}, err
	}
	all := []any{}
	for _, c := range want {
		all = append(all, c)
	}
	for _, c := range kept {
		all = append(all, c)
	}
	result := Registration{Changes: difference(have, want, guildID != "")}
	if result.Body, err = json.Marshal(all); err != nil {
		return result, err
	}
	if len(result.Changes) == 0 || dryRun {
		return result, nil
	}
	err = r.retry(ctx, func() error {
		body, err := r.session.RequestWithBucketID(http.MethodPut, at, json.RawMessage(result.Body), at, discordgo.WithContext(ctx))
		if err == nil && !gjson.ParseBytes(body).IsArray() {
			err = discordgo.ErrJSONUnmarshal
		}
		return err
	})
	var refused *APIError
	if errors.As(err, &refused) {
		refused.Problems = refusals(refused.errors, result.Body)
	}
	result.Written = err == nil
	return result, err
}

// onServer drops the fields that Discord takes only for commands that are registered everywhere.
func onServer(all []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
	var out []*discordgo.ApplicationCommand
	for _, c := range all {
		here := *c
		here.Contexts, here.IntegrationTypes = nil, nil
		out = append(out, &here)
	}
	return out
}

const (
	restTries   = 4
	maxRestWait = 30 * time.Second // longer, and a person at a terminal should rather be told
)

// retry makes a call, and again while Discord asks to wait or is out of order.
func (r *Registrar) retry(ctx context.Context, call func() error) error {
	for try := 1; ; try++ {
		wait, err := classify(call())
		if err == nil || wait <= 0 || try == restTries {
			return err
		}
		wait *= time.Duration(try)
		if r.Retrying != nil {
			r.Retrying(err, wait)
		}
		if !api.Sleep(ctx, wait) {
			return fmt.Errorf("%w (%v)", err, ctx.Err())
		}
	}
}

// classify returns how long to wait before another try, or 0 if there should be none, and turns an error of discordgo into ours.
func classify(err error) (time.Duration, error) {
	var refused *APIError
	switch {
	case err == nil:
		return 0, nil
	case errors.As(err, &refused):
		return refused.wait, refused
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return 0, withoutURL(err)
	case errors.Is(err, discordgo.ErrJSONUnmarshal):
		return time.Second, errNotDiscord
	}
	return time.Second, withoutURL(err) // the connection
}

var errNotDiscord = errors.New("the answer is not one of Discord's API")

package discordtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
)

// prefix is what Discord's documentation leaves out of its routes.
var prefix = regexp.MustCompile(`^/api(/v\d+)?/`)

// A call is one request to a route.
type call struct {
	*http.Request
	body  []byte
	files []file
}

// byName is the files by their names.
func (c call) byName() map[string][]byte {
	all := map[string][]byte{}
	for _, f := range c.files {
		all[f.name] = f.data
	}
	return all
}

// An errorBody is Discord's JSON for a refusal.
type errorBody struct {
	Message string `json:"message"`
	Code    int    `json:"code"`
	Errors  any    `json:"errors,omitempty"`
}

func (s *Server) routes() http.Handler {
	rest := http.NewServeMux()
	// handle registers a route whose handler returns a status and a value for the body (nil: none).
	handle := func(route string, authorized bool, h func(call) (int, any)) {
		rest.HandleFunc(route, func(w http.ResponseWriter, r *http.Request) {
			c, err := read(w, r)
			record := Record{Step: route, Path: r.URL.RequestURI(), Body: c.body, Files: c.byName()}
			if resp, ok := s.scripted(route); ok {
				if resp.Done {
					h(c)
				}
				if !resp.Ordinary {
					record.Status = resp.Status
					s.note(record)
				}
				if !s.answer(w, r, resp) {
					return
				}
			}
			var status int
			var v any
			switch {
			case err != nil:
				status, v = http.StatusBadRequest, errorBody{Message: "The request body contains invalid JSON.", Code: 50109}
			case authorized && r.Header.Get("Authorization") != "Bot "+s.token:
				status, v = http.StatusUnauthorized, errorBody{Message: "401: Unauthorized"}
			default:
				status, v = h(c)
			}
			record.Status = status
			s.note(record)
			if v == nil {
				w.WriteHeader(status)
				return
			}
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			w.Write(marshal(v))
		})
	}
	handle("GET /gateway/bot", true, func(call) (int, any) {
		return http.StatusOK, map[string]any{
			"url": s.GatewayURL(), "shards": 1,
			"session_start_limit": map[string]any{"total": 1000, "remaining": 999, "reset_after": 14400000, "max_concurrency": 1},
		}
	})
	handle("GET /gateway", false, func(call) (int, any) { return http.StatusOK, map[string]any{"url": s.GatewayURL()} })
	handle("GET /users/@me", true, func(call) (int, any) { return http.StatusOK, bot(s.application) })
	app := func(call) (int, any) {
		return http.StatusOK, map[string]any{
			"id": s.application, "name": "leakygut", "description": "", "icon": nil, "bot": bot(s.application), "bot_public": true,
			"bot_require_code_grant": false, "flags": 0, "summary": "", "team": nil, "type": nil, "hook": true,
			"verify_key":                "8f9ec2f0cf1a3b0a4f6a66f0e1b6e9d0f0a36a3d1a4b3a0c6c7f7b2e3f4d5c6b",
			"interactions_endpoint_url": nil, "integration_types_config": map[string]any{"0": map[string]any{}, "1": map[string]any{}},
		}
	}
	handle("GET /applications/@me", true, app)
	handle("GET /oauth2/applications/@me", true, app)
	for _, scope := range []string{"/applications/{id}/commands", "/applications/{id}/guilds/{guild}/commands"} {
		handle("GET "+scope, true, s.getCommands)
		handle("PUT "+scope, true, s.putCommands)
	}
	handle(Callback, false, s.callback)
	handle("POST /webhooks/{app}/{token}", false, s.followUp)
	handle("GET /webhooks/{app}/{token}/messages/{message}", false, s.getMessage)
	handle("PATCH /webhooks/{app}/{token}/messages/{message}", false, s.patchMessage)
	handle("DELETE /webhooks/{app}/{token}/messages/{message}", false, s.deleteMessage)

	dial := func(w http.ResponseWriter, r *http.Request) {
		s.note(Record{Step: Connect, Path: r.URL.RequestURI(), Body: []byte(r.URL.RequestURI())})
		if resp, ok := s.scripted(Connect); ok && !s.answer(w, r, resp) {
			return
		}
		s.gateway(w, r)
	}
	root := http.NewServeMux()
	for _, path := range []string{"/gateway", "/gateway/", "/resume", "/resume/"} {
		root.HandleFunc("GET "+path, dial)
	}
	root.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		r.URL.Path = "/" + prefix.ReplaceAllString(r.URL.Path, "")
		r.URL.RawPath = ""
		if _, pattern := rest.Handler(r); pattern == "" {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusNotFound)
			w.Write(marshal(errorBody{Message: "404: Not Found"}))
			return
		}
		rest.ServeHTTP(w, r)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		if s.ctx.Err() != nil {
			s.mu.Unlock()
			panic(http.ErrAbortHandler)
		}
		s.handlers.Add(1)
		s.mu.Unlock()
		defer s.handlers.Done()
		root.ServeHTTP(w, r)
	})
}

// read takes the body, which is JSON or, with files, a form whose part payload_json is JSON.
func read(w http.ResponseWriter, r *http.Request) (call, error) {
	c := call{Request: r}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return c, err
	}
	if c.body, c.files, err = readForm(r.Header.Get("Content-Type"), body); err != nil {
		return c, err
	}
	if len(c.body) > 0 && !json.Valid(c.body) {
		return c, fmt.Errorf("no JSON")
	}
	return c, nil
}

// frozen encodes a value that another request may change, while the caller holds the lock.
func frozen(v any) any { return json.RawMessage(marshal(v)) }

// refuse turns problems, each "path.of.a.field: what is wrong", into Discord's JSON.
func refuse(problems []string) (int, any) {
	tree := map[string]any{}
	for _, problem := range problems {
		path, what, _ := strings.Cut(problem, ": ")
		at := tree
		for _, key := range strings.Split(path, ".") {
			next, ok := at[key].(map[string]any)
			if !ok {
				next = map[string]any{}
				at[key] = next
			}
			at = next
		}
		list, _ := at["_errors"].([]any)
		at["_errors"] = append(list, map[string]any{"code": "INVALID", "message": what})
	}
	return http.StatusBadRequest, errorBody{Message: "Invalid Form Body", Code: 50035, Errors: tree}
}

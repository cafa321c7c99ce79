package discordtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"

	"leakygut-bot/internal/discord/api"
)

// prefix is what Discord's documentation leaves out of its routes.
var prefix = regexp.MustCompile(`^/api(/v\d+)?/`)

// A call is one request to a route.
type call struct {
	*http.Request
	body  []byte
	files []api.File
}

// byName is the files by their names.
func (c call) byName() map[string][]byte {
	all := map[string][]byte{}
	for _, f := range c.files {
		all[f.Name] = f.Data
	}
	return all
}

// An errorBody is Discord's JSON for a refusal.
type errorBody struct {
	Message string `json:"message"`
	Code    int    `json:"code"`
	Errors  any    `json:"errors,omitempty"`
}

// A handler answers a call with a status and a value for the body, or nil for none.
type handler func(call) (status int, body any)

func (s *Server) routes() http.Handler {
	rest := http.NewServeMux()
	for route, h := range map[string]handler{
		"GET /gateway":                                   s.getGateway,
		"GET /gateway/bot":                               s.withToken(s.getGateway),
		"GET /oauth2/applications/@me":                   s.withToken(s.getApplication),
		"GET /applications/{id}/commands":                s.withToken(s.getCommands),
		"PUT /applications/{id}/commands":                s.withToken(s.putCommands),
		"GET /applications/{id}/guilds/{guild}/commands": s.withToken(s.getCommands),
		"PUT /applications/{id}/guilds/{guild}/commands": s.withToken(s.putCommands),
		Callback: s.callback,
		"DELETE /webhooks/{app}/{token}/messages/{message}": s.deleteOriginal,
	} {
		rest.HandleFunc(route, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, route, h) })
	}
	rest.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		write(w, http.StatusNotFound, errorBody{Message: "404: Not Found"})
	})
	root := http.NewServeMux()
	for _, path := range []string{"/gateway", "/gateway/", "/resume", "/resume/"} {
		root.HandleFunc("GET "+path, s.dial)
	}
	root.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		r.URL.Path = "/" + prefix.ReplaceAllString(r.URL.Path, "")
		r.URL.RawPath = ""
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

// withToken lets only calls with the bot's token through.
func (s *Server) withToken(h handler) handler {
	return func(c call) (int, any) {
		if c.Header.Get("Authorization") != "Bot "+s.token {
			return http.StatusUnauthorized, errorBody{Message: "401: Unauthorized"}
		}
		return h(c)
	}
}

// serve answers one call, as the script says or else by the handler of its route, and records it.
func (s *Server) serve(w http.ResponseWriter, r *http.Request, route string, h handler) {
	c, err := read(w, r)
	if err != nil {
		h = func(call) (int, any) {
			return http.StatusBadRequest, errorBody{Message: "The request body contains invalid JSON.", Code: 50109}
		}
	}
	record := Record{Step: route, Path: r.URL.RequestURI(), Body: c.body, Files: c.byName()}
	if resp, ok := s.scripted(route); ok {
		if resp.Done {
			h(c)
		}
		if !resp.Ordinary {
			record.Status = resp.Status
			s.record(record)
		}
		if !s.answer(w, r, resp) {
			return
		}
	}
	status, body := h(c)
	record.Status = status
	s.record(record)
	write(w, status, body)
}

func write(w http.ResponseWriter, status int, body any) {
	if body == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(marshal(body))
}

// dial opens a gateway connection.
func (s *Server) dial(w http.ResponseWriter, r *http.Request) {
	s.record(Record{Step: Connect, Path: r.URL.RequestURI(), Body: []byte(r.URL.RequestURI())})
	if resp, ok := s.scripted(Connect); ok && !s.answer(w, r, resp) {
		return
	}
	s.gateway(w, r)
}

func (s *Server) getGateway(call) (int, any) {
	return http.StatusOK, map[string]any{
		"url": s.GatewayURL(), "shards": 1,
		"session_start_limit": map[string]any{"total": 1000, "remaining": 999, "reset_after": 14400000, "max_concurrency": 1},
	}
}

func (s *Server) getApplication(call) (int, any) {
	return http.StatusOK, map[string]any{
		"id": s.application, "name": "leakygut", "description": "", "icon": nil, "bot": bot(s.application), "bot_public": true,
		"bot_require_code_grant": false, "flags": 0, "summary": "", "team": nil, "type": nil, "hook": true,
		"verify_key":                "8f9ec2f0cf1a3b0a4f6a66f0e1b6e9d0f0a36a3d1a4b3a0c6c7f7b2e3f4d5c6b",
		"interactions_endpoint_url": nil, "integration_types_config": map[string]any{"0": map[string]any{}, "1": map[string]any{}},
	}
}

// maxBody is more than Discord takes (25 MiB with files).
const maxBody = 32 << 20

// read takes the body, which is JSON or, with files, a form whose part payload_json is JSON.
func read(w http.ResponseWriter, r *http.Request) (call, error) {
	c := call{Request: r}
	body := http.MaxBytesReader(w, r.Body, maxBody)
	var err error
	if mediaType := r.Header.Get("Content-Type"); strings.HasPrefix(mediaType, "multipart/") {
		c.body, c.files, err = api.ReadForm(mediaType, body)
	} else {
		c.body, err = io.ReadAll(body)
	}
	if err != nil {
		return c, err
	}
	if len(c.body) > 0 && !json.Valid(c.body) {
		return c, fmt.Errorf("no JSON")
	}
	return c, nil
}

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
	return http.StatusBadRequest, errorBody{Message: "Invalid Form Body", Code: api.InvalidForm, Errors: tree}
}

package discordtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"time"
)

// Callback is the route by which the bot answers an interaction.
const Callback = "POST /interactions/{id}/{token}/callback"

// pending is an interaction that was sent, and what became of it.
type pending struct {
	Interaction
	done     chan struct{} // closed at the first callback
	at       time.Time
	body     []byte
	refused  []string // why the first callback was refused
	messages map[string]map[string]any
}

// Expect makes the server know an interaction that the test sends by another way, so that its callback, its follow-ups
// and its messages are accepted.
func (s *Server) Expect(i Interaction) {
	p := &pending{Interaction: i, done: make(chan struct{}), messages: map[string]map[string]any{}}
	if i.Message != nil {
		p.messages["@original"] = i.Message.object(s.application, map[string]any{"channel_id": DefaultChannel})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.pending[i.ID]; !ok {
		if len(s.order) == s.keep {
			delete(s.pending, s.order[0])
			s.order = s.order[1:]
		}
		s.order = append(s.order, i.ID)
	}
	s.pending[i.ID] = p
}

// Acknowledge makes the server take an interaction for answered: the response of an endpoint does not pass through here.
func (s *Server) Acknowledge(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.pending[id]; p != nil && p.at.IsZero() {
		p.at = time.Now()
		close(p.done)
	}
}

// acknowledged reports whether there was a response that was not refused; the caller holds s.mu.
func (p *pending) acknowledged() bool { return !p.at.IsZero() && p.refused == nil }

// Send sends an interaction over the gateway and does not wait for an answer, only for a session.
// While the client is away it is kept until the client resumes.
func (s *Server) Send(ctx context.Context, i Interaction) error {
	if i.Application == "" {
		i.Application = s.application
	}
	s.Expect(i)
	return s.Dispatch(ctx, "INTERACTION_CREATE", i.JSON())
}

// Interact sends an interaction over the gateway and returns the body of its callback.
// The error says so if the callback was refused.
func (s *Server) Interact(ctx context.Context, i Interaction) ([]byte, error) {
	if err := s.Send(ctx, i); err != nil {
		return nil, err
	}
	return s.WaitCallback(ctx, i.ID)
}

// WaitCallback returns the body of the first callback of an interaction that was sent, and why it was refused if it was.
func (s *Server) WaitCallback(ctx context.Context, id string) ([]byte, error) {
	s.mu.Lock()
	p := s.pending[id]
	s.mu.Unlock()
	if p == nil {
		return nil, fmt.Errorf("discordtest: no interaction %s was sent", id)
	}
	select {
	case <-p.done:
	case <-ctx.Done():
		return nil, fmt.Errorf("discordtest: wait for the callback of %s: %w", id, ctx.Err())
	case <-s.ctx.Done():
		return nil, errors.New("discordtest: the server is closed")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.refused != nil {
		return p.body, fmt.Errorf("discordtest: callback refused:\n%s", strings.Join(p.refused, "\n"))
	}
	return p.body, nil
}

// CallbackTime tells when the first callback of an interaction came; it is zero if none did.
func (s *Server) CallbackTime(id string) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.pending[id]; p != nil {
		return p.at
	}
	return time.Time{}
}

// callbackTypes tells which response types fit an interaction type.
var callbackTypes = map[int]map[int]bool{
	TypePing:         {1: true},
	TypeCommand:      {4: true, 5: true, 9: true, 12: true},
	TypeComponent:    {4: true, 5: true, 6: true, 7: true, 9: true, 12: true},
	TypeAutocomplete: {8: true},
}

func (s *Server) callback(c call) (int, any) {
	problems := validateResponse(c.body, c.files)
	var resp struct {
		Type int            `json:"type"`
		Data map[string]any `json:"data"`
	}
	json.Unmarshal(c.body, &resp)
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.pending[c.PathValue("id")]
	if p == nil || p.Token != c.PathValue("token") {
		return http.StatusNotFound, errorBody{Message: "Unknown interaction", Code: 10062}
	}
	if p.acknowledged() {
		return http.StatusBadRequest, errorBody{Message: "Interaction has already been acknowledged.", Code: 40060}
	}
	if len(problems) == 0 && !callbackTypes[p.Type][resp.Type] {
		problems = []string{fmt.Sprintf("type: %d does not answer an interaction of type %d", resp.Type, p.Type)}
	}
	if len(problems) == 0 && resp.Type == 7 {
		problems = p.changes(resp.Data)
	}
	if p.at.IsZero() {
		p.at, p.body, p.refused = time.Now(), c.body, problems
		close(p.done)
	}
	if len(problems) > 0 {
		return refuse(problems)
	}
	p.body, p.refused = c.body, nil
	keep(resp.Data, c.files)
	switch resp.Type {
	case 4:
		p.messages["@original"] = message(s.application, NewID(), resp.Data)
	case 5:
		p.messages["@original"] = message(s.application, NewID(), map[string]any{"flags": 128})
	case 7:
		if m := p.messages["@original"]; m != nil {
			maps.Copy(m, resp.Data)
		}
	}
	if c.URL.Query().Get("with_response") != "true" {
		return http.StatusNoContent, nil
	}
	interaction := map[string]any{"id": p.ID, "type": p.Type, "response_message_loading": resp.Type == 5}
	resource := map[string]any{"type": resp.Type}
	if m := p.messages["@original"]; m != nil {
		interaction["response_message_id"] = m["id"]
		interaction["response_message_ephemeral"] = m["flags"] == 64.0
		resource["message"] = m
	}
	return http.StatusOK, frozen(map[string]any{"interaction": interaction, "resource": resource})
}

// changes checks what is special about changing the message that a component stands on: once of components it stays so, and what
// it had of before has to be taken away.
func (p *pending) changes(data map[string]any) []string {
	m := p.messages["@original"]
	if m == nil {
		return nil
	}
	var c checker
	for _, key := range []string{"content", "embeds"} {
		if _, said := data[key]; !said && !empty(m[key]) {
			c.add("data."+key, "the message had some; one that becomes a message of components has to say null here")
		}
	}
	return c.problems
}

// byToken finds an acknowledged interaction; the caller holds s.mu.
func (s *Server) byToken(c call) (*pending, int, any) {
	token := c.PathValue("token")
	for _, p := range s.pending {
		if p.Token == token && c.PathValue("app") == s.application && p.acknowledged() {
			return p, 0, nil
		}
	}
	return nil, http.StatusNotFound, errorBody{Message: "Unknown Webhook", Code: 10015}
}

// original finds the message that the path names, by its id too; the caller holds s.mu.
func (p *pending) original(c call) (string, int, any) {
	name := c.PathValue("message")
	for key, m := range p.messages {
		if key == name || m["id"] == name {
			return key, 0, nil
		}
	}
	return "", http.StatusNotFound, errorBody{Message: "Unknown Message", Code: 10008}
}

func (s *Server) followUp(c call) (int, any) {
	if problems := validateMessageBody(c.body, false, c.files); len(problems) > 0 {
		return refuse(problems)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p, status, refusal := s.byToken(c)
	if p == nil {
		return status, refusal
	}
	var fields map[string]any
	json.Unmarshal(c.body, &fields)
	keep(fields, c.files)
	id := NewID()
	p.messages[id] = message(s.application, id, fields)
	return http.StatusOK, frozen(p.messages[id])
}

func (s *Server) getMessage(c call) (int, any) {
	return s.onMessage(c, func(p *pending, key string) (int, any) { return http.StatusOK, frozen(p.messages[key]) })
}

func (s *Server) patchMessage(c call) (int, any) {
	if problems := validateMessageBody(c.body, true, c.files); len(problems) > 0 {
		return refuse(problems)
	}
	return s.onMessage(c, func(p *pending, key string) (int, any) {
		var fields map[string]any
		json.Unmarshal(c.body, &fields)
		keep(fields, c.files)
		m := p.messages[key]
		if m["flags"] == 128 {
			m["flags"] = 0
		}
		maps.Copy(m, fields)
		m["edited_timestamp"] = time.Now().UTC().Format(time.RFC3339Nano)
		return http.StatusOK, frozen(m)
	})
}

func (s *Server) deleteMessage(c call) (int, any) {
	return s.onMessage(c, func(p *pending, key string) (int, any) {
		delete(p.messages, key)
		return http.StatusNoContent, nil
	})
}

func (s *Server) onMessage(c call, do func(p *pending, key string) (int, any)) (int, any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, status, refusal := s.byToken(c)
	if p == nil {
		return status, refusal
	}
	key, status, refusal := p.original(c)
	if key == "" {
		return status, refusal
	}
	return do(p, key)
}

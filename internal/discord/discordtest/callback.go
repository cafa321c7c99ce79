package discordtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"leakygut-bot/internal/discord/api"
)

// Callback is the route by which the bot answers an interaction.
const Callback = "POST /interactions/{id}/{token}/callback"

// pending is an interaction that was sent, and what became of it.
type pending struct {
	Interaction
	done    chan struct{} // closed at the first callback
	at      time.Time     // of the first callback; zero before
	body    []byte
	refused []string // why the first callback was refused
	deleted bool     // its message
}

// Expect makes the server know an interaction that the test sends by another way, so that its callback is accepted and its
// message can be deleted.
func (s *Server) Expect(i Interaction) {
	p := &pending{Interaction: i, done: make(chan struct{})}
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

// Acknowledge marks an interaction as answered: the response of an endpoint does not pass through here.
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
// It returns an error if the callback was refused.
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

// CallbackTime returns when the first callback of an interaction came, or the zero time if none did.
func (s *Server) CallbackTime(id string) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.pending[id]; p != nil {
		return p.at
	}
	return time.Time{}
}

// callbackTypes are the types of responses that answer each type of interaction.
var callbackTypes = map[int][]int{TypePing: {1}, TypeCommand: {4}, TypeComponent: {4, 6, 7}, TypeAutocomplete: {8}}

func (s *Server) callback(c call) (int, any) {
	problems := validateResponse(c.body, c.files)
	var reply struct {
		Type int
		Data map[string]any
	}
	json.Unmarshal(c.body, &reply)
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.pending[c.PathValue("id")]
	if p == nil || p.Token != c.PathValue("token") {
		return http.StatusNotFound, errorBody{Message: "Unknown interaction", Code: api.UnknownInteraction}
	}
	if p.acknowledged() {
		return http.StatusBadRequest, errorBody{Message: "Interaction has already been acknowledged.", Code: api.AlreadyAcknowledged}
	}
	if len(problems) == 0 && !slices.Contains(callbackTypes[p.Type], reply.Type) {
		problems = []string{fmt.Sprintf("type: %d does not answer an interaction of type %d", reply.Type, p.Type)}
	}
	if len(problems) == 0 && reply.Type == 7 {
		problems = p.Message.leftovers(reply.Data)
	}
	if p.at.IsZero() {
		p.at, p.body, p.refused = time.Now(), c.body, problems
		close(p.done)
	}
	if len(problems) > 0 {
		return refuse(problems)
	}
	p.body, p.refused = c.body, nil
	return http.StatusNoContent, nil
}

// leftovers checks a change of the message that a component stands on: a message that becomes one of components stays so, and has
// to say null for the content and the embeds that it had.
func (m *Message) leftovers(change map[string]any) []string {
	var c checker
	had := m.read()
	for key, some := range map[string]bool{"content": had.Content != "", "embeds": len(had.Embeds) > 0} {
		if _, said := change[key]; some && !said {
			c.add("data."+key, "the message had some; one that becomes a message of components has to say null here")
		}
	}
	return c.problems
}

// deleteOriginal deletes the message of an interaction that was answered.
func (s *Server) deleteOriginal(c call) (int, any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.pending {
		switch {
		case p.Token != c.PathValue("token") || c.PathValue("app") != s.application || !p.acknowledged():
		case p.deleted || c.PathValue("message") != "@original":
			return http.StatusNotFound, errorBody{Message: "Unknown Message", Code: api.UnknownMessage}
		default:
			p.deleted = true
			return http.StatusNoContent, nil
		}
	}
	return http.StatusNotFound, errorBody{Message: "Unknown Webhook", Code: api.UnknownWebhook}
}

package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/commands"
)

// Responder answers interactions from the current [Replies]. It only computes: carrying the bytes is the transport's work.
type Responder struct {
	replies atomic.Pointer[Replies]
	observe func(Label)
}

// NewResponder answers from r until [Responder.Use] gives it others.
func NewResponder(r *Replies) *Responder {
	p := &Responder{}
	p.Use(r)
	return p
}

// Use makes every later response come from r. An interaction is answered from one set of replies, never from two.
func (p *Responder) Use(r *Replies) { p.replies.Store(r) }

// Replies is what responses come from now.
func (p *Responder) Replies() *Replies { return p.replies.Load() }

// Observe makes f be told of each response. It is called once, before the first interaction; f is called from several
// goroutines and must be quick.
func (p *Responder) Observe(f func(Label)) { p.observe = f }

// Response is what an interaction is answered with.
type Response struct {
	Body  []byte // an interaction response object, in JSON
	Label Label  // for metrics

	// After, unless nil, is to be called once Discord has the response: it needs the REST API, and nobody should wait for it.
	After func(context.Context, *Callbacks) error
}

// Respond answers one interaction, as JSON. It fails only for what is no interaction; anything that Discord can send gets a
// response, if only one that says how to ask.
func (p *Responder) Respond(body []byte) (Response, error) {
	in, err := parseInteraction(body)
	if err != nil {
		return Response{}, err
	}
	return p.respond(in), nil
}

var pong = []byte(`{"type":1}`)

func (p *Responder) respond(in interaction) Response {
	response := p.Replies().respond(in)
	if p.observe != nil {
		p.observe(response.Label)
	}
	return response
}

func (r *Replies) respond(in interaction) Response {
	switch in.kind {
	case discordgo.InteractionPing:
		return Response{Body: pong, Label: Label{Kind: kindPong}}
	case discordgo.InteractionApplicationCommand:
		// What is found in somebody's message is for whoever looked; they may share it.
		return r.get(in.request, 0, in.private || in.commandType == discordgo.MessageApplicationCommand)
	case discordgo.InteractionApplicationCommandAutocomplete:
		return Response{Body: r.complete(in.request), Label: label(r.set, in.request, kindChoices)}
	case discordgo.InteractionMessageComponent:
		return r.component(in)
	}
	return notice("This bot does not know that kind of interaction. Type / to see what it does.")
}

// complete suggests questions while one is typed.
func (r *Replies) complete(request commands.Request) []byte {
	choices := []*discordgo.ApplicationCommandOptionChoice{}
	for _, s := range r.set.Suggest(request.Command, request.Question, maxChoices) {
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: clip(s.Label, maxChoiceName), Value: s.Value})
	}
	b, err := json.Marshal(map[string]any{"type": discordgo.InteractionApplicationCommandAutocompleteResult, "data": map[string]any{"choices": choices}})
	if err != nil { // texts only
		panic(fmt.Sprintf("encode choices: %v", err))
	}
	return b
}

// component does what a button or a menu says. Whoever clicks gets an answer of their own.
func (r *Replies) component(in interaction) Response {
	a, ok := parseCustomID(in.customID)
	if !ok {
		return notice("This button is not one that the bot made, or it is too old. Ask again with a slash command.")
	}
	switch a.verb {
	case share:
		return r.get(a.request, a.page, false)
	case remove:
		return removal(in)
	case choose:
		a.request = choice(a.request, in.value)
	}
	return r.get(a.request, a.page, true)
}

// choice completes the request of a menu with the entry that was chosen.
func choice(r commands.Request, value string) commands.Request {
	if r.Name == "" {
		r.Name = value
	} else {
		r.Number = value
	}
	return r
}

// deferredUpdate tells Discord that the click was seen and that the message will change.
var deferredUpdate = []byte(`{"type":6}`)

// removal deletes the message that the button is on, for the person who asked for it.
func removal(in interaction) Response {
	if in.askerID == "" || in.askerID != in.userID {
		return notice("Only the person who asked can remove this reply.")
	}
	return Response{Body: deferredUpdate, Label: Label{Kind: kindRemoval}, After: func(ctx context.Context, c *Callbacks) error {
		return c.DeleteOriginal(ctx, in.applicationID, in.token)
	}}
}

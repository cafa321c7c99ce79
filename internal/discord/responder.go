package discord

import (
	"context"
	"sync/atomic"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/commands"
)

// Responder answers interactions from the current [Replies]. It only computes: carrying the bytes is the transport's work.
type Responder struct {
	replies atomic.Pointer[Replies]
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

// Response is what an interaction is answered with.
type Response struct {
	Body []byte // an interaction response object, in JSON

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
	r := p.Replies()
	switch in.kind {
	case discordgo.InteractionPing:
		return Response{Body: pong}
	case discordgo.InteractionApplicationCommand:
		return Response{Body: r.get(in.request, 0, in.private)}
	case discordgo.InteractionMessageComponent:
		return r.component(in)
	}
	return Response{Body: notice("This bot does not know that kind of interaction. Type / to see what it does.")}
}

// component does what a button or a menu says. Whoever clicks gets an answer of their own.
func (r *Replies) component(in interaction) Response {
	a, ok := parseCustomID(in.customID)
	if !ok {
		return Response{Body: notice("This button is not one that the bot made, or it is too old. Ask again with a slash command.")}
	}
	switch a.verb {
	case share:
		return Response{Body: r.get(a.request, a.page, false)}
	case remove:
		return removal(in)
	case choose:
		a.request = choice(a.request, in.value)
	}
	return Response{Body: r.get(a.request, a.page, true)}
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
		return Response{Body: notice("Only the person who asked can remove this reply.")}
	}
	return Response{Body: deferredUpdate, After: func(ctx context.Context, c *Callbacks) error {
		return c.DeleteOriginal(ctx, in.applicationID, in.token)
	}}
}

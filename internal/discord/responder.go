package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strconv"
	"sync/atomic"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/limits"
)

// Responder answers interactions from the current [Replies]. Sending the bytes is the transport's work.
type Responder struct {
	replies  atomic.Pointer[Replies]
	commands commandIDs
	observe  func(Label)
}

// NewResponder returns a Responder that answers from r until [Responder.Use] is called.
func NewResponder(r *Replies) *Responder {
	p := &Responder{}
	p.Use(r)
	return p
}

// Use makes every later response come from r. Each interaction is answered from one set of replies.
func (p *Responder) Use(r *Replies) { p.replies.Store(r) }

// Replies returns what responses come from now.
func (p *Responder) Replies() *Replies { return p.replies.Load() }

// Observe makes f be called with the label of each response, from several goroutines; f must be quick. Observe is to be called before
// the first interaction.
func (p *Responder) Observe(f func(Label)) { p.observe = f }

// Response is what an interaction is answered with.
type Response struct {
	Body  []byte // an interaction response object, in JSON
	Label Label  // for metrics

	// Deliver, unless nil, sends the same response with its picture as a callback. If that cannot be or fails, Body says the same
	// without the picture.
	form    *form
	Deliver func(context.Context, *Callbacks) error

	// After, unless nil, is to be called once Discord has the response. It calls the REST API.
	After func(context.Context, *Callbacks) error
}

// Respond answers one interaction, given as JSON. It returns an error only if body is not an interaction; anything else gets a
// response, if only one that says how to ask.
func (p *Responder) Respond(body []byte) (Response, error) {
	in, err := parseInteraction(body)
	if err != nil {
		return Response{}, err
	}
	return p.responseTo(in), nil
}

var pong = []byte(`{"type":1}`)

func (p *Responder) responseTo(in interaction) Response {
	response := p.Replies().responseTo(in, &p.commands)
	if f := response.form; f != nil {
		response.Deliver = f.delivery(in.id, in.token)
	}
	if p.observe != nil {
		p.observe(response.Label)
	}
	return response
}

func (r *Replies) responseTo(in interaction, ids *commandIDs) Response {
	switch in.kind {
	case discordgo.InteractionPing:
		return Response{Body: pong, Label: Label{Kind: kindPong}}
	case discordgo.InteractionApplicationCommand:
		return r.command(in, ids)
	case discordgo.InteractionApplicationCommandAutocomplete:
		return Response{Body: r.complete(in.request), Label: label(r.set, in.request, kindChoices)}
	case discordgo.InteractionMessageComponent:
		return r.component(in, ids)
	}
	return notice(noticeKind)
}

func (r *Replies) command(in interaction, ids *commandIDs) Response {
	in.request = in.request.In(in.locale)
	a := audience{private: in.private}
	if in.commandType == discordgo.MessageApplicationCommand {
		a.private = true // what is found in somebody's message is for whoever looked; they may share it
		return r.get(in.request, 0, a)
	}
	if _, ok := r.set.Library().Article(in.request.Command); ok {
		ids.learn(in.request.Command, in.commandID)
	}
	switch in.request.Name {
	case commands.NameHelp:
		return r.helpOn(in.request, ids, a)
	case commands.NameAsk:
		if in.private && !commands.Suggested(in.request.Question) {
			a.question = in.request.Question
		}
	}
	return r.get(in.request, 0, a)
}

func (r *Replies) helpOn(request commands.Request, ids *commandIDs, a audience) Response {
	if id := ids.of(request.Command); id != 0 {
		return r.help(request, strconv.FormatUint(id, 10), a)
	}
	return r.get(request, 0, a)
}

// commandIDs holds Discord's IDs of the slash commands that were used so far. It is safe for any number of goroutines.
type commandIDs struct {
	ids atomic.Pointer[map[string]uint64]
}

func (k *commandIDs) of(command string) uint64 {
	if ids := k.ids.Load(); ids != nil {
		return (*ids)[command]
	}
	return 0
}

func (k *commandIDs) learn(command string, id uint64) {
	if id == 0 || k.of(command) == id {
		return
	}
	ids := map[string]uint64{}
	if old := k.ids.Load(); old != nil {
		maps.Copy(ids, *old)
	}
	ids[command] = id
	k.ids.Store(&ids) // what another goroutine learns at the same time is learnt again
}

// complete suggests questions while one is typed.
func (r *Replies) complete(request commands.Request) []byte {
	choices := []*discordgo.ApplicationCommandOptionChoice{}
	for _, s := range r.set.Suggest(request.Command, request.Question, limits.Choices) {
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: clip(s.Label, limits.ChoiceName), Value: s.Value})
	}
	b, err := json.Marshal(map[string]any{"type": discordgo.InteractionApplicationCommandAutocompleteResult, "data": map[string]any{"choices": choices}})
	if err != nil { // texts only
		panic(fmt.Sprintf("encode choices: %v", err))
	}
	return b
}

// component answers a click, for whoever clicked.
func (r *Replies) component(in interaction, ids *commandIDs) Response {
	a, ok := parseCustomID(in.customID)
	if !ok {
		return notice(noticeButton)
	}
	shared := a.request // for everybody, whatever language they read
	a.request = a.request.In(in.locale)
	private := audience{private: true}
	switch a.verb {
	case share:
		who := audience{}
		if IsSnowflake(in.userID) {
			who.sharedBy = in.userID
		}
		if a.request.Name == commands.NameHelp {
			return r.helpOn(shared, ids, who)
		}
		return r.get(shared, a.page, who)
	case remove:
		return removal(in)
	case choose:
		a.request = choice(a.request, in.value)
	case turn:
		if response := r.get(a.request, a.page, private); in.messageFlags&discordgo.MessageFlagsEphemeral != 0 {
			return change(response, in.messageFlags)
		}
	}
	if a.request.Name == commands.NameHelp {
		return r.helpOn(a.request, ids, private)
	}
	return r.get(a.request, a.page, private)
}

// choice completes the request of a menu with the chosen entry.
func choice(r commands.Request, value string) commands.Request {
	if r.Name == "" {
		r.Name = value
	} else {
		r.Number = value
	}
	return r
}

// deferredUpdate acknowledges a click on a message that will change.
var deferredUpdate = []byte(`{"type":6}`)

// removal deletes the message that the button is on, for the person who asked for it.
func removal(in interaction) Response {
	if in.askerID == "" || in.askerID != in.userID {
		return notice(noticeRemove)
	}
	return Response{Body: deferredUpdate, Label: Label{Kind: kindRemoval}, After: func(ctx context.Context, c *Callbacks) error {
		return c.deleteOriginal(ctx, in.applicationID, in.token)
	}}
}

package discord

import (
	"cmp"
	"errors"
	"strings"
	"unsafe"

	"github.com/bwmarrin/discordgo"
	"github.com/tidwall/gjson"

	"leakygut-bot/internal/commands"
)

// An interaction is the few fields of Discord's interaction object that a reply depends on. The rest is skipped, so a field that is
// new, missing or of another type cannot stop a reply.
type interaction struct {
	kind          discordgo.InteractionType
	id            string // for the callback
	token         string // for the callback; never logged
	applicationID string
	userID        string
	locale        string // Discord's code for the language that the person chose

	// of a command
	commandType discordgo.ApplicationCommandType
	commandID   uint64 // of the command as it is registered
	request     commands.Request
	private     bool

	// of a component
	customID     string
	value        string                 // the chosen entry of a menu, in a message of before
	askerID      string                 // who caused the message that the component is on
	messageFlags discordgo.MessageFlags // of that message
}

var errMalformed = errors.New("the interaction is not a JSON object with a type")

// parseInteraction reads an interaction as the gateway and the endpoint receive it. It keeps nothing of body.
func parseInteraction(body []byte) (interaction, error) {
	var in interaction
	if !gjson.ValidBytes(body) {
		return in, errMalformed
	}
	// gjson's strings are parts of its input, here of the body itself, which saves a copy. What is kept goes through clone.
	view := unsafe.String(unsafe.SliceData(body), len(body))
	gjson.Parse(view).ForEach(func(k, v gjson.Result) bool {
		switch k.Str {
		case "type":
			in.kind = discordgo.InteractionType(v.Uint())
		case "id":
			in.id = clone(v)
		case "token":
			in.token = clone(v)
		case "application_id":
			in.applicationID = clone(v)
		case "data":
			in.data(v)
		case "member":
			in.userID = cmp.Or(clone(v.Get("user.id")), in.userID)
		case "user":
			in.userID = cmp.Or(clone(v.Get("id")), in.userID)
		case "locale":
			in.locale = clone(v)
		case "message":
			in.message(v)
		}
		return true
	})
	if in.kind == 0 {
		return in, errMalformed
	}
	return in, nil
}

// clone returns a string that does not share r's memory.
func clone(r gjson.Result) string { return strings.Clone(r.Str) }

func (in *interaction) data(data gjson.Result) {
	data.ForEach(func(k, v gjson.Result) bool {
		switch k.Str {
		case "type":
			in.commandType = discordgo.ApplicationCommandType(v.Uint())
		case "id":
			in.commandID = v.Uint()
		case "name":
			in.request.Command = clone(v)
		case "target_id":
			in.request.Question = strings.Clone(messageText(data.Get("resolved.messages." + gjsonKey(v.Str))))
		case "options":
			in.subcommand(v.Get("0"))
		case "custom_id":
			in.customID = clone(v)
		case "values":
			in.value = clone(v.Get("0"))
		}
		return true
	})
}

// subcommand reads the options by their names.
func (in *interaction) subcommand(sub gjson.Result) {
	in.request.Name = clone(sub.Get("name"))
	sub.Get("options").ForEach(func(_, o gjson.Result) bool {
		switch value := o.Get("value"); o.Get("name").Str {
		case optionQuestion:
			in.request.Question = strings.Clone(withoutEntities(value.Str))
		case optionNumber:
			in.request.Number = strings.Clone(value.String())
		case optionPrivate:
			in.private = value.Type == gjson.True
		}
		return true
	})
}

// gjsonKey keeps an ID from being read as a path: anything but digits becomes a key that is not there.
func gjsonKey(id string) string {
	if strings.Trim(id, "0123456789") != "" {
		return "-"
	}
	return id
}

func (in *interaction) message(m gjson.Result) {
	in.askerID = clone(m.Get("interaction_metadata.user.id"))
	if in.askerID == "" { // Discord's older name for it
		in.askerID = clone(m.Get("interaction.user.id"))
	}
	in.messageFlags = discordgo.MessageFlags(m.Get("flags").Uint())
}

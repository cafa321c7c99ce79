package discordtest

import (
	"encoding/json"
	"maps"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// lastID counts up from a snowflake of 2024.
var lastID atomic.Int64

func init() { lastID.Store(1_200_000_000_000_000_000) }

func nextID() int64 { return lastID.Add(1) }

// newID returns a snowflake that no other call returns.
func newID() string { return strconv.FormatInt(nextID(), 10) }

// The types of interactions, as Discord numbers them.
const (
	TypePing         = 1
	TypeCommand      = 2
	TypeComponent    = 3
	TypeAutocomplete = 4
)

// The places that interactions come from where a test chooses none.
const (
	DefaultGuild   = "1100000000000000001"
	defaultChannel = "1100000000000000002"
	defaultDM      = "1100000000000000003"
	DefaultUser    = "1100000000000000004"
)

// An Interaction is what Discord sends when a person uses the bot: over the gateway as the "d" of INTERACTION_CREATE,
// or as the body of a request to the interactions endpoint. The builders below make complete ones, each with an id and
// a token of its own, by [DefaultUser] in [DefaultGuild]; its methods return changed copies.
type Interaction struct {
	ID, Token   string
	Type        int
	Application string         // "": DefaultApplication, or the server's when a server sends it
	Data        map[string]any // the "data" object; nil: absent
	Message     *Message       // what a component stands under
	User        string         // the id of the person
	Guild       string         // "": a direct message
	UserInstall bool           // the person installed the app, the server did not
	Locale      string         // the person's
	set         map[string]any
}

// A Message is what a component stands under.
type Message struct {
	ID    string
	Asker string // the id of the person whose command brought the message
	// Reply is a callback's body, or its data, from which the message takes content, embeds, components and flags.
	Reply []byte
}

// JSON is the interaction in the shape in which Discord sends it.
func (i Interaction) JSON() []byte {
	application := i.Application
	if application == "" {
		application = DefaultApplication
	}
	v := map[string]any{
		"id": i.ID, "application_id": application, "type": i.Type, "token": i.Token, "version": 1,
		"entitlements": []any{}, "entitlement_sku_ids": []any{}, "attachment_size_limit": 10485760,
	}
	if i.Type == TypePing {
		v["user"] = user(i.User)
	} else {
		i.place(v)
	}
	if i.Data != nil {
		v["data"] = i.Data
	}
	if i.Message != nil {
		v["message"] = i.Message.object(application, v)
	}
	if len(i.set) == 0 {
		return marshal(v)
	}
	var own map[string]any // shares nothing with i
	json.Unmarshal(marshal(v), &own)
	for path, value := range i.set {
		put(own, strings.Split(path, "."), value)
	}
	return marshal(own)
}

// place fills in who asked and where.
func (i Interaction) place(v map[string]any) {
	owners := map[string]any{}
	if i.UserInstall {
		owners["1"] = i.User
	}
	v["authorizing_integration_owners"] = owners
	v["locale"] = i.Locale
	v["app_permissions"] = "2248473465835073"
	if i.Guild == "" {
		v["context"] = 1
		if i.UserInstall {
			v["context"] = 2
		} else {
			owners["0"] = "0"
		}
		v["channel_id"] = defaultDM
		v["channel"] = map[string]any{"id": defaultDM, "type": 1, "flags": 0, "last_message_id": newID(), "recipients": []any{user(i.User)}}
		v["user"] = user(i.User)
		return
	}
	if !i.UserInstall {
		owners["0"] = i.Guild
	}
	v["context"] = 0
	v["guild_id"] = i.Guild
	v["guild_locale"] = "en-US"
	v["guild"] = map[string]any{"id": i.Guild, "locale": "en-US", "features": []string{"COMMUNITY", "NEWS"}}
	v["channel_id"] = defaultChannel
	v["channel"] = map[string]any{
		"id": defaultChannel, "type": 0, "guild_id": i.Guild, "name": "general", "topic": nil, "nsfw": false, "position": 0, "flags": 0,
		"parent_id": "1100000000000000005", "last_message_id": newID(), "permissions": "2248473465835073", "rate_limit_per_user": 0,
		"theme_color": nil, "icon_emoji": map[string]any{"id": nil, "name": "👋"},
	}
	v["member"] = map[string]any{
		"user": user(i.User), "nick": nil, "avatar": nil, "banner": nil, "roles": []string{}, "joined_at": "2023-05-01T08:15:30.123000+00:00",
		"premium_since": nil, "deaf": false, "mute": false, "flags": 0, "pending": false, "permissions": "2248473465835073",
		"communication_disabled_until": nil, "unusual_dm_activity_until": nil, "collectibles": nil,
	}
}

func user(id string) map[string]any {
	return map[string]any{
		"id": id, "username": "person", "global_name": "A Person", "discriminator": "0", "public_flags": 0,
		"avatar": "0123456789abcdef0123456789abcdef", "avatar_decoration_data": nil, "clan": nil, "primary_guild": nil,
		"collectibles": nil, "display_name_styles": nil,
	}
}

func bot(application string) map[string]any {
	u := user(application)
	u["username"], u["global_name"], u["avatar"], u["bot"] = "leakygut", nil, nil, true
	return u
}

// A content is what a message of the bot shows.
type content struct {
	Data       json.RawMessage
	Content    string
	Embeds     []any
	Components []any
	Flags      int
}

// read decodes Reply.
func (m *Message) read() content {
	c := content{Embeds: []any{}, Components: []any{}}
	if m != nil && len(m.Reply) > 0 {
		json.Unmarshal(m.Reply, &c)
		if c.Data != nil {
			json.Unmarshal(c.Data, &c)
		}
	}
	return c
}

// object is the message as it comes with a component's interaction v.
func (m *Message) object(application string, v map[string]any) map[string]any {
	c := m.read()
	return message(application, m.ID, map[string]any{
		"channel_id": v["channel_id"], "content": c.Content, "embeds": c.Embeds, "components": c.Components, "flags": c.Flags,
		"interaction_metadata": map[string]any{
			"id": m.ID, "type": TypeCommand, "command_type": 1, "name": "leakygut symptoms", "user": user(m.Asker),
			"authorizing_integration_owners": v["authorizing_integration_owners"],
		},
		"interaction": map[string]any{"id": m.ID, "type": TypeCommand, "name": "leakygut symptoms", "user": user(m.Asker)},
	})
}

// message is one by the bot, with the given fields over the usual ones.
func message(application, id string, fields map[string]any) map[string]any {
	m := map[string]any{
		"id": id, "type": 20, "channel_id": defaultChannel, "author": bot(application), "application_id": application, "webhook_id": application,
		"content": "", "embeds": []any{}, "components": []any{}, "attachments": []any{}, "mentions": []any{}, "mention_roles": []any{},
		"mention_everyone": false, "pinned": false, "tts": false, "flags": 0,
		"timestamp": time.Now().UTC().Format("2006-01-02T15:04:05.000000-07:00"), "edited_timestamp": nil,
	}
	maps.Copy(m, fields)
	return m
}

// put sets the value at a path of keys and indexes, or deletes it if the value is [Absent].
func put(v any, path []string, value any) {
	if l, ok := v.([]any); ok {
		if n, err := strconv.Atoi(path[0]); err == nil && n < len(l) {
			if len(path) == 1 {
				l[n] = value
			} else {
				put(l[n], path[1:], value)
			}
		}
		return
	}
	m, ok := v.(map[string]any)
	switch {
	case !ok:
	case len(path) > 1:
		put(m[path[0]], path[1:], value)
	case value == Absent:
		delete(m, path[0])
	default:
		m[path[0]] = value
	}
}

type absent struct{}

// Absent given to [Interaction.Set] removes the field.
var Absent any = absent{}

// Set makes a field, named by keys and indexes with dots between ("data.options.0.name"), something that Discord would
// not send. It changes nothing if there is no such place.
func (i Interaction) Set(path string, value any) Interaction {
	i.set = maps.Clone(i.set)
	if i.set == nil {
		i.set = map[string]any{}
	}
	i.set[path] = value
	return i
}

// By returns the interaction of another person.
func (i Interaction) By(user string) Interaction { i.User = user; return i }

// DM returns the interaction in a direct message with the bot, or if it is by a user install, with another person.
func (i Interaction) DM() Interaction { i.Guild = ""; return i }

// ByUserInstall returns the interaction of somebody who installed the app for themselves only.
func (i Interaction) ByUserInstall() Interaction { i.UserInstall = true; return i }

// On returns a component's interaction under another message.
func (i Interaction) On(m Message) Interaction {
	if m.ID == "" {
		m.ID = newID()
	}
	if m.Asker == "" {
		m.Asker = DefaultUser
	}
	i.Message = &m
	return i
}

func build(typ int, data map[string]any) Interaction {
	id := newID()
	return Interaction{
		ID: id, Token: "aW50ZXJhY3Rpb246" + id + ":pretend-interaction-token", Type: typ, Data: data,
		User: DefaultUser, Guild: DefaultGuild, Locale: "en-GB",
	}
}

// A CommandOption is an option of a slash command, as the person filled it in.
type CommandOption map[string]any

// String fills in an option of type 3.
func String(name, value string) CommandOption {
	return CommandOption{"name": name, "type": 3, "value": value}
}

// Integer fills in an option of type 4.
func Integer(name string, value int64) CommandOption {
	return CommandOption{"name": name, "type": 4, "value": value}
}

// Bool fills in an option of type 5.
func Bool(name string, value bool) CommandOption {
	return CommandOption{"name": name, "type": 5, "value": value}
}

// Focused is the text option that the person is typing, for [Autocomplete].
func Focused(name, value string) CommandOption {
	return CommandOption{"name": name, "type": 3, "value": value, "focused": true}
}

func commandData(command, subcommand string, opts []CommandOption) map[string]any {
	filled := make([]any, len(opts))
	for n, o := range opts {
		filled[n] = map[string]any(o)
	}
	data := map[string]any{"id": "1100000000000000010", "name": command, "type": 1}
	switch {
	case subcommand != "":
		data["options"] = []any{map[string]any{"name": subcommand, "type": 1, "options": filled}}
	case len(opts) > 0:
		data["options"] = filled
	}
	return data
}

// Slash is a slash command; subcommand may be "".
func Slash(command, subcommand string, opts ...CommandOption) Interaction {
	return build(TypeCommand, commandData(command, subcommand, opts))
}

// Autocomplete is what Discord asks while a person types into an option: one of opts should be [Focused].
func Autocomplete(command, subcommand string, opts ...CommandOption) Interaction {
	return build(TypeAutocomplete, commandData(command, subcommand, opts))
}

// Button is a click on a button under a message of the bot (see [Interaction.On]).
func Button(customID string) Interaction {
	return build(TypeComponent, map[string]any{"custom_id": customID, "component_type": 2, "id": 2}).On(Message{})
}

// Select is a choice in a text select under a message of the bot.
func Select(customID string, values ...string) Interaction {
	return build(TypeComponent, map[string]any{"custom_id": customID, "component_type": 3, "id": 2, "values": values}).On(Message{})
}

// MessageCommand is an entry of a message's menu, used on a message with this content by another person.
func MessageCommand(name, content string) Interaction {
	return MessageCommandOn(name, map[string]any{"content": content})
}

// MessageCommandOn is an entry of a message's menu, used on a message that has these fields over the usual ones.
func MessageCommandOn(name string, fields map[string]any) Interaction {
	target := newID()
	author := user("1100000000000000006")
	author["username"] = "another"
	m := message("", target, map[string]any{"type": 0, "author": author})
	maps.Copy(m, fields)
	delete(m, "application_id")
	delete(m, "webhook_id")
	return build(TypeCommand, map[string]any{
		"id": "1100000000000000011", "name": name, "type": 3, "target_id": target,
		"resolved": map[string]any{"messages": map[string]any{target: m}},
	})
}

// Ping is what Discord sends to an interactions endpoint to see whether it lives.
func Ping() Interaction { return build(TypePing, nil) }

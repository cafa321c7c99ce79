package discord

import (
	"bytes"
	"encoding/json"

	"github.com/bwmarrin/discordgo"
	"github.com/tidwall/gjson"
)

// entryPoint is the type of the command that starts an application's Activity. Discord makes it where Activities are switched on, and
// refuses a registration that leaves it out (code 50240).
const entryPoint = 4

// splitRegistered splits the registered commands into those that are compared and those that are kept as they are.
func splitRegistered(body []byte) (have []*discordgo.ApplicationCommand, kept []json.RawMessage, err error) {
	var all []json.RawMessage
	if json.Unmarshal(body, &all) != nil {
		return nil, nil, discordgo.ErrJSONUnmarshal
	}
	for _, raw := range all {
		if gjson.GetBytes(raw, "type").Num == entryPoint {
			kept = append(kept, resendable(raw))
			continue
		}
		var c *discordgo.ApplicationCommand
		if json.Unmarshal(raw, &c) != nil || c == nil {
			return nil, nil, discordgo.ErrJSONUnmarshal
		}
		have = append(have, c)
	}
	return have, kept, nil
}

// resendable returns a registered command as it is sent back: without what only Discord sets, and without empty fields.
func resendable(raw json.RawMessage) json.RawMessage {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return raw
	}
	for _, name := range []string{"application_id", "guild_id", "version", "dm_permission", "default_permission"} {
		delete(fields, name)
	}
	for name, value := range fields {
		if bytes.Equal(value, []byte("null")) || bytes.Equal(value, []byte(`""`)) {
			delete(fields, name)
		}
	}
	out, err := json.Marshal(fields)
	if err != nil {
		return raw
	}
	return out
}

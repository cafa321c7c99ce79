package discord

import (
	"bytes"
	"encoding/json"

	"github.com/bwmarrin/discordgo"
	"github.com/tidwall/gjson"
)

// entryPoint is the type of the command that starts an application's Activity. Discord makes it where Activities are switched
// on, and refuses a registration that leaves it out (code 50240): it is not ours to change or to take away.
const entryPoint = 4

// splitRegistered parts what Discord has into the commands that are compared, and the others, which stay as they are.
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

// resendable is a command of Discord's as it is sent back: without what only Discord sets, and without what is not there.
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

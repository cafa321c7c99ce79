package discordtest

import (
	"unicode/utf8"

	"leakygut-bot/internal/discord/api"
)

// The flags of a message that a reply may set.
const (
	flagSuppressEmbeds        = 1 << 2
	flagEphemeral             = 1 << 6
	flagSuppressNotifications = 1 << 12
	flagComponentsV2          = 1 << 15
)

// ValidateResponse checks the body of an interaction's callback against Discord's limits, and two rules of our own: a
// reply with a message says allowed_mentions with an empty parse, and has no embeds. It returns every problem as
// "path.to.field: what is wrong", or nil. Lengths are in code points.
func ValidateResponse(body []byte) []string { return validateResponse(body, nil) }

func validateResponse(body []byte, files []api.File) []string {
	var c checker
	v := c.decode(body)
	if c.problems != nil {
		return c.problems
	}
	m, ok := c.object("body", v)
	if !ok {
		return c.problems
	}
	if m["type"] == nil {
		c.add("type", "is required")
	}
	typ := c.number("", m, "type", 1, 12, 0)
	data, _ := m["data"].(map[string]any)
	if m["data"] != nil && data == nil {
		c.add("data", "must be an object")
	}
	switch typ {
	case 0, 1, 6:
	case 4, 7:
		if data == nil {
			c.add("data", "is required")
			break
		}
		c.message("data", data, typ == 7, files)
	case 8:
		if data["choices"] == nil {
			c.add("data.choices", "must be an array")
		}
		c.each("data", data, "choices", 0, 25, func(at string, m map[string]any) { c.choice(at, m, 0) })
	default:
		c.add("type", "%d is no type of a response that the bot gives", typ)
	}
	return c.problems
}

// message checks a message, of components or of the older form: a content with rows below it. An edit may leave out what stays.
func (c *checker) message(path string, m map[string]any, edit bool, files []api.File) {
	flags := c.number(path, m, "flags", 0, 1<<30, 0)
	if flags&^(flagSuppressEmbeds|flagEphemeral|flagSuppressNotifications|flagComponentsV2) != 0 {
		c.add(path+".flags", "%d has flags that a reply cannot set", flags)
	}
	c.boolean(path, m, "tts")
	c.allowedMentions(path, m)
	names := c.attachments(path, m, files)
	l := &layout{checker: c, customIDs: map[string]bool{}, ids: map[float64]bool{}, files: names}
	if flags&flagComponentsV2 != 0 {
		l.message(path, m)
		return
	}
	content := c.text(path, m, "content", 0, 2000)
	if embeds := c.array(path, m, "embeds", 0, 10); len(embeds) > 0 {
		c.add(path+".embeds", "whoever has switched link previews off does not see them; send components")
	}
	rows := l.components(path, m, 0, 5, []int{api.TypeRow})
	if !edit && content == "" && rows+len(names) == 0 {
		c.add(path+".content", "a message must not be empty")
	}
}

func (c *checker) allowedMentions(path string, m map[string]any) {
	path += ".allowed_mentions"
	allowed, ok := m["allowed_mentions"].(map[string]any)
	if !ok {
		c.add(path, `must be {"parse":[]}, so that no text can ping anybody`)
		return
	}
	if parse, ok := allowed["parse"].([]any); !ok || len(parse) > 0 {
		c.add(path+".parse", "must be empty, so that no text can ping anybody")
	}
	for _, key := range []string{"users", "roles"} {
		if len(c.array(path, allowed, key, 0, 100)) > 0 {
			c.add(path+"."+key, "must be empty, so that nobody is pinged")
		}
	}
}

// choice checks one choice for an option of a type, 0 standing for any type, and returns how many characters it counts.
func (c *checker) choice(path string, m map[string]any, typ int) int {
	total := c.localized(path, m, "name", 1, 100)
	switch value := m["value"].(type) {
	case string:
		total += utf8.RuneCountInString(c.text(path, m, "value", 1, 100))
		if typ > 3 {
			c.add(path+".value", "must be a number")
		}
	case float64:
		if typ == 3 {
			c.add(path+".value", "must be a string")
		} else if typ == 4 && value != float64(int64(value)) {
			c.add(path+".value", "must be an integer")
		}
	default:
		c.add(path+".value", "is required, a string or a number")
	}
	return total
}

package discordtest

import (
	"fmt"
	"unicode/utf8"
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

func validateResponse(body []byte, files []file) []string {
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
	case 0, 1, 6, 12:
	case 4, 7:
		if data == nil {
			c.add("data", "is required")
			break
		}
		c.message("data", data, typ == 7, files)
	case 5: // what is shown later says its other flags then
		if flags := c.number("data", data, "flags", 0, 1<<30, 0); flags&^flagEphemeral != 0 {
			c.add("data.flags", "%d has flags that a response with a message later cannot set", flags)
		}
	case 8:
		c.choices("data", data)
	case 9:
		c.text("data", data, "custom_id", 1, 100)
		c.text("data", data, "title", 1, 45)
		c.array("data", data, "components", 1, 5)
	default:
		c.add("type", "%d is no type of a response", typ)
	}
	return c.problems
}

// validateMessageBody checks the body of a follow-up or of an edit.
func validateMessageBody(body []byte, edit bool, files []file) []string {
	var c checker
	v := c.decode(body)
	if c.problems != nil {
		return c.problems
	}
	if m, ok := c.object("body", v); ok {
		c.message("", m, edit, files)
	}
	return c.problems
}

func (c *checker) flags(path string, m map[string]any) {
	flags := c.number(path, m, "flags", 0, 1<<30, 0)
	if flags&^(flagSuppressEmbeds|flagEphemeral|flagSuppressNotifications|flagComponentsV2) != 0 {
		c.add(path+".flags", "%d has flags that a reply cannot set", flags)
	}
}

// message checks a message, of components or of the older form: a content with rows below it. An edit may leave out what stays.
func (c *checker) message(path string, m map[string]any, edit bool, files []file) {
	c.flags(path, m)
	c.boolean(path, m, "tts")
	c.allowedMentions(path, m)
	names := c.attachments(path, m, files)
	l := &layout{checker: c, customIDs: map[string]bool{}, ids: map[float64]bool{}, files: names}
	if flags, _ := m["flags"].(float64); int(flags)&flagComponentsV2 != 0 {
		l.message(path, m, edit)
		return
	}
	content := c.text(path, m, "content", 0, 2000)
	if embeds := c.array(path, m, "embeds", 0, 10); len(embeds) > 0 {
		c.add(path+".embeds", "whoever has switched link previews off does not see them; send components")
	}
	rows := l.components(path, m, 0, 5, map[int]bool{componentRow: true})
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

// choices checks the answer to an autocomplete.
func (c *checker) choices(path string, m map[string]any) {
	if _, ok := m["choices"].([]any); !ok {
		c.add(path+".choices", "must be an array")
		return
	}
	for n, v := range c.array(path, m, "choices", 0, 25) {
		c.choice(fmt.Sprintf("%s.choices.%d", path, n), v, 0)
	}
}

// choice checks one choice for an option of a type, 0 standing for any type, and returns how many characters it counts.
func (c *checker) choice(path string, v any, typ int) int {
	m, ok := c.object(path, v)
	if !ok {
		return 0
	}
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

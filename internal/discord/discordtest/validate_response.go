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

// ValidateResponse checks the body of an interaction's callback against Discord's limits, and one rule of our own: a
// reply with a message says allowed_mentions with an empty parse. It returns every problem as "path.to.field: what is
// wrong", or nil. Lengths are in code points. The newer component layout (flag 32768) is refused: this bot uses rows.
func ValidateResponse(body []byte) []string {
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
		c.message("data", data, typ == 7)
	case 5:
		c.flags("data", data)
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
func validateMessageBody(body []byte, edit bool) []string {
	var c checker
	v := c.decode(body)
	if c.problems != nil {
		return c.problems
	}
	if m, ok := c.object("body", v); ok {
		c.message("", m, edit)
	}
	return c.problems
}

func (c *checker) flags(path string, m map[string]any) {
	flags := c.number(path, m, "flags", 0, 1<<30, 0)
	if flags&flagComponentsV2 != 0 {
		c.add(path+".flags", "this pretend Discord does not know the component layout of flag %d", flagComponentsV2)
		flags &^= flagComponentsV2
	}
	if flags&^(flagSuppressEmbeds|flagEphemeral|flagSuppressNotifications) != 0 {
		c.add(path+".flags", "%d has flags that a reply cannot set", flags)
	}
}

// message checks a message; an edit need not have content.
func (c *checker) message(path string, m map[string]any, edit bool) {
	content := c.text(path, m, "content", 0, 2000)
	c.flags(path, m)
	c.boolean(path, m, "tts")
	c.allowedMentions(path, m)
	embeds := c.array(path, m, "embeds", 0, 10)
	total := 0
	for n, v := range embeds {
		total += c.embed(fmt.Sprintf("%s.embeds.%d", path, n), v)
	}
	if total > 6000 {
		c.add(path+".embeds", "have %d characters together; 6000 is the limit", total)
	}
	rows := c.array(path, m, "components", 0, 5)
	seen := map[string]bool{}
	for n, v := range rows {
		c.row(fmt.Sprintf("%s.components.%d", path, n), v, seen)
	}
	files := c.array(path, m, "attachments", 0, 10)
	if !edit && content == "" && len(embeds)+len(rows)+len(files) == 0 {
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

// embed returns how many characters count for the limit of all embeds.
func (c *checker) embed(path string, v any) int {
	m, ok := c.object(path, v)
	if !ok {
		return 0
	}
	total := 0
	count := func(s string) { total += utf8.RuneCountInString(s) }
	count(c.text(path, m, "title", 0, 256))
	count(c.text(path, m, "description", 0, 4096))
	c.address(path, m, "url", "http", "https")
	c.number(path, m, "color", 0, 0xFFFFFF, 0)
	for n, v := range c.array(path, m, "fields", 0, 25) {
		at := fmt.Sprintf("%s.fields.%d", path, n)
		if f, ok := c.object(at, v); ok {
			count(c.text(at, f, "name", 1, 256))
			count(c.text(at, f, "value", 1, 1024))
			c.boolean(at, f, "inline")
		}
	}
	for key, part := range map[string]struct {
		field string
		most  int
	}{"footer": {"text", 2048}, "author": {"name", 256}} {
		if m[key] == nil {
			continue
		}
		if o, ok := c.object(path+"."+key, m[key]); ok {
			count(c.text(path+"."+key, o, part.field, 1, part.most))
			c.address(path+"."+key, o, "url", "http", "https")
			c.address(path+"."+key, o, "icon_url", "http", "https", "attachment")
		}
	}
	for _, key := range []string{"image", "thumbnail"} {
		if o, ok := m[key].(map[string]any); ok {
			c.address(path+"."+key, o, "url", "http", "https", "attachment")
			total++
		}
	}
	if total == 0 {
		c.add(path, "must not be empty")
	}
	return total
}

// row checks an action row; seen holds the custom ids of the message.
func (c *checker) row(path string, v any, seen map[string]bool) {
	m, ok := c.object(path, v)
	if !ok {
		return
	}
	if m["type"] != 1.0 {
		c.add(path+".type", "must be 1, an action row")
		return
	}
	parts := c.array(path, m, "components", 1, 5)
	for n, v := range parts {
		at := fmt.Sprintf("%s.components.%d", path, n)
		part, ok := c.object(at, v)
		if !ok {
			continue
		}
		typ := c.number(at, part, "type", 2, 8, 0)
		switch {
		case typ == 2:
			c.button(at, part, seen)
		case typ >= 3 && typ != 4:
			c.selection(at, part, typ, seen)
			if len(parts) > 1 {
				c.add(path+".components", "a select stands alone in its row")
			}
		default:
			c.add(at+".type", "must be a button or a select")
		}
	}
}

func (c *checker) customID(path string, m map[string]any, seen map[string]bool) {
	id := c.text(path, m, "custom_id", 1, 100)
	if id != "" && seen[id] {
		c.add(path+".custom_id", "%q is there twice in this message", id)
	}
	seen[id] = true
}

func (c *checker) button(path string, m map[string]any, seen map[string]bool) {
	if m["style"] == nil {
		c.add(path+".style", "is required")
	}
	style := c.number(path, m, "style", 1, 6, 0)
	label := c.text(path, m, "label", 0, 80)
	c.boolean(path, m, "disabled")
	unwanted := func(keys ...string) {
		for _, key := range keys {
			if m[key] != nil {
				c.add(path+"."+key, "does not belong to a button of style %d", style)
			}
		}
	}
	switch {
	case style == 0:
	case style < 5:
		c.customID(path, m, seen)
		unwanted("url", "sku_id")
	case style == 5:
		if c.text(path, m, "url", 1, 512) != "" {
			c.address(path, m, "url", "http", "https", "discord")
		}
		unwanted("custom_id", "sku_id")
	default:
		c.text(path, m, "sku_id", 1, 20)
		unwanted("custom_id", "url", "label", "emoji")
		return
	}
	if label == "" && m["emoji"] == nil {
		c.add(path+".label", "a button needs a label or an emoji")
	}
}

func (c *checker) selection(path string, m map[string]any, typ int, seen map[string]bool) {
	c.customID(path, m, seen)
	c.text(path, m, "placeholder", 0, 150)
	c.boolean(path, m, "disabled")
	least := c.number(path, m, "min_values", 0, 25, 1)
	most := c.number(path, m, "max_values", 1, 25, 1)
	if least > most {
		c.add(path+".min_values", "is more than max_values")
	}
	if typ != 3 {
		return
	}
	opts := c.array(path, m, "options", 1, 25)
	if most > len(opts) && len(opts) > 0 {
		c.add(path+".max_values", "is more than there are options")
	}
	values := map[string]bool{}
	chosen := 0
	for n, v := range opts {
		at := fmt.Sprintf("%s.options.%d", path, n)
		o, ok := c.object(at, v)
		if !ok {
			continue
		}
		c.text(at, o, "label", 1, 100)
		c.text(at, o, "description", 0, 100)
		value := c.text(at, o, "value", 1, 100)
		if values[value] {
			c.add(at+".value", "%q is there twice in this select", value)
		}
		values[value] = true
		if c.boolean(at, o, "default") {
			chosen++
		}
	}
	if chosen > most {
		c.add(path+".options", "%d are chosen by default; max_values is %d", chosen, most)
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

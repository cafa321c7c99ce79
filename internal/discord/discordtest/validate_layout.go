package discordtest

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"leakygut-bot/internal/discord/api"
)

// What may stand where. Discord has more types; the bot uses these.
var (
	inContainer = []int{api.TypeRow, api.TypeText, api.TypeGallery, api.TypeSeparator}
	topLevel    = append([]int{api.TypeContainer}, inContainer...)
)

// A layout checks the components of one message.
type layout struct {
	*checker
	customIDs      map[string]bool
	ids            map[float64]bool
	files          []string // that attachment:// can stand before
	count, letters int      // of all components, whatever they are in, and of the characters in text displays
}

// message checks a message of components (flag 32768).
func (c *layout) message(path string, m map[string]any) {
	for _, key := range []string{"content", "embeds", "poll", "sticker_ids"} {
		if !empty(m[key]) {
			c.add(path+"."+key, "a message of components has none; leave it out")
		}
	}
	c.components(path, m, 1, 40, topLevel)
	if c.count > 40 {
		c.add(path+".components", "are %d with those inside of others; 40 is the limit", c.count)
	}
	if c.letters > 4000 {
		c.add(path+".components", "have %d characters of text together; 4000 is the limit", c.letters)
	}
}

// empty reports whether a value says nothing.
func empty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	}
	return false
}

// components checks the list at "components", of which each must be of an allowed type, and returns how many there are.
func (c *layout) components(path string, m map[string]any, least, most int, allowed []int) int {
	return c.each(path, m, "components", least, most, func(at string, part map[string]any) {
		c.count++
		c.number(at, part, "id", 0, 1<<31-1, 0)
		if id, ok := part["id"].(float64); ok && id != 0 {
			if c.ids[id] {
				c.add(at+".id", "%v is there twice in this message", id)
			}
			c.ids[id] = true
		}
		if typ := c.number(at, part, "type", 1, 99, 0); slices.Contains(allowed, typ) {
			c.component(at, part, typ)
		} else {
			c.add(at+".type", "a component of type %d cannot stand here", typ)
		}
	})
}

func (c *layout) component(path string, m map[string]any, typ int) {
	switch typ {
	case api.TypeContainer:
		c.number(path, m, "accent_color", 0, 0xFFFFFF, 0)
		c.boolean(path, m, "spoiler")
		c.components(path, m, 1, 40, inContainer)
	case api.TypeText:
		c.letters += utf8.RuneCountInString(c.text(path, m, "content", 1, 4000))
	case api.TypeSeparator:
		c.boolean(path, m, "divider")
		c.number(path, m, "spacing", 1, 2, 1)
	case api.TypeGallery:
		c.each(path, m, "items", 1, 10, c.picture)
	case api.TypeRow:
		c.components(path, m, 1, 5, []int{api.TypeButton})
	case api.TypeButton:
		c.button(path, m)
	}
}

// picture checks an item of a gallery.
func (c *layout) picture(path string, m map[string]any) {
	c.boolean(path, m, "spoiler")
	if m["description"] != nil {
		c.text(path, m, "description", 1, 1024)
	}
	path += ".media"
	media, ok := c.object(path, m["media"])
	if !ok || c.text(path, media, "url", 1, 2048) == "" {
		return
	}
	c.address(path, media, "url", "http", "https", "attachment")
	if name, ok := strings.CutPrefix(fmt.Sprint(media["url"]), "attachment://"); ok && !slices.Contains(c.files, name) {
		c.add(path+".url", "no file %q was sent", name)
	}
}

func (c *layout) button(path string, m map[string]any) {
	if m["style"] == nil {
		c.add(path+".style", "is required")
	}
	style := c.number(path, m, "style", 1, 5, 0)
	c.text(path, m, "label", 1, 80)
	c.boolean(path, m, "disabled")
	of, foreign := "custom_id", "url"
	if style == 5 {
		of, foreign = foreign, of
	}
	if m[foreign] != nil {
		c.add(path+"."+foreign, "does not belong to a button of style %d", style)
	}
	if of == "url" {
		if c.text(path, m, "url", 1, 512) != "" {
			c.address(path, m, "url", "http", "https", "discord")
		}
		return
	}
	id := c.text(path, m, "custom_id", 1, 100)
	if id != "" && c.customIDs[id] {
		c.add(path+".custom_id", "%q is there twice in this message", id)
	}
	c.customIDs[id] = true
}

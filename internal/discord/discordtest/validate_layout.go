package discordtest

import (
	"fmt"
	"unicode/utf8"
)

// The types of components, as Discord numbers them.
const (
	componentRow       = 1
	componentButton    = 2
	componentSelect    = 3
	componentInput     = 4
	componentChannels  = 8 // the last of the selects
	componentSection   = 9
	componentText      = 10
	componentThumbnail = 11
	componentGallery   = 12
	componentFile      = 13
	componentSeparator = 14
	componentContainer = 17
)

// What may stand where.
var (
	inContainer = map[int]bool{
		componentRow: true, componentSection: true, componentText: true, componentGallery: true, componentFile: true, componentSeparator: true,
	}
	topLevel = map[int]bool{
		componentRow: true, componentSection: true, componentText: true, componentGallery: true, componentFile: true, componentSeparator: true,
		componentContainer: true,
	}
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
func (c *layout) message(path string, m map[string]any, edit bool) {
	for _, key := range []string{"content", "embeds", "poll", "sticker_ids"} {
		if !empty(m[key]) {
			c.add(path+"."+key, "a message of components has none; leave it out")
		}
	}
	least := 1
	if edit && m["components"] == nil {
		least = 0
	}
	c.components(path, m, least, 40, topLevel)
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
func (c *layout) components(path string, m map[string]any, least, most int, allowed map[int]bool) int {
	all := c.array(path, m, "components", least, most)
	for n, v := range all {
		at := fmt.Sprintf("%s.components.%d", path, n)
		part, ok := c.object(at, v)
		if !ok {
			continue
		}
		if typ := c.begin(at, part); allowed[typ] {
			c.component(at, part, typ)
		} else {
			c.add(at+".type", "a component of type %d cannot stand here", typ)
		}
	}
	return len(all)
}

// begin counts a component and checks what all have.
func (c *layout) begin(path string, m map[string]any) int {
	c.count++
	c.number(path, m, "id", 0, 1<<31-1, 0)
	if id, ok := m["id"].(float64); ok && id != 0 {
		if c.ids[id] {
			c.add(path+".id", "%v is there twice in this message", id)
		}
		c.ids[id] = true
	}
	return c.number(path, m, "type", 1, 99, 0)
}

func (c *layout) component(path string, m map[string]any, typ int) {
	switch typ {
	case componentContainer:
		c.number(path, m, "accent_color", 0, 0xFFFFFF, 0)
		c.boolean(path, m, "spoiler")
		c.components(path, m, 1, 40, inContainer)
	case componentText:
		c.letters += utf8.RuneCountInString(c.text(path, m, "content", 1, 4000))
	case componentSeparator:
		c.boolean(path, m, "divider")
		c.number(path, m, "spacing", 1, 2, 1)
	case componentSection:
		c.components(path, m, 1, 3, map[int]bool{componentText: true})
		c.accessory(path, m)
	case componentGallery:
		for n, v := range c.array(path, m, "items", 1, 10) {
			c.media(fmt.Sprintf("%s.items.%d", path, n), v, "media")
		}
	case componentFile:
		c.media(path, m, "file")
	case componentRow:
		c.row(path, m)
	}
}

func (c *layout) accessory(path string, m map[string]any) {
	at := path + ".accessory"
	part, ok := c.object(at, m["accessory"])
	if !ok {
		return
	}
	switch typ := c.begin(at, part); typ {
	case componentButton:
		c.button(at, part)
	case componentThumbnail:
		c.media(at, part, "media")
	default:
		c.add(at+".type", "must be a button or a thumbnail")
	}
}

// media checks something with a file, whose address stands in an object at the key.
func (c *layout) media(path string, v any, key string) {
	m, ok := c.object(path, v)
	if !ok {
		return
	}
	c.boolean(path, m, "spoiler")
	if m["description"] != nil {
		c.text(path, m, "description", 1, 1024)
	}
	if file, ok := c.object(path+"."+key, m[key]); ok {
		schemes := []string{"http", "https", "attachment"}
		if key == "file" {
			schemes = schemes[2:]
		}
		if c.text(path+"."+key, file, "url", 1, 2048) != "" {
			c.address(path+"."+key, file, "url", schemes...)
			c.attached(path+"."+key+".url", fmt.Sprint(file["url"]))
		}
	}
}

// row checks an action row: buttons, or one select.
func (c *layout) row(path string, m map[string]any) {
	parts := c.array(path, m, "components", 1, 5)
	for n, v := range parts {
		at := fmt.Sprintf("%s.components.%d", path, n)
		part, ok := c.object(at, v)
		if !ok {
			continue
		}
		switch typ := c.begin(at, part); {
		case typ == componentButton:
			c.button(at, part)
		case typ >= componentSelect && typ <= componentChannels && typ != componentInput:
			c.selection(at, part, typ)
			if len(parts) > 1 {
				c.add(path+".components", "a select stands alone in its row")
			}
		default:
			c.add(at+".type", "must be a button or a select")
		}
	}
}

func (c *layout) customID(path string, m map[string]any) {
	id := c.text(path, m, "custom_id", 1, 100)
	if id != "" && c.customIDs[id] {
		c.add(path+".custom_id", "%q is there twice in this message", id)
	}
	c.customIDs[id] = true
}

func (c *layout) button(path string, m map[string]any) {
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
		c.customID(path, m)
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

func (c *layout) selection(path string, m map[string]any, typ int) {
	c.customID(path, m)
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

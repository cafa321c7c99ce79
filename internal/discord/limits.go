package discord

import (
	"fmt"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/limits"
)

// checkMessage tells the first limit that a message breaks; nil when Discord will take it. Where reserve is more than 0, there is
// room for one more text display of as many characters.
func checkMessage(p payload, reserve int) error {
	c := &checker{ids: map[string]bool{}}
	displays := 0
	if reserve > 0 {
		displays = 1
	}
	c.all(p.Components, true)
	if len(p.Components) == 0 {
		c.fail("the message is empty")
	}
	c.most("the message", c.components, limits.Components-displays, "components")
	c.most("the text", c.text, limits.Text-reserve, "characters")
	return c.err
}

type checker struct {
	ids              map[string]bool
	components, text int
	err              error
}

func (c *checker) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
}

func (c *checker) most(what string, n, most int, unit string) {
	if n > most {
		c.fail("%s has %d %s, and there is room for %d", what, n, unit, most)
	}
}

func (c *checker) some(what, s string) {
	if s == "" {
		c.fail("%s is empty, which Discord refuses", what)
	}
}

func (c *checker) all(components []discordgo.MessageComponent, top bool) {
	for _, component := range components {
		c.components++
		switch x := component.(type) {
		case discordgo.Container:
			if !top {
				c.fail("a container stands in another")
			}
			if len(x.Components) == 0 {
				c.fail("a container is empty")
			}
			c.all(x.Components, false)
		case discordgo.TextDisplay:
			c.display(x)
		case discordgo.Separator:
		case discordgo.MediaGallery:
			c.gallery(x)
		case discordgo.ActionsRow:
			c.row(x)
		default:
			c.fail("a component of an unknown type")
		}
	}
}

func (c *checker) display(d discordgo.TextDisplay) {
	c.some("a text", d.Content)
	c.text += length(d.Content)
}

func (c *checker) gallery(g discordgo.MediaGallery) {
	if len(g.Items) == 0 {
		c.fail("a gallery is empty")
	}
	c.most("a gallery", len(g.Items), limits.Gallery, "pictures")
	for _, item := range g.Items {
		if item.Description == nil {
			c.fail("a picture has no words for who cannot see it")
			continue
		}
		c.some("a picture's description", *item.Description)
		c.most("a picture's description", length(*item.Description), limits.PictureDescription, "characters")
	}
}

func (c *checker) row(row discordgo.ActionsRow) {
	if len(row.Components) == 0 {
		c.fail("a row is empty")
	}
	c.most("a row", len(row.Components), limits.RowButtons, "buttons")
	for _, component := range row.Components {
		c.components++
		if b, ok := component.(discordgo.Button); ok {
			c.button(b)
		} else {
			c.fail("a row holds something else than buttons")
		}
	}
}

func (c *checker) button(b discordgo.Button) {
	c.some("a button's label", b.Label)
	c.most("a button's label", length(b.Label), limits.Label, "characters")
	if b.Style == discordgo.LinkButton {
		c.some("a button's address", b.URL)
		c.most("a button's address", length(b.URL), limits.URL, "characters")
		return
	}
	c.some("a button's id", b.CustomID)
	c.most("a button's id", length(b.CustomID), limits.CustomID, "characters")
	if c.ids[b.CustomID] {
		c.fail("two buttons have the id %q", b.CustomID)
	}
	c.ids[b.CustomID] = true
}

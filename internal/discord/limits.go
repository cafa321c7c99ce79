package discord

import (
	"fmt"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/limits"
)

// checkMessage returns an error of the first limit that a message breaks, or nil if Discord will take it. With a reserve above 0, it
// holds room for one more text display of so many characters. How the components are nested does not depend on an article, and is
// not looked at.
func checkMessage(p payload, reserve int) error {
	c := &checker{ids: map[string]bool{}}
	displays := 0
	if reserve > 0 {
		displays = 1
	}
	c.all(p.Components)
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

func (c *checker) characters(what, s string, most int) {
	c.some(what, s)
	c.most(what, limits.Length(s), most, "characters")
}

func (c *checker) all(components []discordgo.MessageComponent) {
	for _, component := range components {
		c.components++
		switch x := component.(type) {
		case discordgo.Container:
			c.all(x.Components)
		case discordgo.TextDisplay:
			c.some("a text", x.Content)
			c.text += limits.Length(x.Content)
		case discordgo.MediaGallery:
			for _, item := range x.Items {
				c.characters("a picture's description", *item.Description, limits.PictureDescription)
			}
		case discordgo.ActionsRow:
			c.most("a row", len(x.Components), limits.RowButtons, "buttons")
			c.all(x.Components)
		case discordgo.Button:
			c.button(x)
		}
	}
}

func (c *checker) button(b discordgo.Button) {
	c.characters("a button's label", b.Label, limits.Label)
	if b.Style == discordgo.LinkButton {
		c.characters("a button's address", b.URL, limits.URL)
		return
	}
	c.characters("a button's id", b.CustomID, limits.CustomID)
	if c.ids[b.CustomID] {
		c.fail("two buttons have the id %q", b.CustomID)
	}
	c.ids[b.CustomID] = true
}

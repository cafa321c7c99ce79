package discord

import (
	"fmt"
	"unicode/utf16"

	"github.com/bwmarrin/discordgo"
)

// Discord's limits on a message and a command, from its developer documentation ("Message", "Embed limits", "Component
// reference", "Application Commands"). Lengths are in characters; we count UTF-16 units, the strictest reading.
const (
	maxEmbedTitle       = 256
	maxEmbedDescription = 4096
	maxFields           = 25
	maxFieldName        = 256
	maxFieldValue       = 1024
	maxFooter           = 2048
	maxEmbedTotal       = 6000 // all texts of all embeds together
	maxContent          = 2000
	maxRows             = 5
	maxRowButtons       = 5
	maxLabel            = 80
	maxCustomID         = 100
	maxURL              = 512
	maxSelectOptions    = 25
	maxOptionText       = 100  // a select option's label, value and description
	maxCommandTotal     = 8000 // names, descriptions and choice values of a command and all its options
	maxCommands         = 100  // global slash commands of an application
	maxChoices          = 25
	maxChoiceName       = 100
)

func length(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// checkMessage tells the first limit that a message breaks; nil when Discord will take it.
func checkMessage(m *discordgo.InteractionResponseData) error {
	c := &checker{ids: map[string]bool{}}
	c.most("the content", length(m.Content), maxContent)
	total := 0
	for _, e := range m.Embeds {
		c.most("the title", length(e.Title), maxEmbedTitle)
		c.most("the text", length(e.Description), maxEmbedDescription)
		c.most("the number of fields", len(e.Fields), maxFields)
		total += length(e.Title) + length(e.Description)
		for _, f := range e.Fields {
			c.some("a field's name", f.Name)
			c.some("a field's text", f.Value)
			c.most("a field's name", length(f.Name), maxFieldName)
			c.most("a field's text", length(f.Value), maxFieldValue)
			total += length(f.Name) + length(f.Value)
		}
		if e.Footer != nil {
			c.most("the footer", length(e.Footer.Text), maxFooter)
			total += length(e.Footer.Text)
		}
	}
	c.most("the whole reply", total, maxEmbedTotal)
	c.most("the number of component rows", len(m.Components), maxRows)
	for _, row := range m.Components {
		c.row(row.(discordgo.ActionsRow))
	}
	return c.err
}

type checker struct {
	ids map[string]bool
	err error
}

func (c *checker) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
}

func (c *checker) most(what string, n, most int) {
	if n > most {
		c.fail("%s has %d characters or parts, and Discord takes at most %d", what, n, most)
	}
}

func (c *checker) some(what, s string) {
	if s == "" {
		c.fail("%s is empty, which Discord refuses", what)
	}
}

func (c *checker) id(id string) {
	c.some("a component's id", id)
	c.most("a component's id", length(id), maxCustomID)
	if c.ids[id] {
		c.fail("two components have the id %q", id)
	}
	c.ids[id] = true
}

func (c *checker) row(row discordgo.ActionsRow) {
	if len(row.Components) == 0 {
		c.fail("a component row is empty")
	}
	c.most("a component row", len(row.Components), maxRowButtons)
	for _, component := range row.Components {
		switch x := component.(type) {
		case discordgo.Button:
			c.some("a button's label", x.Label)
			c.most("a button's label", length(x.Label), maxLabel)
			if x.Style == discordgo.LinkButton {
				c.some("a button's address", x.URL)
				c.most("a button's address", length(x.URL), maxURL)
			} else {
				c.id(x.CustomID)
			}
		case discordgo.SelectMenu:
			c.id(x.CustomID)
			if len(x.Options) == 0 {
				c.fail("a menu has no options")
			}
			c.most("a menu", len(x.Options), maxSelectOptions)
			for _, o := range x.Options {
				c.some("a menu entry", o.Label)
				c.most("a menu entry", length(o.Label), maxOptionText)
				c.some("a menu entry's value", o.Value)
				c.most("a menu entry's value", length(o.Value), maxOptionText)
				c.most("a menu entry's description", length(o.Description), maxOptionText)
			}
		default:
			c.fail("a component of an unknown type")
		}
	}
}

// clip shortens a label that only repeats what stands in full elsewhere. Facts and references are never clipped.
func clip(s string, most int) string {
	if length(s) <= most {
		return s
	}
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > most-1 {
			return s[:i] + "…"
		}
	}
	return s
}

package discord

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"
	"github.com/tidwall/gjson"
)

// maxMessageText is how many bytes of a message are read. A person's message has at most 4,000 characters; what programs post may have
// more, and nobody looks up so much.
const maxMessageText = 16 << 10

// messageText returns the text of a message, wherever Discord puts it: content, forwarded messages, embeds, components, a poll, and
// the descriptions of attachments, each on lines of its own.
func messageText(m gjson.Result) string {
	var t textGatherer
	t.message(m, 0)
	return t.b.String()
}

type textGatherer struct{ b strings.Builder }

// maxDepth bounds components inside of components; Discord nests them three deep.
const maxDepth = 8

func (t *textGatherer) message(m gjson.Result, depth int) {
	if depth > 1 { // what was forwarded holds nothing that was forwarded
		return
	}
	t.add(m.Get("content"))
	each(m.Get("embeds"), t.embed)
	each(m.Get("components"), func(c gjson.Result) { t.component(c, 0) })
	t.add(m.Get("poll.question.text"))
	each(m.Get("poll.answers"), func(a gjson.Result) { t.add(a.Get("poll_media.text")) })
	each(m.Get("attachments"), func(a gjson.Result) { t.add(a.Get("description")) })
	each(m.Get("message_snapshots"), func(s gjson.Result) { t.message(s.Get("message"), depth+1) })
}

func (t *textGatherer) embed(e gjson.Result) {
	for _, path := range []string{"author.name", "title", "description"} {
		t.add(e.Get(path))
	}
	each(e.Get("fields"), func(f gjson.Result) {
		t.add(f.Get("name"))
		t.add(f.Get("value"))
	})
	t.add(e.Get("footer.text"))
}

// component reads text displays and the descriptions of pictures. Labels of buttons and menus are not part of the text.
func (t *textGatherer) component(c gjson.Result, depth int) {
	if depth > maxDepth {
		return
	}
	switch discordgo.ComponentType(c.Get("type").Uint()) {
	case discordgo.TextDisplayComponent:
		t.add(c.Get("content"))
	case discordgo.ContainerComponent, discordgo.SectionComponent:
		each(c.Get("components"), func(inner gjson.Result) { t.component(inner, depth+1) })
		t.component(c.Get("accessory"), depth+1)
	case discordgo.ThumbnailComponent:
		t.add(c.Get("description"))
	case discordgo.MediaGalleryComponent:
		each(c.Get("items"), func(i gjson.Result) { t.add(i.Get("description")) })
	}
}

func (t *textGatherer) add(r gjson.Result) {
	room := maxMessageText - t.b.Len()
	if r.Type != gjson.String || room <= 1 {
		return
	}
	words := withoutEntities(r.Str)
	if words == "" {
		return
	}
	if t.b.Len() > 0 {
		t.b.WriteByte('\n')
		room--
	}
	for len(words) > room || !utf8.ValidString(words) {
		words = strings.ToValidUTF8(words[:min(len(words), room)], "")
	}
	t.b.WriteString(words)
}

func each(list gjson.Result, do func(gjson.Result)) {
	if list.IsArray() {
		list.ForEach(func(_, v gjson.Result) bool { do(v); return true })
	}
}

// entity matches what stands in a text for a person, a role, a channel, a command, an emoji, a time or a page of Discord's:
// <@1>, <@&1>, <#1>, </ask:1>, <:name:1>, <a:name:1>, <t:1:R>, <id:browse>.
var entity = regexp.MustCompile(`<(?:@[!&]?\d+|#\d+|/[^<>:\n]+:\d+|a?:\w+:\d+|t:-?\d+(?::[a-zA-Z])?|id:[\w-]+(?::\d+)?)>`)

// withoutEntities returns the words of a text.
func withoutEntities(s string) string {
	if !strings.Contains(s, "<") {
		return strings.TrimSpace(s)
	}
	return strings.TrimSpace(entity.ReplaceAllString(s, " "))
}

package preview

// A reply is what the bot answers an interaction with, as far as it has to be read here; the page reads the rest itself.
type reply struct {
	Type int
	Data struct {
		Content    string
		Embeds     []replyEmbed
		Components []struct{ Components []replyComponent }
	}
}

type replyEmbed struct {
	Title, Description string
	Fields             []struct{ Name, Value string }
	Footer             struct{ Text string }
}

type replyComponent struct {
	CustomID string `json:"custom_id"`
	Options  []struct{}
}

// rendered is the Markdown of a reply as HTML, in the reply's own shape.
type rendered struct {
	Content string          `json:"content"`
	Embeds  []renderedEmbed `json:"embeds"`
}

type renderedEmbed struct {
	Title       string          `json:"title"`
	Description string          `json:"description"`
	Fields      []renderedField `json:"fields"`
}

type renderedField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// html renders what Discord reads as Markdown. A footer and the labels of buttons and menus are plain text there.
func (r *reply) html() rendered {
	out := rendered{Content: markdown(r.Data.Content), Embeds: []renderedEmbed{}}
	for _, e := range r.Data.Embeds {
		embed := renderedEmbed{Title: markdown(e.Title), Description: markdown(e.Description), Fields: []renderedField{}}
		for _, f := range e.Fields {
			embed.Fields = append(embed.Fields, renderedField{markdown(f.Name), markdown(f.Value)})
		}
		out.Embeds = append(out.Embeds, embed)
	}
	return out
}

package discordtest

import (
	"encoding/json"
	"strings"

	"leakygut-bot/internal/discord/api"
)

// Shown is what a person sees of a message.
type Shown struct {
	Texts      []string // of its text displays, in their order, as they were sent
	Pictures   []ShownPicture
	Buttons    []ShownButton
	Containers int
	Private    bool // only one person sees it
}

// ShownPicture is a picture of a gallery; Alt is what is said of it to who cannot see it.
type ShownPicture struct{ URL, Alt string }

// ShownButton is a button of a message, wherever it stands.
type ShownButton struct{ Label, CustomID, URL string }

// Read returns what the message in the body of a callback shows.
func Read(body []byte) Shown {
	var reply api.Reply
	json.Unmarshal(body, &reply)
	s := Shown{Private: reply.Data.Flags&flagEphemeral != 0}
	for c := range reply.Components() {
		switch c.Type {
		case api.TypeContainer:
			s.Containers++
		case api.TypeText:
			s.Texts = append(s.Texts, c.Content)
		case api.TypeGallery:
			for _, item := range c.Items {
				s.Pictures = append(s.Pictures, ShownPicture{item.Media.URL, item.Description})
			}
		case api.TypeButton:
			s.Buttons = append(s.Buttons, ShownButton{c.Label, c.CustomID, c.URL})
		}
	}
	return s
}

// Text is all that can be read, line by line.
func (s Shown) Text() string { return strings.Join(s.Texts, "\n") }

// Title is the first heading, without its marks; "" where there is none.
func (s Shown) Title() string {
	for line := range strings.Lines(s.Text()) {
		if strings.HasPrefix(line, "#") {
			return strings.TrimSpace(strings.TrimLeft(line, "#"))
		}
	}
	return ""
}

// Button finds the custom_id of a button by its label; "" where there is no such button.
func (s Shown) Button(label string) string {
	for _, b := range s.Buttons {
		if b.Label == label {
			return b.CustomID
		}
	}
	return ""
}

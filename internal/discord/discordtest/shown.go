package discordtest

import (
	"encoding/json"
	"strings"
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

// Read reads the message in the body of a callback.
func Read(body []byte) Shown {
	var reply struct {
		Data struct {
			Flags      int
			Components []json.RawMessage
		}
	}
	json.Unmarshal(body, &reply)
	s := Shown{Private: reply.Data.Flags&flagEphemeral != 0}
	for _, c := range reply.Data.Components {
		s.read(c)
	}
	return s
}

func (s *Shown) read(component json.RawMessage) {
	var c struct {
		Type                int
		Content, Label, URL string
		CustomID            string `json:"custom_id"`
		Components          []json.RawMessage
		Accessory           json.RawMessage
		Items               []struct {
			Media       struct{ URL string }
			Description string
		}
	}
	json.Unmarshal(component, &c)
	switch c.Type {
	case componentContainer:
		s.Containers++
	case componentText:
		s.Texts = append(s.Texts, c.Content)
	case componentGallery:
		for _, item := range c.Items {
			s.Pictures = append(s.Pictures, ShownPicture{item.Media.URL, item.Description})
		}
	case componentButton:
		s.Buttons = append(s.Buttons, ShownButton{c.Label, c.CustomID, c.URL})
	}
	for _, inner := range c.Components {
		s.read(inner)
	}
	if c.Accessory != nil {
		s.read(c.Accessory)
	}
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

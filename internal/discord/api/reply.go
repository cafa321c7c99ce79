package api

import "iter"

// The types of components, as Discord numbers them.
const (
	TypeRow       = 1
	TypeButton    = 2
	TypeSection   = 9
	TypeText      = 10
	TypeGallery   = 12
	TypeSeparator = 14
	TypeContainer = 17
)

// A Reply is the response to an interaction, as far as it is read again.
type Reply struct {
	Type int
	Data struct {
		Flags      int
		Content    string
		Components []Component
	}
}

// A Component is any of Discord's, with what is read of them.
type Component struct {
	Type                int
	Content, Label, URL string
	CustomID            string `json:"custom_id"`
	Components          []Component
	Accessory           *Component
	Items               []Item // of a gallery
}

// An Item is a picture of a gallery.
type Item struct {
	Media       struct{ URL string }
	Description string
}

// Components yields every component, those inside of others included, in the order in which they are read.
func (r Reply) Components() iter.Seq[Component] {
	return func(yield func(Component) bool) { walk(r.Data.Components, yield) }
}

func walk(components []Component, yield func(Component) bool) bool {
	for _, c := range components {
		if !yield(c) || !walk(c.Components, yield) || c.Accessory != nil && !walk([]Component{*c.Accessory}, yield) {
			return false
		}
	}
	return true
}

package preview

// A reply is what the bot answers an interaction with, as far as it has to be read here; the page reads the rest itself.
type reply struct {
	Type int
	Data struct {
		Content    string
		Components []component
	}
}

// A component is any of Discord's, with what is read of them.
type component struct {
	Type                int
	Content, Label, URL string
	CustomID            string `json:"custom_id"`
	Description         string
	Components          []component
	Items               []component // of a gallery
	Accessory           *component
}

// The types of components that are told apart here, as Discord numbers them.
const (
	componentRow     = 1
	componentSection = 9
	componentText    = 10
	componentGallery = 12
)

// each calls f for every component, in the order in which they are read.
func (r *reply) each(f func(component)) { eachOf(r.Data.Components, f) }

func eachOf(components []component, f func(component)) {
	for _, c := range components {
		f(c)
		eachOf(c.Components, f)
		if c.Accessory != nil {
			eachOf([]component{*c.Accessory}, f)
		}
	}
}

// rendered is the Markdown of a reply as HTML.
type rendered struct {
	Content string   `json:"content"`
	Texts   []string `json:"texts"` // of the text displays, in their order
}

// html renders what Discord reads as Markdown. The labels of buttons are plain text there.
func (r *reply) html() rendered {
	out := rendered{Content: markdown(r.Data.Content), Texts: []string{}}
	r.each(func(c component) {
		if c.Type == componentText {
			out.Texts = append(out.Texts, markdown(c.Content))
		}
	})
	return out
}

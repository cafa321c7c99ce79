package preview

import "unicode/utf16"

// A limit is one of Discord's and how much of it a reply uses.
type limit struct {
	Name string `json:"name"`
	Used int    `json:"used"`
	Most int    `json:"most"`
}

// limits measures a reply. Where a limit holds for each of several parts, the fullest part counts. Lengths are in UTF-16 units,
// the strictest reading of Discord's "characters".
func (r *reply) limits() []limit {
	all, title, text, fields, field, footer := 0, 0, 0, 0, 0, 0
	for _, e := range r.Data.Embeds {
		title, text, fields = max(title, length(e.Title)), max(text, length(e.Description)), max(fields, len(e.Fields))
		footer = max(footer, length(e.Footer.Text))
		all += length(e.Title) + length(e.Description) + length(e.Footer.Text)
		for _, f := range e.Fields {
			field = max(field, length(f.Value))
			all += length(f.Name) + length(f.Value)
		}
	}
	row, options, id := 0, 0, 0
	for _, cs := range r.Data.Components {
		row = max(row, len(cs.Components))
		for _, c := range cs.Components {
			options, id = max(options, len(c.Options)), max(id, length(c.CustomID))
		}
	}
	return []limit{
		{"Embed, in all", all, 6000},
		{"Embed text", text, 4096},
		{"Embed title", title, 256},
		{"Fields", fields, 25},
		{"Longest field", field, 1024},
		{"Footer", footer, 2048},
		{"Content", length(r.Data.Content), 2000},
		{"Component rows", len(r.Data.Components), 5},
		{"Fullest row", row, 5},
		{"Menu entries", options, 25},
		{"Longest custom_id", id, 100},
	}
}

func length(s string) int { return len(utf16.Encode([]rune(s))) }

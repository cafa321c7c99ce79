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
	all, text, row, section, label, id, url, pictures, alt := 0, 0, 0, 0, 0, 0, 0, 0, 0
	r.each(func(c component) {
		all++
		switch c.Type {
		case componentText:
			text += length(c.Content)
		case componentRow:
			row = max(row, len(c.Components))
		case componentSection:
			section = max(section, len(c.Components))
		case componentGallery:
			pictures = max(pictures, len(c.Items))
			for _, item := range c.Items {
				alt = max(alt, length(item.Description))
			}
		}
		label, id, url = max(label, length(c.Label)), max(id, length(c.CustomID)), max(url, length(c.URL))
	})
	return []limit{
		{"Components, in all", all, 40},
		{"Text, in all", text, 4000},
		{"Fullest row", row, 5},
		{"Texts of a section", section, 3},
		{"Pictures of a gallery", pictures, 10},
		{"Longest description", alt, 1024},
		{"Longest label", label, 80},
		{"Longest custom_id", id, 100},
		{"Longest address", url, 512},
		{"Content", length(r.Data.Content), 2000},
	}
}

func length(s string) int { return len(utf16.Encode([]rune(s))) }

package preview

import (
	"leakygut-bot/internal/discord/api"
	"leakygut-bot/internal/limits"
)

// A limit is one of Discord's, and how much of it a reply uses.
type limit struct {
	Name string `json:"name"`
	Used int    `json:"used"`
	Most int    `json:"most"`
}

// measure returns how much of each limit a reply uses. If a limit holds for each of several parts, the fullest part counts. Lengths
// are in UTF-16 units, the strictest reading of Discord's "characters".
func measure(r api.Reply) []limit {
	all, text, row, section, label, id, url, pictures, alt := 0, 0, 0, 0, 0, 0, 0, 0, 0
	for c := range r.Components() {
		all++
		switch c.Type {
		case api.TypeText:
			text += limits.Length(c.Content)
		case api.TypeRow:
			row = max(row, len(c.Components))
		case api.TypeSection:
			section = max(section, len(c.Components))
		case api.TypeGallery:
			pictures = max(pictures, len(c.Items))
			for _, item := range c.Items {
				alt = max(alt, limits.Length(item.Description))
			}
		}
		label, id, url = max(label, limits.Length(c.Label)), max(id, limits.Length(c.CustomID)), max(url, limits.Length(c.URL))
	}
	return []limit{
		{"Components, in all", all, limits.Components},
		{"Text, in all", text, limits.Text},
		{"Fullest row", row, limits.RowButtons},
		{"Texts of a section", section, limits.SectionTexts},
		{"Pictures of a gallery", pictures, limits.Gallery},
		{"Longest description", alt, limits.PictureDescription},
		{"Longest label", label, limits.Label},
		{"Longest custom_id", id, limits.CustomID},
		{"Longest address", url, limits.URL},
		{"Content", limits.Length(r.Data.Content), limits.Content},
	}
}

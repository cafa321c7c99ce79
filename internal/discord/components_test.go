package discord

import (
	"strings"
	"testing"

	"github.com/tidwall/gjson"

	"leakygut-bot/internal/discord/discordtest"
)

// TestComponentsOpenWhatTheyName holds each link button to the address of the source whose number it shows, and each entry of
// a menu of sources to open the one that it names.
func TestComponentsOpenWhatTheyName(t *testing.T) {
	links, entries := 0, 0
	for _, r := range []*Replies{must(t, shipped), must(t, invented)} {
		for request := range r.Set().Fixed() {
			a, _ := r.Set().Library().Article(request.Command)
			for _, row := range gjson.GetBytes(r.get(request, 0, false).Body, "data.components").Array() {
				for _, c := range row.Get("components").Array() {
					if url := c.Get("url").Str; url != "" {
						links++
						if s, ok := a.Source(shown(c)); !ok || s.URL() != url {
							t.Errorf("%+v: %s", request, c.Raw)
						}
					}
					for _, o := range c.Get("options").Array() {
						if c.Get("placeholder").Str != "Look at a source" {
							continue
						}
						entries++
						card := gjson.GetBytes(answered(t, r, discordtest.Select(c.Get("custom_id").Str, o.Get("value").Str)), "data.embeds.0.title").Str
						if card != "Source "+shown(o) {
							t.Errorf("%+v: %s opens %q", request, o.Raw, card)
						}
					}
				}
			}
		}
	}
	if links == 0 || entries == 0 {
		t.Errorf("%d links and %d entries were found", links, entries)
	}
}

// shown reads the marker with which a label begins.
func shown(labelled gjson.Result) string {
	marker, _, _ := strings.Cut(labelled.Get("label").Str, "]")
	return strings.TrimPrefix(marker, "[")
}

package main

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// A room is how much room a reply takes, and for what.
type room struct {
	Facts, Reply, Message float64 // pixels: the statements; all that the bot sent; with Discord's line above it
	Links, Controls       int
}

func (r room) share() float64 { return 100 * r.Facts / r.Reply }

// measured is the room of the last message. Statements are what stands in a container above its line, but for the heading.
const measured = `(() => {
	const m = ` + lastMessage + `, height = (e) => e.getBoundingClientRect().height;
	let facts = 0;
	for (const c of m.querySelectorAll(".container")) for (const e of c.children) {
		if (e.matches(".separator")) break;
		const heading = e.querySelector("h3");
		facts += height(e) - (heading ? height(heading) + parseFloat(getComputedStyle(heading).marginBottom) : 0);
	}
	return {Facts: facts, Reply: height(m.querySelector(".body")), Message: height(m),
		Links: m.querySelectorAll(".body a").length, Controls: m.querySelectorAll(".body button").length};
})()`

// TestRoomForFacts measures, at a desk and on a phone, how much of a reply is facts, and how high the longest is.
func TestRoomForFacts(t *testing.T) {
	editableCopy(t)
	b := newBrowser(t)
	for _, tt := range []struct {
		ask           string
		shareAtDesk   float64 // of the height, in percent, at the least
		shareOnPhone  float64
		heightAtDesk  float64 // in pixels, at the most
		heightOnPhone float64
	}{
		{"/jetlag ask can stress cause it", 25, 25, 400, 560},
		{"/jetlag symptoms", 45, 40, 500, 700},
		{"/jetlag conditions", 45, 45, 620, 900},
	} {
		for _, screen := range []struct {
			name          string
			width, height int64
			share, most   float64
		}{{"desk", 1280, 800, tt.shareAtDesk, tt.heightAtDesk}, {"phone", 390, 844, tt.shareOnPhone, tt.heightOnPhone}} {
			b.run(tt.ask+" "+screen.name, func(t *testing.T) {
				b.size(screen.width, screen.height)
				b.open("/")
				b.click("#input")
				b.keys(tt.ask + kb.Escape + kb.Enter)
				b.until(lastMessage + `.querySelector(".container .separator")`)
				r := eval[room](b, measured)
				t.Logf("%.1f %% of %.0f px are facts (%.1f %% of %.0f px with the line above), %d links, %d controls",
					r.share(), r.Reply, 100*r.Facts/r.Message, r.Message, r.Links, r.Controls)
				if r.share() < screen.share || r.Message > screen.most {
					t.Errorf("want %.0f %% and at most %.0f px", screen.share, screen.most)
				}
				if tt.ask == "/jetlag symptoms" && r.Links > 8 || r.Controls > 5 {
					t.Errorf("want at most 8 links and 5 controls")
				}
			})
		}
	}
}

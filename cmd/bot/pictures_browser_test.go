//go:build pictures

package main

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// docs is where the pictures stand.
var docs, _ = filepath.Abs(filepath.Join(repository, "docs"))

// TestPictures takes the pictures of docs/, of the article that the bot is built with. It checks nothing, and is
// built only on demand: CHROMIUM=/usr/bin/chromium go test ./cmd/bot -tags pictures -run TestPictures
func TestPictures(t *testing.T) {
	text := document(t, "knowledge/leakygut.yaml")
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "knowledge"), os.DirFS(filepath.Join(repository, "knowledge"))); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	save := func(text string) {
		if err := writeFile("knowledge", "leakygut.yaml", []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	b := newBrowser(t)
	asks := func(line, title string) {
		b.keys(line + kb.Escape + kb.Enter)
		b.until(lastText + `.includes("` + title + `")`)
	}
	b.scheme("dark")
	asks("/leakygut symptoms", "Symptoms of a leaky gut")
	b.picture("preview.png", "")
	b.picture("answer.png", lastSelector)
	b.press("Sources")
	b.until(lastText + `.includes("Sources of this answer")`)
	b.picture("sources.png", lastSelector)
	b.do(chromedp.Evaluate[chromedp.Void](`[...` + lastMessage + `.querySelectorAll("button")].find((e) => e.innerText === "Details").click()`))
	b.until(lastText + `.includes("Source 4")`)
	b.picture("card.png", lastSelector)
	save(strings.Replace(text, "cites: [4, 2, 5]", "cites: [4, 2, 5, 7]", 1))
	b.until(`!document.querySelector("#problems").hidden`)
	b.picture("problem.png", "")
	save(text)
	b.until(`document.querySelector("#problems").hidden`)
	b.size(390, 844)
	b.open("/")
	b.click("#input")
	asks("/leakygut symptoms", "Symptoms of a leaky gut")
	b.picture("phone.png", "")
	b.size(1280, 860)
	b.open("/knowledge")
	b.picture("knowledge.png", "")

	b.scheme("light")
	b.open("/")
	b.click("#input")
	asks("/leakygut ask can stress cause it", "stress")
	b.picture("ask.png", lastSelector)
	asks("/leakygut ask is there life on mars private:True", "You asked")
	b.picture("silence.png", lastSelector)
	asks("/leakygut ask are carrots good for it", "does not name")
	b.picture("near.png", lastSelector)
	b.size(1280, 1400)
	asks("/leakygut barrier", "Picture based on")
	b.picture("picture.png", lastSelector)
	b.scheme("dark")
	b.size(390, 844)
	b.open("/")
	b.click("#input")
	asks("/leakygut barrier", "Picture based on")
	b.picture("picture-phone.png", "")
}

// picture saves what is seen, or the part of it that a selector names, as docs/NAME.
func (b *browser) picture(name, selector string) {
	b.t.Helper()
	shot := chromedp.CaptureScreenshot()
	if selector != "" {
		shot = chromedp.Screenshot(chromedp.CSS(selector))
	}
	data, err := chromedp.Run(b.ctx, shot)
	if err != nil {
		b.t.Fatalf("screenshot: %v", err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		b.t.Fatal(err)
	}
	file, err := os.Create(filepath.Join(docs, name))
	if err != nil {
		b.t.Fatal(err)
	}
	defer file.Close()
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(file, reduced(picture)); err != nil {
		b.t.Fatal(err)
	}
}

// reduced returns a picture in its 256 most frequent colours, which makes it a third as large.
func reduced(picture image.Image) image.Image {
	count := map[color.Color]int{}
	box := picture.Bounds()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			count[picture.At(x, y)]++
		}
	}
	colours := slices.SortedFunc(maps.Keys(count), func(a, b color.Color) int { return cmp.Compare(count[b], count[a]) })
	out := image.NewPaletted(box, colours[:min(len(colours), 256)])
	nearest := map[color.Color]uint8{}
	for c := range count {
		nearest[c] = uint8(out.Palette.Index(c))
	}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			out.SetColorIndex(x, y, nearest[picture.At(x, y)])
		}
	}
	return out
}

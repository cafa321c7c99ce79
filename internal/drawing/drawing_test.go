package main

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/srwiley/oksvg"
)

// drawings are the SVG files whose PNGs the program embeds.
func drawings(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../knowledge/*.svg")
	if err != nil || len(files) == 0 {
		t.Fatal("no drawings", err)
	}
	return files
}

// TestPicturesAreOfTheirDrawings draws each SVG again. A few levels of a colour are let pass, for processors round
// differently.
func TestPicturesAreOfTheirDrawings(t *testing.T) {
	for _, file := range drawings(t) {
		svg, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want, err := render(svg)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(file, ".svg") + ".png"
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if n := differing(got, frugal(want)); n > 0 {
			t.Errorf("%s differs from its drawing in %d pixels; run \"go generate ./knowledge\"", name, n)
		}
	}
}

// differing counts the pixels in which two pictures are not of one colour to the eye; all where they differ in size.
func differing(a, b image.Image) int {
	if a.Bounds() != b.Bounds() {
		return b.Bounds().Dx() * b.Bounds().Dy()
	}
	n := 0
	for y := range b.Bounds().Dy() {
		for x := range b.Bounds().Dx() {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			if max(apart(r1, r2), apart(g1, g2), apart(b1, b2)) > 24<<8 {
				n++
			}
		}
	}
	return n
}

func apart(a, b uint32) uint32 { return max(a, b) - min(a, b) }

// TestDifferingSeesAChange: one dot that moved is seen.
func TestDifferingSeesAChange(t *testing.T) {
	draw := func(x string) image.Image {
		picture, err := render([]byte(`<svg viewBox="0 0 400 100"><rect x="0" y="0" width="400" height="100" fill="#fff"/><circle cx="` + x + `" cy="20" r="3" fill="#123"/></svg>`))
		if err != nil {
			t.Fatal(err)
		}
		return picture
	}
	if differing(draw("20"), draw("20")) != 0 || differing(draw("20"), draw("22")) == 0 {
		t.Error("a dot that moved is not told from one that did not")
	}
}

// TestLettersAreLarge: on a page 400 pixels wide no letter may be smaller than 11.
func TestLettersAreLarge(t *testing.T) {
	for _, file := range drawings(t) {
		svg, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts, err := textsOf(svg)
		if err != nil || len(texts) == 0 {
			t.Fatal("no texts", err)
		}
		icon, err := oksvg.ReadIconStream(strings.NewReader(string(svg)))
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range texts {
			if size := text.Size * 400 / icon.ViewBox.W; size < 11 {
				t.Errorf("%s: %q is %.1f pixels high on a page 400 wide", file, text.Line, size)
			}
		}
	}
}

func TestRenderRefusesWhatItCannotDraw(t *testing.T) {
	for svg, want := range map[string]string{
		`<svg viewBox="0 0 10 10"><image href="x.png"/></svg>`:                      "<image>",
		`<svg viewBox="0 0 10 10"><text x="1" y="2" font-size="3">a</text></svg>`:   "the text",
		`<svg viewBox="0 0 10 10"><text x="one" y="2" font-size="3">a</text></svg>`: "invalid syntax",
		`<svg viewBox="0 0 10 10">`:                                                 "EOF",
	} {
		if _, err := render([]byte(svg)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want an error with %q", svg, err, want)
		}
	}
}

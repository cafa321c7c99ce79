// Command drawing converts an SVG to a PNG, at two pixels for each unit, with the Go fonts: the same bytes on every machine.
//
//	drawing barrier.svg    writes barrier.png
//
// It draws rectangles, circles, ellipses, lines, paths and groups, and texts of one line with the attributes x, y, font-size,
// font-weight, text-anchor and fill. Anything else in the SVG is an error.
package main

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/srwiley/oksvg"
	"github.com/srwiley/rasterx"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "drawing:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 || !strings.HasSuffix(args[0], ".svg") {
		return errors.New("name one SVG file")
	}
	svg, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	picture, err := render(svg)
	if err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, frugal(picture)); err != nil {
		return err
	}
	return os.WriteFile(strings.TrimSuffix(args[0], ".svg")+".png", b.Bytes(), 0o644)
}

// scale is how many pixels there are for a unit of the SVG.
const scale = 2

// render draws an SVG.
func render(svg []byte) (*image.RGBA, error) {
	texts, err := textsOf(svg)
	if err != nil {
		return nil, err
	}
	icon, err := oksvg.ReadIconStream(bytes.NewReader(svg), oksvg.IgnoreErrorMode) // it knows no texts
	if err != nil {
		return nil, err
	}
	width, height := int(icon.ViewBox.W*scale), int(icon.ViewBox.H*scale)
	icon.SetTarget(0, 0, float64(width), float64(height))
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	icon.Draw(rasterx.NewDasher(width, height, rasterx.NewScannerGV(width, height, picture, picture.Bounds())), 1)
	for _, t := range texts {
		if err := t.draw(picture); err != nil {
			return nil, err
		}
	}
	return picture, nil
}

// frugal returns a picture in its 256 most frequent colours, which takes a third of the bytes. A drawing has few besides those at the
// edges of its shapes.
func frugal(picture *image.RGBA) *image.Paletted {
	count := map[color.RGBA]int{}
	for y := range picture.Rect.Dy() {
		for x := range picture.Rect.Dx() {
			count[picture.RGBAAt(x, y)]++
		}
	}
	colours := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	var palette color.Palette
	for _, c := range colours[:min(len(colours), 256)] {
		palette = append(palette, c)
	}
	few := image.NewPaletted(picture.Rect, palette)
	draw.Draw(few, few.Rect, picture, image.Point{}, draw.Src)
	return few
}

// A text is one line of letters.
type text struct {
	X      float64 `xml:"x,attr"`
	Y      float64 `xml:"y,attr"`
	Size   float64 `xml:"font-size,attr"`
	Weight string  `xml:"font-weight,attr"`
	Anchor string  `xml:"text-anchor,attr"`
	Fill   string  `xml:"fill,attr"`
	Line   string  `xml:",chardata"`
}

// drawn are the elements that a picture may have besides texts.
var drawn = []string{"svg", "title", "desc", "g", "rect", "circle", "ellipse", "line", "path"}

// textsOf returns the texts of an SVG, and an error for an element that would not be drawn.
func textsOf(svg []byte) ([]text, error) {
	var all []text
	for dec := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := dec.Token()
		switch {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, err
		}
		switch start, ok := token.(xml.StartElement); {
		case !ok:
		case start.Name.Local == "text":
			var t text
			if err := dec.DecodeElement(&t, &start); err != nil {
				return nil, err
			}
			all = append(all, t)
		case !slices.Contains(drawn, start.Name.Local):
			return nil, fmt.Errorf("there is an element <%s>, which this program does not draw", start.Name.Local)
		}
	}
}

func (t text) draw(picture draw.Image) error {
	ttf := goregular.TTF
	if t.Weight == "bold" {
		ttf = gobold.TTF
	}
	parsed, err := opentype.Parse(ttf)
	if err != nil {
		return err
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: t.Size * scale, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return err
	}
	defer face.Close()
	fill, err := oksvg.ParseSVGColor(t.Fill)
	if err != nil || fill == nil {
		return fmt.Errorf("the text %q has no fill that is a colour", t.Line)
	}
	pen := font.Drawer{Dst: picture, Src: image.NewUniform(fill), Face: face}
	x := fixed.Int26_6(t.X * scale * 64)
	switch width := pen.MeasureString(t.Line); t.Anchor {
	case "middle":
		x -= width / 2
	case "end":
		x -= width
	}
	pen.Dot = fixed.Point26_6{X: x, Y: fixed.Int26_6(t.Y * scale * 64)}
	pen.DrawString(t.Line)
	return nil
}

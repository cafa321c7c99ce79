package knowledge

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"io/fs"
	"path"
	"regexp"
	"slices"

	"gopkg.in/yaml.v3"
)

// Limits of a picture.
const (
	maxPicture      = 60_000 // bytes; it is sent with every reply that shows it
	minPictureWidth = 400    // pixels; about as wide as Discord shows it on a phone, where twice as many are sharp
	maxPictureSide  = 2000   // pixels
	minPictureSide  = 100    // pixels
)

// Picture is a drawing that a topic shows above its facts, with the citations that carry what it shows. Load made sure that it
// is a PNG.
type Picture struct {
	file          string
	alt           string
	citations     []Citation
	png           []byte
	width, height int
}

// Cited returns what the picture shows, in words for who cannot see it, and the citations that carry that; the one never comes
// without the other.
func (p *Picture) Cited() (alt string, citations []Citation) {
	return p.alt, slices.Clone(p.citations)
}

// File returns the name of the picture's file, which is of ASCII letters, digits, -, _ and dots.
func (p *Picture) File() string { return p.file }

// PNG returns the picture, encoded. It must not be changed.
func (p *Picture) PNG() []byte { return p.png }

// Size returns the width and the height in pixels.
func (p *Picture) Size() (width, height int) { return p.width, p.height }

// picturePattern is the names that an attachment keeps in Discord.
const picturePattern = `^[A-Za-z0-9][-_.A-Za-z0-9]*\.png$`

var pictureFile = regexp.MustCompile(picturePattern)

type pictureDoc struct {
	File, Alt yaml.Node
	Cites     []yaml.Node
}

// picture reads the picture of a topic and its file; the result is nil where there is none.
func (s *statements) picture(d *pictureDoc, section string) *Picture {
	if d == nil || !present(&d.File) {
		return nil
	}
	p := &Picture{file: d.File.Value, alt: d.Alt.Value, citations: s.citations(d.Cites, section)}
	if !pictureFile.MatchString(p.file) {
		s.report(&d.File, pictureName, fmt.Sprintf("the picture is %q", clip(p.file)), "write the name of a PNG file that lies beside this one, of letters, digits, - and _, such as barrier.png")
		return p
	}
	if same := s.pictures[p.file]; same != nil {
		p.png, p.width, p.height = same.png, same.width, same.height
		return p
	}
	if s.readPicture(&d.File, p) {
		s.pictures[p.file] = p
	}
	return p
}

// readPicture reads the picture's file and looks at all of it, so that nothing of it is left to find out when it is shown. It reports
// whether it is a picture that can be.
func (r *reader) readPicture(n *yaml.Node, p *Picture) bool {
	data, err := readRegular(r.files, p.file, maxPicture-1)
	switch {
	case errors.Is(err, errNotOpened):
		r.report(n, noPicture, fmt.Sprintf("there is no picture %q beside this file", p.file), r.remedyForPicture(p.file))
		return false
	case errors.Is(err, errTooLarge):
		r.report(n, pictureBytes, fmt.Sprintf("the picture %s is too large", p.file), fmt.Sprintf("it has to be under %d bytes, so use fewer colours or fewer pixels", maxPicture))
		return false
	case err != nil:
		r.report(n, noPicture, fmt.Sprintf("the picture %s cannot be read", p.file), "check that it is an ordinary file")
		return false
	}
	size, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		r.report(n, pictureForm, p.file+" is no PNG", "export the picture as PNG, for another name alone does not make it one")
		return false
	}
	if width, height := size.Width, size.Height; width < minPictureWidth || height < minPictureSide || max(width, height) > maxPictureSide {
		r.report(n, picturePixels, fmt.Sprintf("the picture %s is %d pixels wide and %d high", p.file, width, height),
			fmt.Sprintf("it has to be %d to %d wide and %d to %d high, and is best 800 wide", minPictureWidth, maxPictureSide, minPictureSide, maxPictureSide))
		return false
	}
	if _, err := png.Decode(bytes.NewReader(data)); err != nil {
		r.report(n, pictureForm, p.file+" is not whole, or damaged", "export the picture again")
		return false
	}
	p.png, p.width, p.height = data, size.Width, size.Height
	return true
}

// remedyForPicture proposes a picture that is there.
func (r *reader) remedyForPicture(name string) string {
	names, _ := fs.Glob(r.files, "*"+path.Ext(name)) // the pattern is sound
	if near := nearestWord(name, names); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "put it there, or mend the name"
}

package knowledge_test

import (
	"bytes"
	"image"
	"image/png"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"leakygut-bot/internal/knowledge"
)

// drawn is a PNG of one colour.
func drawn(t testing.TB, width, height int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// pictures are files that can lie beside an article, for load: a good one, and one for each thing that can be wrong with one.
func pictures(t testing.TB) []string {
	t.Helper()
	good := drawn(t, 800, 500)
	return []string{
		"route.png", good,
		"cut.png", good[:len(good)/2],
		"small.png", drawn(t, 399, 300),
		"high.png", drawn(t, 800, 2001),
		"heavy.png", good + strings.Repeat("x", 60_000-len(good)),
		"drawing.png", `<svg xmlns="http://www.w3.org/2000/svg"/>`,
		"folder.png/inside.txt", "",
	}
}

// pictured is the article that the bad ones change, with a picture in its second topic.
func pictured(t *testing.T, more ...string) *knowledge.Library {
	t.Helper()
	text := change(t, walking(t), "    section: Shoes\n", "    section: Shoes\n    picture: {file: route.png, alt: A road with two shoes., cites: [1, article]}\n")
	l, err := load(append(append(pictures(t), "walking.yaml", text), more...)...)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestPicture(t *testing.T) {
	a := pictured(t).Articles()[0]
	topic, _ := a.Topic("shoes")
	p := topic.Picture()
	alt, citations := p.Cited()
	if p.File() != "route.png" || alt != "A road with two shoes." || len(citations) != 2 || citations[0].Source().ID() != "1" || citations[1].Section() != "Shoes" {
		t.Errorf("got %s %q %v", p.File(), alt, citations)
	}
	if width, height := p.Size(); width != 800 || height != 500 || string(p.PNG()) != drawn(t, 800, 500) {
		t.Errorf("got %d × %d pixels in %d bytes", width, height, len(p.PNG()))
	}
	one, _ := a.Source("1")
	if !topic.Cites(one) {
		t.Error("the topic does not cite what its picture cites")
	}
	if sources := topic.Answer().Sources(); len(sources) != 2 || sources[0] != one {
		t.Errorf("the answer has the sources %v; the picture's come first, for it stands above the facts", sources)
	}
	if other, _ := a.Topic("pace"); other.Picture() != nil || other.Answer().Picture() != nil {
		t.Error("a topic has the picture of another")
	}
	both := a.Pick([]string{topic.Facts()[0].ID(), a.Topics()[0].Facts()[0].ID()})
	if topic.Answer().Picture() != p || both.Picture() != nil {
		t.Error("a whole topic is shown with its picture, and nothing else is")
	}
}

// TestVersionCountsPictures: a picture that changed has to be loaded again.
func TestVersionCountsPictures(t *testing.T) {
	before, after := pictured(t), pictured(t, "route.png", drawn(t, 800, 501))
	if before.Version() == after.Version() {
		t.Error("the version is the same with another picture")
	}
	if unused := pictured(t, "unused.png", drawn(t, 800, 500)); before.Version() != unused.Version() {
		t.Error("a picture that no topic shows changes the version")
	}
}

// TestPictureThatCannotBeRead breaks off while the picture is read, and waits for no pipe.
func TestPictureThatCannotBeRead(t *testing.T) {
	text := change(t, walking(t), "    section: Shoes\n", "    section: Shoes\n    picture: {file: route.png, alt: A road., cites: [2]}\n")
	for name, file := range map[string]*fstest.MapFile{"a pipe": {Mode: fs.ModeNamedPipe}, "a device": {Mode: fs.ModeDevice}} {
		_, err := knowledge.Load(fstest.MapFS{"walking.yaml": {Data: []byte(text)}, "route.png": file})
		if want := "walking.yaml:45:21: the picture route.png cannot be read; check that it is an ordinary file [no-picture]"; err == nil || err.Error() != want {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

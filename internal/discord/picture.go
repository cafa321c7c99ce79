package discord

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/knowledge"
)

// A form is a response with a picture, as Discord takes files: multipart/form-data. By Discord's reference ("Create Interaction
// Response", "Uploading Files") a callback may be one; of the response to an HTTP interaction it says nothing but JSON.
type form struct {
	payload []byte // the interaction response object, in JSON
	upload  *upload
}

func (f *form) content() content {
	return content{f.upload.mediaType, slices.Concat(f.upload.before, f.payload, f.upload.behind)}
}

// delivery returns what sends the form as the response to an interaction. It is a function of its own so that a response without a
// form allocates nothing for it.
func (f *form) delivery(id, token string) func(context.Context, *Callbacks) error {
	return func(ctx context.Context, c *Callbacks) error { return c.send(ctx, id, token, f.content()) }
}

// An upload is all of a form except its payload. It is made when the knowledge is loaded, once for each picture.
type upload struct {
	mediaType      string
	before, behind []byte
}

func newUpload(p *knowledge.Picture) (*upload, error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.SetBoundary(fmt.Sprintf("%x", sha256.Sum256(p.PNG()))); err != nil { // nothing can hold its own hash
		return nil, err
	}
	part := func(mediaType, disposition string) error {
		_, err := w.CreatePart(textproto.MIMEHeader{"Content-Type": {mediaType}, "Content-Disposition": {"form-data; " + disposition}})
		return err
	}
	if err := part("application/json", `name="payload_json"`); err != nil {
		return nil, err
	}
	before := b.Len()
	if err := part("image/png", fmt.Sprintf(`name="files[0]"; filename=%q`, p.File())); err != nil {
		return nil, err
	}
	b.Write(p.PNG())
	if err := w.Close(); err != nil {
		return nil, err
	}
	all := b.Bytes()
	return &upload{w.FormDataContentType(), all[:before:before], all[before:]}, nil
}

// An attachment tells Discord about a file of a form.
type attachment struct {
	ID          int    `json:"id"` // of files[0]
	Filename    string `json:"filename"`
	Description string `json:"description"`
}

// gallery shows a picture, with its citations below it.
func gallery(p *knowledge.Picture) box {
	alt, citations := p.Cited()
	item := discordgo.MediaGalleryItem{Media: discordgo.UnfurledMediaItem{URL: "attachment://" + p.File()}, Description: &alt}
	return box{discordgo.MediaGallery{Items: []discordgo.MediaGalleryItem{item}}, text(small(fmt.Sprintf(phrasePicture, markers(citations))))}
}

// illustrated returns the message with its picture below the heading of the first container.
func (m message) illustrated() message {
	first := m.boxes[0]
	heading, statement, _ := strings.Cut(first[0].(discordgo.TextDisplay).Content, "\n")
	pictured := slices.Concat(box{text(heading)}, gallery(m.picture), box{text(statement)}, first[1:])
	m.boxes = append([]box{pictured}, m.boxes[1:]...)
	return m
}

package discord

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/tidwall/gjson"

	"leakygut-bot/internal/discord/discordtest"
)

// pictured is an article with a picture in its topic, which has so many facts that it takes several pages.
func pictured(t testing.TB) *Replies {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 400, 100))); err != nil {
		t.Fatal(err)
	}
	var facts []string
	for i := range 30 {
		facts = append(facts, strings.Repeat(string(rune('a'+i%26)), 100+i)+" is a word of many letters, and a statement of its own that takes some room.")
	}
	text := strings.Replace(article("seen", facts...), "section: Heading,", "section: Heading, picture: {file: p.png, alt: What is seen., cites: [2, article]},", 1)
	r, err := compile(load("seen.yaml", text, "p.png", b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// formOf returns the response to an interaction and what its form shows; Discord has to take the form, and the JSON alone as well.
func formOf(t testing.TB, r *Replies, i discordtest.Interaction) (Response, discordtest.Shown) {
	t.Helper()
	response := responded(t, r, i)
	if response.form == nil {
		t.Fatalf("no picture: %s", response.Body)
	}
	if problems := discordtest.ValidateForm(response.form.content().mediaType, response.form.content().body); problems != nil {
		t.Errorf("Discord refuses the form:\n%s\n%s", strings.Join(problems, "\n"), response.form.payload)
	}
	return response, discordtest.Read(response.form.payload)
}

func TestPicture(t *testing.T) {
	r := pictured(t)
	response, with := formOf(t, r, discordtest.Slash("seen", "words"))
	without := discordtest.Read(response.Body)
	if len(with.Pictures) != 1 || with.Pictures[0] != (discordtest.ShownPicture{URL: "attachment://p.png", Alt: "What is seen."}) || without.Pictures != nil {
		t.Errorf("got %v and %v", with.Pictures, without.Pictures)
	}
	if len(with.Texts) < 3 || with.Texts[0] != "### Words" || with.Texts[1] != "-# Picture based on [2] [A]" || !strings.HasPrefix(with.Texts[2], "aaa") {
		t.Errorf("got the texts %q", with.Texts)
	}
	if sources := with.Texts[len(with.Texts)-1]; !strings.HasPrefix(sources, "-# [2] Two") {
		t.Errorf("the source lines begin with another marker than the picture's first: %q", sources)
	}
	if attached := gjson.GetBytes(response.form.payload, "data.attachments").Raw; attached != `[{"id":0,"filename":"p.png","description":"What is seen."}]` {
		t.Errorf("got the attachments %s", attached)
	}
	for _, other := range []string{"help", "sources"} {
		if responded(t, r, discordtest.Slash("seen", other)).form != nil {
			t.Errorf("%s has a picture", other)
		}
	}
}

// TestPictureOfNearFacts asks for something near to all that a topic says: the picture stands there as well, and so do its sources.
func TestPictureOfNearFacts(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 400, 100))); err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer("section: Heading,", "section: Heading, picture: {file: p.png, alt: What is seen., cites: [2, article]},",
		"{text: The last., cites: [1, 2]}", "{text: Carrots may help the eyes., cites: [1]}").Replace(article("seen"))
	r, err := compile(load("seen.yaml", text, "p.png", b.String()))
	if err != nil {
		t.Fatal(err)
	}
	response, shown := formOf(t, r, discordtest.Slash("seen", "ask", discordtest.String("question", "which carrots does a rabbit like")))
	if response.Label.Kind != "near" || len(shown.Pictures) != 1 {
		t.Errorf("%s: %+v", response.Label.Kind, shown)
	}
}

// TestPictureSharedAndTurned follows the buttons of a message with a picture.
func TestPictureSharedAndTurned(t *testing.T) {
	r := pictured(t)
	private, first := formOf(t, r, discordtest.Slash("seen", "words", discordtest.Bool("private", true)))
	on := discordtest.Message{Reply: private.form.payload}

	if _, shared := formOf(t, r, discordtest.Button(first.Button(labelShare)).On(on)); shared.Private || !strings.HasPrefix(shared.Texts[0], "-# Shared by ") {
		t.Errorf("shared: %+v", shared)
	}
	turned := responded(t, r, discordtest.Button(first.Button(labelNext)).On(on))
	if turned.form != nil || gjson.GetBytes(turned.Body, "type").Int() != 7 || gjson.GetBytes(turned.Body, "data.attachments").Raw != "[]" {
		t.Errorf("the second page keeps the picture of the first: %s", turned.Body)
	}
	second := discordtest.Read(turned.Body)
	back, again := formOf(t, r, discordtest.Button(second.Button(labelPrevious)).On(discordtest.Message{Reply: turned.Body}))
	if gjson.GetBytes(back.form.payload, "type").Int() != 7 || len(again.Pictures) != 1 {
		t.Errorf("the first page came back without its picture: %s", back.form.payload)
	}
	if gjson.GetBytes(back.Body, "data.attachments").Raw != "[]" {
		t.Errorf("without its picture, the first page keeps what was there: %s", back.Body)
	}
	sources := shown(t, r, discordtest.Button(first.Button(labelSources)).On(on))
	if text := sources.Text(); !strings.Contains(text, "Two") || sources.Pictures != nil {
		t.Errorf("the sources are %s", text)
	}
	// In the channel, the next page is a message of its own, for whoever turned it.
	_, public := formOf(t, r, discordtest.Slash("seen", "words"))
	if next := responded(t, r, discordtest.Button(public.Button(labelNext)).On(discordtest.Message{})); next.form != nil || gjson.GetBytes(next.Body, "type").Int() != 4 {
		t.Errorf("got %s", next.Body)
	}
}

// TestPictureByCallback: where Discord refuses a file, the response goes without.
func TestPictureByCallback(t *testing.T) {
	p, i := NewResponder(pictured(t)), discordtest.Slash("seen", "words")
	for name, tt := range map[string]struct {
		answers answers
		want    string // the media types that were sent
		failed  bool
	}{
		"taken":         {answers{status(204, "")}, "multipart/form-data", false},
		"refused":       {answers{status(400, `{"code":50035}`), status(204, "")}, "multipart/form-data application/json", false},
		"not allowed":   {answers{status(403, `{"code":50013}`), status(204, "")}, "multipart/form-data application/json", false},
		"refused twice": {answers{status(400, `{"code":50035}`)}, "multipart/form-data application/json", true},
		"too late":      {answers{status(404, `{"code":10062}`)}, "multipart/form-data", true},
		"broken once":   {answers{broken, status(204, "")}, "multipart/form-data multipart/form-data", false},
	} {
		t.Run(name, func(t *testing.T) {
			w := &wire{answers: tt.answers}
			if _, err := p.RespondByCallback(t.Context(), w.callbacks(), i.JSON()); (err != nil) != tt.failed {
				t.Error(err)
			}
			var types []string
			for n, mediaType := range w.mediaTypes {
				_, body, _ := strings.Cut(w.got[n], "/callback ")
				if problems := discordtest.ValidateForm(mediaType, []byte(body)); strings.HasPrefix(mediaType, "multipart/") && problems != nil {
					t.Error(problems)
				}
				mediaType, _, _ = strings.Cut(mediaType, ";")
				types = append(types, mediaType)
			}
			if got := strings.Join(types, " "); got != tt.want {
				t.Errorf("sent %s, want %s", got, tt.want)
			}
		})
	}
}

// TestPicturesAreSharedInMemory: what is kept of a reply that a question led to holds no copy of the picture.
func TestPicturesAreSharedInMemory(t *testing.T) {
	r := pictured(t)
	a, _ := formOf(t, r, discordtest.Slash("seen", "words"))
	b, _ := formOf(t, r, discordtest.Slash("seen", "words", discordtest.Bool("private", true)))
	if a.form.upload != b.form.upload || a.form.upload == nil {
		t.Error("two replies have a picture each")
	}
}

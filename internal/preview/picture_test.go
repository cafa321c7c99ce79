package preview_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/tidwall/gjson"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/knowledgetest"
	"leakygut-bot/internal/preview"
)

// withPicture is a topic of the built-in article that has a picture.
func withPicture(t *testing.T) *knowledge.Topic {
	t.Helper()
	for _, topic := range libraryOf(t).Articles()[0].Topics() {
		if topic.Picture() != nil {
			return topic
		}
	}
	t.Fatal("no topic has a picture")
	return nil
}

// TestPictureComesAsACallback: the page gets what the bot sent to Discord, and serves the picture.
func TestPictureComesAsACallback(t *testing.T) {
	page, topic := newPage(t), withPicture(t)
	picture := topic.Picture()
	w := get(page, "POST", "/api/interactions", string(discordtest.Slash(topic.Article().Name(), topic.Name()).JSON()))
	var x struct {
		Status   int
		Body     string
		HTML     struct{ Texts []string }
		Pictures map[string]struct {
			Path          string
			Width, Height int
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &x); err != nil {
		t.Fatal(err)
	}
	shown := x.Pictures[picture.File()]
	width, height := picture.Size()
	if x.Status != 202 || shown.Width != width || shown.Height != height || len(x.HTML.Texts) == 0 {
		t.Fatalf("got %+v", x)
	}
	if read := discordtest.Read([]byte(x.Body)); len(read.Pictures) != 1 || read.Pictures[0].URL != "attachment://"+picture.File() {
		t.Errorf("got %+v", read)
	}
	for path, want := range map[string]int{shown.Path: 200, strings.Replace(shown.Path, "/pictures/", "/pictures/0", 1): 404, "/pictures/x/y.png": 404} {
		if w := get(page, "GET", path, ""); w.Code != want || want == 200 && (w.Body.String() != string(picture.PNG()) || w.Header().Get("Content-Type") != "image/png") {
			t.Errorf("%s: HTTP %d, %s, %d bytes", path, w.Code, w.Header().Get("Content-Type"), w.Body.Len())
		}
	}
	limits := map[string]float64{}
	for _, l := range gjson.Get(w.Body.String(), "limits").Array() {
		limits[l.Get("name").String()] = l.Get("used").Num
	}
	if alt, _ := picture.Cited(); limits["Pictures of a gallery"] != 1 || limits["Longest description"] != float64(len([]rune(alt))) {
		t.Errorf("the limits are %v", limits)
	}
}

var source = regexp.MustCompile(`<img src="(/pictures/[^"]+)" width="\d+" height="\d+" alt="[^"]+">`)

func TestOverviewShowsPictures(t *testing.T) {
	page := newPage(t)
	html := get(page, "GET", "/knowledge", "").Body.String()
	found := source.FindStringSubmatch(html)
	if found == nil {
		t.Fatal("no picture")
	}
	if w := get(page, "GET", found[1], ""); w.Code != 200 || w.Body.String() != string(withPicture(t).Picture().PNG()) {
		t.Errorf("HTTP %d, %d bytes", w.Code, w.Body.Len())
	}
}

func TestPictureInTextAndJSON(t *testing.T) {
	topic := withPicture(t)
	alt, citations := topic.Picture().Cited()
	set := commands.New(libraryOf(t))
	reply := set.Reply(commands.Request{Command: topic.Article().Name(), Name: topic.Name()})
	var out strings.Builder
	if err := preview.Text(&out, reply, 0); err != nil {
		t.Fatal(err)
	}
	if lines := regexp.MustCompile(`(?m)^- Picture .*$`).FindAllString(out.String(), -1); len(lines) != 1 || !strings.Contains(lines[0], topic.Picture().File()+": "+alt) {
		t.Errorf("got %q", lines)
	}
	got := gjson.GetBytes(preview.JSON("/x", reply), "picture")
	if got.Get("file").String() != topic.Picture().File() || got.Get("alt").String() != alt || len(got.Get("cites").Array()) != len(citations) {
		t.Errorf("got %s", got.Raw)
	}
	plain := preview.JSON("/x", set.Reply(commands.Request{Command: topic.Article().Name(), Name: "help"}))
	if gjson.GetBytes(plain, "picture").Exists() {
		t.Errorf("got %s", plain)
	}
}

func libraryOf(t *testing.T) *knowledge.Library {
	t.Helper()
	library, err := knowledge.Load(knowledgetest.Pictured())
	if err != nil {
		t.Fatal(err)
	}
	return library
}

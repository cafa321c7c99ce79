package discordtest

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"slices"
	"strings"
	"testing"
)

// form encodes a body with files, each given as its field, its name and its content.
func form(t *testing.T, payload string, files ...[3]string) (mediaType string, body []byte) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.WriteField("payload_json", payload); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		part, err := w.CreateFormFile(f[0], f[1])
		if err != nil {
			t.Fatal(err)
		}
		part.Write([]byte(f[2]))
	}
	w.Close()
	return w.FormDataContentType(), b.Bytes()
}

// pictured is a response with a gallery, and with more beside it.
func pictured(url, more string) string {
	return fmt.Sprintf(`{"type":4,"data":{"flags":32768,"allowed_mentions":{"parse":[]},"components":[{"type":12,"items":[{"media":{"url":%q}}]}]%s}}`, url, more)
}

func TestValidateForm(t *testing.T) {
	good := [3]string{"files[0]", "a.png", "png"}
	const a, told = "attachment://a.png", `,"attachments":[{"id":0,"filename":"a.png","description":"A"}]`
	for name, tt := range map[string]struct {
		payload string
		files   [][3]string
		want    string
	}{
		"a file":                          {pictured(a, told), [][3]string{good}, ""},
		"a file of which nothing is said": {pictured(a, ""), [][3]string{good}, ""},
		"a file by another name":          {pictured("attachment://b.png", `,"attachments":[{"id":0,"filename":"b.png"}]`), [][3]string{good}, ""},
		"no file":                         {pictured(a, told), nil, `data.attachments.0.id: there is no files[0]`},
		"no file and no word":             {pictured(a, ""), nil, `data.components.0.items.0.media.url: no file "a.png" was sent`},
		"another file":                    {pictured("attachment://b.png", told), [][3]string{good}, `data.components.0.items.0.media.url: no file "b.png" was sent`},
		"another number":                  {pictured(a, `,"attachments":[{"id":1,"filename":"a.png"}]`), [][3]string{good}, "data.attachments.0.id: there is no files[1]\ndata.attachments: do not name files[0]"},
		"none is named":                   {pictured("https://example.com/a.png", `,"attachments":[]`), [][3]string{good}, "data.attachments: do not name files[0]"},
		"a long description":              {pictured(a, `,"attachments":[{"id":0,"filename":"a.png","description":`+text(1025)+`}]`), [][3]string{good}, "data.attachments.0.description: has 1025 characters; it must have 0 to 1024"},
		"another field":                   {pictured(a, ""), [][3]string{{"file", "a.png", "png"}}, `body: a file has the field "file"; it must be files[n], with a number`},
		"another index":                   {pictured(a, `,"attachments":[{"id":"42","filename":"a.png"}]`), [][3]string{{"files[42]", "a.png", "png"}}, ""},
		"no id":                           {pictured("https://example.com/a.png", `,"attachments":[{"filename":"a.png"}]`), nil, "data.attachments.0.id: there is no files[<nil>]"},
		"eleven files":                    {pictured("https://example.com/a.png", ""), slices.Repeat([][3]string{good}, 11), "body: has 11 files; 10 is the limit" + strings.Repeat("\nbody: two files have the field files[0]", 10)},
		"a name with a space":             {pictured("https://example.com/a.png", ""), [][3]string{{"files[0]", "a b.png", "png"}}, `body: the file "a b.png" has a name that would be changed; use letters, digits, dots, - and _`},
		"an empty file":                   {pictured(a, told), [][3]string{{"files[0]", "a.png", ""}}, "body: the file a.png is empty"},
		"a field twice":                   {pictured(a, ""), [][3]string{good, good}, "body: two files have the field files[0]"},
		"a name twice":                    {pictured(a, `,"attachments":[{"id":0,"filename":"a.png"},{"id":1,"filename":"a.png"}]`), [][3]string{good, {"files[1]", "a.png", "x"}}, `data.attachments.1.filename: "a.png" is there twice`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(ValidateForm(form(t, tt.payload, tt.files...)), "\n"); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
	if got := ValidateForm("multipart/form-data; boundary=x", []byte("nothing")); len(got) != 1 || !strings.HasPrefix(got[0], "body: is no form") {
		t.Errorf("got %q", got)
	}
	if got := ValidateResponse([]byte(pictured(a, ""))); !slices.Equal(got, []string{`data.components.0.items.0.media.url: no file "a.png" was sent`}) {
		t.Errorf("JSON alone: got %q", got)
	}
}

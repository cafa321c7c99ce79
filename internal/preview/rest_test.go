package preview

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"testing"
)

// TestDiscord makes one call after another about one interaction, and others that are refused.
func TestDiscord(t *testing.T) {
	const callback, message = "/api/v10/interactions/1/t/callback", "/api/v10/webhooks/1/t/messages/@original"
	d, deleted := NewDiscord(), 0
	d.onDelete = func(string) { deleted++ }
	d.begin("t")
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	w.WriteField("payload_json", "{}")
	w.Close()
	for n, tt := range []struct{ method, path, mediaType, want string }{
		{"POST", "/api/v10/channels/1/messages", "", `{"code":0,"message":"this pretend Discord knows no such call"}`},
		{"POST", "/api/v10/interactions/1/unknown/callback", "", `{"code":10062,"message":"Unknown interaction"}`},
		{"DELETE", "/api/v10/webhooks/1/unknown/messages/@original", "", `{"code":10015,"message":"Unknown Webhook"}`},
		{"POST", callback, "application/json", `{"code":50035,"message":"Invalid Form Body"}`},
		{"POST", callback, w.FormDataContentType(), ""},
		{"POST", callback, w.FormDataContentType(), `{"code":40060,"message":"Interaction has already been acknowledged."}`},
		{"DELETE", message, "", ""},
		{"DELETE", message, "", `{"code":10008,"message":"Unknown Message"}`},
	} {
		r, err := http.NewRequest(tt.method, "http://discord.invalid"+tt.path, bytes.NewReader(form.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", tt.mediaType)
		resp, err := (&http.Client{Transport: d}).Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if body, _ := io.ReadAll(resp.Body); string(body) != tt.want || (resp.StatusCode == http.StatusNoContent) != (tt.want == "") {
			t.Errorf("call %d: HTTP %d %s, want %s", n, resp.StatusCode, body, tt.want)
		}
	}
	if body, _ := d.response("t"); string(body) != "{}" || deleted != 1 {
		t.Errorf("the response is %q, and %d messages were deleted", body, deleted)
	}
	d.begin("t") // the page asks again
	if body, _ := d.response("t"); body != nil {
		t.Errorf("asked again, the response is %q", body)
	}
}

package discordtest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	got := Read([]byte(reply))
	want := Shown{
		Texts: []string{"hello"}, Containers: 1, Private: true,
		Pictures: []ShownPicture{{"attachment://x.png", "alt"}},
		Buttons:  []ShownButton{{"a", "one", ""}, {"b", "", "https://example.com"}, {"c", "two", ""}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got.Button("a") != "one" || got.Button("b") != "" || got.Button("z") != "" || got.Title() != "" || got.Text() != "hello" {
		t.Errorf("%+v", got)
	}
	if title := (Shown{Texts: []string{"-# small", "### A title\nmore"}}).Title(); title != "A title" {
		t.Errorf("the title is %q", title)
	}
}

package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestPreviewNeedsNothing serves the page without settings, from a directory that has problems at first.
func TestPreviewNeedsNothing(t *testing.T) {
	text, save := editableCopy(t)
	save("topics: []\n")
	url := startPreview(t)
	if page := fetch(t, url+"/"); !strings.Contains(page, "<title>Preview of the bot</title>") {
		t.Errorf("the page is\n%s", page)
	}
	if page := fetch(t, url+"/knowledge"); !strings.Contains(page, "Nothing is loaded yet.") {
		t.Errorf("the page of the knowledge is\n%s", page)
	}
	save(text)
	for deadline := time.Now().Add(10 * time.Second); !strings.Contains(fetch(t, url+"/knowledge"), "migraines"); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the mended file is not shown")
		}
	}
}

func fetch(t *testing.T, url string) string {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("HTTP %d, %v", r.StatusCode, err)
	}
	return string(body)
}

package preview

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image/png"
	"net/http"
	"sync"
)

// An album keeps the pictures that the page shows, by their content. It is safe for any number of goroutines.
type album struct {
	mu       sync.Mutex
	pictures map[string][]byte // by their paths on the page
	order    []string
}

// maxPictures is how many are kept; older ones are dropped.
const maxPictures = 200

// A shown is where a picture is on the page, and its size in pixels.
type shown struct {
	Path   string `json:"path"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Bytes  int    `json:"bytes"`
}

// add keeps a picture, once.
func (a *album) add(file string, data []byte) shown {
	s := shown{Path: fmt.Sprintf("/pictures/%x/%s", sha256.Sum256(data), file), Bytes: len(data)}
	if size, err := png.DecodeConfig(bytes.NewReader(data)); err == nil { // else the page shows that it is none
		s.Width, s.Height = size.Width, size.Height
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.pictures == nil {
		a.pictures = map[string][]byte{}
	}
	if _, known := a.pictures[s.Path]; known {
		return s
	}
	a.pictures[s.Path] = data
	if a.order = append(a.order, s.Path); len(a.order) > maxPictures {
		delete(a.pictures, a.order[0])
		a.order = a.order[1:]
	}
	return s
}

// ServeHTTP serves a picture.
func (a *album) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	data, ok := a.pictures[r.URL.Path]
	a.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", "private, immutable, max-age=86400")
	w.Write(data)
}

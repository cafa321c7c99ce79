package preview

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// An event is sent to every open page.
type event struct {
	name string // "state" or "gone"
	data []byte // JSON in one line
}

// events sends events to the open pages, as Server-Sent Events. A page gets the current state first.
type events struct {
	mu    sync.Mutex
	state event
	pages map[chan event]bool
}

// maxBehind is how many events a page may be behind. One that is further behind is cut off, and connects again by itself.
const maxBehind = 64

func newEvents() *events { return &events{pages: map[chan event]bool{}} }

func (e *events) broadcast(name string, value any) {
	data, err := json.Marshal(value)
	if err != nil { // plain values
		panic(err)
	}
	v := event{name, data}
	e.mu.Lock()
	defer e.mu.Unlock()
	if name == "state" {
		e.state = v
	}
	for page := range e.pages {
		select {
		case page <- v:
		default:
			delete(e.pages, page)
			close(page)
		}
	}
}

func (e *events) open() chan event {
	e.mu.Lock()
	defer e.mu.Unlock()
	page := make(chan event, maxBehind)
	if e.state.name != "" {
		page <- e.state
	}
	e.pages[page] = true
	return page
}

func (e *events) close(page chan event) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pages[page] {
		delete(e.pages, page)
		close(page)
	}
}

// ServeHTTP sends events until the page goes, the server ends or the page falls behind.
func (e *events) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	page := e.open()
	defer e.close(page)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	control := http.NewResponseController(w)
	control.SetReadDeadline(time.Time{}) // a page listens for as long as it is open
	send := func(format string, args ...any) bool {
		control.SetWriteDeadline(time.Now().Add(writeTimeout)) // each event has the time of a whole response
		_, err := fmt.Fprintf(w, format, args...)
		return err == nil && control.Flush() == nil
	}
	for ok := send("retry: 500\n\n"); ok; {
		select {
		case <-r.Context().Done():
			return
		case v, open := <-page:
			ok = open && send("event: %s\ndata: %s\n\n", v.name, v.data)
		}
	}
}

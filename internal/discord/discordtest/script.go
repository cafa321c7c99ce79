package discordtest

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// The steps of a gateway connection that [Server.Script] and [Server.Records] know. The steps of the REST interface are
// its routes, written as Discord's documentation writes them but without /api and version, such as
// "GET /gateway/bot" or "POST /interactions/{id}/{token}/callback".
const (
	Connect   = "CONNECT"   // the websocket handshake; the record's body is the request's address, path and query
	Hello     = "HELLO"     // about to send op 10
	Identify  = "IDENTIFY"  // op 2 came; ordinarily answered by READY
	Resume    = "RESUME"    // op 6 came; ordinarily answered by what was missed and RESUMED
	Heartbeat = "HEARTBEAT" // op 1 came; ordinarily answered by op 11
	Other     = "OTHER"     // any other frame came; ordinarily ignored
	Closed    = "CLOSED"    // the connection ended; the record's code is the client's close code, or -1 if it gave none first
)

// A Response replaces the ordinary behaviour of a step once. The zero value is silence for a step of the gateway and an empty 200 for
// a route.
type Response struct {
	// Wait holds the step until the channel is closed, or After for a time; with both, until the first is over.
	Wait  <-chan struct{}
	After time.Duration

	// Status, Header and Body answer a route, or the handshake. A status of 0 means 200.
	Status int
	Header map[string]string
	Body   string

	// Frames are sent over the gateway as text, or as binary messages.
	Frames []string
	Binary bool

	// Close ends the gateway connection with this code after the frames.
	Close int

	// Cut ends the connection without a word: after the frames, or after half of the body.
	Cut bool

	// Silent makes the connection half-open from now on (see [Conn.Silence]).
	Silent bool

	// Ordinary lets the ordinary behaviour follow, unless the connection was ended.
	Ordinary bool

	// Done lets a route do its work as usual; only what it answers is replaced.
	Done bool

	// Repeat keeps this response for every later taking of the step.
	Repeat bool
}

// Script queues responses for a step; each stands for one taking of it, in order. When they are used up the step is
// ordinary again. Scripting a step without any response makes it ordinary at once.
func (s *Server) Script(step string, responses ...Response) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(responses) == 0 {
		delete(s.scripts, step)
		return
	}
	s.scripts[step] = append(s.scripts[step], responses...)
}

// scripted takes the next response for a step.
func (s *Server) scripted(step string) (Response, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	queue := s.scripts[step]
	if len(queue) == 0 {
		return Response{}, false
	}
	if !queue[0].Repeat {
		s.scripts[step] = queue[1:]
	}
	return queue[0], true
}

// hold waits as the response asks; it reports false if the request or the server ended first.
func (s *Server) hold(ctx context.Context, r Response) bool {
	if r.Wait == nil && r.After == 0 {
		return true
	}
	var after <-chan time.Time
	if r.After > 0 {
		after = time.After(r.After)
	}
	select {
	case <-r.Wait:
	case <-after:
	case <-ctx.Done():
		return false
	case <-s.ctx.Done():
		return false
	}
	return true
}

// answer plays a response to a route. It reports whether the ordinary behaviour should follow.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, resp Response) bool {
	if !s.hold(r.Context(), resp) {
		panic(http.ErrAbortHandler)
	}
	if resp.Ordinary {
		return true
	}
	if resp.Silent {
		s.hold(r.Context(), Response{Wait: make(chan struct{})})
		panic(http.ErrAbortHandler)
	}
	for name, value := range resp.Header {
		w.Header().Set(name, value)
	}
	if w.Header().Get("Content-Type") == "" && strings.HasPrefix(strings.TrimSpace(resp.Body), "{") {
		w.Header().Set("Content-Type", "application/json")
	}
	if resp.Cut {
		if resp.Body == "" {
			panic(http.ErrAbortHandler)
		}
		w.Header().Set("Content-Length", fmt.Sprint(len(resp.Body)))
		resp.Body = resp.Body[:len(resp.Body)/2]
	}
	if resp.Status == 0 {
		resp.Status = http.StatusOK
	}
	w.WriteHeader(resp.Status)
	w.Write([]byte(resp.Body))
	if resp.Cut {
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
	return false
}

// A Record is one thing that came to the server.
type Record struct {
	Step   string
	Time   time.Time
	Conn   int               // the number of the gateway connection, from 1; 0 for a route
	Path   string            // of a route: what was asked for, without /api and version
	Body   []byte            // the request's body, or the frame
	Code   int               // of Closed
	Status int               // of a route: how the server answered; 0 if a script did
	Files  map[string][]byte // of a route: files sent beside the body, by name
}

type journal struct {
	count   int
	records []Record
}

// record keeps a record. The caller does not hold s.mu.
func (s *Server) record(r Record) {
	r.Time = time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	j := s.journals[r.Step]
	if j == nil {
		j = &journal{}
		s.journals[r.Step] = j
	}
	j.count++
	if len(j.records) == s.keep {
		j.records[0] = Record{}
		j.records = j.records[1:]
	}
	j.records = append(j.records, r)
	s.broadcast()
}

// Count returns how often a step was taken.
func (s *Server) Count(step string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if j := s.journals[step]; j != nil {
		return j.count
	}
	return 0
}

// Records returns what came at a step, oldest first, at most as many as [WithKeep] says.
func (s *Server) Records(step string) []Record {
	s.mu.Lock()
	defer s.mu.Unlock()
	if j := s.journals[step]; j != nil {
		return append([]Record(nil), j.records...)
	}
	return nil
}

// Wait returns the n-th record of a step, counted from 1, as soon as there is one.
// It fails if the record has been forgotten (see [WithKeep]) or ctx ends.
func (s *Server) Wait(ctx context.Context, step string, n int) (Record, error) {
	var found Record
	err := s.await(ctx, func() bool {
		j := s.journals[step]
		if j == nil || j.count < n {
			return false
		}
		if i := n - 1 - (j.count - len(j.records)); i >= 0 {
			found = j.records[i]
		}
		return true
	})
	if err != nil {
		return Record{}, fmt.Errorf("discordtest: wait for %s number %d: %w", step, n, err)
	}
	if found.Step == "" {
		return Record{}, fmt.Errorf("discordtest: %s number %d is forgotten", step, n)
	}
	return found, nil
}

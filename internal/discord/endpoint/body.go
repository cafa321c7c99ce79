package endpoint

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
)

const (
	// maxBody bounds a request's body, in bytes. The largest that Discord sends is a message command with its message: 4,000 characters
	// of content and 6,000 of embeds are 120 KB if each is written as two \u escapes, and as much again is left for the rest.
	maxBody = 256 << 10

	// smallBody is the size up to which any number of bodies may be in memory, in bytes. Slash commands and clicks have a few KB.
	smallBody = 8 << 10

	// maxLargeBodies bounds how many larger bodies may be in memory at once. Whether a body is signed is not known before it is read, so
	// this bounds the memory that strangers can take: 16 × 256 KiB = 4 MiB.
	maxLargeBodies = 16
)

// A message is what Discord signed: the timestamp, and right after it the raw body.
type message struct {
	buffer    *bytes.Buffer
	timestamp int // its length
	large     bool
}

func (m message) signed() []byte { return m.buffer.Bytes() }
func (m message) body() []byte   { return m.buffer.Bytes()[m.timestamp:] }

// buffers holds buffers for messages whose bodies are small.
var buffers = sync.Pool{New: func() any { return bytes.NewBuffer(make([]byte, 0, smallBody/2)) }}

// read reads the message of a request whose headers have been checked. Memory grows with what came, whatever length was announced. A
// status other than 0 is that of a refusal; otherwise the caller frees the message.
func (s *Server) read(r *http.Request) (m message, status int) {
	timestamp := only(r.Header, timestampHeader)
	m = message{buffer: buffers.Get().(*bytes.Buffer), timestamp: len(timestamp)}
	m.buffer.Reset()
	m.buffer.WriteString(timestamp)
	n, err := m.buffer.ReadFrom(io.LimitReader(r.Body, smallBody+1))
	if n > smallBody {
		if m.large = s.largeBodies.tryAcquire(); !m.large {
			s.free(m)
			return m, http.StatusServiceUnavailable
		}
		m.buffer.Grow(maxBody - smallBody + bytes.MinRead)
		_, err = m.buffer.ReadFrom(io.LimitReader(r.Body, maxBody-smallBody))
	}
	var timeout net.Error
	switch {
	case len(m.body()) > maxBody:
		status = http.StatusRequestEntityTooLarge
	case err == nil:
		return m, 0
	case errors.As(err, &timeout) && timeout.Timeout():
		status = http.StatusRequestTimeout
	default:
		status = http.StatusBadRequest
	}
	s.free(m)
	return m, status
}

// free gives the message's memory back.
func (s *Server) free(m message) {
	if m.large {
		s.largeBodies.release()
	} else {
		buffers.Put(m.buffer)
	}
}

// A semaphore has as many slots as its channel.
type semaphore chan struct{}

func (s semaphore) acquire() { s <- struct{}{} }
func (s semaphore) release() { <-s }

func (s semaphore) tryAcquire() bool {
	select {
	case s <- struct{}{}:
		return true
	default:
		return false
	}
}

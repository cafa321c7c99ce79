package endpoint

import (
	"io"
	"net/http"
	"sync"

	"github.com/valyala/fasthttp"
)

// buffers holds the buffers of signed messages. None is larger than smallBody.
var buffers = sync.Pool{New: func() any { b := make([]byte, 0, firstBuffer); return &b }}

// A message is what Discord signed: the timestamp, and right after it the raw body.
type message struct {
	buffer    *[]byte
	timestamp int  // its length
	large     bool // holds one of the places for large bodies
}

func (m message) signed() []byte { return *m.buffer }
func (m message) body() []byte   { return (*m.buffer)[m.timestamp:] }

// read takes the body, as much of it as there is room for. Memory grows with what came, whatever length the sender gave. The
// caller frees the message, unless the status is not 0: then there is none, and the status tells why.
func (s *Server) read(ctx *fasthttp.RequestCtx, timestamp []byte) (m message, status int) {
	body, length := ctx.RequestBodyStream(), ctx.Request.Header.ContentLength() // nil where there is none; negative if not said
	m = message{buffer: buffers.Get().(*[]byte), timestamp: len(timestamp)}
	b := append((*m.buffer)[:0], timestamp...)
	const room = maxTimestamp + maxBody + 1 // a byte over, to see that there is one
	for body != nil {
		if len(b) == cap(b) {
			if !m.large && cap(b) >= smallBody {
				if m.large = s.large.take(); !m.large {
					status = http.StatusServiceUnavailable
					break
				}
			}
			b = append(make([]byte, 0, min(2*cap(b), room)), b...)
		}
		n, err := body.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if len(b) > m.timestamp+maxBody {
			status = http.StatusRequestEntityTooLarge
			break
		}
		if err == nil {
			continue
		}
		if err != io.EOF {
			status = badRead(ctx, err)
		}
		break
	}
	if status == 0 && length >= 0 && len(b)-m.timestamp < length {
		status = http.StatusBadRequest // it was cut off, which fasthttp tells by no error
	}
	*m.buffer = b
	if status != 0 {
		s.free(m)
	}
	return m, status
}

// free takes the message's memory back.
func (s *Server) free(m message) {
	if m.large {
		s.large.give()
	}
	if cap(*m.buffer) <= smallBody {
		buffers.Put(m.buffer)
	}
}

// places is a number of things that may be at once.
type places chan struct{}

func (p places) take() bool {
	select {
	case p <- struct{}{}:
		return true
	default:
		return false
	}
}

func (p places) give() { <-p }

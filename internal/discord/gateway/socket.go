package gateway

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/coder/websocket"
)

const (
	// maxMessage bounds one message. An interaction has a few KiB. READY names every server, at some 50 bytes each:
	// 2,500, the most that one connection may serve, are 125 KiB.
	maxMessage = 4 << 20
	// keepBuffer is the largest buffer that is kept for the next message.
	keepBuffer = 64 << 10

	// closeTimeout bounds the closing handshake.
	closeTimeout = time.Second

	// closeStop ends the session; closeResume, from the codes for private use, lets it live, which 1000 and 1001 do not.
	closeStop   = websocket.StatusNormalClosure
	closeResume = websocket.StatusCode(4900)
)

// incoming is a frame, or why there is none; a parse error is followed by more, a read error is not.
type incoming struct {
	frame
	err error
}

// read hands over frames until the socket fails. When nobody takes them any more it goes on reading, for the answer to
// our close frame.
func (c *connection) read(ctx context.Context) {
	var buf bytes.Buffer
	for {
		typ, r, err := c.ws.Reader(ctx)
		if err == nil {
			buf.Reset()
			_, err = buf.ReadFrom(r)
		}
		in := incoming{err: err}
		switch {
		case err != nil:
		case typ != websocket.MessageText:
			in.err = errors.New("a message is binary")
		default:
			in.frame, in.err = parse(buf.Bytes())
		}
		select {
		case c.in <- in:
		case <-c.done:
		}
		if err != nil {
			return
		}
		if buf.Cap() > keepBuffer {
			buf = bytes.Buffer{}
		}
	}
}

// close ends the connection in the background, so that a peer that is gone delays nothing.
func (c *connection) close(code websocket.StatusCode) {
	close(c.done)
	c.closing.Go(func() {
		// The library waits for the peer up to 5 s. Ending the reader ends that, if it is the reader who reads, and a deadline if
		// it is the library.
		overdue := time.AfterFunc(closeTimeout, func() {
			c.stopReading()
			if c.conn != nil {
				c.conn.SetDeadline(time.Now())
			}
		})
		c.ws.Close(code, "")
		overdue.Stop()
		c.stopReading()
	})
}

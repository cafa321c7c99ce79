package gateway

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/coder/websocket"
)

const (
	// maxMessage bounds one message. An interaction has a few KiB; READY has some 50 bytes for each of at most 2,500 servers, 125 KiB.
	maxMessage = 4 << 20
	// keepBuffer is the largest buffer that is kept for the next message.
	keepBuffer = 64 << 10

	// closeTimeout bounds the closing handshake.
	closeTimeout = time.Second

	// closeStop ends the session; closeResume, a code for private use, lets it live, which 1000 and 1001 do not.
	closeStop   = websocket.StatusNormalClosure
	closeResume = websocket.StatusCode(4900)
)

// incoming is a frame, or why there is none. More may follow a parse error, but not a read error.
type incoming struct {
	frame
	err error
}

// read hands over frames until the socket fails. Once done is closed it reads on, for the answer to our close frame.
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

// close ends the connection in the background, so a peer that is gone delays nothing.
func (c *connection) close(code websocket.StatusCode) {
	close(c.done)
	c.closing.Go(func() {
		// The library waits up to 5 s for the peer. Cancelling our reader ends that while our reader reads, and a deadline while the
		// library does.
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

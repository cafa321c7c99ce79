package endpoint

import (
	"container/list"
	"errors"
	"io"
	"net"
	"time"
)

// A conn is a connection as this package wants it. All but the closing of its inner connection happens on one goroutine.
type conn struct {
	net.Conn
	place *list.Element // in the crowd
	busy  bool          // with a request; the crowd's
	known bool          // has been answered; the crowd's
	taken int           // bytes since the request began
	next  []func()      // what begins when the answers before it are sent
}

var errSpent = errors.New("endpoint: a request with more bytes than any interaction has")

// spent tells that the request has taken all the bytes that one may.
func (c *conn) spent() bool { return c.taken > maxRequest }

// Read ends a request that hides its size, in chunks of a byte or in what belongs to chunks.
func (c *conn) Read(p []byte) (int, error) {
	if c.spent() {
		return 0, errSpent
	}
	n, err := c.Conn.Read(p)
	c.taken += n
	return n, err
}

// Write sends p. Each call is an answer, whole, unless it is larger than the server's buffer. fasthttp's own deadline would be
// that of the answer before this one, where it says that a request is bad, or that it may go on.
func (c *conn) Write(p []byte) (int, error) {
	c.Conn.SetWriteDeadline(time.Now().Add(answerTime))
	n, err := c.Conn.Write(p)
	if c.next != nil {
		if err == nil { // or nobody has the answer, and nothing follows it
			for _, begin := range c.next {
				begin()
			}
		}
		c.next = nil
	}
	return n, err
}

// then makes begin follow the answer that is written next, in no time of its own.
func (c *conn) then(begin func()) { c.next = append(c.next, begin) }

// Close lets the other side read its answer. If the rest of a refused request were still unread when the connection is closed,
// the system would reset it, and with that discard the answer on its way.
func (c *conn) Close() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok && half.CloseWrite() == nil {
		c.Conn.SetReadDeadline(time.Now().Add(lingerTime))
		io.CopyN(io.Discard, c.Conn, lingerBytes)
	}
	return c.Conn.Close()
}

package endpoint

import (
	"context"
	"net"
	"net/http"
)

// oneWrite is how large a body can be so that net/http, which writes 4 KiB at a time, sends it with its headers at once.
const oneWrite = 3584

// A wholeConn can hold back what is written to it, so that an answer goes out with one call of the system. A program that is
// killed then has sent all of it or nothing, and a proxy that got nothing asks the next replica.
type wholeConn struct {
	net.Conn
	holds bool
	held  []byte
}

func (c *wholeConn) Write(p []byte) (int, error) {
	if !c.holds {
		return c.Conn.Write(p)
	}
	c.held = append(c.held, p...)
	return len(p), nil
}

// write sends the body of an answer, and its headers with it.
func write(w http.ResponseWriter, r *http.Request, body []byte) {
	var c *wholeConn
	if len(body) > oneWrite {
		c, _ = r.Context().Value(wholeKey{}).(*wholeConn)
	}
	if c == nil {
		w.Write(body) // an error means that nobody is there any more
		return
	}
	buffer := buffers.Get().(*[]byte)
	c.holds, c.held = true, (*buffer)[:0]
	w.Write(body)
	http.NewResponseController(w).Flush()
	if _, err := c.Conn.Write(c.held); err != nil {
		c.Close() // whatever follows would be taken for the rest of this answer
	}
	if *buffer = c.held; cap(c.held) <= smallBody {
		buffers.Put(buffer)
	}
	c.holds, c.held = false, nil
}

// A wholeListener makes the connections that it accepts whole.
type wholeListener struct{ net.Listener }

func (l wholeListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &wholeConn{Conn: c}, nil
}

type wholeKey struct{}

// withConn is a [http.Server]'s ConnContext.
func withConn(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, wholeKey{}, c)
}

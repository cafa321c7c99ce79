package endpoint

import (
	"container/list"
	"net"
	"sync"

	"github.com/valyala/fasthttp"
)

// A crowd bounds the connections of a server. When there are too many, the one goes that has been without an answer for the
// longest time: whoever only holds connections pushes out others of that kind before any that is in use.
type crowd struct {
	most int

	mu    sync.Mutex
	order list.List // of *conn; the last answered are at the back
	over  bool      // the server stops, and no connection may wait for another request
}

// join takes a connection in.
func (c *crowd) join(nc *conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	nc.place = c.order.PushBack(nc)
	if c.order.Len() > c.most {
		first := c.order.Front()
		c.order.Remove(first)
		first.Value.(*conn).Conn.Close() // its goroutine sees that, and ends
	}
}

// leave forgets a connection.
func (c *crowd) leave(nc *conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.order.Remove(nc.place) // nothing, if it was pushed out
}

// note is a [fasthttp.Server]'s ConnState.
func (c *crowd) note(of net.Conn, state fasthttp.ConnState) {
	nc := of.(*conn)
	c.mu.Lock()
	defer c.mu.Unlock()
	switch state {
	case fasthttp.StateActive: // a request begins
		nc.busy = true
	case fasthttp.StateIdle: // it was answered
		nc.busy, nc.known, nc.taken = false, true, 0
		c.order.MoveToBack(nc.place)
		if c.over {
			nc.Conn.Close()
		}
	}
}

// end closes the connections that wait for another request, and from now on each when its answer is sent.
func (c *crowd) end() { c.close(func(nc *conn) bool { return nc.known && !nc.busy }) }

// endNew closes those too on which no request has begun.
func (c *crowd) endNew() { c.close(func(nc *conn) bool { return !nc.busy }) }

// busy counts the connections that have a request on them.
func (c *crowd) busy() (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for e := c.order.Front(); e != nil; e = e.Next() {
		if e.Value.(*conn).busy {
			n++
		}
	}
	return n
}

// cut closes all connections.
func (c *crowd) cut() { c.close(func(*conn) bool { return true }) }

func (c *crowd) close(which func(*conn) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.over = true
	for e := c.order.Front(); e != nil; e = e.Next() {
		if nc := e.Value.(*conn); which(nc) {
			nc.Conn.Close()
		}
	}
}

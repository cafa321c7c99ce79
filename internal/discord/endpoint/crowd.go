package endpoint

import (
	"container/list"
	"net"
	"net/http"
	"sync"
)

// A crowd bounds the connections of a server. When there are too many, the one goes that has been without an answer for the
// longest time: whoever only holds connections pushes out others of that kind before any that is in use.
type crowd struct {
	most int

	mu    sync.Mutex
	order list.List // of net.Conn; the last answered are at the back
	at    map[net.Conn]*list.Element
}

func newCrowd(most int) *crowd { return &crowd{most: most, at: map[net.Conn]*list.Element{}} }

// note is a [http.Server]'s ConnState.
func (c *crowd) note(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch state {
	case http.StateNew:
		c.at[conn] = c.order.PushBack(conn)
		if c.order.Len() > c.most {
			first := c.order.Front()
			c.drop(first.Value.(net.Conn))
			first.Value.(net.Conn).Close() // its goroutine sees that, and ends
		}
	case http.StateIdle: // it was answered
		if e, ok := c.at[conn]; ok {
			c.order.MoveToBack(e)
		}
	case http.StateClosed, http.StateHijacked:
		c.drop(conn)
	}
}

// drop forgets a connection; the caller holds mu.
func (c *crowd) drop(conn net.Conn) {
	if e, ok := c.at[conn]; ok {
		c.order.Remove(e)
		delete(c.at, conn)
	}
}

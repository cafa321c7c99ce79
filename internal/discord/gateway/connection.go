package gateway

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"strings"
	"time"

	"github.com/coder/websocket"
	"github.com/tidwall/gjson"
)

const (
	// helloTimeout bounds the wait for HELLO, which Discord sends at once.
	helloTimeout = 10 * time.Second
	// readyTimeout bounds the wait for READY or RESUMED; missed events may come first.
	readyTimeout = 30 * time.Second
	// ackTimeout bounds the wait for the answer to a heartbeat, as does the next heartbeat, which alone would leave people without
	// answers for 41 s.
	ackTimeout = 15 * time.Second
	// writeTimeout bounds one write: ours are tiny, so if one blocks the peer is gone.
	writeTimeout = 2 * time.Second
	// lastWrite bounds the write that is under way when Run's context ends.
	lastWrite = 200 * time.Millisecond

	// minInterval and maxInterval clamp the heartbeat interval that HELLO names, usually 41.25 s: a wrong one must neither flood the
	// peer nor leave a dead connection unnoticed.
	minInterval = time.Second
	maxInterval = 2 * time.Minute

	// slowDown is the least wait after close code 4008, too many frames.
	slowDown = 30 * time.Second
)

// connection is one websocket. Run's goroutine does everything except reading and closing.
type connection struct {
	*loop
	ctx         context.Context // of Run
	ws          *websocket.Conn
	conn        net.Conn // under ws; nil if it is not known
	in          chan incoming
	done        chan struct{}      // closed when nothing is received from in any more
	stopReading context.CancelFunc // ends the reader, and with it the socket

	interval time.Duration
	beat     *time.Timer // the next heartbeat is due
	ack      *time.Timer // the answer to a heartbeat is overdue
	start    *time.Timer // IDENTIFY may be sent
	deadline *time.Timer // what the peer owes is overdue
	owed     string
	waiting  bool      // for the answer to a heartbeat
	ready    time.Time // when READY or RESUMED came
}

// serve runs until the connection ends or is of no more use, and returns why.
func (c *connection) serve() error {
	c.expect("HELLO", helloTimeout)
	for {
		var err error
		select {
		case <-c.ctx.Done():
			return c.ctx.Err()
		case in := <-c.in:
			if in.err != nil {
				return c.closeError(in.err)
			}
			err = c.handleFrame(in.frame)
		case <-c.beat.C:
			c.beat.Reset(c.interval)
			err = c.heartbeat()
		case <-c.ack.C:
			err = errors.New("the peer did not answer a heartbeat")
		case <-c.start.C:
			c.identifies.spend(time.Now())
			c.expect("READY", readyTimeout)
			err = c.send(identify(c.cfg.Token))
		case <-c.deadline.C:
			err = fmt.Errorf("no %s came in time", c.owed)
		}
		if err != nil {
			return err
		}
	}
}

func (c *connection) expect(what string, within time.Duration) {
	c.owed = what
	c.deadline.Reset(within)
}

// handleFrame acts on a frame.
func (c *connection) handleFrame(f frame) error {
	c.log.Debug("gateway: frame received", "op", f.op, "event", eventName(f.event))
	switch f.op {
	case opDispatch:
		if f.seq > 0 {
			c.session.seq = f.seq
		}
		c.dispatch(f)
	case opHeartbeat:
		return c.heartbeat()
	case opHeartbeatAck:
		c.waiting = false
		c.ack.Stop()
	case opReconnect:
		return errors.New("the peer asked to reconnect")
	case opInvalidSession:
		if string(f.data) != "true" {
			c.session = session{}
		}
		return retryAfter(time.Second+rand.N(4*time.Second), "the session was called invalid")
	case opHello:
		if c.interval == 0 {
			return c.hello(f.data)
		}
	}
	return nil
}

// eventName returns an event's name for a log, or "other" if it does not look like one.
func eventName(s string) string {
	if len(s) > 40 || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") != "" {
		return "other"
	}
	return s
}

func (c *connection) hello(d []byte) error {
	ms := gjson.GetBytes(d, "heartbeat_interval")
	if ms.Type != gjson.Number || !(ms.Num > 0) {
		return errors.New("HELLO names no heartbeat interval")
	}
	c.interval = min(max(time.Duration(min(ms.Num, 1e9)*float64(time.Millisecond)), minInterval), maxInterval)
	c.beat.Reset(rand.N(c.interval)) // bots that connect together should not beat together
	if c.session.id == "" {
		c.deadline.Stop()
		c.start.Reset(c.identifies.wait(time.Now()))
		return nil
	}
	c.expect("RESUMED", readyTimeout)
	c.session.refused++
	return c.send(c.session.resume(c.cfg.Token))
}

// heartbeat sends a heartbeat. The first that is not answered ends the connection.
func (c *connection) heartbeat() error {
	if !c.waiting {
		c.waiting = true
		c.ack.Reset(min(cmp.Or(c.interval, ackTimeout), ackTimeout)) // op 1 may come before HELLO
	}
	return c.send(c.session.heartbeat())
}

func (c *connection) dispatch(f frame) {
	switch f.event {
	case "INTERACTION_CREATE":
		if len(f.data) > 0 && f.data[0] == '{' {
			c.pool.submit(f.data)
		}
	case "READY":
		if c.owed != "READY" {
			return
		}
		c.session = session{id: gjson.GetBytes(f.data, "session_id").String(), seq: f.seq}
		address, err := c.resumeAddress(gjson.GetBytes(f.data, "resume_gateway_url").String())
		if err != nil {
			c.log.Warn("gateway: resuming at the address for new sessions instead", "cause", err)
		}
		c.session.address = address
		c.sessionBegan(Ready)
	case "RESUMED":
		if c.owed == "RESUMED" {
			c.session.refused = 0
			c.sessionBegan(Resumed)
		}
	}
}

func (c *connection) sessionBegan(e Event) {
	c.owed = ""
	c.deadline.Stop()
	c.ready = time.Now()
	c.cfg.Observe(e)
	c.log.Info("gateway: " + e.String())
}

// send writes one frame. The library cuts the connection if a write is cancelled, so a stop lets the one under way finish: the close
// with 1000 comes after it.
func (c *connection) send(b []byte) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.ctx), writeTimeout)
	defer cancel()
	defer context.AfterFunc(c.ctx, func() { time.AfterFunc(lastWrite, cancel) })()
	if c.log.Enabled(ctx, slog.LevelDebug) {
		c.log.Debug("gateway: frame sent", "op", gjson.GetBytes(b, "op").Int())
	}
	if err := c.ws.Write(ctx, websocket.MessageText, b); err != nil {
		return fmt.Errorf("write to the gateway: %w", err)
	}
	return nil
}

// closeError acts on the peer's close code, if there was one, and returns why the connection ended.
func (c *connection) closeError(err error) error {
	code := int(websocket.CloseStatus(err))
	switch {
	case fatal[code] != "":
		return &FatalError{Code: code}
	case code == 4003 || code == 4007 || code == 4009: // not authenticated, wrong sequence number, session timed out
		c.session = session{}
	case code == 4008: // rate limited
		return retryAfter(jitter(2*slowDown), "too many frames were sent (close code 4008)")
	}
	return err
}

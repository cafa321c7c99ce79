package gateway

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/coder/websocket"
	"github.com/tidwall/gjson"
)

const (
	// dialTimeout bounds the way from nothing to an open websocket.
	dialTimeout = 15 * time.Second
	// helloTimeout bounds the wait for HELLO, which Discord sends at once.
	helloTimeout = 10 * time.Second
	// readyTimeout bounds the wait for READY or RESUMED, which may follow what was missed.
	readyTimeout = 30 * time.Second
	// ackTimeout bounds the wait for the answer to a heartbeat, as does the next heartbeat.
	// Waiting for the latter alone would leave people without answers for 41 s.
	ackTimeout = 15 * time.Second
	// writeTimeout bounds one write: ours are tiny, so one that blocks shows that the peer is gone.
	writeTimeout = 2 * time.Second
	// closeTimeout bounds the closing handshake.
	closeTimeout = time.Second

	// minInterval and maxInterval clamp the heartbeat interval that HELLO names, really 41.25 s: a wrong one should
	// neither flood the peer nor leave a dead connection unnoticed.
	minInterval = time.Second
	maxInterval = 2 * time.Minute

	// maxMessage bounds one message. An interaction has a few KiB. READY names every server, at some 50 bytes each:
	// 2,500, the most that one connection may serve, are 125 KiB.
	maxMessage = 4 << 20
	// keepBuffer is the largest buffer that is kept for the next message.
	keepBuffer = 64 << 10

	// longStart is the longest wait for a start during which a connection is kept open.
	longStart = 10 * time.Second
	// slowDown is the least wait after Discord said that it got too many frames (4008).
	slowDown = 30 * time.Second

	// closeStop ends the session; closeResume, from the codes for private use, lets it live, which 1000 and 1001 do not.
	closeStop   = websocket.StatusNormalClosure
	closeResume = websocket.StatusCode(4900)
)

// connection is one websocket. The goroutine of Run does everything but reading and closing.
type connection struct {
	*loop
	ctx  context.Context // of Run
	ws   *websocket.Conn
	in   chan incoming
	done chan struct{}      // closed when nobody receives from in any more
	cut  context.CancelFunc // ends the reader, and with it the socket

	interval time.Duration
	beat     *time.Timer // the next heartbeat is due
	ack      *time.Timer // the answer to a heartbeat is overdue
	start    *time.Timer // IDENTIFY may be sent
	deadline *time.Timer // what the peer owes is overdue
	owed     string
	waiting  bool      // for the answer to a heartbeat
	ready    time.Time // when READY or RESUMED came
}

// incoming is a frame, or why there is none; a parse error is followed by more, a read error is not.
type incoming struct {
	frame
	err error
}

// connect makes one connection and serves it until it ends. It tells when the session was ready, if it was, and why
// the connection ended.
func (l *loop) connect(ctx context.Context) (ready time.Time, err error) {
	if l.session.refused >= maxRefused {
		l.log.Warn("gateway: the session cannot be resumed, beginning a new one")
		l.session = session{}
	}
	address, err := l.where(ctx)
	if err != nil {
		return time.Time{}, err
	}
	dialling, cancel := context.WithTimeout(ctx, dialTimeout)
	ws, _, err := websocket.Dial(dialling, address, &websocket.DialOptions{
		HTTPClient: l.client,
		HTTPHeader: http.Header{"User-Agent": {l.cfg.UserAgent}},
	})
	cancel()
	if err != nil {
		l.session.address = "" // resume elsewhere next
		return time.Time{}, fmt.Errorf("connect to the gateway: %w", err)
	}
	ws.SetReadLimit(maxMessage)
	c := &connection{
		loop: l, ctx: ctx, ws: ws, in: make(chan incoming), done: make(chan struct{}),
		beat: idle(), ack: idle(), start: idle(), deadline: idle(),
	}
	reading, cut := context.WithCancel(context.WithoutCancel(ctx))
	c.cut = cut
	l.closing.Go(func() { c.read(reading) })
	err = c.serve()
	if ctx.Err() != nil {
		c.close(closeStop)
	} else {
		c.close(closeResume)
	}
	if c.ready.IsZero() {
		l.session.address = ""
	}
	for _, t := range []*time.Timer{c.beat, c.ack, c.start, c.deadline} {
		t.Stop()
	}
	return c.ready, err
}

// where finds the address to connect to.
func (l *loop) where(ctx context.Context) (string, error) {
	if l.session.id != "" && l.session.address != "" {
		return l.session.address, nil
	}
	if wait := l.starts.wait(time.Now()); l.session.id == "" && wait > longStart {
		return "", later(wait, "too many new sessions today, saving the rest")
	}
	return l.ask(ctx)
}

// idle returns a timer that does not run.
func idle() *time.Timer {
	t := time.NewTimer(time.Hour)
	t.Stop()
	return t
}

// serve runs until the connection is of no more use, and tells why.
func (c *connection) serve() error {
	c.expect("HELLO", helloTimeout)
	for {
		var err error
		select {
		case <-c.ctx.Done():
			return c.ctx.Err()
		case in := <-c.in:
			if in.err != nil {
				return c.ended(in.err)
			}
			err = c.take(in.frame)
		case <-c.beat.C:
			c.beat.Reset(c.interval)
			err = c.heartbeat()
		case <-c.ack.C:
			err = errors.New("the peer did not answer a heartbeat")
		case <-c.start.C:
			c.starts.spend(time.Now())
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

// take acts on a frame.
func (c *connection) take(f frame) error {
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
		return errors.New("Discord asked to reconnect")
	case opInvalidSession:
		if string(f.data) != "true" {
			c.session = session{}
		}
		return later(time.Second+rand.N(4*time.Second), "Discord called the session invalid")
	case opHello:
		if c.interval == 0 {
			return c.hello(f.data)
		}
	}
	return nil
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
		c.start.Reset(c.starts.wait(time.Now()))
		return nil
	}
	c.expect("RESUMED", readyTimeout)
	c.session.refused++
	return c.send(c.session.resume(c.cfg.Token))
}

// heartbeat sends one. The first that is not answered ends the connection.
func (c *connection) heartbeat() error {
	if !c.waiting {
		c.waiting = true
		c.ack.Reset(min(c.interval, ackTimeout))
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
		c.begun(Ready)
	case "RESUMED":
		if c.owed == "RESUMED" {
			c.session.refused = 0
			c.begun(Resumed)
		}
	}
}

func (c *connection) begun(e Event) {
	c.owed = ""
	c.deadline.Stop()
	c.ready = time.Now()
	c.cfg.Observe(e)
	c.log.Info("gateway: " + e.String())
}

// send writes one frame.
func (c *connection) send(b []byte) error {
	ctx, cancel := context.WithTimeout(c.ctx, writeTimeout)
	defer cancel()
	err := c.ws.Write(ctx, websocket.MessageText, b)
	if err == nil {
		return nil
	}
	// The peer may have said why it went away before it did.
	overdue := time.NewTimer(closeTimeout)
	defer overdue.Stop()
	for {
		select {
		case in := <-c.in:
			if in.err != nil {
				return c.ended(in.err)
			}
		case <-c.ctx.Done():
			return err
		case <-overdue.C:
			return fmt.Errorf("write to the gateway: %w", err)
		}
	}
}

// ended draws the consequences of the peer's close code, if there was one.
func (c *connection) ended(err error) error {
	code := int(websocket.CloseStatus(err))
	switch {
	case fatal[code] != "":
		return &FatalError{Code: code}
	case code == 4003 || code == 4007 || code == 4009: // not authenticated, wrong sequence number, session timed out
		c.session = session{}
	case code == 4008: // rate limited
		return later(jitter(2*slowDown), "Discord got too many frames (close code 4008)")
	}
	return err
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
		// The library waits for the peer up to 5 s; ending the reader ends that.
		overdue := time.AfterFunc(closeTimeout, c.cut)
		c.ws.Close(code, "")
		overdue.Stop()
		c.cut()
	})
}

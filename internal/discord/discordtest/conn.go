package discordtest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"
)

// A Conn is one gateway connection, seen from Discord's side.
type Conn struct {
	// Number counts the connections of a server from 1.
	Number int

	server *Server
	ws     *websocket.Conn
	wire   *Wire
	ctx    context.Context
	sess   *session    // set by IDENTIFY and RESUME; used by the reading goroutine only
	closed atomic.Bool // by this side
}

// A session outlives its connections, until the client closes one with 1000 or 1001.
type session struct {
	id  string
	mu  sync.Mutex
	seq int64
	// frames holds the last events, the newest with the number seq, for a client that resumes.
	frames [][]byte
	conn   atomic.Pointer[Conn] // nil while the client is away
}

// OnConnect sets a function that is called with every new gateway connection before its HELLO, in the connection's
// own goroutine: what it sends comes first.
func (s *Server) OnConnect(hook func(*Conn)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook = hook
}

// Conn returns the newest open gateway connection, or nil.
func (s *Server) Conn() *Conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.conns) == 0 {
		return nil
	}
	return s.conns[len(s.conns)-1]
}

// WaitReady returns once a client has an identified session with a connection.
func (s *Server) WaitReady(ctx context.Context) (*Conn, error) {
	var c *Conn
	err := s.await(ctx, func() bool {
		if s.current != nil {
			c = s.current.conn.Load()
		}
		return c != nil
	})
	if err != nil {
		return nil, fmt.Errorf("discordtest: wait for a session: %w", err)
	}
	return c, nil
}

// Send sends one text message, whatever it is.
func (c *Conn) Send(frame string) error {
	return c.write(websocket.MessageText, []byte(frame))
}

// SendBinary sends one binary message.
func (c *Conn) SendBinary(frame []byte) error {
	return c.write(websocket.MessageBinary, frame)
}

// Close ends the connection with a close code and waits for the client's answer, at most 5 s.
func (c *Conn) Close(code int) { c.close(code, "") }

func (c *Conn) close(code int, reason string) {
	c.closed.Store(true)
	c.ws.Close(websocket.StatusCode(code), reason)
}

// Drop cuts the connection without a word.
func (c *Conn) Drop() { c.wire.Close() }

// Silence makes the connection half-open: what the client sends is taken, and nothing comes back, not even the answer
// to its close frame.
func (c *Conn) Silence() { c.wire.Silence() }

func (c *Conn) write(typ websocket.MessageType, frame []byte) error {
	ctx, cancel := context.WithTimeout(c.ctx, 5*time.Second)
	defer cancel()
	return c.ws.Write(ctx, typ, frame)
}

func (s *Server) gateway(w http.ResponseWriter, r *http.Request) {
	ws, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		return
	}
	defer ws.CloseNow()
	ws.SetReadLimit(1 << 20)
	c := &Conn{server: s, ws: ws, wire: r.Context().Value(wireKey{}).(*Wire)}
	var cancel context.CancelFunc
	c.ctx, cancel = context.WithCancel(s.ctx)
	defer cancel()
	s.mu.Lock()
	if s.ctx.Err() != nil {
		s.mu.Unlock()
		return
	}
	s.dialled++
	c.Number = s.dialled
	s.conns = append(s.conns, c)
	hook := s.hook
	s.broadcast()
	s.mu.Unlock()
	if hook != nil {
		hook(c)
	}
	err = c.serve()
	code := int(websocket.CloseStatus(err))
	if c.closed.Load() {
		code = -1 // the client's would only repeat ours
	}
	s.mu.Lock()
	s.conns = slices.DeleteFunc(s.conns, func(o *Conn) bool { return o == c })
	if c.sess != nil {
		c.sess.conn.CompareAndSwap(c, nil)
		if code == 1000 || code == 1001 {
			delete(s.sessions, c.sess.id)
			if s.current == c.sess {
				s.current = nil
			}
		}
	}
	s.mu.Unlock()
	s.record(Record{Step: Closed, Conn: c.Number, Code: code})
}

// serve says HELLO and reads until the connection ends. The error carries the client's close code.
func (c *Conn) serve() error {
	hello := fmt.Sprintf(`{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":%d,"_trace":["[\"gateway-pretend\"]"]}}`,
		DefaultHeartbeat.Milliseconds())
	c.step(Hello, nil, func() { c.Send(hello) })
	for {
		_, message, err := c.ws.Read(c.ctx)
		if err != nil {
			return err
		}
		var f struct {
			Op int             `json:"op"`
			D  json.RawMessage `json:"d"`
		}
		if err := json.Unmarshal(message, &f); err != nil {
			c.close(4002, "Error while decoding payload.")
			return errors.New("the client sent something that is no frame")
		}
		switch f.Op {
		case 1:
			c.step(Heartbeat, message, func() { c.Send(`{"t":null,"s":null,"op":11,"d":null}`) })
		case 2:
			c.step(Identify, message, func() { c.identify(f.D) })
		case 6:
			c.step(Resume, message, func() { c.resume(f.D) })
		default:
			c.step(Other, message, func() {})
		}
	}
}

// step records and then does what the script says, or the ordinary thing.
func (c *Conn) step(name string, message []byte, ordinary func()) {
	if name != Hello {
		c.server.record(Record{Step: name, Conn: c.Number, Body: message})
	}
	resp, scripted := c.server.scripted(name)
	if !scripted {
		ordinary()
		return
	}
	if !c.server.hold(c.ctx, resp) {
		return
	}
	if resp.Silent {
		c.Silence()
	}
	for _, frame := range resp.Frames {
		if resp.Binary {
			c.SendBinary([]byte(frame))
		} else {
			c.Send(frame)
		}
	}
	switch {
	case resp.Close != 0:
		c.Close(resp.Close)
	case resp.Cut:
		c.Drop()
	case resp.Ordinary:
		ordinary()
	}
}

// isToken reports whether a frame's token is right; Discord lets "Bot " stand before it.
func (s *Server) isToken(token string) bool { return strings.TrimPrefix(token, "Bot ") == s.token }

func (c *Conn) identify(d json.RawMessage) {
	var id struct {
		Token string `json:"token"`
	}
	json.Unmarshal(d, &id)
	s := c.server
	s.mu.Lock()
	again := c.sess != nil && s.sessions[c.sess.id] != nil // after op 9 it may
	s.mu.Unlock()
	switch {
	case again:
		c.close(4005, "Already authenticated.")
		return
	case !s.isToken(id.Token):
		c.close(4004, "Authentication failed.")
		return
	}
	sess := &session{id: fmt.Sprintf("%032x", nextID())}
	sess.conn.Store(c)
	c.sess = sess
	sess.mu.Lock() // so that READY is the first
	defer sess.mu.Unlock()
	s.mu.Lock()
	s.sessions[sess.id], s.current = sess, sess
	resumeAt := cmp.Or(s.resumeAt, "ws://"+s.host+"/resume")
	s.broadcast()
	s.mu.Unlock()
	sess.send("READY", marshal(map[string]any{
		"v": 10, "session_id": sess.id, "session_type": "normal",
		"resume_gateway_url": resumeAt,
		"user": map[string]any{"id": s.application, "username": "leakygut", "discriminator": "0001", "global_name": nil,
			"avatar": nil, "bot": true, "verified": true, "email": nil, "flags": 0, "mfa_enabled": false},
		"application": map[string]any{"id": s.application, "flags": 0},
		"guilds":      []any{}, "private_channels": []any{}, "relationships": []any{}, "presences": []any{},
		"guild_join_requests": []any{}, "geo_ordered_rtc_regions": []any{}, "user_settings": map[string]any{},
		"auth": map[string]any{}, "shard": []int{0, 1}, "_trace": []string{`["gateway-pretend"]`},
	}), s.keep)
}

func (c *Conn) resume(d json.RawMessage) {
	var from struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int64  `json:"seq"`
	}
	json.Unmarshal(d, &from)
	s := c.server
	s.mu.Lock()
	sess := s.sessions[from.Session]
	s.mu.Unlock()
	if !s.isToken(from.Token) {
		c.close(4004, "Authentication failed.")
		return
	}
	if sess == nil {
		c.Send(`{"t":null,"s":null,"op":9,"d":false}`)
		return
	}
	sess.mu.Lock()
	defer sess.mu.Unlock()
	missed := sess.seq - from.Seq
	if missed < 0 {
		c.close(4007, "Invalid seq.")
		return
	}
	if missed > int64(len(sess.frames)) {
		c.Send(`{"t":null,"s":null,"op":9,"d":false}`)
		return
	}
	c.sess = sess
	sess.conn.Store(c)
	s.mu.Lock()
	s.current = sess
	s.broadcast()
	s.mu.Unlock()
	for _, frame := range sess.frames[len(sess.frames)-int(missed):] {
		c.write(websocket.MessageText, frame)
	}
	sess.send("RESUMED", []byte(`{"_trace":["[\"gateway-pretend\"]"]}`), s.keep)
}

// dispatch numbers an event, keeps it for a client that resumes, and sends it if there is a connection.
func (sess *session) dispatch(event string, d []byte, keep int) {
	sess.mu.Lock()
	defer sess.mu.Unlock()
	sess.send(event, d, keep)
}

// send does so while the caller holds sess.mu.
func (sess *session) send(event string, d []byte, keep int) {
	sess.seq++
	frame := fmt.Appendf(nil, `{"t":%q,"s":%d,"op":0,"d":%s}`, event, sess.seq, d)
	if len(sess.frames) == keep {
		sess.frames[0] = nil
		sess.frames = sess.frames[1:]
	}
	sess.frames = append(sess.frames, frame)
	if c := sess.conn.Load(); c != nil {
		c.write(websocket.MessageText, frame)
	}
}

// Dispatch sends an event of the client's session, or keeps it until the client resumes.
// It waits until there is a session.
func (s *Server) Dispatch(ctx context.Context, event string, d []byte) error {
	var sess *session
	if err := s.await(ctx, func() bool { sess = s.current; return sess != nil }); err != nil {
		return fmt.Errorf("discordtest: wait for a session: %w", err)
	}
	sess.dispatch(event, d, s.keep)
	return nil
}

// Forget ends every session, so that the next RESUME is refused with op 9.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.sessions)
	s.current = nil
}

func marshal(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

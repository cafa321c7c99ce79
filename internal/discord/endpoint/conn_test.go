package endpoint_test

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/discord/endpoint"
	"leakygut-bot/internal/knowledge"
)

// An answer of any size goes out with one call of the system, so that no kill can leave half of one.
func TestAnswersAreWrittenWhole(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	counting := &countingListener{Listener: l}
	responder := discord.NewResponder(long(t))
	c, r := serveAt(t, counting, func(cfg *endpoint.Config) { cfg.Responder = responder }).dial()
	largest := 0
	replies := responder.Replies()
	for request := range replies.Set().Fixed() {
		body := discordtest.Slash(request.Command, request.Name).JSON()
		want, err := responder.Respond(body)
		if err != nil {
			t.Fatal(err)
		}
		before := counting.writes.Load()
		if _, err := c.Write(signedRequest(body).wire()); err != nil {
			t.Fatal(err)
		}
		resp, err := http.ReadResponse(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if _, err := got.ReadFrom(resp.Body); err != nil || !bytes.Equal(got.Bytes(), want.Body) {
			t.Errorf("%+v: %v, %d bytes of %d", request, err, got.Len(), len(want.Body))
		}
		if n := counting.writes.Load() - before; n != 1 {
			t.Errorf("%+v: %d bytes came in %d writes", request, got.Len(), n)
		}
		largest = max(largest, got.Len())
	}
	if largest <= 4096 {
		t.Errorf("the largest reply has only %d bytes, which shows nothing", largest)
	}
}

// long is the replies of an article whose topic fills its messages.
func long(t *testing.T) *discord.Replies {
	t.Helper()
	var file strings.Builder
	file.WriteString("command: {name: long, description: Long}\narticle: {id: article, type: webpage, title: Long}\nnotice: For tests.\n" +
		"sources: [{id: 1, type: book, title: One}]\ntopics:\n- {name: words, title: Words, description: Words, section: Words, facts: [\n")
	for n := range 30 {
		fmt.Fprintf(&file, "  {text: \"Statement %d says %s.\", cites: [1]},\n", n, strings.Repeat("something more and ", 8))
	}
	file.WriteString("]}\n")
	library, err := knowledge.Load(fstest.MapFS{"long.yaml": {Data: []byte(file.String())}})
	if err != nil {
		t.Fatal(err)
	}
	replies, err := discord.Compile(commands.New(library))
	if err != nil {
		t.Fatal(err)
	}
	return replies
}

// A countingListener counts what its connections write.
type countingListener struct {
	net.Listener
	writes atomic.Int64
}

func (l *countingListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	return &countingConn{c, &l.writes}, err
}

type countingConn struct {
	net.Conn
	writes *atomic.Int64
}

func (c *countingConn) Write(p []byte) (int, error) {
	c.writes.Add(1)
	return c.Conn.Write(p)
}

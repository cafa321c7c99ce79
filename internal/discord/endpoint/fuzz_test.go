package endpoint_test

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"leakygut-bot/internal/discord/discordtest"
)

// Whatever comes on a connection, what goes back is HTTP, with a status of this package or of net/http, and the server goes on.
func FuzzConnection(f *testing.F) {
	ping := signedRequest(discordtest.Ping().JSON())
	chunked := ping
	chunked.noLength, chunked.header = true, ping.header.Clone()
	chunked.header.Set("Transfer-Encoding", "chunked")
	chunked.body = []byte("5\r\n{\"typ\r\n5;x=y\r\ne\":1}\r\n0\r\n\r\n")
	expects := ping
	expects.header = ping.header.Clone()
	expects.header.Set("Expect", "100-continue")
	for _, seed := range []string{
		string(ping.wire()), string(chunked.wire()), string(expects.wire()), strings.Repeat(string(ping.wire()), 3),
		string(ping.wire()[:200]), "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "POST /interactions HTTP/1.0\r\n\r\n", "\r\n\r\n", "\x16\x03\x01\x00",
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HEAD /interactions HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", "HEAD ",
		"POST /interactions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: identity\r\n\r\n{}",
	} {
		f.Add([]byte(seed))
	}
	s := serve(f, nil)
	statuses := map[int]bool{100: true, 200: true, 400: true, 401: true, 404: true, 405: true, 408: true, 413: true, 415: true, 417: true, 431: true, 501: true, 503: true, 505: true}
	f.Fuzz(func(t *testing.T, wire []byte) {
		c, err := net.DialTimeout("tcp", s.addr, 5*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		c.SetDeadline(time.Now().Add(20 * time.Second))
		r := bufio.NewReader(c)
		go func() {
			c.Write(wire) // the server may hang up first
			c.(*net.TCPConn).CloseWrite()
		}()
		for {
			// A server that hangs up before it has read everything resets the connection.
			if err := next(r, statuses, !bytes.Contains(wire, []byte("HEAD"))); errors.Is(err, errDone) || errors.Is(err, syscall.ECONNRESET) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if log := s.log.String(); log != "" {
			t.Fatal(log)
		}
	})
}

var errDone = errors.New("the connection is over")

// next reads an answer. If there may be one without the body that its headers tell of, only the first is looked at, without it.
func next(r *bufio.Reader, statuses map[int]bool, bodies bool) error {
	if _, err := r.Peek(1); err != nil {
		return errDone
	}
	resp, err := http.ReadResponse(r, nil)
	if err == nil && !bodies && statuses[resp.StatusCode] {
		return errDone
	}
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	switch {
	case err != nil:
		return err
	case !statuses[resp.StatusCode]:
		return errors.New(resp.Status)
	case resp.StatusCode == 200 && !strings.HasPrefix(string(body), `{"type":`):
		return errors.New("no interaction response: " + string(body))
	}
	return nil
}

package endpoint_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/endpoint"
)

// hostileMemory is how much more memory than before the program may take, at its worst, under one kind of attack: some
// hundred connections of 30 KiB, or 4 MiB of large bodies, and what waits to be collected.
const hostileMemory = 32 << 20

// TestHostileRequests starts the real program and attacks it. Meanwhile an honest client must be answered, and afterwards the
// operating system says what memory the program took.
func TestHostileRequests(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the program")
	}
	forged := strings.Repeat("ab", 64)
	headers := "Host: bot.example\r\nContent-Type: application/json\r\nX-Signature-Ed25519: " + forged + "\r\nX-Signature-Timestamp: 1700000000\r\n"
	const line = "POST /interactions HTTP/1.1\r\n"
	for _, a := range []attack{
		{"forged 64 MB", 8, func(c net.Conn) error {
			fmt.Fprintf(c, "%s%sContent-Length: %d\r\n\r\n", line, headers, 64<<20)
			return flood(c, strings.Repeat("x", 64<<10), 1024)
		}, "HTTP/1.1 413", false},
		{"forged 256 KiB", 64, func(c net.Conn) error {
			fmt.Fprintf(c, "%s%sContent-Length: %d\r\n\r\n", line, headers, 256<<10)
			return flood(c, strings.Repeat("x", 64<<10), 4)
		}, "", false},
		{"forged 256 KiB that never end", 200, func(c net.Conn) error {
			fmt.Fprintf(c, "%s%sContent-Length: %d\r\n\r\n", line, headers, 256<<10)
			return flood(c, strings.Repeat("x", 60<<10), 4)
		}, "", false},
		{"endless chunks", 16, func(c net.Conn) error {
			fmt.Fprintf(c, "%s%sTransfer-Encoding: chunked\r\n\r\n", line, headers)
			return flood(c, "8000\r\n"+strings.Repeat("x", 32<<10)+"\r\n", 2048)
		}, "HTTP/1.1 413", false},
		{"endless chunks of a byte", 16, func(c net.Conn) error {
			fmt.Fprintf(c, "%s%sTransfer-Encoding: chunked\r\n\r\n", line, headers)
			return flood(c, strings.Repeat("1\r\nx\r\n", 4096), 128)
		}, "HTTP/1.1 413", false},
		{"an endless chunk extension", 16, func(c net.Conn) error {
			fmt.Fprintf(c, "%s%sTransfer-Encoding: chunked\r\n\r\n1;", line, headers)
			return flood(c, strings.Repeat("x", 64<<10), 256)
		}, "HTTP/1.1 400", false},
		{"slow headers", 200, func(c net.Conn) error {
			_, err := io.WriteString(c, line+"Host: bot.exam")
			return err
		}, "", false},
		{"a slow body", 200, func(c net.Conn) error {
			_, err := fmt.Fprintf(c, "%s%sContent-Length: 2000\r\n\r\n{", line, headers)
			return err
		}, "", false},
		{"idle connections", 200, func(net.Conn) error { return nil }, "", false},
		{"many idle connections", 2000, func(net.Conn) error { return nil }, "", false},
		{"pipelining", 8, func(c net.Conn) error {
			go io.Copy(io.Discard, c)
			return flood(c, strings.Repeat(line+headers+"Content-Length: 2\r\n\r\n{}", 100), 20)
		}, "", false},
		{"pipelining and never reading", 32, func(c net.Conn) error {
			c.SetWriteDeadline(time.Now().Add(2 * time.Second))
			return flood(c, strings.Repeat("GET / HTTP/1.1\r\nHost: bot.example\r\n\r\n", 1000), 200)
		}, "", false},
		{"a flood of headers", 32, func(c net.Conn) error {
			io.WriteString(c, line)
			return flood(c, "X-Flood: "+strings.Repeat("x", 1000)+"\r\n", 10_000)
		}, "HTTP/1.1 431", false},
		{"one endless header", 32, func(c net.Conn) error {
			io.WriteString(c, line+"X-Flood: ")
			return flood(c, strings.Repeat("x", 64<<10), 200)
		}, "HTTP/1.1 431", false},
		{"an endless path", 32, func(c net.Conn) error {
			io.WriteString(c, "POST /")
			return flood(c, strings.Repeat("x", 64<<10), 200)
		}, "", false},
		{"no HTTP", 64, func(c net.Conn) error {
			_, err := c.Write(bytes.Repeat([]byte{0x16, 3, 1, 0}, 1000))
			return err
		}, "", false},
		{"a body that is cut off", 64, func(c net.Conn) error {
			fmt.Fprintf(c, "%s%sContent-Length: 2000\r\n\r\n{", line, headers)
			return c.(*net.TCPConn).CloseWrite()
		}, "HTTP/1.1 400", true},
		{"two lengths", 8, func(c net.Conn) error {
			_, err := fmt.Fprintf(c, "%s%sContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}", line, headers)
			return err
		}, "HTTP/1.1 400", true},
		{"thousands of headers", 500, func(c net.Conn) error {
			_, err := io.WriteString(c, line+headers+strings.Repeat("a:\r\n", 900)+"Content-Length: 2\r\n\r\n{}")
			return err
		}, "HTTP/1.1 401", true},
		{"thousands of trailers", 500, func(c net.Conn) error {
			_, err := io.WriteString(c, line+headers+"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n"+strings.Repeat("a:\r\n", 900)+"\r\n")
			return err
		}, "HTTP/1.1 ", true},
		{"a list of trailers", 500, func(c net.Conn) error {
			_, err := io.WriteString(c, line+headers+"Trailer: a"+strings.Repeat(",b", 1500)+"\r\nContent-Length: 2\r\n\r\n{}")
			return err
		}, "HTTP/1.1 ", true},
		{"answered, and kept", 500, func(c net.Conn) error {
			_, err := io.WriteString(c, line+headers+"X-Fill: "+strings.Repeat("x", 3500)+"\r\nContent-Length: 2\r\n\r\n{}")
			return err
		}, "HTTP/1.1 401", true},
		{"8 KB that do not end", 500, func(c net.Conn) error {
			_, err := fmt.Fprintf(c, "%s%sX-Fill: %s\r\nContent-Length: 8190\r\n\r\n%s", line, headers, strings.Repeat("x", 3500), strings.Repeat("x", 8100))
			return err
		}, "", false},
		{"16 KB that do not end", 500, func(c net.Conn) error {
			_, err := fmt.Fprintf(c, "%s%sX-Fill: %s\r\nContent-Length: 16400\r\n\r\n%s", line, headers, strings.Repeat("x", 3500), strings.Repeat("x", 16300))
			return err
		}, "", false},
	} {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			a.try(t)
		})
	}
}

// An attack is tried over several connections at once.
type attack struct {
	name  string
	conns int
	// run attacks on one connection. An error only ends it: hanging up is the server's right.
	run func(c net.Conn) error
	// status begins the answer that connections must get; "" where there need not be one. Who sends more than is taken may
	// find the answer gone, but not everybody.
	status string
	each   bool // gets it
}

// try starts the program and attacks it.
func (a attack) try(t *testing.T) {
	p := serveBinary(t)
	before := p.memory(t, "VmHWM")
	honest, stop := context.WithCancel(t.Context())
	defer stop()
	slowest := make(chan time.Duration, 1)
	go func() { slowest <- askAllAlong(honest, t, p.addr, ping()) }()

	var attackers sync.WaitGroup
	conns := make([]net.Conn, a.conns)
	for i := range conns {
		c, err := net.DialTimeout("tcp", p.addr, 10*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		c.SetDeadline(time.Now().Add(15 * time.Second))
		conns[i] = c
		attackers.Go(func() { a.run(c) })
	}
	attackers.Wait()
	if a.status != "" {
		a.checkAnswers(t, conns)
	}
	// One more client comes while all that is still open.
	askAllAlong(canceled(), t, p.addr, ping())
	stop()
	worst := <-slowest
	if worst > 3*time.Second {
		t.Errorf("an honest client waited %s; Discord waits 3 s", worst)
	}
	took := p.memory(t, "VmHWM") - before
	t.Logf("memory %.1f MB before, %.1f MB more at the worst; the slowest honest answer took %s", float64(before)/1e6, float64(took)/1e6, worst)
	if took > hostileMemory {
		t.Errorf("took %d bytes more, which is above %d", took, hostileMemory)
	}
	p.Process.Signal(syscall.SIGTERM)
	select {
	case err := <-p.ended:
		if err != nil {
			t.Errorf("the program ended with %v", err)
		}
	case <-time.After(5 * time.Second):
		t.Error("the program did not end within 5 s")
	}
}

// checkAnswers reads what the attackers got.
func (a attack) checkAnswers(t *testing.T, conns []net.Conn) {
	got := 0
	for _, c := range conns {
		answer := make([]byte, len(a.status))
		switch n, _ := io.ReadFull(c, answer); {
		case string(answer[:n]) == a.status:
			got++
		case n > 0:
			t.Errorf("answered %q, want %q", answer[:n], a.status)
		}
	}
	if got == 0 || a.each && got < a.conns {
		t.Errorf("%d of %d got an answer", got, a.conns)
	}
}

// canceled is a context with which askAllAlong asks once.
func canceled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// flood writes a text again and again until the server hangs up.
func flood(c net.Conn, text string, times int) error {
	for range times {
		if _, err := io.WriteString(c, text); err != nil {
			return err
		}
	}
	return nil
}

// askAllAlong sends a request after the other until ctx ends and returns how long the slowest answer took.
func askAllAlong(ctx context.Context, t *testing.T, addr string, request []byte) (worst time.Duration) {
	c, err := dial(addr)
	for n := 0; err == nil && (ctx.Err() == nil || n == 0); n++ {
		sent := time.Now()
		if c.ended {
			c.Close()
			if c, err = dial(addr); err != nil {
				break
			}
		}
		c.SetDeadline(time.Now().Add(10 * time.Second))
		if status, err := c.do(request); err != nil || status != http.StatusOK {
			t.Errorf("honest: status %d, error %v", status, err)
			break
		}
		worst = max(worst, time.Since(sent))
	}
	if err != nil {
		t.Errorf("honest: %v", err)
		return worst
	}
	c.Close()
	return worst
}

// A stop under load loses no answer: each that was made comes to whoever asked, whole.
func TestStopUnderLoad(t *testing.T) {
	var made, came atomic.Int64
	var hold atomic.Bool
	arrived, release := make(chan struct{}, 16), make(chan struct{})
	s := serve(t, func(cfg *endpoint.Config) {
		cfg.Responder.Observe(func(discord.Label) {
			if hold.Load() {
				arrived <- struct{}{}
				<-release
			}
		})
		cfg.Observe = func(status int, _ time.Duration) {
			if status == http.StatusOK {
				made.Add(1)
			}
		}
	})
	request := signedRequest(symptoms().JSON()).wire()
	var clients sync.WaitGroup
	begun := make(chan struct{}, 16)
	for range 16 {
		clients.Go(func() {
			askUntilEnded(t, s.addr, request, func(n int) {
				came.Add(1)
				if n == 20 {
					begun <- struct{}{}
				}
			})
		})
	}
	for range 16 {
		<-begun
	}
	hold.Store(true)
	for range 16 {
		<-arrived // so that each client waits for an answer when the stop comes
	}
	s.stop()
	s.awaitRefusal()
	hold.Store(false)
	close(release)
	if err := <-s.served; err != nil {
		t.Error(err)
	}
	clients.Wait()
	if made.Load() != came.Load() {
		t.Errorf("%d answers were made, %d came", made.Load(), came.Load())
	}
}

// askUntilEnded sends a request after the other until an answer ends the connection, and calls came after each answer.
func askUntilEnded(t *testing.T, addr string, request []byte, came func(n int)) {
	c, err := dial(addr)
	if err != nil {
		t.Error(err)
		return
	}
	defer c.Close()
	for n := 0; !c.ended; n++ {
		c.SetDeadline(time.Now().Add(10 * time.Second))
		if status, err := c.do(request); err != nil || status != http.StatusOK {
			t.Errorf("status %d, error %v", status, err)
			return
		}
		came(n)
	}
}

// At SIGTERM the program is not ready at once, answers the request that has come in part, and ends with code 0 within 5 s.
func TestSIGTERM(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the program")
	}
	p := serveBinary(t)
	c, err := dial(p.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(10 * time.Second))
	if status, err := c.do(ping()); err != nil || status != http.StatusOK {
		t.Fatalf("status %d, error %v", status, err)
	}
	request := signedRequest(symptoms().JSON())
	request.header.Set("Expect", "100-continue")
	request.endOfBody = 0
	if _, err := c.Write(request.wire()); err != nil {
		t.Fatal(err)
	}
	if line, err := c.r.ReadString('\n'); line != "HTTP/1.1 100 Continue\r\n" { // so it has begun
		t.Fatalf("%q, %v", line, err)
	}
	c.r.ReadString('\n')
	began := time.Now()
	p.Process.Signal(syscall.SIGTERM)
	client := &http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	for ready := true; ready; {
		resp, err := client.Get("http://" + p.ops + "/readyz")
		if err != nil {
			t.Fatalf("nobody tells that the program is not ready: %v", err)
		}
		resp.Body.Close()
		ready = resp.StatusCode != http.StatusServiceUnavailable
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("still ready after %s", took)
	}
	if status, err := c.do(request.body); err != nil || status != http.StatusOK {
		t.Errorf("the request in flight: status %d, error %v", status, err)
	}
	if err := <-p.ended; err != nil {
		t.Errorf("the program ended with %v", err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("the program ended after %s", took)
	}
}

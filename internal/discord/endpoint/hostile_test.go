package endpoint_test

import (
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
	const (
		line = "POST /interactions HTTP/1.1\r\n"
		good = "Content-Length: 2\r\n\r\n{}"
	)
	headers := line + "Host: bot.example\r\nContent-Type: application/json\r\nX-Signature-Ed25519: " + strings.Repeat("ab", 64) + "\r\nX-Signature-Timestamp: 1700000000\r\n"
	chunked := headers + "Transfer-Encoding: chunked\r\n\r\n"
	full := headers + "X-Fill: " + filler(3500) + "\r\n"
	length := func(n int) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n", n) }
	for _, a := range []attack{
		{name: "forged 64 MB", conns: 8, head: headers + length(64<<20), flood: filler(64 << 10), times: 1024, status: "HTTP/1.1 413"},
		{name: "forged 256 KiB", conns: 64, head: headers + length(256<<10), flood: filler(64 << 10), times: 4},
		{name: "forged 256 KiB that never end", conns: 200, head: headers + length(256<<10), flood: filler(60 << 10), times: 4},
		{name: "endless chunks", conns: 16, head: chunked, flood: "8000\r\n" + filler(32<<10) + "\r\n", times: 2048, status: "HTTP/1.1 413"},
		{name: "endless chunks of a byte", conns: 16, head: chunked, flood: strings.Repeat("1\r\nx\r\n", 4096), times: 128, status: "HTTP/1.1 413"},
		{name: "an endless chunk extension", conns: 16, head: chunked + "1;", flood: filler(64 << 10), times: 256, status: "HTTP/1.1 400"},
		{name: "slow headers", conns: 200, head: line + "Host: bot.exam"},
		{name: "a slow body", conns: 200, head: headers + length(2000) + "{"},
		{name: "many idle connections", conns: 2000},
		{name: "pipelining", conns: 8, flood: strings.Repeat(headers+good, 100), times: 20, reads: true},
		{name: "pipelining and never reading", conns: 32, flood: strings.Repeat("GET / HTTP/1.1\r\nHost: bot.example\r\n\r\n", 1000), times: 200},
		{name: "a flood of headers", conns: 32, head: line, flood: "X-Flood: " + filler(1000) + "\r\n", times: 10_000, status: "HTTP/1.1 431"},
		{name: "one endless header", conns: 32, head: line + "X-Flood: ", flood: filler(64 << 10), times: 200, status: "HTTP/1.1 431"},
		{name: "an endless path", conns: 32, head: "POST /", flood: filler(64 << 10), times: 200},
		{name: "no HTTP", conns: 64, head: strings.Repeat("\x16\x03\x01\x00", 1000)},
		{name: "a body that is cut off", conns: 64, head: headers + length(2000) + "{", closes: true, status: "HTTP/1.1 400", each: true},
		{name: "two lengths", conns: 8, head: headers + "Content-Length: 3\r\n" + good, status: "HTTP/1.1 400", each: true},
		{name: "thousands of headers", conns: 500, head: headers + strings.Repeat("a:\r\n", 900) + good, status: "HTTP/1.1 401", each: true},
		{name: "thousands of trailers", conns: 500, head: chunked + "2\r\n{}\r\n0\r\n" + strings.Repeat("a:\r\n", 900) + "\r\n", status: "HTTP/1.1 ", each: true},
		{name: "a list of trailers", conns: 500, head: headers + "Trailer: a" + strings.Repeat(",b", 1500) + "\r\n" + good, status: "HTTP/1.1 ", each: true},
		{name: "answered, and kept", conns: 500, head: full + good, status: "HTTP/1.1 401", each: true},
		{name: "8 KB that do not end", conns: 500, head: full + length(8190) + filler(8100)},
		{name: "16 KB that do not end", conns: 500, head: full + length(16400) + filler(16300)},
	} {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			a.try(t)
		})
	}
}

// filler is text of n bytes.
func filler(n int) string { return strings.Repeat("x", n) }

// An attack is tried over several connections at once.
type attack struct {
	name  string
	conns int

	head   string // what each sends first
	flood  string // what it sends then, until the server hangs up
	times  int    // that flood is sent at most
	reads  bool   // reads what comes back
	closes bool   // sends no more after that, and says so

	// status begins the answer that some connections must get, or each; "" means that there need not be one. Who sends more than is
	// taken may find the answer gone.
	status string
	each   bool
}

// run attacks on one connection. An error only ends it: hanging up is the server's right.
func (a attack) run(c net.Conn) {
	if a.reads {
		go io.Copy(io.Discard, c)
	}
	_, err := io.WriteString(c, a.head)
	for n := 0; n < a.times && err == nil; n++ {
		_, err = io.WriteString(c, a.flood)
	}
	if a.closes {
		c.(*net.TCPConn).CloseWrite()
	}
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
		c.SetReadDeadline(time.Now().Add(15 * time.Second))
		c.SetWriteDeadline(time.Now().Add(5 * time.Second))
		conns[i] = c
		attackers.Go(func() { a.run(c) })
	}
	attackers.Wait()
	if a.status != "" {
		a.checkAnswers(t, conns)
	}
	stop()
	// One more client comes while all that is still open.
	askAllAlong(honest, t, p.addr, ping())
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

// askAllAlong sends one request after another until ctx ends, at least one, and returns how long the slowest answer took.
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

package endpoint_test

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"leakygut-bot/internal/knowledge/knowledgetest"
)

// binaryDir is where binary builds, "" if it did not; TestMain removes it.
var binaryDir string

// binary builds the real program once for all tests that need it.
var binary = sync.OnceValues(func() (string, error) {
	var err error
	if binaryDir, err = os.MkdirTemp("", "bot"); err != nil {
		return "", err
	}
	path := filepath.Join(binaryDir, "bot")
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", path, "leakygut-bot/cmd/bot")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // as the container image is built
	out, err := build.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %v\n%s", err, out)
	}
	return path, nil
})

// A process is a server in a process of its own.
type process struct {
	*exec.Cmd
	addr, ops string
	log       *lockedBuffer
	ended     chan error // its end, once
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// freeAddr returns an address of loopback where nothing listens.
func freeAddr(t testing.TB) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// serveBinary starts "bot serve" with more settings than the necessary, each NAME=value, and returns when it is ready.
func serveBinary(t testing.TB, settings ...string) *process {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	knowledge := t.TempDir()
	if err := os.CopyFS(knowledge, knowledgetest.Pictured()); err != nil {
		t.Fatal(err)
	}
	addr, ops := freeAddr(t), freeAddr(t)
	key := hex.EncodeToString(benchKey().Public().(ed25519.PublicKey))
	p := start(t, append([]string{"DISCORD_PUBLIC_KEY=" + key, "LISTEN_ADDR=" + addr, "OPS_ADDR=" + ops, "KNOWLEDGE_DIR=" + knowledge}, settings...), path, "serve")
	p.addr, p.ops = addr, ops
	p.await(t, "http://"+ops+"/readyz")
	return p
}

// serveFloor starts the floor's server.
func serveFloor(t testing.TB, settings ...string) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	addr := freeAddr(t)
	p := start(t, append([]string{floorAddr + "=" + addr}, settings...), self)
	p.addr, p.ops = addr, addr
	p.await(t, "http://"+addr+"/mallocs")
	return p
}

func start(t testing.TB, env []string, path string, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(path, args...), log: &lockedBuffer{}, ended: make(chan error, 1)}
	p.Env = env
	p.Dir = t.TempDir()
	p.Stdout, p.Stderr = p.log, p.log
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.ended <- p.Wait()
	}()
	t.Cleanup(func() {
		p.Process.Signal(syscall.SIGKILL)
		<-done
		if t.Failed() {
			t.Logf("the server's log:\n%s", p.log)
		}
	})
	return p
}

// await asks until the answer is 200. Nothing tells when another process listens, so this asks again and again.
func (p *process) await(t testing.TB, url string) {
	t.Helper()
	client := &http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	ticks := time.NewTicker(5 * time.Millisecond)
	defer ticks.Stop()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); <-ticks.C {
		resp, err := client.Get(url)
		if err != nil {
			continue
		}
		resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			return
		}
	}
	t.Fatalf("the server is not ready\n%s", p.log)
}

// cpu is the processor time that the process has used.
func (p *process) cpu(t testing.TB) time.Duration {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.Process.Pid))
	if err != nil {
		t.Skip("the processor time of a process cannot be read here: ", err)
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * (time.Second / 100) // Linux counts in hundredths for programs
}

// memory is a figure of /proc/PID/status, such as VmRSS, in bytes.
func (p *process) memory(t testing.TB, name string) int64 {
	t.Helper()
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", p.Process.Pid))
	if err != nil {
		t.Skip("the memory of a process cannot be read here: ", err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if rest, ok := strings.CutPrefix(s.Text(), name+":"); ok {
			kilobytes, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kilobytes << 10
		}
	}
	t.Fatalf("no %s", name)
	return 0
}

// scrape returns the value of a series.
func (p *process) scrape(t testing.TB, path, series string) float64 {
	t.Helper()
	client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get("http://" + p.ops + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, series+" "); ok {
			value, err := strconv.ParseFloat(strings.TrimSpace(rest), 64)
			if err != nil {
				t.Fatal(err)
			}
			return value
		}
	}
	t.Fatalf("no series %s in\n%s", series, text)
	return 0
}

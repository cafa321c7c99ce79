// Package programtest runs the program as a process of its own, for tests that look at it from outside.
package programtest

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Build builds the program as it is shipped, and returns its path.
func Build(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bot")
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", path, "leakygut-bot/cmd/bot")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return path
}

// FreeAddr returns an address of this machine at which nothing listens.
func FreeAddr(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// A Log is an output that can be waited for. The zero Log is empty.
type Log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// patience is for slow machines that have other work too.
const patience = 2 * time.Minute

// Await waits until the log holds all the words after its first skip bytes, and returns its length then. It fails the test after
// two minutes.
func (l *Log) Await(t testing.TB, skip int, words ...string) (length int) {
	t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		text := l.String()
		missing := ""
		for _, w := range words {
			if !strings.Contains(text[skip:], w) {
				missing = w
			}
		}
		if missing == "" {
			return len(text)
		}
		if time.Now().After(deadline) {
			t.Fatalf("the log does not say %q:\n%s", missing, text[skip:])
		}
	}
}

// A Process is a program that runs until the test ends.
type Process struct {
	*exec.Cmd
	Log   *Log          // what it writes, unless cmd says where to
	Ended chan struct{} // closed once the process has ended; ProcessState is set then
}

// Start starts cmd, in an empty directory unless it names one.
func Start(t testing.TB, cmd *exec.Cmd) *Process {
	t.Helper()
	p := &Process{cmd, &Log{}, make(chan struct{})}
	cmd.WaitDelay = time.Second // for what it leaves behind may hold its output open
	if cmd.Dir == "" {
		cmd.Dir = t.TempDir()
	}
	if cmd.Stdout == nil {
		cmd.Stdout = p.Log
	}
	if cmd.Stderr == nil {
		cmd.Stderr = p.Log
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.Ended)
		cmd.Wait()
	}()
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM) // which it can pass on to processes of its own
		select {
		case <-p.Ended:
		case <-time.After(5 * time.Second):
			cmd.Process.Kill()
			<-p.Ended
		}
		if t.Failed() {
			t.Logf("%s says: %.4000s", cmd.Args[0], p.Log)
		}
	})
	return p
}

// AwaitListening waits until something accepts connections at addr. It fails the test after two minutes, or once the process ends.
func (p *Process) AwaitListening(t testing.TB, addr string) {
	t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) { // nothing tells when another process listens
		if c, err := net.Dial("tcp", addr); err == nil {
			c.Close()
			return
		}
		select {
		case <-p.Ended:
			t.Fatalf("%s ended: %v\n%s", p.Args[0], p.ProcessState, p.Log)
		default:
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s does not listen at %s", p.Args[0], addr)
		}
	}
}

// Stop asks the process to end, as an orchestrator does, and waits until it has. The test fails unless it ends well within five
// seconds.
func (p *Process) Stop(t testing.TB) {
	t.Helper()
	began := time.Now()
	p.Process.Signal(syscall.SIGTERM)
	<-p.Ended
	if took := time.Since(began); !p.ProcessState.Success() || took > 5*time.Second {
		t.Errorf("stopped after %v: %v\n%s", took, p.ProcessState, p.Log)
	}
}

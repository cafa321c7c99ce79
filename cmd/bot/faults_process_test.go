//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/programtest"
)

// startProcess starts the program as a process of its own, by a script of bash; environ are settings besides those of Discord.
func startProcess(t *testing.T, srv *server, script string, environ ...string) *trial {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, plants(t)); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("bash", "-c", script) // TestMain makes this test the "bot" on the PATH
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", "DISCORD_TOKEN="+srv.Token(), "DISCORD_API_URL="+srv.URL(), "OPS_ADDR=", "KNOWLEDGE_DIR="+dir)
	cmd.Env = append(cmd.Env, environ...)
	p := programtest.Start(t, cmd)
	ended := make(chan int, 1)
	go func() {
		<-p.Ended
		code := p.ProcessState.ExitCode()
		if code < 0 { // by a signal
			code = 255
		}
		ended <- code
	}()
	return &trial{t: t, srv: srv, log: p.Log, process: p, knowledge: dir, stop: func() { p.Process.Signal(syscall.SIGTERM) }, ended: ended, code: -1}
}

func (tr *trial) signal(s syscall.Signal) { tr.process.Process.Signal(s) }

// A phase is a moment in the life of the program.
type phase struct {
	name  string
	ends  span                           // how long it takes to stop
	lost  int                            // of the replies that are under way
	hold  func(*server, <-chan struct{}) // keeps the program there until the channel is closed
	reach func(tr *trial)                // is there
	stays bool                           // it would stay there for longer than a test may take
}

func phases() []phase {
	// A route or a step does its work, and says so only once the hold ends.
	held := func(step string, r response) func(*server, <-chan struct{}) {
		return func(s *server, hold <-chan struct{}) {
			r := r // the phases run beside each other
			r.Wait = hold
			if step == askAddress {
				r.Body = `{"url":"` + s.GatewayURL() + `"}`
			}
			s.Script(step, r)
		}
	}
	taken := func(step string) func(*trial) {
		return func(tr *trial) {
			ctx, cancel := context.WithTimeout(tr.t.Context(), 30*time.Second)
			defer cancel()
			if _, err := tr.srv.Wait(ctx, step, 1); err != nil {
				tr.t.Fatalf("%v\n%s", err, tr.log)
			}
		}
	}
	replying := func(r response) func(*trial) {
		return func(tr *trial) {
			tr.awaitAnswer()
			n := tr.srv.Count(discordtest.Callback)
			r := r // likewise
			r.Repeat = true
			tr.srv.Script(discordtest.Callback, r)
			for range 10 {
				tr.ask()
			}
			if _, err := tr.srv.Wait(tr.t.Context(), discordtest.Callback, n+10); err != nil {
				tr.t.Fatal(err)
			}
		}
	}
	return []phase{
		{name: "registering the commands", hold: held(putCommands, response{Done: true, Body: "[]"}), reach: taken(putCommands)},
		{name: "asking for the gateway's address", hold: held(askAddress, response{}), reach: taken(askAddress)},
		{name: "connecting", hold: held(discordtest.Connect, response{Ordinary: true}), reach: taken(discordtest.Connect)},
		{name: "waiting for HELLO", ends: span{1, 1}, hold: held(discordtest.Hello, response{Ordinary: true}), reach: taken(discordtest.Connect)},
		{name: "waiting for READY", ends: span{1, 1}, hold: held(discordtest.Identify, response{Ordinary: true}), reach: taken(discordtest.Identify)},
		{name: "serving", reach: func(tr *trial) { tr.awaitAnswer() }},
		{name: "ten replies under way that take a second", ends: span{1, 1}, reach: replying(response{Done: true, Status: 204, After: time.Second})},
		{name: "ten replies under way that Discord never takes", ends: span{2.5, 2.5}, lost: 10, reach: replying(response{Silent: true})},
		{name: "waiting to connect again", stays: true, reach: func(tr *trial) {
			tr.awaitAnswer().Close(4008)
			tr.srv.Wait(tr.t.Context(), discordtest.Closed, 1)
		}},
	}
}

// TestSignals sends the whole program each signal in each phase of its life. In virtual time it is told to stop by its context,
// and the figures come from there.
func TestSignals(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	rows := make([]string, len(phases()))
	t.Run("phases", func(t *testing.T) {
		for n, p := range phases() {
			t.Run("virtual/"+p.name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { rows[n] = stopInVirtualTime(t, p) })
			})
			for name, signal := range map[string]syscall.Signal{"SIGTERM": syscall.SIGTERM, "SIGINT": syscall.SIGINT, "SIGHUP": syscall.SIGHUP} {
				t.Run(name+"/"+p.name, func(t *testing.T) {
					t.Parallel()
					sendSignal(t, p, signal)
				})
			}
		}
	})
	if !t.Failed() && !slices.Contains(rows, "") {
		compareTable(t, "signals", "\n| phase | SIGTERM, SIGINT | replies lost | SIGHUP |\n|---|---|---|---|\n"+strings.Join(rows, ""))
	}
}

// stopInVirtualTime stops the program in a phase and returns the row of the table that says what happened.
func stopInVirtualTime(t *testing.T, p phase) string {
	srv := discordtest.New(t, discordtest.InMemory())
	p.holdBack(srv, make(chan struct{}))
	tr := startInMemory(t, srv, plants(t))
	p.reach(tr)
	synctest.Wait()
	began := time.Now()
	tr.end()
	if took := time.Since(began).Seconds(); !p.ends.holds(took) {
		t.Errorf("ended after %.2f s, want %v", took, p.ends)
	}
	for _, q := range tr.asked {
		if _, ok := tr.answered(q); !ok {
			tr.lost++
		}
	}
	if tr.lost != p.lost {
		t.Errorf("lost %d, want %d", tr.lost, p.lost)
	}
	return tableRow(p.name, "ends "+inWords(p.ends)+", exit code 0", fmt.Sprint(p.lost), "reads the files again, goes on")
}

// sendSignal sends a process a signal in a phase. SIGHUP makes it read the files again; it ends after each of the others.
func sendSignal(t *testing.T, p phase, signal syscall.Signal) {
	srv := discordtest.New(t)
	hold := make(chan struct{})
	p.holdBack(srv, hold)
	tr := startProcess(t, srv, "exec bot run")
	p.reach(tr)
	tr.signal(signal)
	if signal != syscall.SIGHUP {
		tr.stop = func() {} // it is told already
		tr.end()
		return
	}
	tr.log.Await(t, 0, "knowledge unchanged")
	close(hold)
	srv.Script(discordtest.Callback)
	if !p.stays {
		tr.awaitAnswer()
	}
	tr.end()
}

func (p phase) holdBack(srv *server, until <-chan struct{}) {
	if p.hold != nil {
		p.hold(srv, until)
	}
}

// systemFaults are what the machine does to the program. People ask ten times a second here.
func systemFaults() []fault {
	process := func(name, script string, during func(*trial)) fault {
		return fault{
			name: name, during: during, every: 100 * time.Millisecond, limit: 30 * time.Second, again: upTo(1), lost: nobody,
			start: func(t *testing.T, s *server) *trial { return startProcess(t, s, script) },
		}
	}
	// reloads makes a change of the knowledge's directory that must not be taken.
	reloads := func(name string, change func(dir string) error) fault {
		f := process(name, "exec bot run", func(tr *trial) {
			if err := change(tr.knowledge); err != nil {
				tr.t.Fatal(err)
			}
			tr.signal(syscall.SIGHUP)
			tr.log.Await(tr.t, 0, "what answered before goes on")
		})
		f.check = func(*trial) string { return "goes on with what it had" }
		return f
	}
	file := func(dir string) string { return filepath.Join(dir, "plants.yaml") }
	hangUp := func(tr *trial) { tr.signal(syscall.SIGHUP) } // which is logged

	few := process("out of file descriptors: 16 allowed, 200 replies of half a second at once, and the socket dropped", "ulimit -n 16; exec bot run", func(tr *trial) {
		answersFor(time.Second, discordtest.Callback, response{After: 500 * time.Millisecond, Ordinary: true})(tr.srv)
		for range 200 {
			tr.ask()
		}
		tr.conn.Drop()
	})
	few.again, few.lost, few.lasts = upTo(10), span{100, 260}, 5*time.Second
	few.check = func(tr *trial) string {
		if tr.count(discordtest.Resume) == 0 {
			tr.t.Errorf("did not resume\n%s", tr.log)
		}
		return "resumes, and answers what it can"
	}
	return []fault{
		process("disk full: nothing can be written to the log", "[ -e /dev/full ] && exec bot run 2>/dev/full; exec bot run 2</dev/null", hangUp),
		process("the reader of the log is gone", "exec bot run 2> >(true)", hangUp),
		reloads("disk full: the new file is cut in the middle", func(dir string) error {
			data, err := os.ReadFile(file(dir))
			return errors.Join(err, os.WriteFile(file(dir), data[:len(data)/2], 0o666))
		}),
		reloads("disk full: the new file is empty", func(dir string) error { return os.Truncate(file(dir), 0) }),
		reloads("the file is gone at reload", func(dir string) error { return os.Remove(file(dir)) }),
		reloads("its directory is gone at reload", os.RemoveAll),
		few,
		process("stopped for three seconds, as with a machine that sleeps", "exec bot run", func(tr *trial) {
			tr.signal(syscall.SIGSTOP)
			time.Sleep(3 * time.Second)
			tr.signal(syscall.SIGCONT)
			tr.from = time.Now()
		}),
	}
}

// TestNothingLooksAtTheClock holds what serves to the time since something happened, which goes on evenly when the clock is
// set: a [time.Time] keeps that beside the clock's, but for these.
func TestNothingLooksAtTheClock(t *testing.T) {
	clock := []string{"Unix", "UnixMilli", "UnixMicro", "UnixNano", "Date", "AddDate", "UTC", "Local", "Parse", "ParseInLocation", "UnmarshalText"}
	for _, dir := range []string{".", "../../internal/discord", "../../internal/discord/gateway", "../../internal/discord/endpoint", "../../internal/ops"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", dir, len(files), err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			places := token.NewFileSet()
			file, err := parser.ParseFile(places, name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				f, ok := call.Fun.(*ast.SelectorExpr)
				if ok && slices.Contains(clock, f.Sel.Name) && !slices.Contains([]string{"url", "level", "gjson"}, fmt.Sprint(f.X)) {
					t.Errorf("%s: %s looks at the clock", places.Position(n.Pos()), f.Sel.Name)
				}
				return true
			})
		}
	}
}

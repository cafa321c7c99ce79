//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
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
)

// A process is the program on its own, as it is in life. The zero one has nothing special.
type process struct {
	environ []string
	fds     int      // how many files it may have open, if it is not 0
	stderr  *os.File // instead of the trial's log
	pid     int      // once it runs
}

func (p *process) start(t *testing.T, srv *server) *trial {
	t.Helper()
	ended := make(chan int, 1)
	tr := &trial{t: t, srv: srv, log: &output{}, ended: ended, code: -1}
	cmd := exec.Command("bot", "run") // TestMain makes this test such a program
	if p.fds > 0 {
		cmd = exec.Command("sh", "-c", fmt.Sprintf("ulimit -n %d; exec bot run", p.fds))
	}
	cmd.Dir, cmd.Stderr = t.TempDir(), tr.log
	if p.stderr != nil {
		cmd.Stderr = p.stderr
	}
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", "DISCORD_TOKEN="+srv.Token(), "DISCORD_API_URL="+srv.URL(), "OPS_ADDR=")
	cmd.Env = append(cmd.Env, p.environ...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p.pid = cmd.Process.Pid
	dead := make(chan struct{})
	go func() {
		defer close(dead)
		cmd.Wait()
		ended <- exitCode(cmd.ProcessState)
	}()
	tr.stop = func() { cmd.Process.Signal(syscall.SIGTERM) }
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-dead
	})
	return tr
}

// exitCode is that of a process which has ended; 255 stands for the death by a signal.
func exitCode(s *os.ProcessState) int {
	if s.Exited() {
		return s.ExitCode()
	}
	return 255
}

// signal sends the process a signal.
func (p *process) signal(s syscall.Signal) { syscall.Kill(p.pid, s) }

// await returns once the log holds all the words.
func (tr *trial) await(words string) {
	tr.t.Helper()
	late := time.After(20 * time.Second)
	for tick := time.NewTicker(5 * time.Millisecond); ; {
		if strings.Contains(tr.log.String(), words) {
			tick.Stop()
			return
		}
		select {
		case <-tick.C:
		case <-late:
			tr.t.Fatalf("the log does not say %q:\n%s", words, tr.log)
		}
	}
}

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
			tr.serving()
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
		{name: "serving", reach: func(tr *trial) { tr.serving() }},
		{name: "ten replies under way that take a second", ends: span{1, 1}, reach: replying(response{Done: true, Status: 204, After: time.Second})},
		{name: "ten replies under way that Discord never takes", ends: span{2.5, 2.5}, lost: 10, reach: replying(response{Silent: true})},
		{name: "waiting to connect again", stays: true, reach: func(tr *trial) {
			tr.serving().Close(4008)
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
				synctest.Test(t, func(t *testing.T) {
					srv := discordtest.New(t, discordtest.InMemory())
					hold := make(chan struct{})
					tr := p.enter(begin(t, hushed(srv, p, hold)))
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
					rows[n] = tableRow(p.name, "ends "+inWords(p.ends)+", exit code 0", fmt.Sprint(p.lost), "reads the files again, goes on")
				})
			})
			for name, signal := range map[string]syscall.Signal{"SIGTERM": syscall.SIGTERM, "SIGINT": syscall.SIGINT, "SIGHUP": syscall.SIGHUP} {
				t.Run(name+"/"+p.name, func(t *testing.T) {
					t.Parallel()
					srv := discordtest.New(t)
					hold := make(chan struct{})
					proc := &process{}
					tr := p.enter(proc.start(t, hushed(srv, p, hold)))
					proc.signal(signal)
					if signal != syscall.SIGHUP {
						tr.stop = func() {} // it is told already
						tr.end()
						return
					}
					tr.await("the knowledge files say what answers already")
					close(hold)
					srv.Script(discordtest.Callback)
					if !p.stays {
						tr.serving()
					}
					tr.end()
				})
			}
		}
	})
	if !t.Failed() && !slices.Contains(rows, "") {
		compareTable(t, "signals", "\n| phase | SIGTERM, SIGINT | replies lost | SIGHUP |\n|---|---|---|---|\n"+strings.Join(rows, ""))
	}
}

func hushed(srv *server, p phase, hold <-chan struct{}) *server {
	if p.hold != nil {
		p.hold(srv, hold)
	}
	return srv
}

func (p phase) enter(tr *trial) *trial {
	p.reach(tr)
	return tr
}

// systemFaults are what the machine does to the program. People ask ten times a second here.
func systemFaults() []fault {
	goesOn := func(name string, p *process, during func(*trial, *process)) fault {
		return fault{
			name: name, start: p.start, during: func(tr *trial) { during(tr, p) },
			every: 100 * time.Millisecond, limit: 30 * time.Second, again: upTo(1), lost: nobody,
		}
	}
	// reloads makes a change of the knowledge's directory, after which the log has to hold the words.
	reloads := func(name string, change func(dir string) error, words string) fault {
		p := &process{}
		f := goesOn(name, p, func(tr *trial, p *process) {
			if err := change(strings.TrimPrefix(p.environ[0], "KNOWLEDGE_DIR=")); err != nil {
				tr.t.Fatal(err)
			}
			p.signal(syscall.SIGHUP)
			tr.await(words)
		})
		f.start = func(t *testing.T, s *server) *trial {
			dir := t.TempDir()
			if err := writeFile(dir, "leakygut.yaml", shippedArticle(t)); err != nil {
				t.Fatal(err)
			}
			p.environ = []string{"KNOWLEDGE_DIR=" + dir}
			return p.start(t, s)
		}
		f.check = func(*trial) string { return "goes on with what it had" }
		return f
	}
	const keeps = "what answered before goes on"
	file := func(dir string) string { return filepath.Join(dir, "leakygut.yaml") }

	unwritable := &process{}
	full := goesOn("disk full: nothing can be written to the log", unwritable, func(tr *trial, p *process) { p.signal(syscall.SIGHUP) })
	full.start = func(t *testing.T, s *server) *trial {
		unwritable.stderr = noSpace(t)
		return unwritable.start(t, s)
	}
	unread := &process{}
	gone := goesOn("the reader of the log is gone", unread, func(tr *trial, p *process) { p.signal(syscall.SIGHUP) })
	gone.start = func(t *testing.T, s *server) *trial {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		unread.stderr = w
		tr := unread.start(t, s)
		r.Close()
		w.Close()
		return tr
	}
	few := goesOn("out of file descriptors: 16 allowed, 200 replies of half a second at once, and the socket dropped", &process{fds: 16}, func(tr *trial, _ *process) {
		answersFor(time.Second, discordtest.Callback, response{After: 500 * time.Millisecond, Ordinary: true})(tr.srv)
		for range 200 {
			tr.ask()
		}
		tr.conn.Drop()
	})
	few.again, few.lost, few.lasts = upTo(10), span{100, 260}, 10*time.Second
	few.check = func(tr *trial) string {
		if tr.count(discordtest.Resume) == 0 {
			tr.t.Errorf("did not resume\n%s", tr.log)
		}
		return "resumes, and answers what it can"
	}
	asleep := goesOn("stopped for three seconds, as with a machine that sleeps", &process{}, func(tr *trial, p *process) {
		p.signal(syscall.SIGSTOP)
		<-time.After(3 * time.Second)
		p.signal(syscall.SIGCONT)
		tr.from = time.Now()
	})
	return []fault{
		full, gone,
		reloads("disk full: the new file is cut in the middle", func(dir string) error {
			data, err := os.ReadFile(file(dir))
			return errors.Join(err, os.WriteFile(file(dir), data[:len(data)/2], 0o666))
		}, keeps),
		reloads("disk full: the new file is empty", func(dir string) error { return os.Truncate(file(dir), 0) }, keeps),
		reloads("the file is gone at reload", func(dir string) error { return os.Remove(file(dir)) }, keeps),
		reloads("its directory is gone at reload", func(dir string) error { return os.RemoveAll(dir) }, keeps),
		few, asleep,
	}
}

// noSpace is a file that takes nothing.
func noSpace(t *testing.T) *os.File {
	t.Helper()
	f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0) // not every Unix has it
	if err != nil {
		f, err = os.Open(os.DevNull) // for reading only
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	if _, err := io.WriteString(f, "x"); err == nil {
		t.Fatal("it takes something")
	}
	return f
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

// Package benchmark compares the bot, as it is shipped, with a plain bot on discordgo. Both are programs of their own, which
// connect to the same pretend Discord on loopback and give the same reply to the same interactions:
//
//	go test -run '^$' -bench . ./internal/discord/benchmark
//
// CPU and memory are those of the bot's process alone, as Linux counts them. A figure that is not kept fails the benchmark.
package benchmark

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/knowledgetest"
)

const (
	inFlight = 32
	many     = 50_000
)

// What has to hold.
const (
	mostCPU    = 0.4 // of the plain bot's
	mostMemory = 16  // MB of its own at the end
	mostIdle   = 20  // MB of its own
	mostStart  = 100 * time.Millisecond
)

var dir string // where the programs are built

func TestMain(m *testing.M) {
	var err error
	if dir, err = os.MkdirTemp("", "benchmark"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// build makes a program as the Dockerfile does.
func build(b *testing.B, name, pkg string) string {
	b.Helper()
	program := filepath.Join(dir, name)
	if _, err := os.Stat(program); err == nil {
		return program
	}
	c := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", program, pkg)
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return program
}

// A bot is a program that runs.
type bot struct {
	b   *testing.B
	cmd *exec.Cmd
	err bytes.Buffer
}

func start(b *testing.B, srv *discordtest.Server, program string, stdin io.Reader, environ ...string) *bot {
	b.Helper()
	p := &bot{b: b, cmd: exec.Command(program)}
	p.cmd.Dir, p.cmd.Stdin, p.cmd.Stderr = b.TempDir(), stdin, &p.err
	articles, err := filepath.Abs("../../knowledge/knowledgetest")
	if err != nil {
		b.Fatal(err)
	}
	p.cmd.Env = append([]string{"KNOWLEDGE_DIR=" + articles, "DISCORD_TOKEN=" + srv.Token(), "DISCORD_API_URL=" + srv.URL()}, environ...)
	if err := p.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		p.cmd.Process.Kill()
		p.cmd.Wait()
		if b.Failed() {
			b.Logf("%s:\n%s", program, p.err.String())
		}
	})
	return p
}

func (p *bot) proc(file string) string {
	p.b.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", p.cmd.Process.Pid, file))
	if err != nil {
		p.b.Fatal(err)
	}
	return string(data)
}

// cpu is what the process has used so far, in user mode and in the kernel.
func (p *bot) cpu() time.Duration {
	_, rest, _ := strings.Cut(p.proc("stat"), ") ") // after the name
	fields := strings.Fields(rest)
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond // Linux's USER_HZ is 100
}

// memory is what the process has of its own, and all that is resident for it, in MB. The difference is the program's file,
// which the system shares between processes and takes back when it needs room.
func (p *bot) memory() (own, resident float64) {
	for line := range strings.Lines(p.proc("status")) {
		fields := strings.Fields(line)
		switch fields[0] {
		case "RssAnon:":
			own = megabytes(fields[1])
		case "VmRSS:":
			resident = megabytes(fields[1])
		}
	}
	return own, resident
}

func megabytes(kB string) float64 {
	n, _ := strconv.Atoi(kB)
	return float64(n) / 1024
}

// question is what is asked, and reply what the bot answers.
func question() discordtest.Interaction { return discordtest.Slash("jetlag", "about") }

func responder(b *testing.B) *discord.Responder {
	b.Helper()
	l, err := knowledge.Load(knowledgetest.Files)
	if err != nil {
		b.Fatal(err)
	}
	replies, err := discord.Compile(commands.New(l))
	if err != nil {
		b.Fatal(err)
	}
	return discord.NewResponder(replies)
}

func reply(b *testing.B) []byte {
	b.Helper()
	response, err := responder(b).Respond(question().JSON())
	if err != nil {
		b.Fatal(err)
	}
	return response.Body
}

// ask sends n interactions, [inFlight] at a time, and waits for each answer.
func ask(b *testing.B, srv *discordtest.Server, n int) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), 5*time.Minute)
	defer cancel()
	var left atomic.Int64
	left.Store(int64(n))
	var asking sync.WaitGroup
	for range inFlight {
		asking.Go(func() {
			for left.Add(-1) >= 0 && !b.Failed() {
				if _, err := srv.Interact(ctx, question()); err != nil {
					b.Error(err)
				}
			}
		})
	}
	asking.Wait()
	if b.Failed() {
		b.FailNow()
	}
}

// BenchmarkInteractions answers 50,000 interactions, 32 at a time, with each of the bots.
func BenchmarkInteractions(b *testing.B) {
	body := reply(b)
	cpu := map[string]time.Duration{}
	for _, tt := range []struct{ name, pkg, environ string }{
		{"discordgo", "./testdata/discordgo", ""},
		{"discordgo-pooled", "./testdata/discordgo", "POOLED=1"},
		{"ours", "leakygut-bot/cmd/bot", "OPS_ADDR=127.0.0.1:0"},
	} {
		b.Run(tt.name, func(b *testing.B) {
			program := build(b, filepath.Base(tt.pkg), tt.pkg)
			for b.Loop() {
				cpu[tt.name] = answerMany(b, program, body, tt.environ, tt.name == "ours")
			}
			b.ReportMetric(0, "ns/op") // means nothing here
			if plain := cpu["discordgo"]; tt.name == "ours" && plain > 0 {
				ratio := cpu[tt.name].Seconds() / plain.Seconds()
				b.ReportMetric(ratio, "of-discordgo's-cpu")
				if ratio > mostCPU {
					b.Errorf("%.2f of discordgo's CPU, more than %.2f", ratio, mostCPU)
				}
			}
		})
	}
}

// answerMany lets a bot answer many interactions and returns its processor time. Ours is held to mostMemory.
func answerMany(b *testing.B, program string, body []byte, environ string, ours bool) time.Duration {
	srv, err := discordtest.Start(discordtest.WithKeep(4096))
	if err != nil {
		b.Fatal(err)
	}
	defer srv.Close()
	p := start(b, srv, program, bytes.NewReader(body), environ)
	defer p.cmd.Process.Kill()
	ask(b, srv, 100) // connections are open, and the code is warm
	before, began := p.cpu(), time.Now()
	ask(b, srv, many)
	took, cpu := time.Since(began), p.cpu()-before
	own, resident := p.memory()
	b.ReportMetric(cpu.Seconds(), "cpu-s")
	b.ReportMetric(own, "MB-own")
	b.ReportMetric(resident, "MB-resident")
	b.ReportMetric(many/took.Seconds(), "interactions/s")
	b.ReportMetric(float64(len(body)), "reply-bytes")
	if ours && own > mostMemory {
		b.Errorf("%.1f MB of its own, more than %d", own, mostMemory)
	}
	return cpu
}

// BenchmarkStart starts the bot until it has answered its first interaction. The commands are registered already, as they are
// at every start but the first.
func BenchmarkStart(b *testing.B) {
	program := build(b, "bot", "leakygut-bot/cmd/bot")
	srv := discordtest.New(b)
	var slowest, total time.Duration
	own, resident := 0.0, 0.0
	ready := func() time.Duration {
		i := question()
		began := time.Now()
		p := start(b, srv, program, nil, "OPS_ADDR=127.0.0.1:0")
		if _, err := srv.Interact(b.Context(), i); err != nil {
			b.Fatal(err)
		}
		took := srv.CallbackTime(i.ID).Sub(began)
		time.Sleep(300 * time.Millisecond) // idle
		o, r := p.memory()
		own, resident = max(own, o), max(resident, r)
		p.cmd.Process.Kill()
		p.cmd.Wait()
		srv.Forget()
		return took
	}
	ready()
	n := 0
	for b.Loop() {
		took := ready()
		total += took
		slowest = max(slowest, took)
		n++
	}
	mean := total / time.Duration(n)
	b.ReportMetric(float64(mean.Microseconds())/1000, "ms-to-answer")
	b.ReportMetric(float64(slowest.Microseconds())/1000, "ms-slowest")
	b.ReportMetric(own, "MB-own")
	b.ReportMetric(resident, "MB-resident")
	b.ReportMetric(0, "ns/op")
	if mean > mostStart || own > mostIdle {
		b.Errorf("%v to the first answer, %.1f MB of its own; at most %v and %d MB are wanted", mean, own, mostStart, mostIdle)
	}
}

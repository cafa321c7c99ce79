package endpoint_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"

	"golang.org/x/sys/unix"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/discord/endpoint"
)

// The benchmark sends signed requests over real connections to a server in a process of its own, which has one core, while
// the client has the others. It reports what a core does: requests a second, the server's processor time and allocations for
// each request, the latency of the slowest hundredth, and the memory that the system counts.
//
// They are measured in turns, which is fair on a machine that has other work, and medians relative to the floor are reported.

const connections = 16 // enough that the server always has a request to answer

// cores are those that this process has from the start: once it is pinned, it sees only its own.
var cores = sync.OnceValues(func() (all unix.CPUSet, err error) {
	err = unix.SchedGetaffinity(0, &all)
	return all, err
})

// pinned starts a server on the first core and moves this process to the others.
func pinned(b *testing.B, serve func(testing.TB, ...string) *process) *process {
	b.Helper()
	if runtime.NumCPU() < 2 {
		b.Skip("a server and its client need a core each")
	}
	var first, rest unix.CPUSet
	all, err := cores()
	if err != nil {
		b.Skip("the cores of a process cannot be chosen here: ", err)
	}
	for cpu := range len(all) * 64 {
		switch {
		case !all.IsSet(cpu):
		case first.Count() == 0:
			first.Set(cpu)
		default:
			rest.Set(cpu)
		}
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	unix.SchedSetaffinity(0, &first) // what this thread starts inherits it
	p := serve(b, "GOMAXPROCS=1")
	unix.SchedSetaffinity(0, &rest)
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		b.Fatal(err)
	}
	for _, thread := range threads {
		id, _ := strconv.Atoi(thread.Name())
		unix.SchedSetaffinity(id, &rest)
	}
	b.Cleanup(func() {
		for _, thread := range threads {
			id, _ := strconv.Atoi(thread.Name())
			unix.SchedSetaffinity(id, &all)
		}
	})
	return p
}

// figures are what a load cost.
type figures struct {
	rate   float64 // requests a second
	cpu    float64 // µs for each request
	p99    float64 // µs
	allocs float64 // for each request
	rss    float64 // MB
}

func measure(b *testing.B, p *process, mallocs string, n int, requests [][]byte) figures {
	b.Helper()
	const series = "go_memstats_mallocs_total"
	cpu, allocated := p.cpu(b), p.scrape(b, mallocs, series)
	r, err := load(p.addr, n, connections, requests)
	if err != nil {
		b.Fatal(err)
	}
	cpu, allocated = p.cpu(b)-cpu, p.scrape(b, mallocs, series)-allocated
	return figures{
		rate:   float64(n) / r.took.Seconds(),
		cpu:    float64(cpu.Microseconds()) / float64(n),
		p99:    float64(r.quantile(.99).Microseconds()),
		allocs: allocated / float64(n),
		rss:    float64(p.memory(b, "VmRSS")) / 1e6,
	}
}

// BenchmarkCompared runs rounds of one measurement each; -benchtime 9x is nine rounds.
func BenchmarkCompared(b *testing.B) {
	base, real := pinned(b, serveFloor), pinned(b, serveBinary)
	topic, question := requests(256, symptoms), requests(256, ask)
	runs := []struct {
		name     string
		p        *process
		mallocs  string
		requests [][]byte
		got      []figures
	}{{name: "floor", p: base, mallocs: "/mallocs", requests: topic}, {name: "endpoint", p: real, mallocs: "/metrics", requests: topic}, {name: "ask", p: real, mallocs: "/metrics", requests: question}}
	wantAnswer(b, real, symptoms())
	wantAnswer(b, real, ask())
	const each = 10_000
	for i := range runs {
		if _, err := load(runs[i].p.addr, 2000, connections, runs[i].requests); err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	for range b.N {
		for i := range runs {
			runs[i].got = append(runs[i].got, measure(b, runs[i].p, runs[i].mallocs, each, runs[i].requests))
		}
	}
	median := func(got []figures, of func(figures) float64) float64 {
		values := make([]float64, len(got))
		for i, f := range got {
			values[i] = of(f)
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	rate := func(f figures) float64 { return f.rate }
	cpu := func(f figures) float64 { return f.cpu }
	p99 := func(f figures) float64 { return f.p99 }
	for _, r := range runs {
		b.Logf("%-9s %7.0f req/s %6.1f cpu-µs/req %7.0f p99-µs %5.1f allocs/req %5.1f rss-MB", r.name, median(r.got, rate), median(r.got, cpu), median(r.got, p99), r.got[len(r.got)-1].allocs, r.got[len(r.got)-1].rss)
		if r.name != "floor" {
			for unit, of := range map[string]func(figures) float64{"req/s": rate, "cpu": cpu, "p99": p99} {
				b.ReportMetric(median(r.got, of)/median(runs[0].got, of), fmt.Sprintf("%s-%s/floor", r.name, unit))
			}
		}
	}
	b.ReportMetric(0, "ns/op")
}

// wantAnswer holds that the program answers an interaction as its knowledge does, so that no refusal is measured.
func wantAnswer(b *testing.B, p *process, i discordtest.Interaction) {
	b.Helper()
	body := i.JSON()
	want, err := discord.NewResponder(compiled()).Respond(body)
	if err != nil {
		b.Fatal(err)
	}
	req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, "http://"+p.addr+endpoint.Path, bytes.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	req.Header = discordtest.Sign(benchKey(), "1700000000", body)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	if got, err := io.ReadAll(resp.Body); err != nil || !bytes.Equal(got, want.Body) || want.Label.Kind != "answer" && want.Label.Kind != "near" {
		b.Fatalf("the program answers %s (%v), want %s", got, err, want.Body)
	}
}

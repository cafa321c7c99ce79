//go:build soak

// Package soak puts the built program under load for a long time, through each of its transports and behind nginx, while its
// knowledge changes every second and things go wrong on purpose:
//
//	go test -tags soak -timeout 1h -v ./internal/soak
//
// Every answer is compared byte for byte with the one that the knowledge of before or after a change gives, and counts as lost
// when it comes later than Discord's 3 s. docs/reliability.md has the figures.
package soak

import (
	"bufio"
	"bytes"
	"cmp"
	"flag"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord"
	dt "leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/knowledgetest"
	"leakygut-bot/internal/programtest"
)

var interactions = flag.Int("interactions", 500_000, "how many interactions each transport carries")

// A process is one run of the program.
type process struct {
	*programtest.Process
	ops string // where its metrics are
}

// start runs the program; settings are NAME=value.
func start(t *testing.T, bot, command string, settings ...string) *process {
	t.Helper()
	cmd, ops := exec.Command(bot, command), programtest.FreeAddr(t)
	cmd.Env = append([]string{"OPS_ADDR=" + ops, "LOG_LEVEL=" + cmp.Or(os.Getenv("LOG_LEVEL"), "error")}, settings...)
	cmd.Stderr = os.Stderr
	return &process{programtest.Start(t, cmd), ops}
}

// ready waits until the program answers.
func (p *process) ready(t *testing.T) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		resp, err := http.Get("http://" + p.ops + "/readyz")
		if err != nil {
			continue
		}
		resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			return
		}
	}
	t.Fatal("the program is not ready after 20 s")
}

// metrics returns what the program says of itself; the sum, where a metric has labels.
func (p *process) metrics(t *testing.T) map[string]float64 {
	t.Helper()
	resp, err := http.Get("http://" + p.ops + "/metrics")
	if err != nil {
		t.Error(err)
		return nil
	}
	defer resp.Body.Close()
	all := map[string]float64{}
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), " ")
		if i := strings.LastIndex(lines.Text(), "} "); i >= 0 {
			name, value = lines.Text()[:i+1], lines.Text()[i+2:]
			all[name] = number(value)
			name, _, _ = strings.Cut(name, "{")
		}
		all[name] += number(value)
	}
	return all
}

func number(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}

// The knowledge before and after a change, which the editor makes over and over.
func versions(t *testing.T) [2][]byte {
	t.Helper()
	before, err := fs.ReadFile(knowledgetest.Files, "jetlag.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before = regexp.MustCompile(`(?m)^    picture:\n(?:      .*\n)+`).ReplaceAll(before, nil) // what answers a request itself has none
	after := bytes.Replace(before, []byte("item: migraines"), []byte("item: migraines and other headaches"), 1)
	if bytes.Equal(before, after) {
		t.Fatal("the change is none")
	}
	return [2][]byte{before, after}
}

// edit changes the knowledge in a directory every second, as an editor does who saves a file, until the test ends.
func edit(t *testing.T) (dir string) {
	t.Helper()
	dir, texts := t.TempDir(), versions(t)
	save := func(n int) {
		file := filepath.Join(dir, "jetlag.yaml")
		if err := os.WriteFile(file+".new", texts[n%2], 0o666); err != nil {
			t.Error(err)
		}
		if err := os.Rename(file+".new", file); err != nil {
			t.Error(err)
		}
	}
	save(0)
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		every := time.NewTicker(time.Second)
		defer every.Stop()
		for n := 1; ; n++ {
			select {
			case <-every.C:
				save(n)
			case <-stop:
				return
			}
		}
	}()
	t.Cleanup(func() { close(stop); <-done })
	return dir
}

// A question is an interaction that people send, with the answers that are right.
type question struct {
	interaction func() dt.Interaction
	answers     [2][]byte
}

func (q question) answeredBy(body []byte) bool {
	return slices.ContainsFunc(q.answers[:], func(a []byte) bool { return bytes.Equal(a, body) })
}

// questions are one of each kind, and their answers as a library gives them that nothing happens to.
func questions(t *testing.T) []question {
	t.Helper()
	ask := func(words string) dt.CommandOption { return dt.String("question", words) }
	all := []question{
		{interaction: func() dt.Interaction { return dt.Slash("jetlag", "symptoms") }},
		{interaction: func() dt.Interaction { return dt.Slash("jetlag", "conditions", dt.Bool("private", true)) }},
		{interaction: func() dt.Interaction { return dt.Slash("jetlag", "help").DM() }},
		{interaction: func() dt.Interaction { return dt.Slash("jetlag", "source", dt.Integer("number", 3)) }},
		{interaction: func() dt.Interaction { return dt.Slash("jetlag", "ask", ask("can stress cause it")) }},
		{interaction: func() dt.Interaction { return dt.Slash("jetlag", "ask", ask("who plays tonight")) }},
		{interaction: func() dt.Interaction { return dt.Autocomplete("jetlag", "ask", dt.Focused("question", "migr")) }},
		{interaction: func() dt.Interaction { return dt.MessageCommand(commands.NameFind, "so tired, and migraines") }},
		{interaction: func() dt.Interaction { return dt.Button("1|p|jetlag|symptoms||||0") }},
		{interaction: func() dt.Interaction { return dt.Select("1|o|jetlag|source||||0", "4") }},
	}
	for n, text := range versions(t) {
		library, err := knowledge.Load(fstest.MapFS{"jetlag.yaml": {Data: text}})
		if err != nil {
			t.Fatal(err)
		}
		replies, err := discord.Compile(commands.New(library))
		if err != nil {
			t.Fatal(err)
		}
		for i := range all {
			response, err := discord.NewResponder(replies).Respond(all[i].interaction().JSON())
			if err != nil {
				t.Fatal(err)
			}
			all[i].answers[n] = response.Body
		}
	}
	return all
}

// A watch looks at a program's memory and goroutines while it works.
type watch struct {
	stop, done chan struct{}
	samples    []sample
}

type sample struct{ heap, goroutines float64 }

func (p *process) watch(t *testing.T) *watch {
	w := &watch{stop: make(chan struct{}), done: make(chan struct{})}
	go func() {
		defer close(w.done)
		every := time.NewTicker(250 * time.Millisecond)
		defer every.Stop()
		for {
			select {
			case <-every.C:
				m := p.metrics(t)
				w.samples = append(w.samples, sample{m["go_memstats_heap_alloc_bytes"] / (1 << 20), m["go_goroutines"]})
			case <-w.stop:
				return
			}
		}
	}()
	return w
}

// checkFlat ends the watch and wants the heap and the goroutines of the last fifth to be those of the second: in the first one
// caches fill. Of the heap the least in each fifth is taken, which is what is left after a collection.
func (w *watch) checkFlat(t *testing.T) {
	t.Helper()
	close(w.stop)
	<-w.done
	fifth := len(w.samples) / 5
	if fifth == 0 {
		t.Fatal("too short to see anything")
	}
	least := func(part int) (s sample) {
		s = w.samples[part*fifth]
		for _, x := range w.samples[part*fifth : (part+1)*fifth] {
			s = sample{min(s.heap, x.heap), min(s.goroutines, x.goroutines)}
		}
		return s
	}
	early, late := least(1), least(4)
	t.Logf("heap %.1f MB, at the end %.1f MB; goroutines %.0f, at the end %.0f; %d samples", early.heap, late.heap, early.goroutines, late.goroutines, len(w.samples))
	if late.heap > early.heap+2 {
		t.Errorf("the heap grows from %.1f to %.1f MB", early.heap, late.heap)
	}
	// Those of connections to Discord come and go: at most 64 of them wait for use.
	if late.goroutines > early.goroutines+100 {
		t.Errorf("the goroutines grow from %.0f to %.0f", early.goroutines, late.goroutines)
	}
}

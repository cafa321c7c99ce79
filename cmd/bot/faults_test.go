//go:build unix

package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/programtest"
)

// A fault is one thing that goes wrong, and what must come of it: a row of the table in docs/reliability.md.
type fault struct {
	name   string
	before func(*server) // what is done to Discord before the program starts
	during func(*trial)  // what is done once it serves
	lasts  time.Duration // how long people go on asking at least
	limit  time.Duration // how long they ask at most; 0 is two minutes
	every  time.Duration // how often they ask; 0 is every second

	again span                // when an answer has to come, counted from the fault or, without during, from the start
	lost  span                // how many of those who asked have to get none in time
	check func(*trial) string // what the program has to have done besides; the text stands in the table
	code  int                 // with which the program has to end by itself

	// start makes the program a process of its own, in real time. Nil: in the memory of this process and in virtual time.
	start func(*testing.T, *server) *trial
}

// A span is the least and the most that something may be, in seconds if it is a time.
type span struct{ least, most float64 }

func (s span) holds(v float64) bool { return v >= s.least-0.02 && v <= s.most+0.02 }

func upTo(most float64) span { return span{0, most} }

// answerLimit is when Discord voids an interaction that was not answered.
const answerLimit = 3 * time.Second

// A trial is one program and one pretend Discord, and somebody who asks every second.
type trial struct {
	t     *testing.T
	srv   *server
	conn  *discordtest.Conn
	log   *programtest.Log
	stop  func()
	ended <-chan int // gets the exit code

	reloadSignal chan<- os.Signal     // makes it read the files again, in memory
	files        fstest.MapFS         // what is built in, in memory
	process      *programtest.Process // nil in memory
	knowledge    string               // its KNOWLEDGE_DIR

	from         time.Time // when the fault came
	asked        []question
	code         int // -1 while it runs
	again        time.Duration
	lost         int
	before, sent map[string]int // how often each step of Discord was taken before the fault
}

// A question is an interaction, and when Discord sent it, or would have if the bot had been there.
type question struct {
	id string
	at time.Time
}

// ask sends one question, unless the bot is away.
func (tr *trial) ask() string {
	i := waterCommand()
	tr.asked = append(tr.asked, question{i.ID, time.Now()})
	now, over := context.WithCancel(context.Background())
	over()
	_ = tr.srv.Send(now, i) // without a session, nobody is told
	return i.ID
}

// answered tells how long it took until a question was answered.
func (tr *trial) answered(q question) (time.Duration, bool) {
	at := tr.srv.CallbackTime(q.id)
	return at.Sub(q.at), !at.IsZero()
}

// watch asks again and again until one has been answered and the fault is over, and counts what was lost.
func (tr *trial) watch(f fault) {
	every := cmp.Or(f.every, time.Second)
	next := time.NewTimer(every / 2) // never at the moment when something else happens
	defer next.Stop()
	limit := time.NewTimer(cmp.Or(f.limit, 2*time.Minute))
	defer limit.Stop()
	if f.during != nil {
		tr.ask()
	}
	tr.again, tr.code = -1, -1
	for over := time.Duration(-1); over < 0 || time.Since(tr.from) < over; {
		select {
		case tr.code = <-tr.ended:
			return
		case <-limit.C:
			over = 0
		case <-next.C:
			next.Reset(every)
			if tr.again < 0 {
				tr.again = tr.firstAnswer()
			}
			if over < 0 && tr.again >= 0 && time.Since(tr.from) >= f.lasts {
				over = time.Since(tr.from) + answerLimit // for those who asked last
			}
			if over < 0 {
				tr.ask()
			}
		}
	}
	for _, q := range tr.asked {
		if took, ok := tr.answered(q); !ok || took > answerLimit {
			tr.lost++
		} else if _, err := tr.srv.WaitCallback(tr.t.Context(), q.id); err != nil {
			tr.t.Error(err)
		}
	}
}

// firstAnswer is how long after the fault the first answer came, or -1.
func (tr *trial) firstAnswer() time.Duration {
	first := time.Duration(-1)
	if tr.count(discordtest.Callback) == 0 {
		return first
	}
	for _, q := range tr.asked {
		if took, ok := tr.answered(q); ok && (first < 0 || q.at.Add(took).Sub(tr.from) < first) {
			first = q.at.Add(took).Sub(tr.from)
		}
	}
	return first
}

// count tells how often a step of Discord was taken since the fault.
func (tr *trial) count(step string) int { return tr.srv.Count(step) - tr.before[step] }

const (
	askAddress  = "GET /gateway/bot"
	putCommands = "PUT /applications/{id}/commands"
	getCommands = "GET /applications/{id}/commands"
)

// mark begins to count.
func (tr *trial) mark() {
	tr.from, tr.before = time.Now(), map[string]int{}
	for _, step := range []string{
		askAddress, putCommands, discordtest.Callback, discordtest.Connect, discordtest.Identify, discordtest.Resume, discordtest.Heartbeat,
	} {
		tr.before[step] = tr.srv.Count(step)
	}
}

// outcome says what the program did about a fault, by what Discord saw of it.
func (tr *trial) outcome(f fault) string {
	if tr.code >= 0 {
		lines := strings.Split(strings.TrimSpace(tr.log.String()), "\n")
		message, _, _ := strings.Cut(lines[len(lines)-1], "; ")
		return "ends: " + strings.TrimPrefix(message, "bot: ")
	}
	var words []string
	resumes, identifies := tr.count(discordtest.Resume), tr.count(discordtest.Identify)
	switch {
	case f.start != nil: // in real time, these are matters of chance
	case f.during == nil:
		if n := max(tr.count(askAddress), tr.count(discordtest.Connect)); n > 1 && f.check == nil {
			words = append(words, fmt.Sprintf("connects at try %d", n))
		}
		if at := tr.registered(); tr.count(putCommands) > 1 && f.check == nil {
			words = append(words, "registers "+inWords(at))
		}
	default:
		switch {
		case identifies > 0 && resumes > 0:
			words = append(words, fmt.Sprintf("begins a new session when resuming failed %s", times(resumes)))
		case identifies > 0:
			words = append(words, "begins a new session")
		case resumes == 1:
			words = append(words, "resumes")
		case resumes > 1:
			words = append(words, fmt.Sprintf("resumes at try %d", resumes))
		}
		if tr.count(discordtest.Callback) > len(tr.asked) && f.check == nil {
			words = append(words, "sends the reply again")
		}
	}
	if f.check != nil {
		if more := f.check(tr); more != "" {
			words = append(words, more)
		}
	}
	if len(words) == 0 {
		return "goes on"
	}
	return strings.Join(words, ", ")
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// registered is how long after the start the commands were written.
func (tr *trial) registered() span {
	for _, r := range tr.srv.Records(putCommands) {
		if r.Status == http.StatusOK {
			s := r.Time.Sub(tr.from).Seconds()
			return span{s, s}
		}
	}
	tr.t.Error("the commands were not registered")
	return span{}
}

// inWords returns a time as the table shows it.
func inWords(s span) string {
	unit := "s"
	if s.least >= 300 {
		s, unit = span{s.least / 60, s.most / 60}, "min"
	}
	if s.least >= 300 {
		s, unit = span{s.least / 60, s.most / 60}, "h"
	}
	least, most := fmt.Sprintf("%.3g", s.least), fmt.Sprintf("%.3g", s.most)
	switch {
	case s.most < 0.1:
		return "at once"
	case least == most:
		return "after " + most + " " + unit
	case s.least < 0.1:
		return "within " + most + " " + unit
	}
	return "after " + least + " to " + most + " " + unit
}

func lostInWords(s span) string {
	switch {
	case s.most == 0:
		return "0"
	case s.least == s.most:
		return fmt.Sprint(s.most)
	}
	return fmt.Sprintf("%g to %g", s.least, s.most)
}

// servesFirst is how long a connection has served before a fault comes.
const servesFirst = 30 * time.Second

// try puts a program to a fault and then to a judge.
func (f fault) try(t *testing.T, judge func(*trial)) {
	t.Parallel()
	if f.start == nil {
		synctest.Test(t, func(t *testing.T) {
			f.tryWith(t, func(t *testing.T, s *server) *trial { return startInMemory(t, s, plants(t)) }, judge, discordtest.InMemory())
		})
		return
	}
	f.tryWith(t, f.start, judge)
}

func (f fault) tryWith(t *testing.T, start func(*testing.T, *server) *trial, judge func(*trial), options ...discordtest.Option) {
	srv := discordtest.New(t, options...)
	if f.before != nil {
		f.before(srv)
	}
	tr := start(t, srv)
	tr.mark()
	if f.during != nil {
		tr.conn = tr.awaitAnswer()
		if f.start == nil {
			time.Sleep(servesFirst)
			synctest.Wait()
		}
		tr.mark()
		f.during(tr)
	}
	judge(tr)
	tr.end()
}

// plants are files with the one article that the program answers from here. It is small, for the program reads it for every fault.
func plants(t *testing.T) fstest.MapFS {
	t.Helper()
	data, err := os.ReadFile("testdata/plants.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{"plants.yaml": {Data: data}}
}

func waterCommand() discordtest.Interaction { return discordtest.Slash("plants", "water") }

// startInMemory starts the whole program in the memory of this process, with files built in.
func startInMemory(t *testing.T, srv *server, files fstest.MapFS) *trial {
	ctx, stop := context.WithCancel(t.Context())
	ended, reloadSignal := make(chan int, 1), make(chan os.Signal, 1)
	ctx = withReloadSignals(ctx, func() (<-chan os.Signal, func()) { return reloadSignal, func() {} })
	tr := &trial{t: t, srv: srv, log: &programtest.Log{}, stop: stop, ended: ended, reloadSignal: reloadSignal, files: files, code: -1}
	env := map[string]string{"DISCORD_TOKEN": srv.Token(), "DISCORD_API_URL": srv.URL(), "OPS_ADDR": ""}
	p := &program{builtIn: files, stdin: strings.NewReader(""), stdout: io.Discard, stderr: tr.log, httpClient: func(apiURL string) *http.Client {
		c := discord.HTTPClient(apiURL)
		ours, memory := c.Transport.(*http.Transport), srv.Client().Transport.(*http.Transport)
		ours.Proxy, ours.DialContext = nil, memory.DialContext
		return c
	}}
	go func() {
		ended <- p.run(ctx, []string{"run"}, func(name string) (string, bool) { v, ok := env[name]; return v, ok })
	}()
	return tr
}

// awaitAnswer waits until a question is answered, and returns the connection over which it was.
func (tr *trial) awaitAnswer() *discordtest.Conn {
	tr.t.Helper()
	ctx, cancel := context.WithTimeout(tr.t.Context(), 30*time.Second)
	defer cancel()
	conn, err := tr.srv.WaitReady(ctx)
	if err == nil {
		_, err = tr.srv.Interact(ctx, waterCommand())
	}
	if err != nil {
		tr.t.Fatalf("%v\n%s", err, tr.log)
	}
	return conn
}

// end stops the program, and looks at what must never be.
func (tr *trial) end() {
	tr.t.Helper()
	if tr.code < 0 {
		began := time.Now()
		tr.stop()
		if tr.code = <-tr.ended; tr.code != exitOK || time.Since(began) > 5*time.Second {
			tr.t.Errorf("stopped with exit code %d after %v", tr.code, time.Since(began))
		}
	}
	log := tr.log.String()
	for _, never := range []string{"panicked", "goroutine ", tr.srv.Token(), "pretend-interaction-token"} {
		if strings.Contains(log, never) {
			tr.t.Errorf("the log holds %q:\n%s", never, log)
		}
	}
}

// judge holds a program to what its row says, and gives the row for the table.
func (f fault) judge(tr *trial) (did, again, lost string) {
	tr.t.Helper()
	tr.watch(f)
	tr.t.Logf("answers after %v, lost %d of %d, exit code %d", tr.again, tr.lost, len(tr.asked), tr.code)
	if want := cmp.Or(f.code, -1); tr.code != want {
		tr.t.Errorf("exit code %d, want %d\n%s", tr.code, want, tr.log)
	}
	if tr.code >= 0 {
		return tr.outcome(f), "never", ""
	}
	if s := tr.again.Seconds(); !f.again.holds(s) {
		tr.t.Errorf("answers after %.3f s, want %v\n%s", s, f.again, tr.log)
	}
	if !f.lost.holds(float64(tr.lost)) {
		tr.t.Errorf("lost %d, want %v\n%s", tr.lost, f.lost, tr.log)
	}
	return tr.outcome(f), inWords(f.again), lostInWords(f.lost)
}

// TestFaults holds the whole program to the table of faults, and the table in docs/reliability.md to what it did. With
// -update it writes the table.
func TestFaults(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	plain := plainResults(t)
	var table strings.Builder
	complete := true
	for _, group := range faultGroups() {
		rows := make([][]string, len(group.faults))
		t.Run(group.name, func(t *testing.T) {
			for n, f := range group.faults {
				t.Run(f.name, func(t *testing.T) {
					f.try(t, func(tr *trial) {
						did, again, lost := f.judge(tr)
						rows[n] = []string{f.name, did, again, lost, cmp.Or(plain[group.name+": "+f.name], "–")}
					})
				})
			}
		})
		complete = complete && !slices.ContainsFunc(rows, func(row []string) bool { return row == nil })
		fmt.Fprintf(&table, "\n### %s\n\n| fault | what the bot does | answers | lost | plain discordgo |\n|---|---|---|---|---|\n", group.name)
		for _, row := range mergeRows(rows) {
			table.WriteString(tableRow(row...))
		}
	}
	if complete && !t.Failed() {
		compareTable(t, "faults", table.String())
	}
}

// mergeRows makes one row of those that differ only in the first cell, which then lists all of theirs.
func mergeRows(rows [][]string) (merged [][]string) {
	for _, row := range rows {
		same := slices.IndexFunc(merged, func(m []string) bool { return row != nil && slices.Equal(m[1:], row[1:]) })
		switch {
		case row == nil: // not run, as with -run
		case same < 0:
			merged = append(merged, row)
		default:
			merged[same][0] += "; " + row[0]
		}
	}
	return merged
}

func tableRow(cells ...string) string {
	for i := range cells {
		cells[i] = strings.NewReplacer("|", "\\|", "<", "&lt;").Replace(cells[i])
	}
	return "| " + strings.Join(cells, " | ") + " |\n"
}

// compareTable holds what stands between two marks of docs/reliability.md to be the table.
func compareTable(t *testing.T, name, table string) {
	t.Helper()
	file := filepath.Join(repository, "docs", "reliability.md")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(data), "<!-- "+name+" -->\n")
	got, tail, closed := strings.Cut(rest, "\n<!-- end of "+name+" -->")
	if !ok || !closed {
		t.Fatalf("%s has no marks for %s", file, name)
	}
	if got == table {
		return
	}
	if !*update {
		t.Errorf("the table %s in docs/reliability.md is not what was seen; write it anew with: go test ./cmd/bot -run TestFaults -update", name)
		return
	}
	text := head + "<!-- " + name + " -->\n" + table + "\n<!-- end of " + name + " -->" + tail
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

const plainFile = "testdata/faults/discordgo.json"

// plainResults is what came of the same faults for a plain bot on discordgo, by group and name; faults_discordgo_test.go
// writes it.
func plainResults(t *testing.T) map[string]string {
	t.Helper()
	results := map[string]string{}
	data, err := os.ReadFile(plainFile)
	if err == nil {
		err = json.Unmarshal(data, &results)
	} else if errors.Is(err, os.ErrNotExist) {
		return results
	}
	if err != nil {
		t.Fatal(err)
	}
	return results
}

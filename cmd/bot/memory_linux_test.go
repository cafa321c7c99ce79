package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"syscall"
	"testing"
	"time"

	"leakygut-bot/internal/programtest"
)

// TestMemory starts the built program with 1, 40 and 100 articles, the most that Discord takes, edits one of them, and reads the
// highest memory of each from the operating system. It has to stay under the limits of the unit in deploy/, with GOMEMLIMIT as
// it stands there. With -v it prints the table of docs/operating.md.
func TestMemory(t *testing.T) {
	bot := programtest.Build(t)
	unit := regexp.MustCompile(`(?s)MemoryMax=(\d+)M\n.*Environment=(GOMEMLIMIT=\d+MiB)\n|Environment=(GOMEMLIMIT=\d+MiB)\n.*MemoryMax=(\d+)M\n`).FindStringSubmatch(document(t, "deploy/leakygut-bot.service"))
	if unit == nil {
		t.Fatal("the unit sets no MemoryMax or no GOMEMLIMIT")
	}
	limit, _ := strconv.Atoi(unit[1] + unit[4]) // digits
	for _, n := range []int{1, 40, 100} {
		dir := t.TempDir()
		for i := range n {
			writeNumbered(t, dir, i, "")
		}
		cmd := exec.Command(bot, "serve")
		cmd.Env = []string{unit[2] + unit[3], "OPS_ADDR=", "LISTEN_ADDR=127.0.0.1:0", "KNOWLEDGE_DIR=" + dir, "DISCORD_PUBLIC_KEY=" + testKey}
		p := programtest.Start(t, cmd)
		p.Log.Await(t, 0, "msg=listening")
		start := memory(t, p, "VmHWM")
		// From here on, the peak is that of the reload.
		if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", p.Process.Pid), []byte("5"), 0); err != nil {
			t.Fatal(err)
		}
		writeNumbered(t, dir, 0, "Again, ")
		p.Log.Await(t, 0, "msg=\"knowledge reloaded\"")
		reload := memory(t, p, "VmHWM")
		t.Logf("| %d | %d | %d | %d |", n, start, reload, memory(t, p, "VmRSS"))
		if start > limit || reload > limit {
			t.Errorf("%d articles take %d MiB at the start and %d at a reload, and the limit is %d", n, start, reload, limit)
		}
		// A stop does not wait for a reload, which takes seconds with so many.
		writeNumbered(t, dir, 0, "Once more, ")
		time.Sleep(400 * time.Millisecond) // the files have to be quiet for 250 ms
		began := time.Now()
		p.Process.Signal(syscall.SIGTERM)
		if <-p.Ended; !p.ProcessState.Success() || time.Since(began) > 2*time.Second {
			t.Errorf("%d articles: stopped after %v, %v", n, time.Since(began), p.ProcessState)
		}
	}
}

// writeNumbered writes the built-in article under another name into a directory.
func writeNumbered(t *testing.T, dir string, i int, description string) {
	t.Helper()
	data := []byte(document(t, "internal/knowledge/knowledgetest/jetlag.yaml"))
	for old, replacement := range map[string]string{
		"\n  name: jetlag": fmt.Sprintf("\n  name: article%d", i), "\n  description: ": "\n  description: " + description,
	} {
		if !bytes.Contains(data, []byte(old)) {
			t.Fatalf("the article has no %q", old)
		}
		data = bytes.Replace(data, []byte(old), []byte(replacement), 1)
	}
	if err := writeFile(dir, fmt.Sprintf("article%d.yaml", i), data); err != nil {
		t.Fatal(err)
	}
}

// memory returns a figure of /proc/PID/status, in MiB.
func memory(t *testing.T, p *programtest.Process, name string) int {
	t.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(name + `:\s*(\d+) kB`).FindSubmatch(data)
	if m == nil {
		t.Fatalf("no %s", name)
	}
	kib, _ := strconv.Atoi(string(m[1])) // digits
	return kib >> 10
}

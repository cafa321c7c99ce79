package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMemory starts the built program with 1, 40 and 100 articles, the most that Discord takes, edits one of them, and reads the
// highest memory of each from the operating system. It has to stay under the limits of the unit in deploy/, with GOMEMLIMIT as
// it stands there. With -v it prints the table of docs/operating.md.
func TestMemory(t *testing.T) {
	bot := builtBot(t)
	unit := unitSettings(t, "leakygut-bot.service")
	limit, err := strconv.Atoi(strings.TrimSuffix(unit["MemoryMax"][0], "M"))
	if err != nil {
		t.Fatal(err)
	}
	var environ []string
	for _, setting := range unit["Environment"] {
		if strings.HasPrefix(setting, "GOMEMLIMIT=") {
			environ = append(environ, setting)
		}
	}
	if len(environ) != 1 {
		t.Fatal("the unit sets no GOMEMLIMIT")
	}
	t.Logf("limit %d MiB, %s", limit, environ[0])
	for _, n := range []int{1, 40, 100} {
		dir := t.TempDir()
		for i := range n {
			if err := writeFile(dir, fmt.Sprintf("article%d.yaml", i), numbered(t, i, "")); err != nil {
				t.Fatal(err)
			}
		}
		log := &output{}
		cmd := exec.Command(bot, "serve")
		cmd.Stderr, cmd.Dir = log, t.TempDir()
		cmd.Env = append(environ, "OPS_ADDR=", "LISTEN_ADDR=127.0.0.1:0", "KNOWLEDGE_DIR="+dir,
			"DISCORD_PUBLIC_KEY=d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
		tr := &trial{t: t, log: log}
		tr.patient("msg=listening")
		start := memory(t, cmd.Process.Pid, "VmHWM")
		// From here on, the peak is that of the reload.
		if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", cmd.Process.Pid), []byte("5"), 0); err != nil {
			t.Fatal(err)
		}
		if err := writeFile(dir, "article0.yaml", numbered(t, 0, "Again, ")); err != nil {
			t.Fatal(err)
		}
		tr.patient("msg=\"knowledge reloaded\"")
		reload := memory(t, cmd.Process.Pid, "VmHWM")
		t.Logf("| %d | %d | %d | %d |", n, start, reload, memory(t, cmd.Process.Pid, "VmRSS"))
		if start > limit || reload > limit {
			t.Errorf("%d articles take %d MiB at the start and %d at a reload, and the limit is %d", n, start, reload, limit)
		}
		// A stop does not wait for a reload, which takes seconds with so many.
		if err := writeFile(dir, "article0.yaml", numbered(t, 0, "Once more, ")); err != nil {
			t.Fatal(err)
		}
		time.Sleep(400 * time.Millisecond) // the files have to be quiet for 250 ms
		began := time.Now()
		cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil || time.Since(began) > 2*time.Second {
			t.Errorf("%d articles: stopped after %v, %v", n, time.Since(began), err)
		}
	}
}

// numbered is the built-in article under another name.
func numbered(t *testing.T, i int, description string) []byte {
	t.Helper()
	data := testArticle(t)
	for old, replacement := range map[string]string{
		"\n  name: jetlag": fmt.Sprintf("\n  name: article%d", i), "\n  description: ": "\n  description: " + description,
	} {
		if !bytes.Contains(data, []byte(old)) {
			t.Fatalf("the article has no %q", old)
		}
		data = bytes.Replace(data, []byte(old), []byte(replacement), 1)
	}
	return data
}

// patient is await for what takes a slow machine long.
func (tr *trial) patient(words string) {
	tr.t.Helper()
	for late := time.Now().Add(2 * time.Minute); !strings.Contains(tr.log.String(), words); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(late) {
			tr.t.Fatalf("the log does not say %q:\n%s", words, tr.log)
		}
	}
}

// memory is a figure of /proc/PID/status, in MiB.
func memory(t *testing.T, pid int, name string) int {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), name+":")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		t.Fatalf("no %s", name)
	}
	kib, err := strconv.Atoi(fields[0])
	if err != nil {
		t.Fatal(err)
	}
	return kib >> 10
}

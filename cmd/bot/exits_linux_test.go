package main

import (
	"cmp"
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"leakygut-bot/internal/discord/discordtest"
)

// builtBot builds the program as it is shipped.
func builtBot(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bot")
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", path, "leakygut-bot/cmd/bot")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return path
}

// unitSettings are the lines NAME=value of a systemd unit in deploy/.
func unitSettings(t *testing.T, unit string) map[string][]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(repository, "deploy", unit))
	if err != nil {
		t.Fatal(err)
	}
	values := map[string][]string{}
	for line := range strings.Lines(string(data)) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok && !strings.HasPrefix(name, "#") {
			values[name] = append(values[name], value)
		}
	}
	return values
}

// starts reports whether systemd starts the program again after it ended so. systemd.service(5): with Restart=on-failure after
// a code that is not 0 and after a signal other than SIGHUP, SIGINT, SIGTERM and SIGPIPE, unless the code is listed.
func starts(t *testing.T, unit string, ended *os.ProcessState) bool {
	t.Helper()
	settings := unitSettings(t, unit)
	if got := settings["Restart"]; !slices.Equal(got, []string{"on-failure"}) {
		t.Fatalf("%s: Restart is %q, and the test knows on-failure alone", unit, got)
	}
	if got := settings["StartLimitIntervalSec"]; !slices.Equal(got, []string{"0"}) {
		t.Errorf("%s: StartLimitIntervalSec is %q, so systemd gives up after some starts", unit, got)
	}
	if !ended.Exited() {
		signal := ended.Sys().(syscall.WaitStatus).Signal()
		return !slices.Contains([]syscall.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM, syscall.SIGPIPE}, signal)
	}
	listed := strings.Fields(strings.Join(settings["RestartPreventExitStatus"], " "))
	return ended.ExitCode() != 0 && !slices.Contains(listed, strconv.Itoa(ended.ExitCode()))
}

// TestRestarts ends the built program in each way that there is, and sees whether systemd would start it again: after what
// may pass it has to, and after what only a person can mend it must not.
func TestRestarts(t *testing.T) {
	bot := builtBot(t)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	discord := discordtest.New(t)
	const key = "DISCORD_PUBLIC_KEY=d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
	running := []string{"DISCORD_TOKEN=" + discord.Token(), "DISCORD_API_URL=" + discord.URL(), key}
	const twice = "bot: DISCORD_TOKEN"
	for _, tt := range []struct {
		name    string
		environ []string
		before  string         // shell commands
		signal  syscall.Signal // sent once it runs
		starts  bool
		code    int // -1: a signal
		says    string
	}{
		{name: "stopped", environ: running, signal: syscall.SIGTERM, code: 0, says: "msg=stopped took="},
		// SIGQUIT ends a Go program as a panic or a fatal error of the runtime does: with every stack, and code 2.
		{name: "a fatal error", environ: running, signal: syscall.SIGQUIT, starts: true, code: 2, says: "goroutine "},
		{name: "no memory for the runtime", environ: running, before: "ulimit -v 500000; ", starts: true, code: 2, says: "fatal error: "},
		{name: "killed, as for want of memory", environ: running, signal: syscall.SIGKILL, starts: true, code: -1},
		{name: "a setting is malformed", environ: append(running, "LOG_LEVEL=loud"), code: 78, says: "bot: LOG_LEVEL is not a known word"},
		{name: "two settings exclude each other", environ: append(running, "DISCORD_TOKEN_FILE=/etc/hostname"), code: 78, says: twice},
		{name: "no key and no token", code: 78, says: " is not set"},
		{name: "a port is taken", environ: append(running, "OPS_ADDR="+taken.Addr().String(), "LISTEN_ADDR="+taken.Addr().String()), starts: true, code: 1, says: "address already in use"},
		{name: "the knowledge has problems", environ: append(running, "KNOWLEDGE_DIR="+t.TempDir()), starts: true, code: 1},
	} {
		for unit, command := range map[string]string{"leakygut-bot-gateway.service": "run", "leakygut-bot.service": "serve"} {
			t.Run(tt.name+"/"+command, func(t *testing.T) { // one after the other, for the pretend Discord is one
				ended, log := endOf(t, bot, command, tt.environ, tt.before, tt.signal)
				if got := ended.ExitCode(); got != tt.code || !strings.Contains(log, tt.says) {
					t.Errorf("%v, want exit code %d and %q\n%s", ended, tt.code, tt.says, log)
				}
				if again := starts(t, unit, ended); again != tt.starts {
					t.Errorf("%v: %s starts it again: %t", ended, unit, again)
				}
			})
		}
	}
	t.Run("the token is refused", func(t *testing.T) {
		environ := []string{"DISCORD_TOKEN=MTAwMDAwMDAwMDAwMDAwMDAwMQ.refused.token", "DISCORD_API_URL=" + discord.URL()}
		ended, log := endOf(t, bot, "run", environ, "", 0)
		if ended.ExitCode() != exitConfig || starts(t, "leakygut-bot-gateway.service", ended) || !strings.Contains(log, "check DISCORD_TOKEN") {
			t.Errorf("%v\n%s", ended, log)
		}
	})
}

// endOf runs the program until it ends, by itself or, once it answers, by a signal.
func endOf(t *testing.T, bot, command string, environ []string, before string, signal syscall.Signal) (*os.ProcessState, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	var log output
	cmd := exec.CommandContext(ctx, "sh", "-c", before+`exec "$0" "$1"`, bot, command)
	cmd.Dir, cmd.Stderr = t.TempDir(), &log
	cmd.Env = slices.Concat([]string{"OPS_ADDR=", "LISTEN_ADDR=127.0.0.1:0", "LANG=C"}, environ)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for signal != 0 && !strings.Contains(log.String(), "msg=listening") && !strings.Contains(log.String(), "gateway: ready") {
		select {
		case <-time.After(10 * time.Millisecond):
		case err := <-ended:
			t.Fatalf("%v\n%s", err, log.String())
		}
	}
	if signal != 0 {
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
	}
	err := <-ended
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) || ctx.Err() != nil {
		t.Fatalf("%v\n%s", cmp.Or(err, ctx.Err()), log.String())
	}
	return cmd.ProcessState, log.String()
}

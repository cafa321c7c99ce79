package main

import (
	"net"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"

	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/programtest"
)

// TestExitCodes ends the built program in each way that there is. The units in deploy/ start it again after every code but 0 and
// 78: so what may pass must end with another code, and what only a person can mend must not.
func TestExitCodes(t *testing.T) {
	bot := programtest.Build(t)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	discord := discordtest.New(t)
	running := []string{"DISCORD_TOKEN=" + discord.Token(), "DISCORD_API_URL=" + discord.URL(), "DISCORD_PUBLIC_KEY=" + testKey}
	for _, tt := range []struct {
		name     string
		settings []string
		before   string         // shell commands
		signal   syscall.Signal // sent once it runs
		code     int            // -1: a signal
		says     string
	}{
		{name: "stopped", settings: running, signal: syscall.SIGTERM, code: 0, says: "msg=stopped took="},
		// SIGQUIT ends a Go program as a panic or a fatal error of the runtime does: with every stack, and code 2.
		{name: "a fatal error", settings: running, signal: syscall.SIGQUIT, code: 2, says: "goroutine "},
		{name: "no memory for the runtime", settings: running, before: "ulimit -v 500000; ", code: 2, says: "fatal error: "},
		{name: "killed, as for want of memory", settings: running, signal: syscall.SIGKILL, code: -1},
		{name: "a setting is malformed", settings: append(running, "LOG_LEVEL=loud"), code: 78, says: "bot: LOG_LEVEL is not a known word"},
		{name: "two settings exclude each other", settings: append(running, "DISCORD_TOKEN_FILE=/etc/hostname"), code: 78, says: "bot: DISCORD_TOKEN"},
		{name: "no key and no token", code: 78, says: " is not set"},
		{name: "a port is taken", settings: append(running, "OPS_ADDR="+taken.Addr().String(), "LISTEN_ADDR="+taken.Addr().String()), code: 1, says: "address already in use"},
		{name: "the knowledge has problems", settings: append(running, "KNOWLEDGE_DIR="+t.TempDir()), code: 1},
		{name: "the token is refused", settings: append(running, "DISCORD_TOKEN=MTAwMDAwMDAwMDAwMDAwMDAwMQ.refused.token"), code: 78, says: "check DISCORD_TOKEN"},
	} {
		for _, command := range []string{"run", "serve"} {
			if command == "serve" && tt.name == "the token is refused" {
				continue // it answers without one
			}
			t.Run(tt.name+"/"+command, func(t *testing.T) { // one after the other, for the pretend Discord is one
				cmd := exec.Command("sh", "-c", tt.before+`exec "$0" "$1"`, bot, command)
				cmd.Env = slices.Concat([]string{"OPS_ADDR=", "LISTEN_ADDR=127.0.0.1:0", "LANG=C"}, tt.settings)
				p := programtest.Start(t, cmd)
				if tt.signal != 0 {
					p.Log.Await(t, 0, map[string]string{"run": "gateway: ready", "serve": "msg=listening"}[command])
					p.Process.Signal(tt.signal)
				}
				<-p.Ended
				if p.ProcessState.ExitCode() != tt.code || !strings.Contains(p.Log.String(), tt.says) {
					t.Errorf("%v, want exit code %d and %q\n%s", p.ProcessState, tt.code, tt.says, p.Log)
				}
			})
		}
	}
}

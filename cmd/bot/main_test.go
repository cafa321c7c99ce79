package main

import (
	"flag"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/knowledge/knowledgetest"
)

var update = flag.Bool("update", false, "write what the program prints now into testdata as the wanted text")

// testKey is a public key, of which nobody here has the private one.
const testKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"

// TestMain makes this a program that has an invented article built in, so that no test depends on what knowledge/ says.
func TestMain(m *testing.M) {
	builtIn = knowledgetest.Pictured()
	testscript.Main(m, map[string]func(){"bot": main})
}

// TestScripts runs the whole program as people do: each file of testdata/script is a story, which begins in an empty
// directory and an empty environment.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			plants, err := os.ReadFile("testdata/plants.yaml")
			if err != nil {
				return err
			}
			env.Setenv("GORACE", "atexit_sleep_ms=0")                 // the race detector keeps each program for a second
			return writeFile(env.WorkDir, "good/plants.yaml", plants) // a directory of knowledge that is not the built-in one
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "taken": taken, "secret": secret, "discord": pretendDiscord,
		},
	})
}

// exits is the script command "exits CODE PROGRAM [ARG...]": it runs a program, which has to end with that code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARG...]")
	}
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := err.(*exec.ExitError)
		if !ok {
			ts.Fatalf("%v", err)
		}
		code = exit.ExitCode()
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// taken is the script command "taken NAME": it sets the variable to an address at which something listens already.
func taken(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { l.Close() })
	ts.Setenv(args[0], l.Addr().String())
}

// pretendDiscord is the script command "discord": it starts one, and sets the variables that lead there.
func pretendDiscord(ts *testscript.TestScript, _ bool, _ []string) {
	srv, err := discordtest.Start()
	ts.Check(err)
	ts.Defer(srv.Close)
	ts.Setenv("DISCORD_API_URL", srv.URL())
	ts.Setenv("DISCORD_TOKEN", srv.Token())
}

// secret is the script command "secret": nothing that the last program printed holds the value that the scripts use for
// secrets.
func secret(ts *testscript.TestScript, _ bool, _ []string) {
	for _, stream := range []string{"stdout", "stderr"} {
		if strings.Contains(strings.ToLower(ts.ReadFile(stream)), "hunter2") {
			ts.Fatalf("the secret stands in %s", stream)
		}
	}
}

func writeFile(dir, name string, data []byte) error {
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o666)
}

// TestHelp holds the help of every subcommand to testdata/help; "go test ./cmd/bot -run TestHelp -update" writes it anew.
func TestHelp(t *testing.T) {
	root := new(program).command()
	wanted := map[string]bool{}
	for _, c := range append(root.Commands(), root) {
		if c.Hidden {
			continue
		}
		args := []string{"--help"}
		if c != root {
			args = []string{c.Name(), "--help"}
		}
		file := filepath.Join("testdata", "help", c.Name()+".txt")
		wanted[file] = true
		t.Run(c.Name(), func(t *testing.T) { checkHelp(t, file, args...) })
	}
	files, err := filepath.Glob("testdata/help/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !wanted[file] {
			t.Errorf("%s is of no subcommand; remove it", file)
		}
	}
}

// checkHelp compares what a command line prints with a file.
func checkHelp(t *testing.T, file string, args ...string) {
	code, stdout, stderr := runBot(t, nil, args...)
	if code != 0 || stderr != "" {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	if *update {
		if err := os.WriteFile(file, []byte(stdout), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), stdout); diff != "" {
		t.Errorf("the help differs from %s (-want +got):\n%s", file, diff)
	}
	for i, line := range strings.Split(stdout, "\n") {
		if len([]rune(line)) > 120 {
			t.Errorf("line %d has %d characters; help is read in terminals, so keep it under 120", i+1, len([]rune(line)))
		}
	}
}

// runBot runs the program in this process, in the directory of this package, where there is no .env.
func runBot(t *testing.T, environ map[string]string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	lookup := func(name string) (string, bool) { v, ok := environ[name]; return v, ok }
	code = run(t.Context(), args, lookup, strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}

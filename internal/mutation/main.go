// Command mutation breaks the way from the article to the reader on purpose, in one way after another, and shows that a test
// notices each. It changes no file: the broken text is laid over the source while the tests run.
//
//	go run ./internal/mutation           # every mutant
//	go run ./internal/mutation notice    # those with this word in their name, file or package
//
// The exit code is 0 only when every mutant was noticed: 1 for one that no test minds, that does not compile, or whose edit
// does not fit the source any more.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "mutation:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, words []string) error {
	root, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return fmt.Errorf("find the module: %w", err)
	}
	b := bench{root: strings.TrimSpace(string(root)), began: time.Now()}
	if b.dir, err = os.MkdirTemp("", "mutation"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)

	chosen := slices.DeleteFunc(slices.Clone(mutants), func(m mutant) bool {
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(m.name+" "+m.file+" "+m.in, w) })
	})
	if len(chosen) == 0 {
		return fmt.Errorf("no mutant is called %q", words)
	}
	if err := b.sound(ctx, chosen); err != nil {
		return err
	}
	problems := b.all(ctx, out, chosen)
	fmt.Fprintf(out, "%d mutants, %d noticed, %.0f s\n", len(chosen), len(chosen)-len(problems), time.Since(b.began).Seconds())
	return errors.Join(problems...)
}

// A bench is where mutants are tried.
type bench struct {
	root, dir string
	began     time.Time
}

// sound runs the tests without a mutant: a test that fails anyhow would notice everything.
func (b bench) sound(ctx context.Context, chosen []mutant) error {
	var tried []string
	for _, m := range chosen {
		if !slices.Contains(tried, m.in) {
			tried = append(tried, m.in)
			if said, err := b.test(ctx, m.in); err != nil {
				return fmt.Errorf("the tests of %s fail without a mutant:\n%s", m.in, said)
			}
		}
	}
	return nil
}

// all tries the mutants, as many at once as there are processors, and gives a problem for each that was not noticed.
func (b bench) all(ctx context.Context, out io.Writer, chosen []mutant) (problems []error) {
	var mu sync.Mutex
	var working sync.WaitGroup
	next := make(chan int)
	for range runtime.NumCPU() {
		working.Go(func() {
			for i := range next {
				by, err := b.try(ctx, i, chosen[i])
				mu.Lock()
				if err != nil {
					problems = append(problems, fmt.Errorf("%s (%s): %w", chosen[i].name, chosen[i].file, err))
				}
				fmt.Fprintf(out, "%-66s %s\n", chosen[i].name, cmp.Or(by, "NOT NOTICED"))
				mu.Unlock()
			}
		})
	}
	for i := range chosen {
		if ctx.Err() == nil {
			next <- i
		}
	}
	close(next)
	working.Wait()
	if ctx.Err() != nil {
		problems = append(problems, ctx.Err())
	}
	return problems
}

// failed finds the name of a test that did.
var failed = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`)

// try lays one mutant over its file and gives the test that noticed.
func (b bench) try(ctx context.Context, number int, m mutant) (noticed string, err error) {
	file := filepath.Join(b.root, filepath.FromSlash(m.file))
	source, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	if n := strings.Count(string(source), m.old); n != 1 {
		return "", fmt.Errorf("the text to change stands %d times in the file; bring mutants.go up to date:\n%s", n, m.old)
	}
	changed := filepath.Join(b.dir, fmt.Sprintf("%d%s", number, filepath.Ext(file)))
	overlay := changed + ".json"
	list, _ := json.Marshal(map[string]any{"Replace": map[string]string{file: changed}})
	if err := errors.Join(
		os.WriteFile(changed, []byte(strings.Replace(string(source), m.old, m.new, 1)), 0o666),
		os.WriteFile(overlay, list, 0o666),
	); err != nil {
		return "", err
	}
	said, err := b.test(ctx, m.in, "-overlay", overlay)
	switch names := failed.FindAllSubmatch(said, -1); {
	case err == nil:
		return "", fmt.Errorf("no test of %s minds", m.in)
	case names == nil:
		return "", fmt.Errorf("the tests of %s did not run:\n%s", m.in, said)
	default:
		return string(names[len(names)-1][1]), nil // a part of a test stands below the whole
	}
}

// test runs the tests of a package, of cmd/bot only those that print replies.
func (b bench) test(ctx context.Context, in string, flags ...string) ([]byte, error) {
	args := append([]string{"test", "-vet=off", "-ldflags=-s -w", "-failfast", "-timeout=2m"}, flags...)
	if in == terminal {
		args = append(args, "-run", "^TestScripts$/^(answer|batch|cite)$")
	}
	test := exec.CommandContext(ctx, "go", append(args, in)...)
	test.Dir = b.root
	return test.CombinedOutput()
}

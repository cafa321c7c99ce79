package ops

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// watched starts watching a directory and returns a channel that gets each change.
func watched(t *testing.T, dir string) <-chan struct{} {
	t.Helper()
	told := make(chan struct{}, 100)
	ctx, stop := context.WithCancel(t.Context())
	wait, err := Watch(ctx, dir, func() { told <- struct{}{} })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		wait()
	})
	return told
}

func await(t *testing.T, told <-chan struct{}) {
	t.Helper()
	select {
	case <-told:
	case <-time.After(10 * time.Second):
		t.Fatal("the change was not told")
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestWatchTellsManyChangesOnce(t *testing.T) {
	dir := t.TempDir()
	told := watched(t, dir)
	for range 200 {
		write(t, filepath.Join(dir, "a.yaml"), "a")
	}
	await(t, told)
	if n := len(told); n > 1 { // on a slow machine the writing may take longer than the wait
		t.Errorf("told %d times more", n)
	}
}

// The directory may go and come back.
func TestWatchOutlivesItsDirectory(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "knowledge")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	told := watched(t, dir)
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	await(t, told)
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	await(t, told)
	write(t, filepath.Join(dir, "a.yaml"), "a")
	await(t, told)
}

func TestWatchRefusesWhatIsNotThere(t *testing.T) {
	_, err := Watch(t.Context(), filepath.Join(t.TempDir(), "none"), func() {})
	if err == nil || !strings.HasPrefix(err.Error(), "watch the knowledge directory: ") {
		t.Errorf("error %v", err)
	}
}

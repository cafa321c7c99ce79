//go:build unix

package knowledge_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"leakygut-bot/internal/knowledge"
)

// Nobody writes to the pipe, so opening it would wait for ever, and a reload with it.
func TestPipeIsNotOpened(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "walking.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	const want = "walking.yaml:1:1: the file cannot be read; check that it is an ordinary file [unreadable]"
	if _, err := knowledge.Load(os.DirFS(dir)); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

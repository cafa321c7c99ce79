package ops

import (
	"context"
	"errors"
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

func write(dir, name string) error {
	return errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, name), nil, 0o644))
}

// replace puts a new link in the place of another, in one step.
func replace(target, link string) error {
	return errors.Join(os.Symlink(target, link+".new"), os.Rename(link+".new", link))
}

// TestWatch makes one change after the other to top/knowledge or to what it leads to, each of which must be noticed.
func TestWatch(t *testing.T) {
	type change func(top string) error
	for name, tt := range map[string]struct {
		prepare change
		changes []change
	}{
		"files are written, renamed and removed": {
			func(top string) error { return write(top+"/knowledge", "a.yaml") },
			[]change{
				func(top string) error { return write(top+"/knowledge", "b.yaml") },
				func(top string) error { return os.Rename(top+"/knowledge/b.yaml", top+"/knowledge/a.yaml") },
				func(top string) error { return os.Remove(top + "/knowledge/a.yaml") },
			},
		},
		"a link in it is replaced, as Kubernetes does with a ConfigMap": {
			func(top string) error {
				return errors.Join(write(top+"/knowledge/..1", "a.yaml"), os.Symlink("..1", top+"/knowledge/..data"), os.Symlink("..data/a.yaml", top+"/knowledge/a.yaml"))
			},
			[]change{
				func(top string) error {
					return errors.Join(write(top+"/knowledge/..2", "a.yaml"), replace("..2", top+"/knowledge/..data"))
				},
				func(top string) error { return replace("..1", top+"/knowledge/..data") },
			},
		},
		"it is a link, which is replaced": {
			func(top string) error {
				return errors.Join(write(top+"/1", "a.yaml"), write(top+"/2", "a.yaml"), os.Symlink("1", top+"/knowledge"))
			},
			[]change{
				func(top string) error { return replace("2", top+"/knowledge") },
				func(top string) error { return write(top+"/2", "a.yaml") },
				func(top string) error {
					return errors.Join(os.Remove(top+"/knowledge"), os.Rename(top+"/1", top+"/knowledge"))
				},
			},
		},
		"it goes and comes back": {
			func(top string) error { return os.Mkdir(top+"/knowledge", 0o755) },
			[]change{
				func(top string) error { return os.Remove(top + "/knowledge") },
				func(top string) error { return os.Mkdir(top+"/knowledge", 0o755) },
				func(top string) error { return write(top+"/knowledge", "a.yaml") },
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			top := t.TempDir()
			if err := tt.prepare(top); err != nil {
				t.Fatal(err)
			}
			told := watched(t, top+"/knowledge")
			for n, change := range tt.changes {
				if err := change(top); err != nil {
					t.Fatal(err)
				}
				select {
				case <-told:
				case <-time.After(10 * time.Second):
					t.Fatalf("change %d was not told", n+1)
				}
			}
		})
	}
}

func TestWatchTellsManyChangesOnce(t *testing.T) {
	dir := t.TempDir()
	told := watched(t, dir)
	for range 200 {
		if err := write(dir, "a.yaml"); err != nil {
			t.Fatal(err)
		}
	}
	<-told
	if n := len(told); n > 1 { // on a slow machine the writing may take longer than the wait
		t.Errorf("told %d times more", n)
	}
}

func TestWatchRefusesWhatIsNotThere(t *testing.T) {
	_, err := Watch(t.Context(), filepath.Join(t.TempDir(), "none"), func() {})
	if err == nil || !strings.HasPrefix(err.Error(), "watch the knowledge directory: ") {
		t.Errorf("error %v", err)
	}
}

package ops

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// settle is how long a directory must be quiet before it counts as changed: editors write a file in several steps, and a
	// copy of many files is one change.
	settle = 250 * time.Millisecond

	// settleMost bounds that wait, for a directory in which something is always written.
	settleMost = 2 * time.Second
)

// Watch calls changed after each change in a directory's files until ctx ends, never twice at once. It sees edits, files that
// come, go and are renamed, a symbolic link in the directory that is replaced, as Kubernetes does with a ConfigMap, and the
// directory itself being replaced, be it a link or not. It does not see what happens behind a link to somewhere else, or on a
// network file system. It returns once it watches; the returned wait ends when the watching has, after ctx.
func Watch(ctx context.Context, dir string, changed func()) (wait func(), err error) {
	dir, err = filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("watch the knowledge directory: %w", err)
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch the knowledge directory: %w", err)
	}
	if err := w.Add(dir); err != nil {
		w.Close()
		return nil, fmt.Errorf("watch the knowledge directory: %w", err)
	}
	_ = w.Add(filepath.Dir(dir)) // without it, only the directory's own replacement goes unseen
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer w.Close()
		watch(ctx, w, dir, changed)
	}()
	return func() { <-done }, nil
}

func watch(ctx context.Context, w *fsnotify.Watcher, dir string, changed func()) {
	quiet := time.NewTimer(settle)
	quiet.Stop()
	defer quiet.Stop()
	var since time.Time // the first event that was not passed on yet
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-w.Events:
			if !ok {
				return
			}
			if e.Name != dir && filepath.Dir(e.Name) != dir || e.Op == fsnotify.Chmod {
				continue
			}
		case _, ok := <-w.Errors: // such as more events than the system keeps: something changed
			if !ok {
				return
			}
		case <-quiet.C:
			since = time.Time{}
			_ = w.Remove(dir)
			_ = w.Add(dir) // it may be another directory by now
			changed()
			continue
		}
		if since.IsZero() {
			since = time.Now()
		}
		quiet.Reset(min(settle, max(0, settleMost-time.Since(since))))
	}
}

//go:build soak

package soak

import (
	"slices"
	"sync"
	"testing"
	"time"
)

// limit is how long Discord waits for an answer.
const limit = 3 * time.Second

// A tally counts answers and how long they took.
type tally struct {
	mu    sync.Mutex
	began time.Time
	took  []time.Duration
	lost  map[string]int // by the reason
}

func newTally(most int) *tally {
	return &tally{began: time.Now(), took: make([]time.Duration, 0, most), lost: map[string]int{}}
}

// answered notes an answer; reason is empty for one that was right.
func (c *tally) answered(took time.Duration, reason string) {
	if reason == "" && took > limit {
		reason = "later than 3 s"
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if reason != "" {
		c.lost[reason]++
		return
	}
	c.took = append(c.took, took)
}

// report logs the figures, and fails for every lost answer.
func (c *tally) report(t *testing.T) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	lost := 0
	for reason, n := range c.lost {
		t.Errorf("%d lost: %s", n, reason)
		lost += n
	}
	seconds := time.Since(c.began).Seconds()
	slices.Sort(c.took)
	at := func(part float64) time.Duration {
		if len(c.took) == 0 {
			return 0
		}
		return c.took[int(part*float64(len(c.took)-1))].Round(100 * time.Microsecond)
	}
	t.Logf("%d answers in %.0f s, %.0f a second, %d lost; p50 %v, p99 %v, p99.9 %v, longest %v",
		len(c.took), seconds, float64(len(c.took))/seconds, lost, at(.5), at(.99), at(.999), at(1))
}

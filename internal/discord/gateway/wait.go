package gateway

import (
	"fmt"
	"math/rand/v2"
	"time"
)

const (
	// backoffFirst and backoffMost bound the wait after a failure, which doubles from one to the other.
	backoffFirst = time.Second
	backoffMost  = 2 * time.Minute

	// steady is how long a connection must have lasted for its end to count as the first failure.
	steady = 10 * time.Second
)

// backoff counts connections that did not last.
type backoff struct{ failures int }

// next returns how long to wait after a connection that was ready at the given time, or never if it is zero. The first that ends after
// it was ready is followed at once, as Discord wishes.
func (b *backoff) next(ready time.Time) time.Duration {
	if !ready.IsZero() && time.Since(ready) >= steady {
		b.failures = 0
	}
	b.failures++
	if !ready.IsZero() && b.failures == 1 {
		return 0
	}
	return jitter(min(backoffFirst<<min(b.failures-1, 16), backoffMost))
}

// A retryAfterError asks for a wait before the next connection.
type retryAfterError struct {
	wait time.Duration
	err  error
}

func (e *retryAfterError) Error() string { return e.err.Error() }

func retryAfter(wait time.Duration, format string, args ...any) error {
	return &retryAfterError{wait: wait, err: fmt.Errorf(format, args...)}
}

// jitter returns a duration between half of d and d, so many bots do not come back in step.
func jitter(d time.Duration) time.Duration { return d/2 + rand.N(d/2+1) }

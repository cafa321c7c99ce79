package endpoint

import (
	"context"
	"time"
)

// pause waits, and tells whether ctx let it.
func pause(ctx context.Context, d time.Duration) bool {
	over := time.NewTimer(d)
	defer over.Stop()
	select {
	case <-over.C:
		return true
	case <-ctx.Done():
		return false
	}
}

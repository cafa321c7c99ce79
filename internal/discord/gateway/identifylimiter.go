package gateway

import "time"

const (
	// startSpacing keeps to Discord's limit of one IDENTIFY in 5 s, with room for a network that bunches them. (max_concurrency allows
	// more only to bots with several shards.)
	startSpacing = 5500 * time.Millisecond

	// startBurst and startRefill keep far below the 1,000 sessions a day at which Discord resets the token: any 24 h see at most
	// 100 + 24 h / 4 min = 460, and a bot in trouble never has to wait for a day.
	startBurst  = 100
	startRefill = 4 * time.Minute
)

// identifyLimiter limits how often a session is begun. The zero value has spent nothing.
type identifyLimiter struct {
	last time.Time // of the last start
	full time.Time // when everything spent will be refilled
}

// wait returns how long it takes until a session may begin.
func (s *identifyLimiter) wait(now time.Time) time.Duration {
	return max(0, s.last.Add(startSpacing).Sub(now), s.full.Add(-(startBurst-1)*startRefill).Sub(now))
}

// spend counts a start.
func (s *identifyLimiter) spend(now time.Time) {
	s.last = now
	if s.full.Before(now) {
		s.full = now
	}
	s.full = s.full.Add(startRefill)
}

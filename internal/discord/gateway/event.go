package gateway

import "slices"

// An Event is something that metrics count.
type Event int

// Each connection begins with Connecting and ends with Disconnected, unless Run's context ended it.
const (
	Connecting   Event = iota // a connection is being made
	Ready                     // a new session began
	Resumed                   // a session goes on
	Disconnected              // a connection ended or could not be made
	Received                  // an interaction came and was queued
	Dropped                   // an interaction came and the queue was full, or it waited there until it was void
	Panicked                  // a handler panicked
)

var eventNames = []string{"connecting", "ready", "resumed", "disconnected", "received", "dropped", "panicked"}

// EventNames returns the names of all events.
func EventNames() []string { return slices.Clone(eventNames) }

func (e Event) String() string {
	if e < 0 || int(e) >= len(eventNames) {
		return "unknown"
	}
	return eventNames[e]
}

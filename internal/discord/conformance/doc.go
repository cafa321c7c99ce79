// Package conformance holds the gateway and the HTTP endpoint to the same replies: its tests send every interaction that the
// bot's own replies make possible through both, and compare what comes back byte for byte.
package conformance

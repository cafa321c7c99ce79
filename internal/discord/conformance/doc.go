// Package conformance tests that the gateway and the HTTP endpoint give the same replies. It sends every interaction that the bot's
// own replies make possible, each button of each message among them, through both and compares the responses byte for byte.
package conformance

// Package signature verifies Discord's signatures in half the time that crypto/ed25519 takes.
//
// An application has one key for all its requests, and curve25519-voi computes in advance what depends on the key alone: 42 µs a
// signature instead of 87 µs, more than half of what an interaction costs. The library is by Oasis Protocol; CometBFT, the
// consensus engine of the Cosmos blockchains, verifies every vote with it. A test and a fuzz target compare it with the standard
// library.
//
// To do without it, replace the body of [NewVerifier] by one line:
//
//	return func(message, sig []byte) bool { return ed25519.Verify(key, message, sig) }, nil
package signature

import (
	"crypto/ed25519"
	"errors"

	voi "github.com/oasisprotocol/curve25519-voi/primitives/ed25519"
)

// NewVerifier returns a function that reports what [ed25519.Verify] reports for key. It may be called from several goroutines
// and keeps neither argument. NewVerifier returns an error if key is not a point on the curve in 32 bytes.
func NewVerifier(key ed25519.PublicKey) (func(message, sig []byte) bool, error) {
	if len(key) != ed25519.PublicKeySize {
		return nil, errKey
	}
	expanded, err := voi.NewExpandedPublicKey(voi.PublicKey(key))
	if err != nil {
		return nil, errKey
	}
	options := &voi.Options{Verify: voi.VerifyOptionsStdLib}
	return func(message, sig []byte) bool { return voi.VerifyExpandedWithOptions(expanded, message, sig, options) }, nil
}

var errKey = errors.New("signature: this is not an Ed25519 public key")

package endpoint

import (
	"crypto/ed25519"
	"errors"

	voi "github.com/oasisprotocol/curve25519-voi/primitives/ed25519"
)

// A Verifier reports whether sig is the signature of message by the key that the verifier was made for. It keeps neither, and
// any number of goroutines may use it.
type Verifier func(message, sig []byte) bool

// standard are crypto/ed25519's rules for what a signature is.
var standard = &voi.Options{Verify: voi.VerifyOptionsStdLib}

// NewVerifier makes a Verifier that says the same as [ed25519.Verify] for every message and signature, in about half the
// time: an application has one key for all requests, so what depends on the key alone is computed here, once. The error is
// that key is none.
func NewVerifier(key ed25519.PublicKey) (Verifier, error) {
	if len(key) != ed25519.PublicKeySize {
		return nil, errNoKey
	}
	expanded, err := voi.NewExpandedPublicKey(voi.PublicKey(key))
	if err != nil {
		return nil, errNoKey
	}
	return func(message, sig []byte) bool {
		return voi.VerifyExpandedWithOptions(expanded, message, sig, standard)
	}, nil
}

var errNoKey = errors.New("endpoint: the public key is none of Ed25519's")

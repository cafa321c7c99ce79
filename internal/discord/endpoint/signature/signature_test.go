package signature

import (
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// agree compares a verifier with crypto/ed25519 and returns what both say. A key that makes no Verifier is one under which
// the standard library accepts nothing.
func agree(t testing.TB, key, message, sig []byte) bool {
	t.Helper()
	got := false
	verify, err := NewVerifier(key)
	if err == nil {
		got = verify(message, sig)
	}
	want := len(key) == ed25519.PublicKeySize && ed25519.Verify(key, message, sig)
	if got != want {
		t.Errorf("the verifier says %t and crypto/ed25519 says %t\nkey     %x\nmessage %x\nsig     %x", got, want, key, message, sig)
	}
	return got
}

// odd are encodings of points that implementations treat differently: all of small order, those of them that are not
// canonical, and others with a y of p or more.
var odd = unhex(
	"0100000000000000000000000000000000000000000000000000000000000000", // order 1
	"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // order 2
	"0000000000000000000000000000000000000000000000000000000000000000", // order 4
	"0000000000000000000000000000000000000000000000000000000000000080",
	"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", // order 8
	"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
	"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
	"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
	"0100000000000000000000000000000000000000000000000000000000000080", // x of 0 with a sign
	"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
	"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y of p
	"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
	"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y of p+1
	"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
	"f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y of p+3
	"f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
	"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // the largest
	"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
	"0200000000000000000000000000000000000000000000000000000000000000", // on no point
)

func unhex(texts ...string) [][]byte {
	out := make([][]byte, len(texts))
	for i, s := range texts {
		out[i], _ = hex.DecodeString(s)
	}
	return out
}

// order is the prime order of the base point, 2^252 + 27742317777372353535851937790883648493.
var order, _ = new(big.Int).SetString("7237005577332262213973186563042994240857116359379907606001950938285454250989", 10)

// scalars are values of S around which rules change.
func scalars() [][]byte {
	var out [][]byte
	add := func(n *big.Int) {
		b := n.FillBytes(make([]byte, 32))
		slices.Reverse(b)
		out = append(out, b)
	}
	for _, n := range []int64{0, 1, 2, 8} {
		add(big.NewInt(n))
		add(new(big.Int).Sub(order, big.NewInt(n)))
		add(new(big.Int).Add(order, big.NewInt(n)))
	}
	most := new(big.Int).Lsh(big.NewInt(1), 256)
	add(most.Sub(most, big.NewInt(1)))
	add(new(big.Int).Lsh(big.NewInt(1), 253))
	add(new(big.Int).Lsh(big.NewInt(1), 255))
	return out
}

// signed returns a key, a message and its signature, of a source of numbers that a test can repeat.
func signed(r *rand.Rand) (key, message, sig []byte) {
	seed := make([]byte, ed25519.SeedSize)
	for i := range seed {
		seed[i] = byte(r.Uint32())
	}
	private := ed25519.NewKeyFromSeed(seed)
	message = make([]byte, r.IntN(300))
	for i := range message {
		message[i] = byte(r.Uint32())
	}
	return private.Public().(ed25519.PublicKey), message, ed25519.Sign(private, message)
}

func TestVerifierAgreesOnSignatures(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		key, message, sig := signed(r)
		if !agree(t, key, message, sig) {
			t.Fatal("a genuine signature is refused")
		}
		for _, part := range [][]byte{key, message, sig} {
			if len(part) == 0 {
				continue
			}
			bit := r.IntN(8 * len(part))
			part[bit/8] ^= 1 << (bit % 8)
			agree(t, key, message, sig)
			part[bit/8] ^= 1 << (bit % 8)
		}
		// The same signature with S plus the order, which a lax verifier accepts.
		s := slices.Clone(sig[32:])
		slices.Reverse(s)
		more := new(big.Int).Add(new(big.Int).SetBytes(s), order)
		b := more.FillBytes(make([]byte, 32))
		slices.Reverse(b)
		if agree(t, key, message, slices.Concat(sig[:32], b)) {
			t.Fatal("S is taken beyond the order")
		}
	}
}

func TestVerifierAgreesOnEdgeCases(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	genuine, _, sig := signed(r)
	keys := append(slices.Clone(odd), genuine)
	points := append(slices.Clone(odd), sig[:32])
	values := append(scalars(), sig[32:])
	accepted := 0
	for _, key := range keys {
		for _, point := range points {
			for _, s := range values {
				for i := range 2 { // a small order accepts every eighth message or so
					message := fmt.Appendf(nil, "message %d", i)
					if agree(t, key, message, slices.Concat(point, s)) {
						accepted++
					}
				}
			}
		}
	}
	if accepted == 0 {
		t.Error("no edge case was accepted, so the test does not reach those that are")
	}
}

func TestVerifierAgreesOnLengths(t *testing.T) {
	key, message, sig := signed(rand.New(rand.NewPCG(5, 6)))
	for n := range 130 {
		agree(t, key, message, make([]byte, n))
		agree(t, key, message, slices.Concat(sig, make([]byte, n))[:n])
	}
	agree(t, key, nil, sig)
	for n := range 70 {
		if _, err := NewVerifier(make([]byte, n)); (err == nil) != (n == ed25519.PublicKeySize) {
			t.Errorf("a key of %d bytes: %v", n, err)
		}
	}
	if _, err := NewVerifier(odd[len(odd)-1]); err == nil || err.Error() != "signature: this is not an Ed25519 public key" {
		t.Errorf("a key on no point: %v", err)
	}
}

// FuzzVerify gives any key, message and signature the verdict of crypto/ed25519.
func FuzzVerify(f *testing.F) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 8 {
		key, message, sig := signed(r)
		f.Add(key, message, sig)
	}
	for _, point := range odd {
		f.Add(point, []byte("message"), slices.Concat(point, make([]byte, 32)))
	}
	for _, s := range scalars() {
		f.Add(odd[0], []byte("message"), slices.Concat(odd[0], s))
	}
	f.Fuzz(func(t *testing.T, key, message, sig []byte) { agree(t, key, message, sig) })
}

func BenchmarkVerify(b *testing.B) {
	message := make([]byte, 2500)
	private := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	key := private.Public().(ed25519.PublicKey)
	sig := ed25519.Sign(private, message)
	verify, err := NewVerifier(key)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("expanded key", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			verify(message, sig)
		}
	})
	b.Run("crypto ed25519", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			ed25519.Verify(key, message, sig)
		}
	})
}

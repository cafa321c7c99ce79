package english

import (
	"crypto/sha256"
	"fmt"
	"testing"
)

// TestTable holds the table to the one that the program in generate makes, and to its size: it is in every binary.
func TestTable(t *testing.T) {
	const sum = "fbda006dbbd2115737bec4a86bd71992388b5e4f94afc953d07dbd6e34bd11fa"
	if got := fmt.Sprintf("%x", sha256.Sum256([]byte(file))); got != sum {
		t.Errorf("english.bin has the checksum %s, want %s; run go generate, or write the new checksum here if the table was meant to change", got, sum)
	}
	if len(file) > 6_000_000 {
		t.Errorf("english.bin has %d bytes", len(file))
	}
}

func TestLookup(t *testing.T) {
	for word, known := range map[string]bool{"carrot": true, "hay fever": true, "mice": true, "ate": true, "a": true, "dieffenbachia": true,
		"": false, "qqqq": false, "carrotx": false, "Carrot": false, "zzzzzzzz": false, "\xff": false} {
		if _, ok := Lookup(word); ok != known {
			t.Errorf("%q is known: %t", word, ok)
		}
	}
	common, _ := Lookup("the")
	rare, _ := Lookup("dieffenbachia")
	if common.Rarity() > .1 || rare.Rarity() < .9 {
		t.Errorf("the: %.2f, dieffenbachia: %.2f", common.Rarity(), rare.Rarity())
	}
}

// TestEveryEntry reads the table from one end to the other: what stands in it is found, and its senses lead to others.
func TestEveryEntry(t *testing.T) {
	n := 0
	for block := range len(offsets) / 4 {
		word := ""
		at := offset(block)
		for i := 0; i < BlockSize && at < len(records); i++ {
			shared, length := int(records[at]), int(records[at+1])
			word = word[:shared] + records[at+2:at+2+length]
			at += 2 + length + 1
			flags := records[at]
			at++
			if flags&HasVector != 0 {
				at += 2
			}
			at += 3 * int(flags&^HasVector)
			e, ok := Lookup(word)
			if !ok {
				t.Fatalf("%q is not found", word)
			}
			for _, s := range e.Senses() {
				for _, p := range s.Parents() {
					if int(p) < 0 || int(p) >= len(synsets)/4 {
						t.Fatalf("%q is a kind of what is not there", word)
					}
				}
			}
			n++
		}
	}
	if n < 100_000 {
		t.Errorf("%d entries", n)
	}
}

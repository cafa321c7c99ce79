package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// wordnet is what the table takes from WordNet's database files, which wndb(5WN) describes.
type wordnet struct {
	synsets []synset
	senses  map[string][]int // a lemma with spaces for underscores, to its synsets: nouns, verbs, adjectives, adverbs
}

type synset struct {
	category int   // the number of its lexicographer file, see lexnames(5WN)
	parents  []int // what it is a kind of, an instance of, similar to, or pertains to
}

// partsOfSpeech are WordNet's files, with the letter that its pointers use, and how many of a lemma's senses are kept. The
// senses are ordered by how common they are; rare ones do more harm than good.
var partsOfSpeech = []struct {
	file, letter string
	senses       int
}{{"noun", "n", 3}, {"verb", "v", 3}, {"adj", "a", 2}, {"adv", "r", 1}}

// upward are the pointers to what a synset is a kind of, or belongs to in meaning.
var upward = map[string]bool{"@": true, "@i": true, "&": true, `\`: true}

// readWordNet reads the database in dict, and the irregular forms (mice, ate) in exceptions.
func readWordNet(dict, exceptions string) (*wordnet, error) {
	w := &wordnet{senses: map[string][]int{}}
	number := map[string]int{} // of a synset, by its part of speech and its offset
	type link struct {
		from int
		to   string
	}
	var links []link
	for _, p := range partsOfSpeech {
		err := lines(filepath.Join(dict, "data."+p.file), func(line string) error {
			f := strings.Fields(line)
			category, err := strconv.Atoi(f[1])
			if err != nil {
				return err
			}
			words, err := strconv.ParseInt(f[3], 16, 0)
			if err != nil {
				return err
			}
			at := 4 + 2*int(words)
			pointers, err := strconv.Atoi(f[at])
			if err != nil {
				return err
			}
			number[p.letter+f[0]] = len(w.synsets)
			for i := range pointers {
				// An adjective is like the head of its cluster; the head's pointers back to its satellites lead nowhere.
				if q := f[at+1+4*i:]; upward[q[0]] && (q[0] != "&" || f[2] == "s") {
					links = append(links, link{len(w.synsets), strings.Replace(q[2], "s", "a", 1) + q[1]})
				}
			}
			s := synset{category: category}
			w.synsets = append(w.synsets, s)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for _, l := range links {
		to, ok := number[l.to]
		if !ok {
			return nil, fmt.Errorf("a pointer to %s, which is no synset", l.to)
		}
		if s := &w.synsets[l.from]; !slices.Contains(s.parents, to) {
			s.parents = append(s.parents, to)
		}
	}
	// How often each sense was found in WordNet's tagged texts, by its lemma and its synset.
	type sense struct {
		lemma  string
		synset int
	}
	tagged := map[sense]int{}
	err := lines(filepath.Join(dict, "index.sense"), func(line string) error {
		f := strings.Fields(line)
		lemma, key, _ := strings.Cut(f[0], "%")
		part := map[byte]string{'1': "n", '2': "v", '3': "a", '4': "r", '5': "a"}[key[0]]
		n, err := strconv.Atoi(f[3])
		tagged[sense{strings.ReplaceAll(lemma, "_", " "), number[part+f[1]]}] = n
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, p := range partsOfSpeech {
		of := map[string][]int{}
		err := lines(filepath.Join(dict, "index."+p.file), func(line string) error {
			f := strings.Fields(line)
			count, err := strconv.Atoi(f[2])
			if err != nil {
				return err
			}
			var senses []int
			for _, offset := range f[len(f)-count:] {
				senses = append(senses, number[p.letter+offset])
			}
			of[f[0]] = senses[:min(len(senses), p.senses)]
			return nil
		})
		if err != nil {
			return nil, err
		}
		err = lines(filepath.Join(exceptions, p.file+".exc"), func(line string) error {
			f := strings.Fields(line)
			if _, ok := of[f[0]]; !ok && len(f) > 1 && !strings.Contains(f[0], "_") {
				of[f[0]] = of[f[1]]
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		for lemma, senses := range of {
			lemma = strings.ReplaceAll(lemma, "_", " ")
			w.senses[lemma] = append(w.senses[lemma], senses...)
		}
	}
	for lemma, senses := range w.senses {
		slices.SortStableFunc(senses, func(a, b int) int { return tagged[sense{lemma, b}] - tagged[sense{lemma, a}] })
	}
	return w, nil
}

// lines calls f with every line that does not belong to the file's licence, which is indented.
func lines(file string, f func(string) error) error {
	r, err := os.Open(file)
	if err != nil {
		return err
	}
	defer r.Close()
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	for n := 1; in.Scan(); n++ {
		if line := in.Text(); line != "" && line[0] != ' ' {
			if err := f(line); err != nil {
				return fmt.Errorf("%s:%d: %w", file, n, err)
			}
		}
	}
	return in.Err()
}

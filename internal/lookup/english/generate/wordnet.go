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
	r := reader{wordnet: &wordnet{senses: map[string][]int{}}, number: map[string]int{}, tagged: map[sense]int{}}
	for _, p := range partsOfSpeech {
		if err := lines(filepath.Join(dict, "data."+p.file), func(line string) error { return r.synset(p.letter, line) }); err != nil {
			return nil, err
		}
	}
	if err := r.link(); err != nil {
		return nil, err
	}
	if err := lines(filepath.Join(dict, "index.sense"), r.tag); err != nil {
		return nil, err
	}
	for _, p := range partsOfSpeech {
		of := map[string][]int{}
		err := lines(filepath.Join(dict, "index."+p.file), func(line string) error {
			lemma, senses, err := r.lemma(p.letter, line)
			of[lemma] = senses[:min(len(senses), p.senses)]
			return err
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
			r.senses[lemma] = append(r.senses[lemma], senses...)
		}
	}
	for lemma, senses := range r.senses {
		slices.SortStableFunc(senses, func(a, b int) int { return r.tagged[sense{lemma, b}] - r.tagged[sense{lemma, a}] })
	}
	return r.wordnet, nil
}

// A reader puts a wordnet together from the lines of its files.
type reader struct {
	*wordnet
	number map[string]int // of a synset, by its part of speech and its offset
	links  []link
	tagged map[sense]int // how often each was found in WordNet's tagged texts
}

// A link is a pointer from a synset, by its number, to another by its part of speech and offset.
type link struct {
	from int
	to   string
}

type sense struct {
	lemma  string
	synset int
}

// synset reads a line of a data file.
func (r *reader) synset(letter, line string) error {
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
	r.number[letter+f[0]] = len(r.synsets)
	for i := range pointers {
		// An adjective is like the head of its cluster; the head's pointers back to its satellites lead nowhere.
		if q := f[at+1+4*i:]; upward[q[0]] && (q[0] != "&" || f[2] == "s") {
			r.links = append(r.links, link{len(r.synsets), strings.Replace(q[2], "s", "a", 1) + q[1]})
		}
	}
	r.synsets = append(r.synsets, synset{category: category})
	return nil
}

// link makes parents of the pointers, when all synsets have been read.
func (r *reader) link() error {
	for _, l := range r.links {
		to, ok := r.number[l.to]
		if !ok {
			return fmt.Errorf("a pointer to %s, which is no synset", l.to)
		}
		if s := &r.synsets[l.from]; !slices.Contains(s.parents, to) {
			s.parents = append(s.parents, to)
		}
	}
	return nil
}

// tag reads a line of index.sense.
func (r *reader) tag(line string) error {
	f := strings.Fields(line)
	lemma, key, _ := strings.Cut(f[0], "%")
	part := map[byte]string{'1': "n", '2': "v", '3': "a", '4': "r", '5': "a"}[key[0]]
	n, err := strconv.Atoi(f[3])
	r.tagged[sense{strings.ReplaceAll(lemma, "_", " "), r.number[part+f[1]]}] = n
	return err
}

// lemma reads a line of an index file.
func (r *reader) lemma(letter, line string) (lemma string, senses []int, err error) {
	f := strings.Fields(line)
	count, err := strconv.Atoi(f[2])
	if err != nil {
		return "", nil, err
	}
	for _, offset := range f[len(f)-count:] {
		senses = append(senses, r.number[letter+offset])
	}
	return f[0], senses, nil
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

// Train learns the look-up's weights from a corpus, and measures them: each article with weights that were learnt without it.
//
//	go run ./internal/lookup/train                    prints the figures
//	go run ./internal/lookup/train -write             and writes weights.json, learnt from all articles
//	go run ./internal/lookup/train -without vectors   leaves a part out, to show what it earns
//	go run ./internal/lookup/train -new DIRECTORY     measures the articles of another directory with the weights of the program
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"leakygut-bot/internal/lookup"
	"leakygut-bot/internal/lookup/corpus"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// parts are the features that each kind of knowledge is seen by. Without WordNet and without vectors a word that only they explain
// still counts as explained where a decision asks what remains.
var parts = map[string][]string{
	"":        nil,
	"aliases": nil,
	"wordnet": {"as synonym", "as kind", "as wider", "through kind"},
	"vectors": {"as near", "as very near", "topic near", "meaning", "topic meaning", "close", "on subject"},
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	dir := flags.String("corpus", "internal/lookup/corpus/testdata", "the `directory` to learn from")
	unseen := flags.String("new", "", "a `directory` of articles to measure with the program's own weights, and to learn nothing from")
	write := flags.Bool("write", false, "write the weights learnt from all articles")
	misses := flags.String("misses", "", "an `article` whose misses are printed, or all")
	without := flags.String("without", "", "what to leave out: `wordnet, vectors or aliases`")
	question := flags.String("q", "", "a question to explain to the -misses article")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *unseen != "" {
		*dir = *unseen
	}
	c, err := corpus.Load(os.DirFS(*dir))
	if err != nil {
		return err
	}
	left, ok := parts[*without]
	if !ok {
		return fmt.Errorf("-without is wordnet, vectors or aliases, not %q", *without)
	}
	if *without == "aliases" {
		c.DropAliases()
	}
	fmt.Fprint(out, corpus.Header)
	var all corpus.Figures
	var messages bytes.Buffer
	var allMessages corpus.MessageFigures
	learn := func(a lookup.Article) *lookup.Weights {
		if *unseen != "" {
			return lookup.Learnt()
		}
		return lookup.Learn(c.Articles, c.Examples(a.Name), left...)
	}
	if *question != "" {
		i := slices.IndexFunc(c.Articles, func(a lookup.Article) bool { return a.Name == *misses })
		if i < 0 {
			return errors.New("-q needs -misses and the name of an article")
		}
		fmt.Fprint(out, lookup.New(c.Articles[i:i+1], learn(c.Articles[i])).Explain(*misses, *question))
		return nil
	}
	weights := make([]*lookup.Weights, len(c.Articles))
	var learning sync.WaitGroup
	for i, a := range c.Articles {
		learning.Go(func() { weights[i] = learn(a) })
	}
	learning.Wait()
	for i, a := range c.Articles {
		x := lookup.New(c.Articles[i:i+1], weights[i])
		if m := c.MeasureMessages(x, a.Name); m.Touching > 0 {
			m.Write(&messages, a.Name)
			allMessages.Add(m)
		}
		f := c.Measure(x, a.Name, func(q corpus.Question, what string, r lookup.Result) {
			if *misses == "all" || *misses == a.Name {
				fmt.Fprintf(out, "%s: %s: %q: %+v\n", what, q.Style, q.Text, r)
			}
		})
		f.Write(out, a.Name)
		all.Add(f)
	}
	all.Write(out, "all")
	allMessages.Write(&messages, "all")
	fmt.Fprint(out, "\n", corpus.MessageHeader, messages.String())
	if !*write || *unseen != "" {
		return nil
	}
	b, err := json.MarshalIndent(lookup.Learn(c.Articles, c.Examples()), "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("internal/lookup", "weights.json"), append(b, '\n'), 0o644)
}

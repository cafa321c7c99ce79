// Package corpus holds articles with questions that were written without sight of the look-up, and measures the look-up on
// them. A directory of a corpus has, for each article, NAME.yaml, NAME.questions.jsonl and, for some, NAME.messages.jsonl;
// testdata/README.md describes them.
package corpus

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/lookup"
)

// Corpus is articles with their questions.
type Corpus struct {
	Articles  []lookup.Article
	Questions []Question
	Messages  []Question
}

// Question is a question, or a chat message, with what a fair reader accepts for it.
type Question struct {
	Text    string
	Article string
	Style   string
	Right   []int // the facts that answer it, counted from 0 through the article; none where the article does not
	Related []int // the facts that may fairly be shown as related
}

// OffTopic reports whether nothing in the article is near to the question.
func (q Question) OffTopic() bool { return q.Style == "offtopic" || q.Style == "chat" }

// line is a line of a question file. A fragment is a part of a fact's text, or "topic NAME" for all facts of a topic.
type line struct {
	Q     string   `json:"q"`
	Want  []string `json:"want"`
	Near  []string `json:"near"`
	Style string   `json:"style"`
}

// Load reads a corpus. The error names the file and the line.
func Load(dir fs.FS) (*Corpus, error) {
	library, err := knowledge.Load(yamlOnly{dir})
	if err != nil {
		return nil, err
	}
	c := &Corpus{}
	for _, a := range library.Articles() {
		article := commands.Searchable(a)
		c.Articles = append(c.Articles, article)
		for _, set := range []struct {
			kind string
			to   *[]Question
		}{{"questions", &c.Questions}, {"messages", &c.Messages}} {
			name := a.Name() + "." + set.kind + ".jsonl"
			b, err := fs.ReadFile(dir, name)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, err
			}
			questions, err := read(article, name, b)
			if err != nil {
				return nil, err
			}
			*set.to = append(*set.to, questions...)
		}
	}
	return c, nil
}

func read(a lookup.Article, name string, b []byte) ([]Question, error) {
	var out []Question
	in := bufio.NewScanner(bytes.NewReader(b))
	for n := 1; in.Scan(); n++ {
		var l line
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		q := Question{Text: l.Q, Article: a.Name, Style: l.Style}
		for _, set := range []struct {
			fragments []string
			to        *[]int
		}{{l.Want, &q.Right}, {l.Near, &q.Related}} {
			for _, fragment := range set.fragments {
				facts := matching(a, fragment)
				if len(facts) == 0 {
					return nil, fmt.Errorf("%s:%d: no fact has %q", name, n, fragment)
				}
				*set.to = append(*set.to, facts...)
			}
		}
		out = append(out, q)
	}
	return out, in.Err()
}

// matching gives the facts that a fragment stands for.
func matching(a lookup.Article, fragment string) []int {
	var out []int
	n := 0
	for _, t := range a.Topics {
		for _, f := range t.Facts {
			if fragment == "topic "+t.Name || strings.Contains(strings.ToLower(f.Text), strings.ToLower(fragment)) {
				out = append(out, n)
			}
			n++
		}
	}
	return out
}

// Examples makes what the look-up learns from of the questions, but for those of articles that are left out. Each article
// counts the same, however many questions it has. To each, some questions of the others are off topic.
func (c *Corpus) Examples(leaveOut ...string) []lookup.Example {
	of := map[string][]Question{}
	var names []string
	for _, q := range c.Questions {
		if !slices.Contains(leaveOut, q.Article) {
			if of[q.Article] == nil {
				names = append(names, q.Article)
			}
			of[q.Article] = append(of[q.Article], q)
		}
	}
	var out []lookup.Example
	for _, name := range names {
		for _, q := range of[name] {
			out = append(out, lookup.Example{Article: name, Question: q.Text, Right: q.Right, OffTopic: q.OffTopic(), Weight: 100 / float64(len(of[name]))})
		}
		for _, other := range names {
			if other == name {
				continue
			}
			for i := 0; i < strangers; i++ {
				q := of[other][i*len(of[other])/strangers]
				out = append(out, lookup.Example{Article: name, Question: q.Text, OffTopic: true, Stranger: true, Weight: strangerWeight / float64(strangers*(len(names)-1))})
			}
		}
	}
	return out
}

// How many questions of each other article are put to an article, and what they count together.
const (
	strangers      = 10
	strangerWeight = 10.0
)

// yamlOnly hides everything but the articles from the loader.
type yamlOnly struct{ fs.FS }

func (y yamlOnly) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(y.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return !strings.HasSuffix(e.Name(), ".yaml") }), err
}

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

	// What people type that has nothing to do with any of the articles.
	IdleQuestions, IdleMessages []Question
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
	for _, set := range []struct {
		name string
		to   *[]Question
	}{{"idle.questions.jsonl", &c.IdleQuestions}, {"idle.messages.jsonl", &c.IdleMessages}} {
		if err := readFile(dir, set.name, lookup.Article{}, set.to); err != nil {
			return nil, err
		}
		for i := range *set.to {
			(*set.to)[i].Style = "chat"
		}
	}
	for _, a := range library.Articles() {
		article := commands.Searchable(a)
		c.Articles = append(c.Articles, article)
		for _, set := range []struct {
			kind string
			to   *[]Question
		}{{"questions", &c.Questions}, {"messages", &c.Messages}} {
			if err := readFile(dir, a.Name()+"."+set.kind+".jsonl", article, set.to); err != nil {
				return nil, err
			}
		}
	}
	return c, nil
}

// readFile adds the questions of a file, if it is there.
func readFile(dir fs.FS, name string, article lookup.Article, to *[]Question) error {
	b, err := fs.ReadFile(dir, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	questions, err := read(article, name, b)
	*to = append(*to, questions...)
	return err
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

// matching returns the facts that a fragment stands for.
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

// Examples makes what the look-up learns from of the questions and messages, but for those of articles that are left out. Each
// article counts the same, however many questions it has. Each gets its share of the idle lines.
func (c *Corpus) Examples(leaveOut ...string) []lookup.Example {
	var names []string
	for _, a := range c.Articles {
		if !slices.Contains(leaveOut, a.Name) {
			names = append(names, a.Name)
		}
	}
	var out []lookup.Example
	add := func(all, idle []Question, message bool) {
		of := map[string][]Question{}
		for _, q := range all {
			of[q.Article] = append(of[q.Article], q)
		}
		for i, name := range names {
			questions := of[name]
			for k := i; k < len(idle); k += len(names) {
				questions = append(questions, idle[k])
			}
			for _, q := range questions {
				out = append(out, lookup.Example{Article: name, Text: q.Text, Message: message, Right: q.Right, OffTopic: q.OffTopic(), Weight: 100 / float64(len(questions))})
			}
		}
	}
	add(c.Questions, c.IdleQuestions, false)
	add(c.Messages, c.IdleMessages, true)
	return out
}

// DropAliases takes the aliases of all facts and topics away.
func (c *Corpus) DropAliases() {
	for i := range c.Articles {
		for j := range c.Articles[i].Topics {
			t := &c.Articles[i].Topics[j]
			t.Aliases = nil
			for k := range t.Facts {
				t.Facts[k].Aliases = nil
			}
		}
	}
}

// yamlOnly hides everything but the articles from the loader.
type yamlOnly struct{ fs.FS }

func (y yamlOnly) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(y.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return !strings.HasSuffix(e.Name(), ".yaml") }), err
}

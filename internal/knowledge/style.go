package knowledge

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"leakygut-bot/internal/knowledge/lexicon"
)

// maxSentence is how many characters a sentence may have before it is hard to read in a chat.
const maxSentence = 200

// Style tells what could be better in files that [Load] takes: long sentences, words that say more than the article may,
// aliases and descriptions that add nothing, sources that were retracted. Nothing of it keeps a file from being used. What cannot be read is passed over,
// for Load tells about it; the error means that the directory itself could not be read.
func Style(fsys fs.FS) (Problems, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("read the knowledge directory: %w", err)
	}
	var problems Problems
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") || path.Ext(e.Name()) != ".yaml" {
			continue
		}
		data, err := ReadFile(fsys, e.Name())
		if err != nil {
			continue
		}
		doc, ok := (&reader{file: e.Name()}).document(data)
		if !ok {
			continue
		}
		r := &reader{file: e.Name()}
		r.sourceStyle(doc)
		var f fileDoc
		_ = doc.Decode(&f) // what does not fit the types is for Load to tell
		r.style(&f)
		problems = append(problems, r.problems...)
	}
	problems.Sort()
	return problems, nil
}

func (r *reader) style(f *fileDoc) {
	for i := range f.Topics {
		t := &f.Topics[i]
		if fold(t.Description.Value) == fold(t.Title.Value) && present(&t.Title) {
			r.report(&t.Description, "repeated-title", "the description repeats the title; say what a person learns from the answer")
		}
		hedged := hedges(t)
		for j := range t.Facts {
			fact := &t.Facts[j]
			r.sentences(&fact.Text)
			if m := leaning.FindStringSubmatch(fact.Text.Value); m != nil {
				r.report(&fact.Text, "leans-on-another", "the fact begins with %q, and may be shown alone; say what it means", m[1])
			}
			if word := certainWord(fact.Text.Value); hedged && word != "" {
				r.report(&fact.Text, "certain-word", "%q is said here without a doubt, while this topic is careful elsewhere (may, associated, linked); check that the article says so, and write %q if it does not", word, "is associated with")
			}
			r.idleAliases(fact.Aliases, fact.Text.Value)
		}
	}
}

// leaning matches a statement that begins by pointing to the one before it. A question is often answered with one fact alone.
var leaning = regexp.MustCompile(`^\W*(It|This|That|These|Those|They|Such)\b`)

// cause matches the words that turn an association into a cause; its first group is the doubt that stands right before one.
// Doubt anywhere else is about something else.
var cause = regexp.MustCompile(`(?i)\b((?:(?:may|might|could|can)(?: possibly| potentially)?|possibl[ye]|not|would) )?(caus(?:e|es|ed|ing))\b`)

// certainWord gives the first word by which a text calls something a cause without a doubt.
func certainWord(text string) string {
	for _, m := range cause.FindAllStringSubmatch(text, -1) {
		if m[1] == "" {
			return m[2]
		}
	}
	return ""
}

// hedge are the words of somebody who is careful.
var hedge = regexp.MustCompile(`(?i)\b(may|might|could|can|associat\w+|link(s|ed)?|possibl[ey]|suggests?|promising|perhaps|not)\b`)

// hedges tells whether a topic has a fact that is careful.
func hedges(t *topicDoc) bool {
	return slices.ContainsFunc(t.Facts, func(f factDoc) bool { return hedge.MatchString(f.Text.Value) })
}

var sentenceEnd = regexp.MustCompile(`[.!?]["”)]?\s`)

// sentences reports the first sentence of a text that is too long.
func (r *reader) sentences(n *yaml.Node) {
	for _, sentence := range sentenceEnd.Split(n.Value, -1) {
		if length := utf8.RuneCountInString(sentence); length > maxSentence {
			r.report(n, "long-sentence", "a sentence here has %d characters; at most %d are easy to read in a chat, so part it or make a second fact of it", length, maxSentence)
			return
		}
	}
}

// idleAliases reports aliases that find nothing new. A statement is found by its own words, whatever their endings, so an alias
// of the same words is idle. One that is a part of the statement is not: it says that this part is a name for the whole.
func (r *reader) idleAliases(aliases []yaml.Node, text string) {
	whole := stems(text)
	for i := range aliases {
		n := &aliases[i]
		if present(n) && len(whole) > 0 && slices.Equal(stems(n.Value), whole) {
			r.report(n, "idle-alias", "the alias %q has the words of the statement itself, which is found by them already; remove it", clip(n.Value))
		}
	}
}

func stems(text string) []string {
	var out []string
	for _, w := range lexicon.Split(text) {
		out = append(out, w.Stem)
	}
	return out
}

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
		doc, ok := (&reader{file: e.Name(), quiet: true}).document(data)
		if !ok {
			continue
		}
		r := &reader{file: e.Name()}
		r.sourceStyle(doc)
		(&reader{}).check(doc, fileShape, "the file") // leaves out what is unknown
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
		careful := hedgesOf(t)
		for j := range t.Facts {
			r.styleFact(&t.Facts[j], careful)
		}
	}
}

// styleFact looks at a fact or a list. careful holds the hedges of its topic with their lines; it is empty where there are none.
func (r *reader) styleFact(d *factDoc, careful string) {
	asked := &reader{file: r.file}
	asked.certainty(d, careful)
	switch {
	case d.Certain.Value != "true":
		r.problems = append(r.problems, asked.problems...)
	case len(asked.problems) == 0:
		r.report(&d.Certain, "idle-certain", "\"certain: true\" answers a question that lint does not ask here; remove the line")
	}
	r.statementStyle(&d.Text)
	r.idleAliases(d.Aliases, d.Text.Value)
	r.statementStyle(&d.Each)
	for i := range d.Items {
		it := &d.Items[i]
		text := it.Alone.Value
		if !present(&it.Alone) {
			text = sentence(d.Each.Value, it.Item.Value)
			r.longSentence(&it.Item, text)
		}
		r.statementStyle(&it.Alone)
		r.idleAliases(it.Aliases, text)
	}
}

// certainty asks about what is said without a doubt in a careful topic. Whoever answers with "certain: true" answers for what
// the statement cites, so the question names that.
func (r *reader) certainty(d *factDoc, careful string) {
	if careful == "" {
		return
	}
	texts := []*yaml.Node{&d.Text, &d.Each}
	for i := range d.Items {
		texts = append(texts, &d.Items[i].Alone)
	}
	for _, n := range texts {
		if word := certainWord(n.Value); word != "" {
			r.report(n, "certain-word", "%q is said here without a doubt, while this topic is careful elsewhere (%s); write for example \"%s\", or, if %s as sure, add the line \"certain: true\" beside \"cites\"", word, careful, doubted(word), carriers(d))
		}
	}
	if present(&d.Each) && !hedge.MatchString(d.Each.Value) {
		r.report(&d.Each, "each-hedge", "an item of this list is shown alone without a doubt, while this topic is careful elsewhere (%s); write for example \"{} may be …\", or, if %s as sure of each item, add the line \"certain: true\" beside \"cites\"", careful, carriers(d))
	}
}

// carriers names who says a fact: "the article is", "the article is, by source 2,".
func carriers(d *factDoc) string {
	var numbers []string
	for i := range d.Cites {
		if n := &d.Cites[i]; present(n) && n.Value != ArticleID {
			numbers = append(numbers, clip(n.Value))
		}
	}
	switch len(numbers) {
	case 0:
		return "the article is"
	case 1:
		return "the article is, by source " + numbers[0] + ","
	}
	last := len(numbers) - 1
	return "the article is, by sources " + strings.Join(numbers[:last], ", ") + " and " + numbers[last] + ","
}

// statementStyle looks at a text that is shown alone.
func (r *reader) statementStyle(n *yaml.Node) {
	r.longSentence(n, n.Value)
	if m := leaning.FindStringSubmatch(n.Value); m != nil {
		r.report(n, "leans-on-another", "the fact begins with %q, and may be shown alone; say what it means", m[1])
	}
}

// leaning matches a statement that begins by pointing to the one before it. A question is often answered with one fact alone.
var leaning = regexp.MustCompile(`^\W*(It|This|That|These|Those|They|Such)\b`)

// cause matches the words that turn an association into a certainty; its first group is the doubt that stands right before
// one. Doubt anywhere else is about something else.
var cause = regexp.MustCompile(`(?i)\b((?:(?:may|might|could|can)(?: possibly| potentially| help(?: to)?)?|possibl[ye]|not|never|would|(?:seems?|appears?|thought|believed|said) to) )?` +
	`(caus(?:e|es|ed|ing)|cures|prevents|proves|guarantees|kills|leads to|led to)\b`)

// certainWord gives the first word by which a text calls something a cause without a doubt.
func certainWord(text string) string {
	for _, m := range cause.FindAllStringSubmatch(text, -1) {
		if m[1] == "" {
			return m[2]
		}
	}
	return ""
}

// doubted is what may stand in the place of a word that [certainWord] gives.
func doubted(word string) string {
	switch word = strings.ToLower(word); word {
	case "cause", "causing":
		return "a possible cause\" or \"may cause"
	case "caused":
		return "may be caused"
	case "led to", "leads to":
		return "may lead to"
	}
	return "may " + strings.TrimSuffix(word, "s")
}

// hedge matches the words of somebody who is careful. "Can" and "not" are none: they are said of what is certain as well.
var hedge = regexp.MustCompile(`(?i)\b(may|might|could|associat\w+|link(s|ed)?|possibl[ey]|potentially|suggest(s|ed)?|promising|perhaps|probabl[ey]|likely|seems?|appears?)\b`)

// hedgesOf lists the hedges of a topic's facts, each once with the line of its first: "may" in line 12, "linked" in line 20.
func hedgesOf(t *topicDoc) string {
	var found []string
	told := map[string]bool{}
	for i := range t.Facts {
		d := &t.Facts[i]
		texts := []*yaml.Node{&d.Text, &d.List, &d.Each}
		for j := range d.Items {
			texts = append(texts, &d.Items[j].Alone)
		}
		for _, n := range texts {
			for _, word := range hedge.FindAllString(n.Value, -1) {
				if word = strings.ToLower(word); !told[word] && len(found) < maxHedges {
					told[word] = true
					found = append(found, fmt.Sprintf("%q in line %d", word, n.Line))
				}
			}
		}
	}
	return strings.Join(found, ", ")
}

// maxHedges is how many hedges of a topic a message lists.
const maxHedges = 4

var sentenceEnd = regexp.MustCompile(`[.!?]["”)]?\s`)

// longSentence reports the first sentence of a text that is too long.
func (r *reader) longSentence(n *yaml.Node, text string) {
	for _, sentence := range sentenceEnd.Split(text, -1) {
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

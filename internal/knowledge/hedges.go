package knowledge

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// The words by which style rules know how sure a statement is, and whether it stands alone.
var (
	// pointsBack matches a statement that begins by pointing to the one before it. A question is often answered with one fact alone.
	pointsBack = regexp.MustCompile(`^\W*(It|This|That|These|Those|They|Such)\b`)

	// hedge matches the words of somebody who is careful. "Can" and "not" do not count: they are said of what is certain as well.
	hedge = regexp.MustCompile(`(?i)\b(may|might|could|associat\w+|link(s|ed)?|possibl[ey]|potentially|suggest(s|ed)?|promising|perhaps|probabl[ey]|likely|seems?|appears?)\b`)

	// cause matches the words that turn an association into a certainty; its first group is the doubt that stands right before
	// one. Doubt anywhere else is about something else.
	cause = regexp.MustCompile(`(?i)\b((?:(?:may|might|could|can|cannot)(?: not)?(?: possibly| potentially| help(?: to)?)?|possibl[ye]|not|\w+n['’]t|never|would|(?:seems?|appears?|thought|believed|said) to) (?:be |have )?)?` +
		`(caused by|caus(?:e|es|ed|ing)|cures|prevents|proves|guarantees|kills|leads to|led to)\b`)

	sentenceEnd = regexp.MustCompile(`[.!?]["”)]?\s`)
)

// maxSentence is how many characters a sentence may have before it is hard to read in a chat.
const maxSentence = 200

// longestSentence returns the length of a text's longest sentence, in characters.
func longestSentence(text string) int {
	longest := 0
	for _, sentence := range sentenceEnd.Split(text, -1) {
		longest = max(longest, utf8.RuneCountInString(sentence))
	}
	return longest
}

// certainWordIn returns the first word by which a text calls something a cause without a doubt; empty if there is none.
func certainWordIn(text string) string {
	for _, m := range cause.FindAllStringSubmatch(text, -1) {
		if m[1] == "" {
			return m[2]
		}
	}
	return ""
}

// doubted returns what may stand in the place of a word that [certainWordIn] returns.
func doubted(word string) string {
	switch word = strings.ToLower(word); word {
	case "cause", "causing":
		return `a possible cause" or "may cause`
	case "caused by":
		return "may be caused by"
	case "caused":
		return "may have caused"
	case "led to", "leads to":
		return "may lead to"
	}
	return "may " + strings.TrimSuffix(word, "s")
}

// maxHedges is how many hedges of a topic a message lists.
const maxHedges = 4

// hedgesOf lists the hedges of a topic's facts, each once with the line of its first: "may" in line 12, "linked" in line 20.
func hedgesOf(t *topicDoc) string {
	var found []string
	listed := map[string]bool{}
	for i := range t.Facts {
		d := &t.Facts[i]
		texts := []*yaml.Node{&d.Text, &d.List, &d.Each}
		for j := range d.Items {
			texts = append(texts, &d.Items[j].Alone)
		}
		for _, n := range texts {
			for _, word := range hedge.FindAllString(n.Value, -1) {
				if word = strings.ToLower(word); !listed[word] && len(found) < maxHedges {
					listed[word] = true
					found = append(found, fmt.Sprintf("%q in line %d", word, n.Line))
				}
			}
		}
	}
	return strings.Join(found, ", ")
}

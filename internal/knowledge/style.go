package knowledge

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"leakygut-bot/internal/knowledge/csl"
)

// style reports what could be better in a file that can be used. doc is the file and f the same, decoded. A new rule on a
// statement goes into statementStyle, one on a topic into topicStyle, one on a source into sourceStyle.
func (r *reader) style(doc *yaml.Node, f *fileDoc) {
	if r.foreignAt != nil {
		slices.Sort(r.foreignKeys)
		r.report(r.foreignAt, foreignKeys, "the sources have keys that are no part of a reference, as doi.org writes them", "they are passed over and can be removed: "+strings.Join(slices.Compact(r.foreignKeys), ", "))
	}
	for _, d := range append([]itemDoc{f.Article}, f.Sources...) {
		r.sourceStyle(d)
	}
	for i := range f.Topics {
		r.topicStyle(&f.Topics[i])
	}
	r.placeholders(doc)
	r.problems.Sort()
}

func (r *reader) sourceStyle(d itemDoc) {
	doi := strings.TrimSpace(d.value("DOI"))
	bare := csl.BareDOI(doi)
	if _, behind, _ := strings.Cut(doi, bare); behind != "" && doiPattern.MatchString(bare) {
		n := d.values["DOI"]
		r.report(&n, doiEnd, fmt.Sprintf("the DOI ends in %q, which is left out, for it looks like the end of a sentence that the DOI was copied from", behind), "remove it")
	}
	item := csl.Item{Text: map[string]string{"title": d.value("title"), "status": d.value("status")}}
	if item.Retracted() && !strings.Contains(strings.ToLower(d.value("note")), "retract") {
		r.report(d.start, retractedSource, "this work is marked as retracted", `check what the article rests on it, and write a "note" that says that it was retracted`)
	}
}

func (r *reader) topicStyle(t *topicDoc) {
	if fold(t.Description.Value) == fold(t.Title.Value) && present(&t.Title) {
		r.report(&t.Description, repeatedTitle, "the description repeats the title", "say what a person learns from the answer")
	}
	hedges := hedgesOf(t)
	for i := range t.Facts {
		r.factStyle(&t.Facts[i], hedges)
	}
}

// factStyle looks at a fact or a list. hedges are those of its topic, as [hedgesOf] lists them; empty if the topic has no hedges.
func (r *reader) factStyle(d *factDoc, hedges string) {
	if d.Certain.Value == "true" { // the editor answers what would be asked
		asked := &reader{file: r.file}
		if asked.certainty(d, hedges); len(asked.problems) == 0 {
			r.report(&d.Certain, idleCertain, `"certain: true" answers a question that lint does not ask here`, "remove the line")
		}
	} else {
		r.certainty(d, hedges)
	}
	r.statementStyle(&d.Text)
	r.aliasStyle(d.Aliases, d.Text.Value)
	r.statementStyle(&d.Each)
	for i := range d.Items {
		it := &d.Items[i]
		text := it.Alone.Value
		if !present(&it.Alone) {
			text = sentence(d.Each.Value, it.Item.Value)
			r.sentenceStyle(&it.Item, text)
		}
		r.statementStyle(&it.Alone)
		r.aliasStyle(it.Aliases, text)
	}
}

// certainty asks about what is said without a doubt in a careful topic. Whoever answers with "certain: true" answers for what
// the statement cites, so the question names that.
func (r *reader) certainty(d *factDoc, hedges string) {
	if hedges == "" {
		return
	}
	texts := []*yaml.Node{&d.Text, &d.Each}
	for i := range d.Items {
		texts = append(texts, &d.Items[i].Alone)
	}
	for _, n := range texts {
		if word := certainWordIn(n.Value); word != "" {
			r.report(n, certainWord, fmt.Sprintf("%q is said here without a doubt, while this topic is careful elsewhere (%s)", word, hedges),
				fmt.Sprintf(`write for example "%s", or, if %s as sure, add the line "certain: true" beside "cites"`, doubted(word), carriers(d)))
		}
	}
	if present(&d.Each) && !hedge.MatchString(d.Each.Value) {
		r.report(&d.Each, eachHedge, fmt.Sprintf("an item of this list is shown alone without a doubt, while this topic is careful elsewhere (%s)", hedges),
			fmt.Sprintf(`write for example "{} may be …", or, if %s as sure of each item, add the line "certain: true" beside "cites"`, carriers(d)))
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
	r.sentenceStyle(n, n.Value)
	if m := pointsBack.FindStringSubmatch(n.Value); m != nil {
		r.report(n, leansOnAnother, fmt.Sprintf("the fact begins with %q, and may be shown alone", m[1]), "say what it means")
	}
}

// sentenceStyle reports the longest sentence of a text if it is too long.
func (r *reader) sentenceStyle(n *yaml.Node, text string) {
	if length := longestSentence(text); length > maxSentence {
		r.report(n, longSentence, fmt.Sprintf("a sentence here has %d characters", length), fmt.Sprintf("at most %d are easy to read in a chat, so split it or make a second fact of it", maxSentence))
	}
}

// aliasStyle reports aliases that find nothing new. A statement is found by its own words, whatever their endings, so an alias
// of the same words is idle. One that is a part of the statement is not: it says that this part is a name for the whole.
func (r *reader) aliasStyle(aliases []yaml.Node, text string) {
	whole := stems(text)
	for i := range aliases {
		n := &aliases[i]
		if present(n) && len(whole) > 0 && slices.Equal(stems(n.Value), whole) {
			r.report(n, idleAlias, fmt.Sprintf("the alias %q has the words of the statement itself, which is found by them already", clip(n.Value)), "remove it")
		}
	}
}

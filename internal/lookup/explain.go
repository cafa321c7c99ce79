package lookup

import (
	"fmt"
	"strings"
)

// Explain tells how a question was understood and decided, in plain text: word by word, the best facts with their features,
// and the decision with its own. It is for whoever writes an article or works on the look-up.
func (x *Index) Explain(article, question string) string {
	a, ok := x.byName[article]
	if !ok {
		return ""
	}
	var b strings.Builder
	tokens := x.read(question)
	if r, ok := x.aside(a, question, tokens); ok {
		fmt.Fprintf(&b, "no question about the subject: %s\n", r.Kind)
		return b.String()
	}
	r := x.rank(a, tokens)
	fmt.Fprintln(&b, "words")
	for k, f := range r.focus {
		fmt.Fprintf(&b, "  %-16s weight %.2f  %s\n", f.Text, f.weight, r.reason(a, k))
	}
	fmt.Fprintln(&b, "facts")
	for _, c := range r.list[:min(shown, len(r.list))] {
		fmt.Fprintf(&b, "  %5.2f  %s\n", c.score, a.facts[c.fact].texts[0])
		list(&b, rankNames[:], c.features[:], x.weights.rank[:])
	}
	d := a.decision(r)
	if t := r.topic(a); t >= 0 {
		fmt.Fprintf(&b, "answer: the question names the topic %s and asks nothing more\n", a.topics[t].texts[0])
		return b.String()
	}
	for _, m := range []struct {
		name    string
		weights []float64
		from    float64
	}{{"answer", x.weights.answer[:], x.weights.answerFrom}, {"near", x.weights.near[:], x.weights.nearFrom}} {
		p := logistic(m.weights, d[:])
		verdict := "no"
		if p > m.from {
			verdict = "yes"
		}
		fmt.Fprintf(&b, "%s: %s, probability %.2f, wanted %.2f\n", m.name, verdict, p, m.from)
		list(&b, decisionNames[:], d[:], m.weights)
		if verdict == "yes" {
			break
		}
	}
	return b.String()
}

// list writes the features that count, with their weights.
func list(b *strings.Builder, names []string, values, weights []float64) {
	for i, v := range values {
		if c := v * weights[i]; c > .05 || c < -.05 {
			fmt.Fprintf(b, "    %+6.2f  %s (%.2f x %.2f)\n", c, names[i], v, weights[i])
		}
	}
}

// reason tells what the best fact has for a word.
func (r *ranking) reason(a *article, k int) string {
	f, best := &r.focus[k], r.list[0].fact
	e, t := &r.found[k][best], &r.named[k][a.facts[best].topic]
	switch {
	case f.subject:
		return "names the subject"
	case e.exact:
		return "stands in the statement"
	case e.alias:
		return "stands in an alias"
	case t.exact:
		return "stands in the topic's names"
	case e.synonym:
		return "means the same as a word of the fact"
	case e.kind > 0:
		return fmt.Sprintf("is a kind of %s", a.wider(f, best))
	case e.wider > 0:
		return "is wider than a word of the fact"
	case neighbour(e.near) > 0:
		return fmt.Sprintf("is near in meaning to a word of the fact (%.2f)", e.near)
	case r.most[k] >= byWider:
		return "is explained elsewhere in the article"
	}
	return "is not explained"
}

func (k Kind) String() string {
	return [...]string{"none", "answer", "near", "source", "sources", "help", "foreign"}[k]
}

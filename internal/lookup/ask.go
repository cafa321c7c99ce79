package lookup

import (
	"math"
	"strings"
)

// Kind is what can be done with a question.
type Kind int

// The kinds of result.
const (
	None      Kind = iota // the article says nothing near
	Answer                // the facts answer it
	Near                  // the facts speak of something related
	OneSource             // it asks for a source
	Sources               // it asks for the whole reference list
	Help                  // it asks what can be asked, or greets
	Foreign               // it is not in English
)

// Result is what an article has to a question.
type Result struct {
	Kind       Kind
	Topic      int      // the topic that is the answer as a whole; -1 for none
	Facts      []int    // counted from 0 through the article, best first; the topic's own where there is one
	Source     string   // the ID of the source that was asked for; a number that is asked for need not exist
	Recognised []string // what was understood of the question, in the words of the article and the dictionary
	Bridge     Bridge
}

// Bridge is a word of the question that the article does not have, and the wider one that it has instead. The zero Bridge is
// none.
type Bridge struct{ Asked, Wider string }

// shown is how many facts are shown, unless a topic is.
const shown = 3

// The probability of a fact, as a share of the best one's, from which it is shown as well.
const (
	keptInAnswer = 0.005
	keptNear     = 0.002
)

// Ask looks a question up in one article. It depends on nothing but the index and the question.
func (x *Index) Ask(article, question string) Result {
	a, ok := x.byName[article]
	if !ok {
		return Result{Topic: -1}
	}
	tokens := x.read(question)
	if r, ok := x.aside(a, question, tokens); ok {
		return r
	}
	return x.decide(a, x.rank(a, tokens))
}

func (x *Index) rank(a *article, tokens []token) *ranking {
	return a.rank(x.query(a, tokens), &x.weights.rank)
}

// decide makes a result of a ranking.
func (x *Index) decide(a *article, r *ranking) Result {
	out := Result{Topic: -1}
	d := a.decision(r)
	topic := r.topic(a)
	switch {
	case topic >= 0:
		out.Kind, out.Topic = Answer, topic
		for i := a.topics[topic].first; i < a.topics[topic].last; i++ {
			out.Facts = append(out.Facts, i)
		}
	case logistic(x.weights.answer[:], d[:]) > x.weights.answerFrom || r.namesThing(a, false):
		out.Kind, out.Facts = Answer, r.best(keptInAnswer)
	case logistic(x.weights.near[:], d[:]) > x.weights.nearFrom || r.namesThing(a, true):
		out.Kind, out.Facts = Near, r.best(keptNear)
	default:
		return out
	}
	out.Recognised, out.Bridge = r.recognised(a, out.Facts)
	return out
}

// tellingShare is the share of the heaviest weight from which the words of a question say anything at all.
const tellingShare = 0.4

// fewWords is how many words the mere name of a thing has.
const fewWords = 3

// namesThing reports whether the question is the name of a thing that the best fact speaks of and, but for stop words, nothing
// more. With kinds, what the topic names counts as well, and so does a kind of what the fact names.
func (r *ranking) namesThing(a *article, kinds bool) bool {
	best := r.list[0].fact
	n := 0
	for k, f := range r.focus {
		if f.subject {
			continue
		}
		e, t := &r.found[k][best], &r.named[k][a.facts[best].topic]
		if !e.exact && !e.alias && !(kinds && (e.synonym || e.kind > 0 || t.exact)) {
			return false
		}
		n++
	}
	return n > 0 && n <= fewWords && r.total > tellingShare*a.heaviest() && len(r.query.words) <= 2*fewWords
}

// best returns the facts to show.
func (r *ranking) best(kept float64) []int {
	var out []int
	for _, c := range r.list[:min(shown, len(r.list))] {
		if math.Exp(c.score-r.list[0].score) >= kept {
			out = append(out, c.fact)
		}
	}
	return out
}

// topic returns the topic that the question names and asks nothing more of; -1 if there is none.
func (r *ranking) topic(a *article) int {
	best, most := -1, 0.0
	if r.wants != 0 || r.howMany {
		return best // a when or a why is asked for, not the topic
	}
	have := map[int32]bool{}
	for _, f := range r.focus {
		have[f.term] = true
	}
	for i := range a.topics {
		left := 0.0
		for k, f := range r.focus {
			if f.subject {
				continue
			}
			if !r.named[k][i].exact {
				left += f.weight
			}
		}
		if whole := a.whole(a.topics[i].names, have); left < .2*r.total && whole > most && whole >= .5*r.total {
			best, most = i, whole
		}
	}
	return best
}

// recognised tells what of the question stands in the facts, and what is a kind of something there.
func (r *ranking) recognised(a *article, facts []int) (words []string, bridge Bridge) {
	heaviest := 0.0
	for k := range r.focus {
		f := &r.focus[k]
		for _, i := range facts {
			e := &r.found[k][i]
			switch t := &r.named[k][a.facts[i].topic]; {
			case e.exact || e.alias || t.exact:
				words = append(words, f.Text)
			case e.kind > 0 && f.weight > heaviest && i == facts[0]:
				wider := a.wider(f, i)
				if wider == "" {
					continue
				}
				asked := f.Text
				if f.compound != nil {
					asked = f.compound.Text
				}
				heaviest, bridge = f.weight, Bridge{asked, wider}
				words = append(words, asked)
			default:
				continue
			}
			break
		}
	}
	return words, bridge
}

// wider returns the term of a fact that the word is a kind of, as the fact writes it.
func (a *article) wider(f *focus, fact int) string {
	best, wider := 0.0, ""
	for _, t := range a.facts[fact].own {
		m := meet(f, a.terms[t], false)
		if v := m.kind * a.weights[t]; v > best && m.synonym == 0 {
			best, wider = v, a.terms[t].Text
		}
	}
	return wider
}

// aside answers what is no question about the article's subject.
func (x *Index) aside(a *article, question string, tokens []token) (Result, bool) {
	r := Result{Topic: -1}
	switch id, kind := a.source(tokens); {
	case kind != None:
		r.Kind, r.Source = kind, id
	case greeting(tokens):
		r.Kind = Help
	case x.foreign(a, question, tokens):
		r.Kind = Foreign
	default:
		return r, false
	}
	return r, true
}

// greetings are words with which people call a bot; with no other content they ask what it can do.
var greetings = set("hi hello hey help start commands menu options info")

// greeting reports whether a question greets or asks for help and says nothing else.
func greeting(tokens []token) bool {
	for _, t := range tokens {
		if !greetings[t.text] && !t.word.Stop && t.text != "bot" {
			return false
		}
	}
	return true
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// Knows reports whether each word of a text is one that the article has. A word alone may be one of the dictionary.
func (x *Index) Knows(article, text string) bool {
	a, ok := x.byName[article]
	if !ok {
		return false
	}
	tokens := x.read(text)
	for _, t := range tokens {
		w := t.word
		if _, has := a.byStem[w.Stem]; !has && (len(tokens) > 1 || len(w.Senses) == 0) {
			return false
		}
	}
	return len(tokens) > 0
}

// IsKind reports whether what a word stands for is a kind of what the other stands for, as the dictionary has it.
func (x *Index) IsKind(word, of string) bool {
	w := x.lookup(fold(word))
	for _, s := range x.lookup(fold(of)).Senses {
		if d, ok := w.Is(s); ok && d > 0 {
			return true
		}
	}
	return false
}

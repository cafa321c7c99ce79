package knowledge

import (
	"slices"
	"strconv"
)

// Answer is a title and at least one cited fact. The zero Answer says nothing; only this package makes any other.
type Answer struct {
	facts []Fact
}

func newAnswer(first Fact, more ...Fact) Answer {
	return Answer{facts: append([]Fact{first}, more...)}
}

// Topic is the topic of the answer's first fact; nil for the zero Answer.
func (a Answer) Topic() *Topic {
	if len(a.facts) == 0 {
		return nil
	}
	return a.facts[0].topic
}

// Title is the title of that topic; of facts from several topics, the title of the article.
func (a Answer) Title() string {
	switch topics := a.Topics(); len(topics) {
	case 0:
		return ""
	case 1:
		return topics[0].title
	}
	return a.Topic().article.reference.Title()
}

// Topics gives the topics of the facts, each once.
func (a Answer) Topics() []*Topic {
	var topics []*Topic
	for _, f := range a.facts {
		if !slices.Contains(topics, f.topic) {
			topics = append(topics, f.topic)
		}
	}
	return topics
}

// Empty reports whether the answer says nothing.
func (a Answer) Empty() bool { return len(a.facts) == 0 }

// Whole reports whether the answer is all of its topic.
func (a Answer) Whole() bool {
	return !a.Empty() && len(a.facts) == len(a.Topic().facts) && len(a.Topics()) == 1
}

// Picture is what the answer shows above its facts: the picture of the topic that it is the whole of; else nil.
func (a Answer) Picture() *Picture {
	if !a.Whole() {
		return nil
	}
	return a.Topic().picture
}

// citations gives those of the picture and of the facts, in the order in which they are met.
func (a Answer) citations() []Citation {
	var all []Citation
	if p := a.Picture(); p != nil {
		all = append(all, p.citations...)
	}
	for _, f := range a.facts {
		all = append(all, f.citations...)
	}
	return all
}

// Pick gives the facts with these IDs, in this order, each once. Where the article does not have one of them, as after a change
// of its file, the Answer is empty: a part would pass for the whole.
func (a *Article) Pick(ids []string) Answer {
	var facts []Fact
	for _, id := range ids {
		f, ok := a.fact(id)
		if !ok {
			return Answer{}
		}
		if !slices.ContainsFunc(facts, func(g Fact) bool { return g.id == id }) {
			facts = append(facts, f)
		}
	}
	if len(facts) == 0 {
		return Answer{}
	}
	return newAnswer(facts[0], facts[1:]...)
}

// Pick gives the facts with these marks, as [Article.Pick] does for the IDs within one article.
func (l *Library) Pick(marks []string) Answer {
	var facts []Fact
	for _, mark := range marks {
		f, ok := l.fact(mark)
		if !ok {
			return Answer{}
		}
		if !slices.ContainsFunc(facts, func(g Fact) bool { return g.topic.article == f.topic.article && g.id == f.id }) {
			facts = append(facts, f)
		}
	}
	return Answer{facts: facts}
}

func (l *Library) fact(mark string) (Fact, bool) {
	if len(mark) != FactMarkLength {
		return Fact{}, false
	}
	for _, a := range l.articles {
		if a.mark() == mark[:articleMarkLength] {
			if f, ok := a.fact(mark[articleMarkLength:]); ok {
				return f, true
			}
		}
	}
	return Fact{}, false
}

func (a *Article) fact(id string) (Fact, bool) {
	for _, t := range a.topics {
		for _, f := range t.facts {
			if f.id == id {
				return f, true
			}
		}
	}
	return Fact{}, false
}

// Facts gives the facts, best or first first.
func (a Answer) Facts() []Fact { return slices.Clone(a.facts) }

// First gives the first facts, at most n of them.
func (a Answer) First(n int) Answer {
	return Answer{facts: slices.Clone(a.facts[:min(max(n, 0), len(a.facts))])}
}

// ByArticle parts the answer by the articles of its facts, in the order in which they are first met.
func (a Answer) ByArticle() []Answer {
	var parts []Answer
	for _, f := range a.facts {
		i := slices.IndexFunc(parts, func(p Answer) bool { return p.Topic().article == f.topic.article })
		if i < 0 {
			i, parts = len(parts), append(parts, Answer{})
		}
		parts[i].facts = append(parts[i].facts, f)
	}
	return parts
}

// Sources gives the numbered sources that the facts cite, each once, in the order of their markers. The article is not among
// them.
func (a Answer) Sources() []*Source {
	var cited []*Source
	for _, c := range a.citations() {
		if c.source.id != ArticleID && !slices.Contains(cited, c.source) {
			cited = append(cited, c.source)
		}
	}
	return cited
}

// Sections gives the headings of the article under which the statements stand, each once, in their order.
func (a Answer) Sections() []string {
	var sections []string
	for _, c := range a.citations() {
		if !slices.Contains(sections, c.section) {
			sections = append(sections, c.section)
		}
	}
	return sections
}

// number is the printed number; Load made sure that it is one. The article, which has none, is 0.
func (s *Source) number() int {
	n, _ := strconv.Atoi(s.id)
	return n
}

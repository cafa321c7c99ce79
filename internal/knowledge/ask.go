package knowledge

import (
	"cmp"
	"slices"
	"strings"

	"leakygut-bot/internal/knowledge/lexicon"
)

// A Finding is what an article has to say to a question. At most one of Topic, Answer, Source and Number is set; none of them
// means that the article does not say.
type Finding struct {
	Topic   *Topic   // the question asks for a whole topic
	Answer  Answer   // the facts that answer, best first, all of one topic
	Source  *Source  // the question asks for a source, or for the article itself
	Number  string   // the question asks for the source with this number, which may not exist
	Nearest []*Topic // the topics nearest to the question, best first; at most three
}

const maxNearest = 3

// Ask looks a question up. It answers only when everything that the question is about is found in one place: a word that
// the article does not know, and that is not one of those which carry any question, makes it a silence. It depends on
// nothing but the article and the question.
func (a *Article) Ask(question string) Finding {
	q := a.index.read(question)
	f := Finding{Nearest: a.index.nearest(q)}
	if number, ok := q.sourceNumber(); ok {
		f.Number = number
		return f
	}
	source, certain := a.index.askedSource(a, question, q)
	if certain {
		f.Source = source
		return f
	}
	best := a.index.best(q)
	if len(best) == 0 && source == nil {
		best = a.index.gist(q)
	}
	if len(best) > 0 {
		if best[0].fact < 0 {
			f.Topic = best[0].at
			return f
		}
		f.Answer = answerOf(best)
		return f
	}
	f.Source = source
	return f
}

// maxFound is how many facts answer a question at the most; more of them ask for the topic.
const maxFound = 8

func answerOf(entries []*entry) Answer {
	var facts []Fact
	for _, e := range entries[:min(len(entries), maxFound)] {
		facts = append(facts, e.at.facts[e.fact])
	}
	return newAnswer(facts[0], facts[1:]...)
}

// A query is a question as the index understands it, word by word.
type query struct {
	words  []lexicon.Word
	terms  []int  // -1 where the article does not have the word
	need   []bool // the word has to be found: it is neither common nor of the article's title
	groups []int  // words that an "and" or a comma parts are of different groups
}

const unknown = -1

func (x *index) read(text string) *query {
	words := lexicon.Split(text)
	q := &query{words: words, terms: make([]int, len(words)), need: make([]bool, len(words)), groups: make([]int, len(words))}
	group := 0
	for i, w := range words {
		term, ok := x.terms[w.Stem]
		if !ok && !w.Common {
			var meant spelling
			if meant, ok = x.mend(w.Text); ok {
				term, words[i].Common = meant.term, meant.Common
			} else if lexicon.NearlyCommon(w.Text) || len(w.Text) == 2 && !lexicon.Matters(w.Text) {
				words[i].Common = true
			}
		}
		if !ok {
			term = unknown
		}
		if w.Joined {
			group++
		}
		q.terms[i], q.groups[i] = term, group
		q.need[i] = !words[i].Common && (term == unknown || !x.subject[term])
	}
	// When and where ask for something that only a name for it answers: "where to get help" is one.
	if len(words) > 0 && (words[0].Text == "when" || words[0].Text == "where") {
		q.need[0] = true
	}
	return q
}

func (q *query) needs() int {
	n := 0
	for _, need := range q.need {
		if need {
			n++
		}
	}
	return n
}

// nearby is how many other words may stand between those of a name.
const nearby = 4

// A match is how an entry fits a query.
type match struct {
	*entry
	covers   []bool // the words that it explains
	score    float64
	named    bool // by a whole name, not only by words of its text
	together bool // by a name of several words, just as it is
}

// Weights of the ways to find something. A name says what a thing is about; a word of a statement may stand in it by chance.
const (
	byName    = 1.0
	byText    = 0.6
	bySubject = 0.1  // the article's own name
	byCommon  = 0.3  // a common word that is a name: "cause"
	byCarrier = 0.01 // a common word of the statement, to tell apart what is equal otherwise
	ofTopic   = 0.3  // what a fact gets from its topic's names
	kept      = 0.55 // of the best score, for further facts
)

func (x *index) match(e *entry, q *query) match {
	m := match{entry: e, covers: make([]bool, len(q.words))}
	got := make([]float64, len(q.words))
	for _, p := range e.phrases {
		x.name(p, q, &m, got)
	}
	for i, term := range q.terms {
		if q.need[i] && term != unknown && e.text[term] {
			m.covers[i] = true
			got[i] = max(got[i], byText*x.weight[term])
		}
	}
	for _, g := range got {
		m.score += g
	}
	for i, term := range q.terms {
		if !q.need[i] && term != unknown && e.carries[term] {
			m.score += byCarrier * x.weight[term]
		}
	}
	return m
}

// name looks for a name in the query. Its telling words have to stand near each other, in any order; where it has only one,
// or none, the common words between them are what makes it a name, and all have to stand there as they are.
func (x *index) name(p phrase, q *query, m *match, got []float64) {
	telling := 0
	for _, term := range p.key {
		if !x.subject[term] {
			telling++
		}
	}
	if telling < 2 && len(p.terms) > 1 {
		for from := range q.terms {
			if from+len(p.terms) <= len(q.terms) && slices.Equal(q.terms[from:from+len(p.terms)], p.terms) {
				m.together = m.together || telling > 0 || len(p.key) < len(p.terms)
				for i := from; i < from+len(p.terms); i++ {
					x.found(i, q, m, got, 1.1)
				}
			}
		}
		return
	}
	first, last := len(q.terms), -1
	var at []int
	for _, term := range p.terms {
		if !slices.Contains(p.key, term) && len(p.key) > 0 {
			continue
		}
		i := slices.Index(q.terms, term)
		if i < 0 {
			return
		}
		at = append(at, i)
		first, last = min(first, i), max(last, i)
	}
	if last-first <= len(p.terms)+nearby {
		for _, i := range at {
			x.found(i, q, m, got, 1+0.1*float64(len(at)-1))
		}
	}
}

func (x *index) found(i int, q *query, m *match, got []float64, times float64) {
	term := q.terms[i]
	m.covers[i], m.named = true, true
	worth := byName * x.weight[term] * times
	switch {
	case x.subject[term]:
		worth = bySubject
	case !q.need[i]:
		worth = byCommon * x.weight[term]
	}
	got[i] = max(got[i], worth)
}

// best gives the entries that answer: one topic, or facts of one topic.
func (x *index) best(q *query) []*entry {
	topics := map[*entry]match{}
	var found []match
	for _, e := range x.topics {
		m := x.match(e, q)
		topics[e] = m
		if m.score > 0 && m.explains(q, nil, -1) {
			found = append(found, m)
		}
	}
	var facts []match
	for _, e := range x.facts {
		m := x.match(e, q)
		if m.score == 0 {
			continue
		}
		facts = append(facts, m)
		if needed(m, q) && m.explains(q, topics[e.topic].covers, -1) {
			m.score += ofTopic * topics[e.topic].score
			found = append(found, m)
		}
	}
	if len(found) == 0 {
		return x.joined(q, topics, facts)
	}
	slices.SortStableFunc(found, func(a, b match) int { return cmp.Compare(b.score, a.score) })
	best := found[0]
	entries := []*entry{best.entry}
	if best.fact < 0 {
		return entries
	}
	for _, m := range found[1:] {
		if m.at == best.at && m.fact >= 0 && m.score >= kept*best.score && m.named == best.named {
			entries = append(entries, m.entry)
		}
	}
	if len(entries) > 1 && len(entries) == len(best.at.facts) {
		return []*entry{best.topic} // what fits all of a topic asks for the topic
	}
	return entries
}

// needed tells whether a fact explains a word that has to be found, or is named by common words alone.
func needed(m match, q *query) bool {
	if q.needs() == 0 {
		return m.named
	}
	for i, need := range q.need {
		if need && m.covers[i] {
			return true
		}
	}
	return false
}

// explains tells whether every word that has to be found is: by the entry, or by its topic. A group of -1 is all words.
func (m match) explains(q *query, topic []bool, group int) bool {
	for i, need := range q.need {
		if need && !m.covers[i] && (topic == nil || !topic[i]) && (group < 0 || q.groups[i] == group) {
			return false
		}
	}
	return true
}

// joined answers a question that is about several things of one topic: "migraines and fatigue". Where there are only such
// words and nothing between them, each is a thing of its own.
func (x *index) joined(q *query, topics map[*entry]match, facts []match) []*entry {
	if bare(q) {
		for i := range q.groups {
			q.groups[i] = i
		}
	}
	var best []*entry
	var bestScore float64
	for _, t := range x.topics {
		var entries []*entry
		score := 0.0
		for group := 0; group <= slices.Max(append(q.groups, 0)); group++ {
			if !asks(q, group) {
				continue
			}
			var top match
			for _, m := range facts {
				if m.topic == t && m.score > top.score && m.explains(q, topics[t].covers, group) && coversGroup(m, q, group) {
					top = m
				}
			}
			if top.entry == nil {
				if m := topics[t]; m.explains(q, nil, group) {
					continue
				}
				entries = nil
				break
			}
			if !slices.Contains(entries, top.entry) {
				entries = append(entries, top.entry)
			}
			score += top.score
		}
		if len(entries) > 0 && score > bestScore {
			best, bestScore = entries, score
		}
	}
	return best
}

func bare(q *query) bool {
	for _, w := range q.words {
		if w.Common {
			return false
		}
	}
	return len(q.words) > 1 && len(q.words) <= 8
}

func asks(q *query, group int) bool {
	for i, need := range q.need {
		if need && q.groups[i] == group {
			return true
		}
	}
	return false
}

func coversGroup(m match, q *query, group int) bool {
	for i, need := range q.need {
		if need && q.groups[i] == group && m.covers[i] {
			return true
		}
	}
	return false
}

// nearest ranks the topics by how much of the query they and their facts have; the file's order decides between equals.
func (x *index) nearest(q *query) []*Topic {
	type ranked struct {
		topic *Topic
		score float64
	}
	list := make([]ranked, len(x.topics))
	at := map[*entry]int{}
	for i, e := range x.topics {
		list[i] = ranked{e.at, x.match(e, q).score}
		at[e] = i
	}
	for _, e := range x.facts {
		list[at[e.topic]].score += x.match(e, q).score / float64(len(e.at.facts))
	}
	slices.SortStableFunc(list, func(a, b ranked) int { return cmp.Compare(b.score, a.score) })
	var out []*Topic
	for _, r := range list[:min(len(list), maxNearest)] {
		out = append(out, r.topic)
	}
	return out
}

// Words that ask for a source rather than for what it says.
var (
	sourceWords  = []string{"source", "sources", "reference", "references", "citation", "study", "paper", "post", "blog", "journal", "publication", "author", "authors", "wrote", "written", "published", "cite", "cited", "doi"}
	authorWords  = []string{"author", "wrote", "written", "writes", "writer", "authored"}
	articleWords = []string{"article", "page", "site", "website"}
	bodyWords    = []string{"article", "this", "it", "text", "page"}
)

func (q *query) says(words []string) bool {
	return slices.ContainsFunc(q.words, func(w lexicon.Word) bool { return slices.Contains(words, w.Text) })
}

// sourceNumber reads "source 3" and "what is reference [3]".
func (q *query) sourceNumber() (string, bool) {
	for i, w := range q.words[:max(len(q.words)-1, 0)] {
		next := i + 1
		if slices.Contains([]string{"number", "no", "nr"}, q.words[next].Text) && next+1 < len(q.words) {
			next++
		}
		number := q.words[next].Text
		if !slices.Contains([]string{"source", "reference", "ref", "citation", "footnote"}, w.Text) || strings.Trim(number, "0123456789") != "" {
			continue
		}
		for j, other := range q.words {
			if j != i && j != next && !other.Common {
				return "", false
			}
		}
		return number, true
	}
	return "", false
}

// askedSource finds the source that has every telling word of the question: its authors, its year, its title, where it
// appeared. It is certain where the question can ask for nothing else: it has a DOI, a title, a word for a source, or a name
// that is no word of English. One telling word alone is enough only then, or in a short question.
func (x *index) askedSource(a *Article, question string, q *query) (found *Source, certain bool) {
	lower := strings.ToLower(question)
	for _, e := range x.sources {
		if doi := e.source.item.Text["DOI"]; doi != "" && strings.Contains(lower, strings.ToLower(doi)) || x.titled(e, q) {
			return e.source, true
		}
	}
	if q.says(authorWords) && q.says(bodyWords) && q.onlyAbout(authorWords) {
		return a.reference, true
	}
	if len(q.words) > 0 && (q.words[0].Text == "when" || q.words[0].Text == "where") {
		return nil, false
	}
	const short = 3
	var bestScore float64
	for _, e := range x.sources {
		score, telling, all := 0.0, 0, true
		for i, w := range q.words {
			term := q.terms[i]
			switch {
			case w.Common || slices.Contains(sourceWords, w.Text):
			case term != unknown && e.text[term]:
				score += x.weight[term]
				if q.need[i] {
					telling++
				}
			case term != unknown && x.subject[term]:
			default:
				all = false
			}
		}
		sure := q.says(sourceWords) || q.says(e.surnames) || q.says(articleWords) && q.says(e.proper)
		if all && score > bestScore && (telling > 1 || telling == 1 && (len(q.words) <= short || sure)) {
			found, bestScore, certain = e.source, score, sure
		}
	}
	return found, certain
}

// titled tells whether the question is a source's title, or its beginning and about more than the article is.
func (x *index) titled(e *entry, q *query) bool {
	const enough = 3
	title := e.phrases[0].terms
	n := len(q.terms)
	if n < enough || n > len(title) || !slices.Equal(q.terms, title[:n]) {
		return false
	}
	return n == len(title) || q.needs() > 0
}

// onlyAbout tells whether every telling word is one of these.
func (q *query) onlyAbout(words []string) bool {
	for i, w := range q.words {
		if q.need[i] && w.Text != "who" && !slices.Contains(words, w.Text) {
			return false
		}
	}
	return true
}

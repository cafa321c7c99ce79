package knowledge

import (
	"cmp"
	"maps"
	"slices"

	"leakygut-bot/internal/knowledge/lexicon"
)

// A Finding is what an article has to say to a question. At most one of Topic, Answer, Source, Sources and Number is set; none
// of them means that the article does not say.
type Finding struct {
	Topic   *Topic  // the question asks for a whole topic
	Answer  Answer  // the facts that answer, best first, all of one topic
	Source  *Source // the question asks for a source, or for the article itself
	Sources bool    // the question asks for the whole list of references
	Number  string  // the question asks for the source with this number, which may not exist
}

const (
	maxNearest = 3
	maxFound   = 8    // facts that answer a question; whoever wants more wants the topic
	kept       = 0.55 // of the best score, for further facts
)

// Ask looks a question up. It answers only when what the question is about is found in one place: a word that the article does
// not know, and that changes what is asked, makes it a silence. It depends on nothing but the library and the question.
//
// Three readings are tried, the strictest first: the whole text, a question that stands in it beside something else, and the
// gist of the whole. Where a text begins with something else, the question in it comes first.
func (a *Article) Ask(question string) Finding {
	p, words := a.part, lexicon.Split(question)
	if len(words) > maxQuery {
		return Finding{}
	}
	q := p.read(words)
	if number, ok := q.sourceNumber(); ok {
		return Finding{Number: number}
	}
	if p.asksForSources(q) {
		return Finding{Sources: true}
	}
	source, best := reading{p, q, p.ours(q, p.scan(q))}.readings(a, question, words)
	switch {
	case source != nil:
		return Finding{Source: source}
	case len(best) == 0:
		return Finding{}
	case p.entries[best[0]].fact < 0:
		return Finding{Topic: p.entries[best[0]].at}
	}
	return Finding{Answer: p.answer(best[:min(len(best), maxFound)])}
}

// A reading is a query with what the article has of it.
type reading struct {
	*part
	q     *query
	found map[int32]*match
}

// readings tries the readings of a question, one after the other.
func (r reading) readings(a *Article, question string, words []lexicon.Word) (*Source, []int32) {
	source, certain := r.askedSource(a, question, r.q)
	if certain {
		return source, nil
	}
	tellsFirst := len(r.q.asks) > 0 && r.q.asks[0].Begin > 0
	if tellsFirst {
		if source, best := r.clause(a, words, r.q.asks); source != nil || best != nil {
			return source, best
		}
	}
	best := r.best(r.q, r.found)
	if !tellsFirst && (best != nil || source == nil) && !r.named(best) {
		if source, best := r.clause(a, words, r.q.asks); source != nil || best != nil {
			return source, best
		}
	}
	switch {
	case best != nil:
		return nil, best
	case source != nil:
		return source, nil
	}
	return nil, r.gist(r.q, r.found)
}

// direct finds the source or the entries that have all of the query.
func (r reading) direct(a *Article) (*Source, []int32) {
	source, certain := r.askedSource(a, "", r.q)
	if certain {
		return source, nil
	}
	if best := r.best(r.q, r.found); best != nil {
		return nil, best
	}
	return source, nil
}

// named tells whether what was found has a name that stands in the query.
func (r reading) named(best []int32) bool {
	return len(best) > 0 && (r.found[best[0]].covers&r.q.need != 0 || r.found[best[0]].together)
}

func (x *index) answer(entries []int32) Answer {
	facts := make([]Fact, len(entries))
	for i, e := range entries {
		facts[i] = x.entries[e].at.facts[x.entries[e].fact]
	}
	return newAnswer(facts[0], facts[1:]...)
}

// inOrder gives the matches as the file has them, so that equals are decided by the file.
func inOrder(found map[int32]*match) []*match {
	list := make([]*match, 0, len(found))
	for _, e := range slices.Sorted(maps.Keys(found)) {
		list = append(list, found[e])
	}
	return list
}

// best gives the entries that answer: one topic, or facts of one topic. Each explains all that the question needs, together
// with the names of its topic.
func (p *part) best(q *query, found map[int32]*match) []int32 {
	type candidate struct {
		*match
		score float64
	}
	var list []candidate
	for _, m := range inOrder(found) {
		covers, score := m.covers, m.score
		if p.entries[m.entry].fact >= 0 {
			if topic := found[p.entries[m.entry].topic]; topic != nil {
				covers = covers | topic.covers
				if m.together && m.covers&q.need == 0 {
					score += topic.score // "keep out" of the barrier is more than the barrier
				} else {
					score += ofTopic * topic.score
				}
			}
			if q.need != 0 && m.covers&q.need == 0 && !m.together || q.need == 0 && m.named == 0 {
				continue
			}
		}
		if q.need&^covers == 0 && m.covers != 0 {
			list = append(list, candidate{m, score})
		}
	}
	if len(list) == 0 {
		return p.several(q, found)
	}
	slices.SortStableFunc(list, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	first := list[0]
	entries := []int32{first.entry}
	e := p.entries[first.entry]
	if e.fact < 0 {
		return entries
	}
	for _, m := range list[1:] {
		o := p.entries[m.entry]
		if o.at == e.at && o.fact >= 0 && m.score >= kept*first.score && (m.named == 0) == (first.named == 0) {
			entries = append(entries, m.entry)
		}
	}
	if len(entries) > 1 && len(entries) == len(e.at.facts) { // what fits all of a topic asks for the topic
		if found[e.topic] == nil {
			found[e.topic] = &match{entry: e.topic, covers: first.covers, named: first.named}
		}
		return []int32{e.topic}
	}
	return entries
}

// several answers a question that is about several things of one topic: "migraines and fatigue". Where there are only such
// words and nothing between them, each is a thing of its own.
func (p *part) several(q *query, found map[int32]*match) []int32 {
	groups := q.groups
	if q.bare() {
		groups = nil
		for i := range q.words {
			groups = append(groups, 1<<i)
		}
	}
	var best []int32
	bestScore := 0.0
	list := inOrder(found)
	for topic := p.from; topic < p.to; topic++ {
		if p.entries[topic].fact >= 0 {
			continue
		}
		var covered uint64
		if m := found[topic]; m != nil {
			covered = m.covers
		}
		var entries []int32
		score := 0.0
		for _, group := range groups {
			need := group & q.need
			if need == 0 {
				continue
			}
			var top *match
			for _, m := range list {
				if p.entries[m.entry].topic == topic && m.entry != topic && m.covers&need != 0 && need&^(m.covers|covered) == 0 && (top == nil || m.score > top.score) {
					top = m
				}
			}
			if top == nil {
				if need&^covered == 0 {
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

// bare tells whether the query is a short list of words with nothing between them.
func (q *query) bare() bool {
	const most = 8
	return len(q.words) > 1 && len(q.words) <= most && !slices.ContainsFunc(q.words, func(w lexicon.Word) bool { return w.Common })
}

// Nearest gives the topics nearest to a question that has no answer, best first, at most three: those that have most of its
// words, they and their facts. The file's order decides between equals.
func (a *Article) Nearest(question string) []*Topic {
	p := a.part
	found := p.scan(p.read(lexicon.Split(question)))
	var topics []int32
	score := map[int32]float64{}
	for e := p.from; e < p.to; e++ {
		if p.entries[e].fact < 0 {
			topics = append(topics, e)
		}
	}
	for _, m := range inOrder(found) {
		e := p.entries[m.entry]
		if e.fact < 0 {
			score[e.topic] += m.score
		} else {
			score[e.topic] += m.score / float64(len(e.at.facts))
		}
	}
	slices.SortStableFunc(topics, func(a, b int32) int { return cmp.Compare(score[b], score[a]) })
	var out []*Topic
	for _, t := range topics[:min(len(topics), maxNearest)] {
		out = append(out, p.entries[t].at)
	}
	return out
}

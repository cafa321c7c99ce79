package knowledge

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"

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

const (
	maxNearest = 3
	maxFound   = 8    // facts that answer a question; whoever wants more wants the topic
	kept       = 0.55 // of the best score, for further facts
)

// Ask looks a question up. It answers only when what the question is about is found in one place: a word that the article does
// not know, and that is not one of those which carry any question, makes it a silence. It depends on nothing but the library
// and the question.
func (a *Article) Ask(question string) Finding {
	p, words := a.part, lexicon.Split(question)
	q := p.read(words)
	found := p.scan(q)
	f := Finding{Nearest: p.nearest(found)}
	if len(words) > maxQuery {
		return f
	}
	if number, ok := q.sourceNumber(); ok {
		f.Number = number
		return f
	}
	source, certain := p.askedSource(a, question, q)
	if certain {
		f.Source = source
		return f
	}
	best := p.best(q, found)
	if len(best) == 0 && source == nil {
		best = p.gist(q, found)
	}
	switch {
	case len(best) == 0:
		f.Source = source
	case p.entries[best[0]].fact < 0:
		f.Topic = p.entries[best[0]].at
	default:
		f.Answer = p.answer(best[:min(len(best), maxFound)])
	}
	return f
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
				covers, score = covers|topic.covers, score+ofTopic*topic.score
			}
			if q.need != 0 && m.covers&q.need == 0 || q.need == 0 && m.named == 0 {
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
	if len(entries) > 1 && len(entries) == len(e.at.facts) {
		return []int32{e.topic} // what fits all of a topic asks for the topic
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

// nearest ranks the topics by how much of the query they and their facts have; the file's order decides between equals.
func (p *part) nearest(found map[int32]*match) []*Topic {
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

// gist answers a question with words around it that the article does not know: "my neighbour swears by sauerkraut, is it any
// good". It has to ask of the article's subject, or of causes, symptoms and the like; a fact needs to be called by a name, or
// by a word that no other has; and none of the other words may change what is asked:
//   - a word that matters by itself does, as does a word that English does not have;
//   - a word right beside the name does, for the two may be one thing: "stress test";
//   - a word of something else in the article does, for the article says nothing about the two together.
func (p *part) gist(q *query, found map[int32]*match) []int32 {
	if !p.framed(q) {
		return nil
	}
	var best *match
	for _, m := range inOrder(found) {
		if (best == nil || m.score > best.score) && p.calls(q, m) {
			best = m
		}
	}
	if best == nil {
		return nil
	}
	told := best.covers
	if topic := found[p.entries[best.entry].topic]; topic != nil {
		told |= topic.covers
	}
	for i := range q.words {
		if q.has(q.need&^told, i) && (p.matters(q, told, i) || q.beside(told&q.need|p.own(q), i)) {
			return nil
		}
	}
	return []int32{best.entry}
}

// own gives the words of the article's own name: "leaky tap" is another thing.
func (p *part) own(q *query) (set uint64) {
	for i, term := range q.terms {
		if term != unknown && p.subject[term] {
			set |= 1 << i
		}
	}
	return set
}

// framed tells whether the question is about the article's subject or about a relation to it.
func (p *part) framed(q *query) bool {
	for i, w := range q.words {
		if w.Relation || w.Text == "it" || w.Text == "that" || w.Text == "this" || q.terms[i] != unknown && p.subject[q.terms[i]] {
			return true
		}
	}
	return false
}

// calls tells whether a word that had to be found, or several common ones together, name the entry.
func (p *part) calls(q *query, m *match) bool {
	if p.entries[m.entry].fact < 0 && m.together {
		return true
	}
	for set := m.covers & q.need; set != 0; set &= set - 1 {
		if i := bits.TrailingZeros64(set); m.named != 0 || len(p.within(p.has[q.terms[i]])) == 1 {
			return true
		}
	}
	return false
}

// matters tells whether a word that was not found changes the question.
func (p *part) matters(q *query, told uint64, i int) bool {
	if term := q.terms[i]; q.words[i].Common || term != unknown && len(p.within(p.has[term])) > 0 {
		return true
	}
	word := q.words[i].Text
	if word[0] >= '0' && word[0] <= '9' { // a number belongs to its own part of the sentence
		for _, group := range q.groups {
			if q.has(group, i) {
				return group&told&q.need != 0
			}
		}
	}
	return lexicon.Matters(word)
}

// beside tells whether a word stands right before or after one that has been told.
func (q *query) beside(told uint64, i int) bool {
	before := i > 0 && q.has(told, i-1) && !q.words[i].Joined
	after := i+1 < len(q.words) && q.has(told, i+1) && !q.words[i+1].Joined
	return before || after
}

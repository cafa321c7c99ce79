package lookup

import (
	"math"
	"slices"
)

// An Example is a question or a chat message to an article, and what is right for it.
type Example struct {
	Article  string
	Text     string
	Message  bool
	Right    []int // the facts that answer it, counted from 0 through the article; none where the article does not
	OffTopic bool  // nothing in the article is even near
	Weight   float64
}

// The share of unanswerable questions that may be answered, of idle ones that may be met with facts, and of messages that touch
// nothing that may be met with facts, among the examples.
const (
	madeUp  = 0.03
	noisy   = 0.10
	intrude = 0.03
)

// Learn finds the weights with which the look-up does best on the examples. Those of the features named in without stay 0, which
// shows what the features earn.
func Learn(articles []Article, examples []Example, without ...string) *Weights {
	w := &Weights{without: without}
	x := New(articles, w)
	questions, messages := []Example{}, []Example{}
	var queries []*query
	for _, e := range examples {
		if e.Message {
			messages = append(messages, e)
			continue
		}
		questions = append(questions, e)
		queries = append(queries, x.query(x.byName[e.Article], x.read(e.Text)))
	}
	w.learnRank(x, questions, queries)
	w.learnDecisions(x, questions, queries)
	w.learnMessages(x, messages)
	return w
}

// ranked is a question with its facts, for learning.
type ranked struct {
	facts  [][]float64 // their features
	right  []bool
	weight float64
}

// learnRank gives the right facts as much of the probability as it can: of the softmax of the scores.
func (w *Weights) learnRank(x *Index, examples []Example, queries []*query) {
	var samples []ranked
	total := 0.0
	for i, e := range examples {
		if len(e.Right) == 0 {
			continue
		}
		s := ranked{weight: e.Weight}
		r := x.byName[e.Article].rank(queries[i], &w.rank)
		for j := range r.list {
			s.facts = append(s.facts, r.list[j].features[:])
			s.right = append(s.right, slices.Contains(e.Right, r.list[j].fact))
		}
		samples = append(samples, s)
		total += e.Weight
	}
	w.descend(rankNames[:], w.rank[:], 300, 0.002, func(gradient []float64) {
		for _, s := range samples {
			s.descent(w.rank[:], s.weight/total, gradient)
		}
	})
}

// descent adds to the gradient, times share, which way the weights lead away from the right facts.
func (s *ranked) descent(weights []float64, share float64, gradient []float64) {
	p := make([]float64, len(s.facts))
	var all, right float64
	for i, f := range s.facts {
		for j, v := range f {
			p[i] += weights[j] * v
		}
		p[i] = math.Exp(min(p[i], 500))
		all += p[i]
		if s.right[i] {
			right += p[i]
		}
	}
	for i, f := range s.facts {
		d := p[i] / all
		if s.right[i] {
			d -= p[i] / right
		}
		for j, v := range f {
			gradient[j] += share * d * v
		}
	}
}

// learnDecisions learns when the first three facts hold a right one, and when anything is worth showing.
func (w *Weights) learnDecisions(x *Index, examples []Example, queries []*query) {
	var answer, near []labelled
	var unanswerable, idle []float64
	for i, e := range examples {
		a := x.byName[e.Article]
		r := a.rank(queries[i], &w.rank)
		d := a.decision(r)
		answer = append(answer, labelled{d[:], r.hasRight(e.Right), e.Weight})
		if len(e.Right) > 0 || e.OffTopic {
			near = append(near, labelled{d[:], len(e.Right) > 0, e.Weight})
		}
	}
	w.learnLogistic(w.answer[:], answer)
	w.learnLogistic(w.near[:], near)
	for i, e := range examples {
		if len(e.Right) == 0 {
			unanswerable = append(unanswerable, logistic(w.answer[:], answer[i].features))
		}
		if e.OffTopic {
			idle = append(idle, logistic(w.near[:], answer[i].features))
		}
	}
	w.answerFrom, w.nearFrom = threshold(unanswerable, madeUp), threshold(idle, noisy)
}

// learnMessages learns when a part of a chat message is worth answering.
func (w *Weights) learnMessages(x *Index, examples []Example) {
	var parts []labelled
	features := make([][][]float64, len(examples))
	for i, e := range examples {
		a := x.byName[e.Article]
		for _, part := range sentences(x.read(e.Text)) {
			if r := x.rankPart(a, part); r != nil {
				d := a.decision(r)
				features[i] = append(features[i], d[:])
				parts = append(parts, labelled{d[:], r.hasRight(e.Right), e.Weight})
			}
		}
	}
	w.learnLogistic(w.message[:], parts)
	var idle []float64
	for i, e := range examples {
		if len(e.Right) == 0 {
			surest := 0.0
			for _, d := range features[i] {
				surest = max(surest, logistic(w.message[:], d))
			}
			idle = append(idle, surest)
		}
	}
	w.messageFrom = threshold(idle, intrude)
}

// hasRight reports whether a right fact is among those that would be shown.
func (r *ranking) hasRight(right []int) bool {
	return slices.ContainsFunc(r.list[:min(shown, len(r.list))], func(c candidate) bool { return slices.Contains(right, c.fact) })
}

type labelled struct {
	features []float64
	yes      bool
	weight   float64
}

func (w *Weights) learnLogistic(weights []float64, samples []labelled) {
	total := 0.0
	for _, s := range samples {
		total += s.weight
	}
	w.descend(decisionNames[:], weights, 600, 0.0003, func(gradient []float64) {
		for _, s := range samples {
			e := (logistic(weights, s.features) - flag(s.yes)) * s.weight / total
			for j, v := range s.features {
				gradient[j] += e * v
			}
		}
	})
}

// threshold is the probability that only a share of those given exceeds.
func threshold(p []float64, share float64) float64 {
	if len(p) == 0 {
		return .5
	}
	slices.Sort(p)
	return p[len(p)-1-int(share*float64(len(p)))]
}

// descend goes down a gradient by Adam's rule, with a penalty on large weights.
func (w *Weights) descend(names []string, weights []float64, steps int, penalty float64, gradient func([]float64)) {
	mean, square := make([]float64, len(weights)), make([]float64, len(weights))
	for step := 1; step <= steps; step++ {
		g := make([]float64, len(weights))
		gradient(g)
		for j := range weights {
			if slices.Contains(w.without, names[j]) {
				continue
			}
			g[j] += penalty * weights[j]
			mean[j] = .9*mean[j] + .1*g[j]
			square[j] = .99*square[j] + .01*g[j]*g[j]
			m, s := mean[j]/(1-math.Pow(.9, float64(step))), square[j]/(1-math.Pow(.99, float64(step)))
			weights[j] -= .1 * m / (math.Sqrt(s) + 1e-8)
		}
	}
}

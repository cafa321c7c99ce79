package lookup

import (
	"math"
	"slices"
)

// An Example is a question to an article, and what is right for it.
type Example struct {
	Article  string
	Question string
	Right    []int // the facts that answer it, counted from 0 through the article; none where the article does not answer
	OffTopic bool  // nothing in the article is even near
	Stranger bool  // the question was put to another article
	Weight   float64
}

// The share of unanswerable questions that may be answered, and of idle ones that may be met with facts, among the examples.
const (
	madeUp = 0.025
	noisy  = 0.08
)

// Learn finds the weights with which the look-up does best on the examples.
func Learn(articles []Article, examples []Example) *Weights {
	w := &Weights{}
	x := New(articles, w)
	queries := make([]*query, len(examples))
	for i, e := range examples {
		queries[i] = x.query(x.byName[e.Article], x.read(e.Question))
	}
	w.learnRank(x, examples, queries)
	w.learnDecisions(x, examples, queries)
	return w
}

// learnRank gives the right facts as much of the probability as it can: of the softmax of the scores.
func (w *Weights) learnRank(x *Index, examples []Example, queries []*query) {
	type sample struct {
		facts  [][]float64
		right  []bool
		weight float64
	}
	var samples []sample
	total := 0.0
	for i, e := range examples {
		if len(e.Right) == 0 {
			continue
		}
		s := sample{weight: e.Weight}
		r := x.byName[e.Article].rank(queries[i], &w.rank)
		for j := range r.list {
			s.facts = append(s.facts, r.list[j].features[:])
			s.right = append(s.right, slices.Contains(e.Right, r.list[j].fact))
		}
		samples = append(samples, s)
		total += e.Weight
	}
	descend(w.rank[:], 300, 0.002, func(gradient []float64) {
		for _, s := range samples {
			p := make([]float64, len(s.facts))
			var all, right float64
			for i, f := range s.facts {
				for j, v := range f {
					p[i] += w.rank[j] * v
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
					gradient[j] += s.weight / total * d * v
				}
			}
		}
	})
}

// learnDecisions learns when the first three facts hold a right one, and when anything is worth showing.
func (w *Weights) learnDecisions(x *Index, examples []Example, queries []*query) {
	var answer, near []labelled
	for i, e := range examples {
		a := x.byName[e.Article]
		r := a.rank(queries[i], &w.rank)
		d := a.decision(r)
		right := slices.ContainsFunc(r.list[:min(shown, len(r.list))], func(c candidate) bool { return slices.Contains(e.Right, c.fact) })
		answer = append(answer, labelled{d[:], right, e.Stranger, e.Weight})
		switch {
		case len(e.Right) > 0:
			near = append(near, labelled{d[:], true, e.Stranger, e.Weight})
		case e.OffTopic:
			near = append(near, labelled{d[:], false, e.Stranger, e.Weight})
		}
	}
	learnLogistic(w.answer[:], answer)
	learnLogistic(w.near[:], near)
	w.answerFrom = threshold(w.answer[:], answer, madeUp, func(i int) bool { return len(examples[i].Right) == 0 && !examples[i].Stranger })
	w.nearFrom = threshold(w.near[:], near, noisy, func(i int) bool { return !near[i].yes && !near[i].stranger })
}

type labelled struct {
	features []float64
	yes      bool
	stranger bool
	weight   float64
}

func learnLogistic(weights []float64, samples []labelled) {
	total := 0.0
	for _, s := range samples {
		total += s.weight
	}
	descend(weights, 600, 0.0003, func(gradient []float64) {
		for _, s := range samples {
			e := (logistic(weights, s.features) - flag(s.yes)) * s.weight / total
			for j, v := range s.features {
				gradient[j] += e * v
			}
		}
	})
}

// threshold is the probability that only a share of the counted samples exceeds.
func threshold(weights []float64, samples []labelled, share float64, counted func(int) bool) float64 {
	var p []float64
	for i, s := range samples {
		if counted(i) {
			p = append(p, logistic(weights, s.features))
		}
	}
	if len(p) == 0 {
		return .5
	}
	slices.Sort(p)
	return p[len(p)-1-int(share*float64(len(p)))]
}

// descend goes down a gradient by Adam's rule, with a penalty on large weights.
func descend(weights []float64, steps int, penalty float64, gradient func([]float64)) {
	mean, square := make([]float64, len(weights)), make([]float64, len(weights))
	for step := 1; step <= steps; step++ {
		g := make([]float64, len(weights))
		gradient(g)
		for j := range weights {
			g[j] += penalty * weights[j]
			mean[j] = .9*mean[j] + .1*g[j]
			square[j] = .99*square[j] + .01*g[j]*g[j]
			m, s := mean[j]/(1-math.Pow(.9, float64(step))), square[j]/(1-math.Pow(.99, float64(step)))
			weights[j] -= .1 * m / (math.Sqrt(s) + 1e-8)
		}
	}
}

package lookup

import (
	"math"

	"leakygut-bot/internal/lookup/english"
)

// The features of a decision: how well the best fact fits, and what it leaves unexplained.
const (
	constant   = iota
	explained  // the share of the question that the best fact, with its topic, accounts for whole
	partly     // the share that it accounts for in part
	elsewhere  // the share that only other facts account for
	unknown    // the share that nothing in the article accounts for
	leftAnimal // what remains unexplained, by sort of word: 1 where one does
	leftMaking // "how is it made"
	leftSaying // "how do you spell it"
	leftBody   //
	leftArtifact
	leftName     // a word that the dictionary does not have
	certain      // the probability that one of the first three is right, as the ranking has it
	strength     // the score of the best
	subjectOnly  // the question has only names of the article's subject
	subjectNamed // it has one of them
	wordless     // it has only stop words
	throughKind  // what the best fact has through a wider word
	size         // the logarithm of the number of words
	close        // the cosine between the question and the best fact
	onSubject    // the cosine between the question and the whole article
	aliasWhole
	nameWhole
	asksHowTo
	numberFits // a number is asked for, and the fact has one
	nothingLeft
	matched          // the logarithm of the number of words in the best fact
	telling          // the weight of the heaviest of them
	missed           // the weight of the heaviest word that remains unexplained
	misfit           // a reason, time, person, place or number is asked for, and the fact tells none
	manner           // and the following: how the question is put, see mannerWords
	decisionFeatures = manner + manners
)

var decisionNames = [decisionFeatures]string{"constant", "explained", "partly", "elsewhere", "unknown", "left: animal", "left: making", "left: saying", "left: body", "left: artifact", "left: name",
	"certain", "strength", "subject only", "subject named", "wordless", "through kind", "size", "close", "on subject", "alias whole", "name whole", "asks how to", "number fits", "nothing left", "matched", "telling", "missed", "misfit",
	"asks who", "asks where", "asks does", "offers", "of oneself", "to you", "points back"}

// decision returns the features of the decision about a ranking.
func (a *article) decision(r *ranking) (d [decisionFeatures]float64) {
	best := &r.list[0]
	top := a.facts[best.fact].topic
	d[constant] = 1
	d[certain] = r.probability(3)
	d[strength] = best.score / 10
	d[size] = math.Log(float64(len(r.focus) + 1))
	d[close] = best.features[meaning]
	d[onSubject] = max(0, english.Dot(&r.vector, &a.about))
	d[throughKind] = best.features[asKind]
	d[aliasWhole] = best.features[wholeAlias]
	d[nameWhole] = best.features[wholeName]
	d[numberFits] = best.features[number]
	d[asksHowTo] = flag(r.howTo)
	d[wordless] = flag(len(r.focus) == 0)
	d[subjectOnly] = flag(len(r.focus) > 0 && r.total == 0)
	total, heavy := max(r.total, .3), a.heaviest()
	for k, f := range r.focus {
		if f.subject {
			d[subjectNamed] = 1
			continue
		}
		e, t := &r.found[k][best.fact], &r.named[k][top]
		if e.exact || e.alias {
			d[matched]++
			d[telling] = max(d[telling], f.weight/heavy)
		}
		share := f.weight / total
		here := max(e.explains, t.explains)
		if here >= 1 {
			d[explained] += share
			continue
		}
		d[missed] = max(d[missed], (1-here)*f.weight/heavy)
		d[partly] += share * here
		d[elsewhere] += share * (1 - here) * r.most[k]
		d[unknown] += share * (1 - here) * (1 - r.most[k])
		if len(f.Senses) == 0 {
			d[leftName] = max(d[leftName], (1-here)*math.Pow(f.Rarity, 1.5))
		} else if i, ok := residue[f.Category]; ok {
			d[i] = max(d[i], 1-here)
		}
	}
	d[misfit] = flag(r.wants&^a.facts[best.fact].tells != 0 || r.howMany && best.features[number] == 0)
	for i, m := range r.manner {
		d[manner+i] = flag(m)
	}
	d[matched] = math.Log(1 + d[matched])
	d[nothingLeft] = flag(d[elsewhere]+d[unknown] < .15)
	return d
}

// probability is how likely one of the first n facts is right, as the ranking has it.
func (r *ranking) probability(n int) float64 {
	first, all := 0.0, 0.0
	for i, c := range r.list {
		p := math.Exp(c.score - r.list[0].score)
		all += p
		if i < n {
			first += p
		}
	}
	return first / all
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// logistic is the probability that a linear model gives.
func logistic(weights, features []float64) float64 {
	z := 0.0
	for i, w := range weights {
		z += w * features[i]
	}
	return 1 / (1 + math.Exp(-z))
}

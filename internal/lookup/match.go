package lookup

import "leakygut-bot/internal/lookup/english"

// A match is how a word of the question meets a term of the article, each from 0 to 1.
type match struct {
	exact   float64 // the same word
	synonym float64 // the same meaning
	kind    float64 // the term is what the word is a kind of
	wider   float64 // the word is what the term is a kind of
	near    float64 // the cosine of their vectors
}

// meet compares a word of the question, alone and with its neighbour, with a term.
func meet(f *focus, t *word, same bool) match {
	if same || f.compound != nil && f.compound.Stem == t.Stem {
		return match{exact: 1}
	}
	m := match{near: f.Near(t)}
	m.meaning(f.word, t)
	if f.compound != nil {
		m.meaning(f.compound, t)
		m.near = max(m.near, f.compound.Near(t))
	}
	return m
}

func (m *match) meaning(w, t *word) {
	synonym, kind, wider := w.Meet(t)
	if synonym {
		m.synonym = 1
	}
	m.kind, m.wider = max(m.kind, kind), max(m.wider, wider)
}

// none reports whether the match is nothing.
func (m *match) none() bool {
	return m.exact == 0 && m.synonym == 0 && m.kind == 0 && m.wider == 0 && m.near < leastNear
}

// explains is how much of the word the match accounts for, from 0 to 1.
func (m *match) explains() float64 {
	return max(m.exact, bySynonym*m.synonym, byKind*m.kind, byWider*m.wider, byNeighbour*neighbour(m.near))
}

// leastNear is a cosine below which two words have nothing to do with each other.
const leastNear = 0.3

// neighbour makes a share of a cosine: nothing up to [leastNear], all from 0.7 on.
func neighbour(cosine float64) float64 { return max(0, min(1, (cosine-leastNear)/0.4)) }

// evidence is the best that a fact, or a topic, has for a word of the question.
type evidence struct {
	exact, alias, synonym bool
	kind, wider           float64 // closeness, times the weight of the term
	near                  float64
	nearWeight            float64 // of the term that is near
	explains              float64
}

func (e *evidence) add(m *match, weight float64, alias bool) {
	e.exact = e.exact || m.exact > 0 && !alias
	e.alias = e.alias || m.exact > 0 && alias
	e.synonym = e.synonym || m.synonym > 0
	e.kind = max(e.kind, m.kind*weight)
	e.wider = max(e.wider, m.wider*weight)
	if m.near > e.near {
		e.near, e.nearWeight = m.near, weight
	}
	e.explains = max(e.explains, m.explains())
}

// residue are the categories of words that a decision looks at when they remain unexplained: a question for an animal, or for
// how something is made or spelled, is about something else.
var residue = map[english.Category]int{english.Animal: leftAnimal, english.Creation: leftMaking, english.Communicating: leftSaying, english.Body: leftBody, english.Artifact: leftArtifact}

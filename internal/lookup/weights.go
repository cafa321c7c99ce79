package lookup

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
)

// Weights are what is learnt: how much each feature counts. The program in train writes them.
type Weights struct {
	rank         [rankFeatures]float64
	answer, near [decisionFeatures]float64
	message      [decisionFeatures]float64
	answerFrom   float64  // the probability from which facts are shown as the answer
	nearFrom     float64  // and as near to one
	messageFrom  float64  // and for a part of a chat message
	without      []string // the features that are not learnt
}

//go:embed weights.json
var learnt []byte

// Learnt returns the weights that come with the program.
func Learnt() *Weights {
	w := &Weights{}
	if err := json.Unmarshal(learnt, w); err != nil {
		panic(fmt.Sprintf("weights.json: %v", err)) // a test reads it
	}
	return w
}

// weightsFile is the form of weights.json.
type weightsFile struct {
	Rank        map[string]float64 `json:"rank"`
	Answer      map[string]float64 `json:"answer"`
	Near        map[string]float64 `json:"near"`
	Message     map[string]float64 `json:"message"`
	AnswerFrom  float64            `json:"answer from"`
	NearFrom    float64            `json:"near from"`
	MessageFrom float64            `json:"message from"`
}

func (w *Weights) MarshalJSON() ([]byte, error) {
	return json.Marshal(weightsFile{named(rankNames[:], w.rank[:]), named(decisionNames[:], w.answer[:]), named(decisionNames[:], w.near[:]), named(decisionNames[:], w.message[:]), round(w.answerFrom), round(w.nearFrom), round(w.messageFrom)})
}

// UnmarshalJSON fails unless there is a weight for every feature, and for nothing else.
func (w *Weights) UnmarshalJSON(b []byte) error {
	var f weightsFile
	if err := json.Unmarshal(b, &f); err != nil {
		return err
	}
	w.answerFrom, w.nearFrom, w.messageFrom = f.AnswerFrom, f.NearFrom, f.MessageFrom
	for _, part := range []struct {
		of map[string]float64
		to []float64
		in []string
	}{{of: f.Rank, to: w.rank[:], in: rankNames[:]}, {of: f.Answer, to: w.answer[:], in: decisionNames[:]}, {of: f.Near, to: w.near[:], in: decisionNames[:]}, {of: f.Message, to: w.message[:], in: decisionNames[:]}} {
		if len(part.of) != len(part.in) {
			return fmt.Errorf("%d weights for %d features; run the program in train", len(part.of), len(part.in))
		}
		for i, name := range part.in {
			v, ok := part.of[name]
			if !ok {
				return fmt.Errorf("no weight for %q; run the program in train", name)
			}
			part.to[i] = v
		}
	}
	return nil
}

func named(names []string, values []float64) map[string]float64 {
	out := map[string]float64{}
	for i, name := range names {
		out[name] = round(values[i])
	}
	return out
}

func round(x float64) float64 { return math.Round(x*1000) / 1000 }

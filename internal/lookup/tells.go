package lookup

import "leakygut-bot/internal/lookup/english"

// A point is a set of what a question may want to be told, and a statement may tell.
type point uint8

const (
	reason point = 1 << iota
	time
	person
	location
)

// asked are the question words, by what they want to be told.
var asked = map[string]point{
	"why": reason, "whys": reason, "when": time, "whens": time, "how long": time, "how often": time, "how soon": time, "how old": time,
	"who": person, "whos": person, "whom": person, "where": location, "wheres": location,
}

// reasons are the conjunctions and prepositions that give a reason.
var reasons = set("because since so therefore hence due thanks as")

// tells returns what a word of a statement tells.
func tells(w *word) point {
	if reasons[w.Text] {
		return reason
	}
	switch w.Category {
	case english.Time:
		return time
	case english.Person, english.Group:
		return person
	case english.Location:
		return location
	}
	return 0
}

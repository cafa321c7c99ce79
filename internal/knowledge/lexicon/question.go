package lexicon

import "strings"

// openers are words that a question begins with.
var openers = set(`is are was were does do did can could may might should would will has have isnt arent doesnt dont cant couldnt shouldnt wouldnt
what whats which who whos whom how hows why where wheres when tell explain give show list name define describe any bad good ok normal true possible`)

// predicates go on with what was said after a bare "and": "I am tired and have migraines".
var predicates = set("is are was were do did can could will would should has have give show list name")

// prepositions may stand before such a word: "from what", "by which".
var prepositions = set("from by of in to for at with on about")

// A Question is a part of a text that asks something by itself: the words from Begin to before End.
type Question struct{ Begin, End int }

// Questions finds the questions in a text, longest first where one begins: "I sleep badly, is stress a factor?" asks
// "is stress a factor". What stands before a question is what somebody tells about themselves.
func Questions(words []Word) []Question {
	var out []Question
	for i, w := range words {
		begins := i == 0 || w.Parted || joints[words[i-1].Text] || w.Joined && !predicates[w.Text]
		if !(begins && opens(words, i)) && !wondered(words[:i]) {
			continue
		}
		end := i + 1
		for end < len(words) && !words[end].Parted && !(words[end].Joined && opens(words, end)) {
			end++
		}
		out = append(out, Question{i, len(words)})
		if end < len(words) {
			out = append(out, Question{i, end})
		}
	}
	return out
}

// joints are words after which a clause begins.
var joints = set("but so because if whether know wonder wondered wondering asking asked since hello hi hey sorry btw then well")

// wondered tells whether the words end with "I wonder if" or the like, after which anything is a question.
func wondered(words []Word) bool {
	n := len(words)
	return n > 1 && (words[n-1].Text == "if" || words[n-1].Text == "whether") && joints[words[n-2].Text]
}

func opens(words []Word, i int) bool {
	if openers[words[i].Text] || strings.HasPrefix(words[i].Text, "how ") {
		return true
	}
	return prepositions[words[i].Text] && i+1 < len(words) && (words[i+1].Text == "what" || words[i+1].Text == "which" || words[i+1].Text == "how")
}

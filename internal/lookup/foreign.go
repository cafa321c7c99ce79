package lookup

import (
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// foreign reports whether a text is in another language than English. A word counts as strange if neither the article nor the
// dictionary has it and it is no typing error of one that they have. Strange words alone are enough; where only some words are
// strange, the letters of the text decide, for other languages share words with English, and people make typing errors. They
// have to be sure of it where the text has a word of the article.
func (x *Index) foreign(a *article, text string, tokens []token) bool {
	strange, all, otherScript, own := 0, 0, 0, false
	for _, t := range tokens[:min(len(tokens), enoughWords)] {
		if t.word.Number {
			continue
		}
		all++
		if !latin(t.text) {
			otherScript++
		}
		if x.strange(a, t.word) {
			strange++
		}
		if _, ok := a.byStem[t.word.Stem]; ok && !t.word.Stop {
			own = true
		}
	}
	switch {
	case all == 0 || 3*strange < all:
		return false
	case 2*otherScript > all:
		return true
	case strange < 2:
		return false
	case strange == all:
		return true
	}
	language := whatlanggo.Detect(text)
	return language.Lang != whatlanggo.Eng && (2*strange >= all && !own || language.Confidence > sure)
}

// enoughWords is how many words tell a language.
const enoughWords = 20

// sure is the confidence from which the letters of a text tell its language where most of its words could be English.
const sure = 0.5

// mendable is how many letters a word has at least for a typing error of a common English word to be told from a word of another
// language.
const mendable = 5

func (x *Index) strange(a *article, w *word) bool {
	if _, ok := a.byStem[w.Stem]; ok || w.Stop || len(w.Senses) > 0 {
		return false
	}
	meant := x.mend(a, w)
	return len(meant) == 1 && (meant[0] == w || meant[0] == w.Usual && len(w.Text) < mendable)
}

func latin(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return false
		}
	}
	return true
}

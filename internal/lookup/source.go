package lookup

import "leakygut-bot/internal/lookup/english"

// source is an entry of the reference list, as it is found.
type source struct {
	id    string
	stems map[string]bool
	texts []string
}

func newSource(in Source) source {
	s := source{id: in.ID, stems: map[string]bool{}, texts: in.Texts}
	for _, text := range in.Texts {
		for _, t := range tokenize(text) {
			if w := english.Stem(t.text); len(t.text) > 1 {
				s.stems[w] = true
			}
		}
	}
	return s
}

// bibliography are the words for entries of a reference list, and for the text itself.
var (
	bibliography = set("source sources reference references citation citations bibliography literature paper papers study studies publication publications link links post doi journal cite cites cited evidence footnote number no nr")
	theArticle   = set("article text author authors wrote written writer write published")
)

// source reports whether a question asks for a source, for all of them, or for the article itself.
func (a *article) source(tokens []token) (id string, kind Kind) {
	var asks, article, other bool
	number := ""
	var names []string
	for _, t := range tokens {
		switch {
		case bibliography[t.text]:
			asks = true
		case theArticle[t.text]:
			article = true
		case english.IsNumber(t.text):
			number = t.text
			names = append(names, t.text)
		case t.word.Stop:
		default:
			other = true
			names = append(names, t.word.Stem)
		}
	}
	switch {
	case asks && number != "" && !other && len(number) < 4:
		return number, OneSource
	case asks && !other && number == "":
		return "", Sources
	case article && !other && !asks && number == "":
		return articleID, OneSource
	}
	if id := a.named(names, asks); id != "" {
		return id, OneSource
	}
	return "", None
}

// named returns the source that has most of the names, at least one of them unknown to the facts; "" if none has enough. Half of them
// are enough where a source is asked for.
func (a *article) named(names []string, asks bool) string {
	best, most := "", 0
	for _, s := range a.sources {
		n, unusual := 0, false
		for _, name := range names {
			if s.stems[name] {
				_, known := a.byStem[name]
				unusual = unusual || !known
				n++
			}
		}
		enough := n == len(names) || asks && n*2 >= len(names) || n*4 >= len(names)*3 && n >= 2
		if unusual && enough && n > most {
			best, most = s.id, n
		}
	}
	return best
}

// articleID stands for the article itself among the sources.
const articleID = "article"

package knowledge

import (
	"math/bits"
	"slices"
	"strings"

	"leakygut-bot/internal/knowledge/lexicon"
)

// Words that ask for a source rather than for what it says.
var (
	sourceWords  = []string{"source", "sources", "reference", "references", "citation", "study", "paper", "post", "blog", "journal", "publication", "author", "authors", "wrote", "written", "published", "cite", "cited", "doi", "ref", "refs"}
	authorWords  = []string{"author", "wrote", "written", "writes", "writer", "authored"}
	articleWords = []string{"article", "page", "site", "website"}
	bodyWords    = []string{"article", "this", "it", "text", "page"}
	listWords    = []string{"sources", "references", "refs", "citations", "bibliography"}
	numberWords  = []string{"source", "reference", "ref", "citation", "footnote"}
)

// sourceNumber reads "source 3" and "what is reference number [3]".
func (q *query) sourceNumber() (string, bool) {
	for i, w := range q.words {
		if !slices.Contains(numberWords, w.Text) {
			continue
		}
		next := i + 1
		if next < len(q.words) && slices.Contains([]string{"number", "no", "nr"}, q.words[next].Text) {
			next++
		}
		if next >= len(q.words) || strings.Trim(q.words[next].Text, "0123456789") != "" {
			continue
		}
		for j, other := range q.words {
			if j != i && j != next && !other.Common && other.Text != "number" {
				return "", false
			}
		}
		return q.words[next].Text, true
	}
	return "", false
}

// asksForSources reads "what are your sources" and "where does all this come from".
func (p *part) asksForSources(q *query) bool {
	if !q.says(listWords) && !(q.begins("where", "wheres") && q.says([]string{"from"}) && q.says([]string{"this", "that", "it", "info", "information", "facts"})) {
		return false
	}
	for i, w := range q.words {
		if q.has(q.need, i) && !slices.Contains(seeking, w.Text) && !slices.Contains(listWords, w.Text) && !slices.Contains(sourceWords, w.Text) {
			return false
		}
	}
	return true
}

// askedSource finds the source that has every telling word of the question: its authors, its year, its title, where it
// appeared. It is certain where the question can ask for nothing else: it has a DOI, a title, a word for a source, or a name
// that is no word of English. One telling word alone is enough only then, or in a short question.
func (p *part) askedSource(a *Article, question string, q *query) (found *Source, certain bool) {
	lower := strings.ToLower(question)
	for _, s := range p.sources {
		if doi := s.source.item.Text["DOI"]; doi != "" && strings.Contains(lower, strings.ToLower(doi)) || s.titled(q) {
			return s.source, true
		}
	}
	if q.says(authorWords) && q.says(bodyWords) && q.onlyAbout(authorWords) {
		return a.reference, true
	}
	if !p.mayBeSource(q) {
		return nil, false
	}
	const short = 3
	bestScore, asked := 0.0, q.says(sourceWords)
	for _, s := range p.sources {
		score, telling, strange, all := 0.0, 0, 0, true
		for i, w := range q.words {
			term := q.terms[i]
			switch {
			case w.Common || slices.Contains(sourceWords, w.Text) || slices.Contains(seeking, w.Text):
			case term != unknown && s.text[term]:
				score += q.weight[i]
				if q.has(q.need, i) {
					telling++
				}
			case s.abbreviates(w.Text):
				telling++
			case term != unknown && p.subject[term]:
			case term == unknown && !lexicon.Matters(w.Text):
				strange++
			default:
				all = false
			}
		}
		if (q.begins("when") || q.begins("where") && telling < 2) && !asked {
			continue
		}
		sure := asked || q.says(s.surnames) || q.says(articleWords) && q.says(s.proper)
		if all && score > bestScore && (strange == 0 || sure && telling > 1) && (telling > 1 || telling == 1 && (len(q.words) <= short || sure)) {
			found, bestScore, certain = s.source, score, sure
		}
	}
	return found, certain
}

// mayBeSource tells whether any word that has to be found is one of a source.
func (p *part) mayBeSource(q *query) bool {
	for set := q.need; set != 0; set &= set - 1 {
		i := bits.TrailingZeros64(set)
		if p.cited[q.terms[i]] || slices.ContainsFunc(p.sources, func(s sourceEntry) bool { return s.abbreviates(q.words[i].Text) }) {
			return true
		}
	}
	return false
}

// abbreviates tells whether the source prints the beginning of the word: "Gastroenterol".
func (s sourceEntry) abbreviates(word string) bool {
	return slices.ContainsFunc(s.proper, func(short string) bool { return len(word) > len(short) && strings.HasPrefix(word, short) })
}

// titled tells whether the question is the source's title, or its beginning and about more than the article is.
func (s sourceEntry) titled(q *query) bool {
	const enough = 3
	n := len(q.terms)
	return n >= enough && n <= len(s.title) && slices.Equal(q.terms, s.title[:n]) && (n == len(s.title) || q.need != 0)
}

// onlyAbout tells whether every word that needs to be found is one of these.
func (q *query) onlyAbout(words []string) bool {
	for set := q.need; set != 0; set &= set - 1 {
		if w := q.words[bits.TrailingZeros64(set)].Text; !slices.Contains(words, w) && !slices.Contains(seeking, w) {
			return false
		}
	}
	return true
}

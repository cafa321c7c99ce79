package commands

import (
	"slices"
	"strings"
	"unicode"

	"leakygut-bot/internal/knowledge"
)

// A vocabulary knows the words that a reply for everybody may repeat. What led to a reply comes back from outside, and nobody
// shall be able to make the bot say words of theirs.
type vocabulary interface {
	// Knows reports whether words, one or several, are the article's or the dictionary's.
	Knows(a *knowledge.Article, words string) bool

	// IsKind reports whether what was asked about is a kind of what the article speaks of.
	IsKind(a *knowledge.Article, asked, kind string) bool
}

// maxPhrase is how many words one thing that was recognised has at most; known words in a longer row could be a sentence.
const maxPhrase = 4

// recognisedSeparator parts what was recognised, in a [Request].
const recognisedSeparator = ", "

// recognised gives what may be said of what was recognised.
func (s *Set) recognised(answer knowledge.Answer, joined string) []string {
	if joined == "" {
		return nil
	}
	return slices.DeleteFunc(strings.Split(joined, recognisedSeparator), func(words string) bool {
		return !plain(words) || !slices.ContainsFunc(answer.ByArticle(), func(part knowledge.Answer) bool {
			return s.vocabulary.Knows(part.Topic().Article(), words)
		})
	})
}

// plain reports whether words are a few words and nothing else: no marks that could do something in a chat.
func plain(words string) bool {
	return len(wordsOf(words)) <= maxPhrase && !strings.ContainsFunc(words, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" -'’", r)
	})
}

// bridges reports whether an answer may be said to be about a kind of what was asked about.
func (s *Set) bridges(answer knowledge.Answer, asked, kind string) bool {
	return asked != "" && kind != "" && plain(asked) && plain(kind) && slices.ContainsFunc(answer.ByArticle(), func(part knowledge.Answer) bool {
		a := part.Topic().Article()
		return s.vocabulary.Knows(a, asked) && s.vocabulary.Knows(a, kind) && s.vocabulary.IsKind(a, asked, kind)
	})
}

// articleWords is the vocabulary of an article alone: the words of its facts and topics. It knows no kinds.
type articleWords struct{}

func (articleWords) Knows(a *knowledge.Article, words string) bool {
	asked := wordsOf(words)
	if len(asked) == 0 {
		return false
	}
	known := map[string]bool{}
	learn := func(texts ...string) {
		for _, text := range texts {
			for _, w := range wordsOf(text) {
				known[w] = true
			}
		}
	}
	for _, t := range a.Topics() {
		learn(t.Name(), t.Title(), t.Description())
		learn(t.Aliases()...)
		for _, f := range t.Facts() {
			text, _ := f.Cited()
			learn(text)
			learn(f.Aliases()...)
		}
	}
	return !slices.ContainsFunc(asked, func(w string) bool { return !known[w] })
}

func (articleWords) IsKind(*knowledge.Article, string, string) bool { return false }

func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) })
}

package commands

import (
	"slices"
	"strings"
	"unicode"

	"leakygut-bot/internal/knowledge"
)

// maxPhrase is how many words one thing that was recognised has at most; known words in a longer row could be a sentence.
const maxPhrase = 4

// recognisedSeparator parts what was recognised, in a [Request].
const recognisedSeparator = ", "

// recognised returns what may be said of what was recognised. What led to a reply comes back from outside, and nobody shall be
// able to make the bot say words of theirs: only those of the article and of the dictionary are said.
func (s *Set) recognised(answer knowledge.Answer, joined string) []string {
	if joined == "" {
		return nil
	}
	return slices.DeleteFunc(strings.Split(joined, recognisedSeparator), func(words string) bool {
		return !plain(words) || !slices.ContainsFunc(answer.ByArticle(), func(part knowledge.Answer) bool {
			return s.index.Knows(part.Topic().Article().Name(), words)
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
		a := part.Topic().Article().Name()
		return s.index.Knows(a, asked) && s.index.Knows(a, kind) && s.index.IsKind(asked, kind)
	})
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) })
}

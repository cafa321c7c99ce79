// Package locale holds what the bot says to people who use Discord in a language other than English: that it understands only
// English, and what its commands are for. Facts, and everything else that an editor wrote, stay as they are.
//
// To add a language, add an entry to the table in texts.go under Discord's code for it. Replies, registered commands and the
// preview all use it.
package locale

import (
	"maps"
	"slices"
	"strings"
)

// Texts is the bot's own words in one language. All are plain text without markup.
type Texts struct {
	Understands  string // that the bot understands English alone; a whole sentence
	AskInEnglish string // to ask in English, in a few words; a whole sentence that may follow the other

	// Descriptions of commands and their options, of 1 to 100 characters each, as Discord takes them.

	Command  string // a command, with %s for the article's title, which has the rest of the 100, at least 40
	Ask      string // the subcommand that takes a question
	Question string // its option
	Source   string // the subcommand that shows one source
	Number   string // its option
	Sources  string // the subcommand that shows the whole reference list
	Help     string // the subcommand that says what can be asked
	Private  string // the option for a reply that nobody else sees
}

// InEnglish is both whole sentences: what the bot understands, and how to ask.
func (t Texts) InEnglish() string {
	if strings.HasSuffix(t.Understands, "。") { // as wide as a full stop and a space
		return t.Understands + t.AskInEnglish
	}
	return strings.TrimSpace(t.Understands + " " + t.AskInEnglish)
}

// For returns the words for readers of a locale, under Discord's code for it, such as "de". ok is false where there are none: for
// English, and for every language that is not in the table.
func For(code string) (texts Texts, ok bool) {
	texts, ok = translations[code]
	return texts, ok
}

// Codes returns the locales that there are words for, in alphabetical order.
func Codes() []string { return slices.Sorted(maps.Keys(translations)) }

package discord

import "leakygut-bot/internal/commands"

// Label says what an interaction asked for and what it got, for metrics. It holds names of the program or of the knowledge, never a
// person's words.
type Label struct {
	Command    string // an article's command or [commands.NameFind]; "other" for one that does not exist, "" for none
	Subcommand string // a topic or one of the fixed names; "other" and "" likewise
	Kind       string // the reply's kind, or one of the kinds below
}

// The kinds of responses that carry no reply.
const (
	kindPong    = "pong"
	kindChoices = "choices" // to complete a question
	kindRemoval = "removal"
	kindNotice  = "notice" // a word of the bot about itself
)

const other = "other"

// label names a request in the words of the set.
func label(set *commands.Set, r commands.Request, kind string) Label {
	if r.Command == commands.NameFind {
		return Label{Command: r.Command, Kind: kind}
	}
	a, ok := set.Library().Article(r.Command)
	if !ok {
		return Label{Command: other, Subcommand: other, Kind: kind}
	}
	switch r.Name {
	case "", commands.NameAsk, commands.NameSource, commands.NameSources, commands.NameHelp:
	default:
		if _, ok := a.Topic(r.Name); !ok {
			return Label{Command: a.Name(), Subcommand: other, Kind: kind}
		}
	}
	return Label{Command: a.Name(), Subcommand: r.Name, Kind: kind}
}

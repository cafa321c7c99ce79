// Package limits holds Discord's limits, from its developer documentation ("Application Commands", "Component Reference", "Message
// Resource"). Lengths are in characters, as [Length] counts them.
//
// Each limit is written here once. Only the pretend Discord of the tests has its own copy, because it checks this one.
package limits

// Limits of slash commands.
const (
	Commands           = 100  // of an application, not counting those of single servers
	CommandName        = 32   // of a command, a subcommand or an option
	CommandDescription = 100  // of a command, a subcommand or an option
	CommandText        = 8000 // names, descriptions and choices of a command and all its options together
	Subcommands        = 25   // of a command
	Choices            = 25   // of an option, and of one autocomplete reply
	ChoiceName         = 100
)

// Limits of a message.
const (
	Components   = 40   // with those inside of others
	Text         = 4000 // of all text displays together, or typed by a person with the largest subscription
	Content      = 2000 // of the text of a message without components
	RowButtons   = 5
	SectionTexts = 3
	Label        = 80
	CustomID     = 100
	URL          = 512 // of a link button

	Gallery            = 10 // pictures
	PictureDescription = 1024
)

package discord

// What the bot says in words of its own, all in one place. Commands, topics and references come from the knowledge.
const (
	phraseAsked      = "You asked: %s"
	phraseRecognised = "Asked about: %s"
	phraseShared     = "Shared by %s"

	phraseNear     = "The article does not answer that directly. Nearest in it:"
	phraseNearMany = "The articles do not answer that directly. Nearest in them:"
	phraseBridge   = "The article does not name *%s*; it speaks of *%s*:"

	phraseSilent        = "The article does not say."
	phraseSilentMany    = "The articles do not say."
	phraseSilentHow     = "I looked in %s and found nothing that answers this, neither for it nor against it."
	phraseSilentHowMany = "I looked in all that I know and found nothing that answers this, neither for it nor against it."
	phraseSilentTopics  = "What I can tell you:"
	phraseLanguage      = "I look things up in English."
	phraseLanguageHow   = "I did not understand that question. Could you ask it in English, in a few words?"
	phraseAndMore       = "and %d more"

	phraseSource     = "Source %s"
	phraseArticle    = "The article"
	phraseSources    = "Sources of the article"
	phraseReferences = "Sources of this answer"
	phraseExport     = "Source %s in %s"
	phraseExportFrom = "From the reference list of %s"
	phraseExportSelf = "The article itself"
	phraseNoLink     = "the article gives no link"
	phraseRetracted  = "(retracted)"
	phraseCitedIn    = "Cited in: %s"
	phrasePicture    = "Picture based on %s"
	phraseUnder      = ", under %s"
	phraseAnd        = " and "

	phraseHelp        = "What can be asked"
	phraseHelpAsk     = "any question in your own words, for example *%s*"
	phraseHelpSource  = "one source of the article, by its number"
	phraseHelpSources = "the article and its whole reference list"
	phraseHelpPrivate = "Each takes `private`: then only you see the reply, and can share it."
	phraseHelpFind    = "To look up what somebody wrote, open the menu of the message, then *Apps*, then *%s*."
	phraseHelpNumbers = "A number such as %s is that of the source in the article's own reference list; %s is the article itself."
	phraseHelpKept    = "I read no message but one that you hand me, store nothing, and write no question down."

	phraseUsage = "How to ask"

	labelSources  = "Sources"
	labelMore     = "More…"
	labelRemove   = "Remove"
	labelShare    = "Share"
	labelPrevious = "Previous page"
	labelNext     = "Next page"
	labelDetails  = "Details"
	labelOpen     = "Open"
	labelHelp     = "What can I ask?"

	noticeKind    = "This bot does not know that kind of interaction. Type / to see what it does."
	noticeButton  = "This button is not one that the bot made, or it is too old. Ask again with a slash command."
	noticeRemove  = "Only the person who asked can remove this reply."
	noticeTooLong = "That reply does not fit into a message. Ask for a single topic instead."
)

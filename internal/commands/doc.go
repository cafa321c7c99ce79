// Package commands decides what the bot says: it turns a [Request] into a [Reply].
//
// A Request is what somebody wants to know, whichever way it came: a topic, a question, the number of a source. A Reply is
// one of a few types, such as [Answer], [Near] and [NoMatch]; they hold cited facts and the article's references, and have no
// field for other statements about health. How a reply looks is up to the package that shows it.
//
// A [Set] answers for one library and never changes. The gateway, the HTTP endpoint, the preview and the terminal all ask the same
// Set, so they say the same. [Set.Fixed] lists the requests whose replies can be prepared before anyone asks.
package commands

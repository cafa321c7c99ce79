// Package knowledge holds what the bot may say: articles, their facts, and the sources behind each fact.
//
// An article is one YAML file and one slash command. Its topics group its facts; a fact is one statement with the citations
// that carry it, and a list is several facts that the article introduces together. [Load] reads a directory of files and
// returns an immutable [Library], or every [Problem] that it found. Nothing that was loaded has to be checked again.
//
// Nothing leaves this package without its citation. A [Fact] has no exported field, and its accessor [Fact.Cited] returns the
// text and the citations together. Only this package makes an [Answer], from facts that were loaded.
//
// A file passes through a reader in four steps, each of which reports all that it finds: document parses the YAML, check
// compares it with the shapes in format.go, build makes the article and checks how its parts fit each other, and style looks
// for what could be better. Every problem belongs to a [Rule]; rules.go lists them all.
package knowledge

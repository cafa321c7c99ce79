// Package knowledge holds what the bot may say: articles, their facts, and the sources of each fact.
//
// An article is one YAML file and one slash command. Its topics group facts; a fact is one statement with its citations, and a
// list is several facts that the article introduces together. [Load] reads a directory and returns an immutable [Library], or every
// [Problem] that it found. What was loaded never has to be checked again.
//
// Nothing leaves this package without its citation. A [Fact] has no exported field, and [Fact.Cited] returns its text and its
// citations together. Only this package makes an [Answer], from facts that were loaded.
//
// A reader takes a file through four steps, each of which reports everything it finds: document parses the YAML, check compares
// it with the shapes in format.go, build makes the article and checks how its parts fit together, and style looks for what could be
// better. Every problem belongs to a [Rule]; rules.go lists them all.
package knowledge

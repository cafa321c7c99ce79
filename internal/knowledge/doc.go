// Package knowledge holds what the bot may say: articles, their topics, their facts, and the sources behind each fact.
//
// One YAML file is one [Article] and one slash command. [Load] reads a directory of them and gives an immutable [Library],
// or every [Problem] that it found.
//
// Nothing leaves this package without its citation. A [Fact] has no exported field; its one accessor, [Fact.Cited], gives
// the text and the citations together. Only this package makes an [Answer], and it needs a fact to make one.
package knowledge

package commands

import (
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/lookup"
)

// Searchable is what the look-up reads of an article. Its facts are counted as the article has them, topic by topic.
func Searchable(a *knowledge.Article) lookup.Article {
	out := lookup.Article{Name: a.Name(), Title: a.Reference().Title(), Aliases: a.Aliases()}
	for _, t := range a.Topics() {
		topic := lookup.Topic{Name: t.Name(), Title: t.Title(), Section: t.Section(), Aliases: t.Aliases()}
		for _, f := range t.Facts() {
			text, _ := f.Cited()
			topic.Facts = append(topic.Facts, lookup.Fact{Text: text, Aliases: f.Aliases()})
		}
		out.Topics = append(out.Topics, topic)
	}
	for _, s := range append([]*knowledge.Source{a.Reference()}, a.Sources()...) {
		out.Sources = append(out.Sources, lookup.Source{ID: s.ID(), Texts: []string{s.AMA(), s.Title(), s.Container()}})
	}
	return out
}

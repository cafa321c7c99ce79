package discord

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/limits"
)

func sourceCard(s commands.Source) message {
	a, title := s.Article(), fmt.Sprintf(phraseSource, s.ID())
	if s.ID() == knowledge.ArticleID {
		title = phraseArticle
	}
	about := []string{small(escape(capitalised(s.Type())) + " · " + linkLine(s.Source))}
	if note := s.Note(); note != "" {
		about = append(about, small(escape(note)))
	}
	b := box{text(heading(title) + "\n" + fullReference(s.Source)), lines(about...), divider()}
	var under []string
	var names []string
	for _, t := range s.CitedBy() {
		names = append(names, escape(t.Title()))
	}
	if len(names) > 0 {
		under = append(under, small(fmt.Sprintf(phraseCitedIn, strings.Join(names, "; "))))
	}
	if s.ID() != knowledge.ArticleID {
		under = append(under, small(articleLine(a, nil)))
	}
	b = append(b, lines(append(under, small(escape(a.Notice())))...))
	return message{boxes: []box{b}, row: row{first: exportButtons(a, s.Source, ""), topics: s.CitedBy()}}
}

// exportButtons returns a button for each format of reference managers, except for the one that is seen already.
func exportButtons(a *knowledge.Article, s *knowledge.Source, seen string) []discordgo.Button {
	var all []discordgo.Button
	for _, f := range commands.Formats {
		if f.ID != seen {
			r := cardRequest(a, s)
			r.Format = f.ID
			all = append(all, button(f.Title, action{verb: show, request: r}))
		}
	}
	return all
}

func cardRequest(a *knowledge.Article, s *knowledge.Source) commands.Request {
	return commands.Request{Command: a.Name(), Name: commands.NameSource, Number: s.ID()}
}

// exportPage is a code block, which people can copy whole.
func exportPage(e commands.Export) message {
	from := fmt.Sprintf(phraseExportFrom, escape(e.Article().Reference().Title()))
	if e.ID() == knowledge.ArticleID {
		from = phraseExportSelf
	}
	b := box{text(heading(fmt.Sprintf(phraseExport, e.ID(), e.Format().Title)) + "\n" + codeBlock(e.Text())), text(small(from))}
	return message{boxes: []box{b}, row: row{first: exportButtons(e.Article(), e.Source.Source, e.Format().ID)}}
}

// fullReference returns a source as the article prints it, behind its marker.
func fullReference(s *knowledge.Source) string { return marker(s) + " " + escape(s.AMA()) }

// sourcesPage shows the article and a part of its reference list, with a button for the card of each.
func sourcesPage(a *knowledge.Article, sources []*knowledge.Source) message {
	b := box{text(heading(phraseSources))}
	var cards []discordgo.MessageComponent
	for _, s := range append([]*knowledge.Source{a.Reference()}, sources...) {
		b = append(b, text(fullReference(s)+noLinkAfter(s)))
		cards = append(cards, button(s.Marker(), action{verb: show, request: cardRequest(a, s)}))
	}
	b = append(b, divider())
	for row := range slices.Chunk(cards, limits.RowButtons) {
		b = append(b, discordgo.ActionsRow{Components: row})
	}
	return message{boxes: []box{append(b, text(small(escape(a.Notice()))))}, row: row{help: a.Name()}}
}

func noLinkAfter(s *knowledge.Source) string {
	if s.URL() != "" {
		return ""
	}
	return " (" + linkLine(s) + ")"
}

// A reference is a source in the list of what an answer cites.
type reference struct {
	article *knowledge.Article
	source  *knowledge.Source
}

func (r reference) place() knowledge.Place { return r.source.Place() }

// references returns what an answer cites, article by article, each behind its numbered sources.
func references(r commands.References) []reference {
	var all []reference
	for _, part := range r.Parts() {
		for _, s := range append(part.Sources, part.Article.Reference()) {
			all = append(all, reference{part.Article, s})
		}
	}
	return all
}

// referencesPage shows whole references in a container for each article, each with its link, its card and its exports.
func referencesPage(list []reference) message {
	m := message{}
	for title := phraseReferences; len(list) > 0; {
		a, n := list[0].article, 1
		for n < len(list) && list[n].article == a {
			n++
		}
		b := box{text(heading(title))}
		for _, r := range list[:n] {
			b = append(b, r.about(), discordgo.ActionsRow{Components: r.buttons()})
		}
		under := []string{small(escape(a.Notice()))}
		if list[n-1].source != a.Reference() { // the article stands on another page
			under = append([]string{small(articleLine(a, nil))}, under...)
		}
		m.boxes = append(m.boxes, append(b, divider(), lines(under...)))
		if list = list[n:]; len(list) > 0 {
			title = escape(list[0].article.Reference().Title())
		}
	}
	return m
}

func (r reference) about() discordgo.TextDisplay {
	about := fullReference(r.source) + noLinkAfter(r.source)
	if note := r.source.Note(); note != "" {
		about += "\n" + small(escape(note))
	}
	return text(about)
}

func (r reference) buttons() []discordgo.MessageComponent {
	var all []discordgo.MessageComponent
	if url := r.source.URL(); url != "" {
		all = append(all, discordgo.Button{Style: discordgo.LinkButton, Label: labelOpen + " " + r.source.Marker(), URL: url})
	}
	all = append(all, button(labelDetails, action{verb: show, request: cardRequest(r.article, r.source)}))
	for _, e := range exportButtons(r.article, r.source, "") {
		all = append(all, e)
	}
	return all
}

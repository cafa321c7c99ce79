package discord

import (
	"fmt"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/limits"
)

// answerPages splits an answer into messages.
func answerPages(reply commands.Reply, a knowledge.Answer, layout func([]knowledge.Fact) message) ([]message, error) {
	return paginate(reply, a.Facts(), knowledge.Fact.Place, layout)
}

func answerPage(a commands.Answer, facts []knowledge.Fact) message {
	m := factsPage(a.Answer, facts, func(part knowledge.Answer) string { return heading(escape(part.Title())) })
	m.recognised = a.Recognised()
	// An answer of one fact needs no heading: the fact is what is read first.
	if f := a.Facts(); len(f) == 1 && !a.Whole() {
		if words, _ := f[0].Cited(); limits.Length(words) <= maxHeadline {
			m.boxes[0][0] = text("## " + statement(f[0]))
			m.headline = true
		}
	}
	return m
}

// maxHeadline is how many characters a fact may have to be shown as large as a headline; more would fill a phone.
const maxHeadline = 140

func nearPage(n commands.Near, facts []knowledge.Fact) message {
	title := phraseNear
	several := len(n.ByArticle()) > 1
	if several {
		title = phraseNearMany
	}
	if asked, kind, ok := n.Bridge(); ok {
		title = fmt.Sprintf(phraseBridge, escape(asked), escape(kind))
	}
	first := true
	m := factsPage(n.Answer, facts, func(part knowledge.Answer) string {
		defer func() { first = false }()
		switch {
		case !several:
			return heading(title)
		case first:
			return heading(title) + "\n**" + escape(part.Title()) + "**"
		}
		return heading(escape(part.Title()))
	})
	m.recognised = n.Recognised()
	return m
}

// factsPage shows some facts of an answer, with the picture of the topic that they are the whole of: a container for each article, with
// its own heading, sources and notice.
func factsPage(whole knowledge.Answer, facts []knowledge.Fact, title func(part knowledge.Answer) string) message {
	m := message{picture: pictureOf(whole, facts)}
	for _, part := range whole.ByArticle() {
		var own []knowledge.Fact
		for _, f := range facts {
			if f.Topic().Article() == part.Topic().Article() {
				own = append(own, f)
			}
		}
		if len(own) > 0 {
			m.boxes = append(m.boxes, factsBox(part, own, title(part)))
		}
	}
	m.row = row{sources: true, topics: nextTopics(whole)}
	if len(whole.ByArticle()) == 1 {
		m.row.help = whole.Topic().Article().Name()
	}
	return m
}

func factsBox(part knowledge.Answer, facts []knowledge.Fact, title string) box {
	var b box
	for i, statement := range statements(part, facts) {
		if i == 0 {
			statement = title + "\n" + statement
		}
		b = append(b, text(statement))
	}
	sources, sections := citedBy(pictureOf(part, facts), facts)
	return append(b, divider(), sourceLines(part.Topic().Article(), sources, sections))
}

// pictureOf returns the picture of an answer for its first page, and nil for any other page.
func pictureOf(a knowledge.Answer, page []knowledge.Fact) *knowledge.Picture {
	if a.Facts()[0].ID() != page[0].ID() {
		return nil
	}
	return a.Picture()
}

// citedBy returns the sources of a picture and of facts in the order of their markers, and the headings under which they stand.
func citedBy(picture *knowledge.Picture, facts []knowledge.Fact) (sources []*knowledge.Source, sections []string) {
	var all []knowledge.Citation
	if picture != nil {
		_, all = picture.Cited()
	}
	for _, f := range facts {
		_, citations := f.Cited()
		all = append(all, citations...)
	}
	for _, c := range all {
		sources = appendNew(sources, c.Source())
		sections = appendNew(sections, c.Section())
	}
	return sources, sections
}

// nextTopics returns the topics to go on to from an answer: those of which it is a part, and those related to its first.
func nextTopics(a knowledge.Answer) []*knowledge.Topic {
	var topics []*knowledge.Topic
	if !a.Whole() {
		topics = a.Topics()
	}
	for _, t := range a.Topic().Related() {
		topics = appendNew(topics, t)
	}
	return topics
}

// sourceLines says what each marker stands for, names the article, and ends with its notice.
func sourceLines(a *knowledge.Article, sources []*knowledge.Source, sections []string) discordgo.TextDisplay {
	var all []string
	for _, s := range sources {
		if s != a.Reference() {
			all = append(all, small(sourceLine(s)))
		}
	}
	return lines(append(all, small(articleLine(a, sections)), small(escape(a.Notice())))...)
}

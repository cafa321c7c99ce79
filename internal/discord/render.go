package discord

import (
	"fmt"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
)

// render lays a reply out in as many messages as it needs; each but the last is full. It returns an error if one of Discord's limits
// cannot be kept; [Compile] renders every fixed reply beforehand, so that no person meets it.
func render(reply commands.Reply) ([]message, error) {
	switch r := reply.(type) {
	case commands.Answer:
		return answerPages(reply, r.Answer, func(facts []knowledge.Fact) message { return answerPage(r, facts) })
	case commands.Near:
		return answerPages(reply, r.Answer, func(facts []knowledge.Fact) message { return nearPage(r, facts) })
	case commands.Sources:
		return paginate(reply, r.Article().Sources(), (*knowledge.Source).Place, func(sources []*knowledge.Source) message { return sourcesPage(r.Article(), sources) })
	case commands.References:
		return paginate(reply, references(r), reference.place, func(list []reference) message { return referencesPage(list) })
	}
	m := message{}
	switch r := reply.(type) {
	case commands.Source:
		m = sourceCard(r)
	case commands.Export:
		m = exportPage(r)
	case commands.Help:
		m = helpPage(r, "")
	case commands.NoMatch:
		m = noMatchPage(r)
	case commands.Usage:
		m = usagePage(r)
	default:
		return nil, fmt.Errorf("no layout for a reply of kind %s", reply.Kind())
	}
	m.again = reply.Again()
	return []message{m}, m.fits()
}

// fits returns an error if the message breaks one of Discord's limits, whoever sees it, with its picture or without.
func (m message) fits() error {
	if m.picture != nil {
		m = m.illustrated()
	}
	return checkMessage(m.data(audience{}), maxPreamble)
}

// paginate fills messages with whole items: what does not fit opens the next page, so no fact and no reference is ever cut.
func paginate[T any](reply commands.Reply, items []T, place func(T) knowledge.Place, layout func([]T) message) ([]message, error) {
	var pages []message
	for len(items) > 0 {
		n, page := 0, message{}
		for n < len(items) {
			next := layout(items[:n+1])
			next.again, next.page, next.more = reply.Again(), len(pages), n+1 < len(items)
			if err := next.fits(); err != nil {
				if n == 0 {
					return nil, &tooLarge{place(items[0]), err}
				}
				break
			}
			n, page = n+1, next
		}
		pages, items = append(pages, page), items[n:]
	}
	return pages, nil
}

// tooLarge is the error of an entry that fits into no message, even alone.
type tooLarge struct {
	place knowledge.Place
	limit error
}

func (e *tooLarge) Error() string {
	return "one entry alone does not fit into a message: " + e.limit.Error()
}

func appendNew[T comparable](list []T, x T) []T {
	for _, y := range list {
		if x == y {
			return list
		}
	}
	return append(list, x)
}

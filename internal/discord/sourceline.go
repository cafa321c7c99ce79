package discord

import (
	"fmt"
	"strings"

	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/limits"
)

// marker returns a source's number, linked if the source has an address, and says so if the work was retracted.
func marker(s *knowledge.Source) string {
	mark := s.Marker()
	if url := s.URL(); url != "" {
		mark = linkTo(mark, url)
	}
	if s.Retracted() {
		mark += " " + phraseRetracted
	}
	return mark
}

// maxLine is how many characters of a source are shown under an answer: about a line on a desktop and two on a phone.
const maxLine = 70

// minTitle is how much of a title is shown at the least.
const minTitle = 24

// sourceLine returns a source as it stands under an answer: authors, title, year.
func sourceLine(s *knowledge.Source) string {
	authors, year := strings.TrimSuffix(s.Authors(), "."), s.Year()
	title := shorten(s.Title(), max(maxLine-limits.Length(s.Marker()+authors+year)-4, minTitle))
	return marker(s) + " " + escape(joined(", ", authors, title, year))
}

// articleLine returns the article and the headings under which the statements stand.
func articleLine(a *knowledge.Article, sections []string) string {
	s := a.Reference()
	name := joined(", ", s.Title(), strings.TrimSuffix(s.Authors(), "."))
	line := marker(s) + " " + escape(name)
	if len(sections) == 0 {
		return line
	}
	room := max((maxLine-limits.Length(s.Marker()+name)-len(", under "))/len(sections)-len(" “” and"), minTitle)
	quoted := make([]string, len(sections))
	for i, section := range sections {
		quoted[i] = "“" + escape(shorten(section, room)) + "”"
	}
	return line + fmt.Sprintf(phraseUnder, strings.Join(quoted, phraseAnd))
}

// linkLine returns the address of a source, or says that there is none.
func linkLine(s *knowledge.Source) string {
	if url := s.URL(); url != "" {
		return linkTo(escape(shorten(strings.TrimPrefix(url, "https://"), maxLine)), url)
	}
	return phraseNoLink
}

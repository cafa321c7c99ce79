package preview

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
)

var (
	heading = ansi.NewStyle().Bold()
	number  = ansi.NewStyle().ForegroundColor(ansi.Green)
	quiet   = ansi.NewStyle().Faint()
)

// Text writes a reply for people. It styles with ANSI sequences, which a writer for something other than a terminal has to
// take out. Lines are wrapped at width columns; 0 leaves them whole.
func Text(w io.Writer, reply commands.Reply, width int) error {
	p := &page{width: width}
	switch r := reply.(type) {
	case commands.Answer:
		p.answer(r)
	case commands.Export:
		p.b.WriteString(strings.ReplaceAll(strings.TrimRight(r.Text(), "\r\n"), "\r\n", "\n") + "\n")
	case commands.Source:
		p.source(r)
	case commands.Sources:
		p.line(heading.Styled(Title(r)), 0)
		p.gap()
		p.references(r.Article(), r.Article().Sources(), nil)
	case commands.Help:
		p.help(r)
	case commands.NoMatch:
		p.noMatch(r)
	case commands.Usage:
		p.usage(r)
	}
	if a := reply.Article(); a != nil {
		if _, plain := reply.(commands.Export); !plain {
			p.gap()
			p.line(quiet.Styled(a.Notice()), 0)
		}
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

type page struct {
	b     strings.Builder
	width int
}

func (p *page) answer(a commands.Answer) {
	p.line(heading.Styled(a.Title()), 0)
	p.gap()
	for _, f := range a.Facts() {
		text, citations := f.Cited()
		line := "- " + text + " "
		for _, c := range citations {
			if strings.HasSuffix(ansi.Strip(line), ")") { // behind a word, markers need a space
				line += " "
			}
			line += mark(c.Source())
		}
		p.line(line, 2)
	}
	p.gap()
	p.line(heading.Styled("Sources"), 0)
	p.references(a.Article(), a.Sources(), a.Sections())
}

func (p *page) source(s commands.Source) {
	p.line(heading.Styled(Title(s)), 0)
	p.gap()
	p.line(mark(s.Source)+" "+s.AMA(), 4)
	p.link(s.Source)
	p.gap()
	p.line("Type: "+s.Type(), 2)
	if s.Retracted() {
		p.line("Retracted: its publisher has taken this work back", 2)
	}
	if s.Note() != "" {
		p.line("Note: "+s.Note(), 2)
	}
	for _, t := range s.CitedBy() {
		p.line(fmt.Sprintf("Cited in: %s (/%s %s)", t.Title(), s.Article().Name(), t.Name()), 2)
	}
	if s.ID() != knowledge.ArticleID {
		p.line("Article: "+s.Article().Reference().AMA(), 2)
	}
}

func (p *page) help(h commands.Help) {
	a := h.Article()
	p.line(heading.Styled(Title(h)), 0)
	p.gap()
	for _, t := range a.Topics() {
		p.line(fmt.Sprintf("/%s %s: %s", a.Name(), t.Name(), t.Description()), 2)
	}
	p.line(fmt.Sprintf("/%s ask …: any question, in your own words", a.Name()), 2)
	p.line(fmt.Sprintf("/%s source %s: one source of the article, by its number", a.Name(), a.Sources()[0].ID()), 2)
	p.line(fmt.Sprintf("/%s sources: the article and all its sources", a.Name()), 2)
	p.gap()
	p.line("Article: "+a.Reference().AMA(), 2)
	p.line("Kept: nothing. No message is read but one that you hand over, and no question is written down.", 2)
	p.line("Knowledge: version "+h.Version(), 2)
}

func (p *page) noMatch(n commands.NoMatch) {
	p.line(heading.Styled(Title(n)), 0)
	p.gap()
	for _, a := range n.Searched() {
		p.line("Searched: "+a.Reference().AMA(), 2)
	}
	if len(n.Nearest()) > 0 {
		p.line("The nearest topics:", 0)
	}
	for _, t := range n.Nearest() {
		p.line(fmt.Sprintf("/%s %s: %s", t.Article().Name(), t.Name(), t.Description()), 2)
	}
}

func (p *page) usage(u commands.Usage) {
	p.line(u.Hint(), 0)
	for _, name := range u.Suggestions() {
		if a := u.Article(); a != nil {
			name = a.Name() + " " + name
		}
		p.line("/"+name, 2)
	}
}

// references lists whole references with their links, the article last; sections are its headings that the facts stand under.
func (p *page) references(a *knowledge.Article, sources []*knowledge.Source, sections []string) {
	for _, s := range sources {
		p.line(mark(s)+" "+s.AMA(), 4)
		p.link(s)
	}
	line := mark(a.Reference()) + " " + a.Reference().AMA()
	if len(sections) > 0 {
		line = strings.TrimSuffix(line, ".") + ", under “" + strings.Join(sections, "” and “") + "”"
	}
	p.line(line, 4)
	p.link(a.Reference())
}

func (p *page) link(s *knowledge.Source) {
	if url := s.URL(); url != "" {
		p.b.WriteString("    " + quiet.Styled(url) + "\n")
	} else {
		p.b.WriteString("    " + quiet.Styled("no link is printed") + "\n")
	}
}

// mark is the number of a source, with a word behind it where the source was retracted.
func mark(s *knowledge.Source) string {
	if s.Retracted() {
		return number.Styled(s.Marker()) + " " + heading.Styled("(retracted)")
	}
	return number.Styled(s.Marker())
}

func (p *page) gap() { p.b.WriteByte('\n') }

// line writes one paragraph; its further lines are indented.
func (p *page) line(s string, indent int) {
	if p.width > indent {
		s = strings.ReplaceAll(ansi.Wordwrap(s, p.width-indent, ""), "\n", "\n"+strings.Repeat(" ", indent))
	}
	p.b.WriteString(s + "\n")
}

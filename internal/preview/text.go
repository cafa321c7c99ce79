package preview

import (
	"fmt"
	"io"
	"slices"
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

// Text writes a reply for people. It styles with ANSI sequences, which a writer for something other than a terminal has to remove.
// Lines are wrapped at width columns, unless it is 0.
func Text(w io.Writer, reply commands.Reply, width int) error {
	p := &page{width: width}
	switch r := reply.(type) {
	case commands.Answer:
		p.answer(titleOf(r), r.Answer)
	case commands.Near:
		p.answer(titleOf(r), r.Answer)
	case commands.References:
		p.line(heading.Styled(titleOf(r)), 0)
		p.gap()
		for _, part := range r.Parts() {
			p.references(part.Article, part.Sources, nil)
		}
	case commands.Export:
		p.b.WriteString(strings.ReplaceAll(strings.TrimRight(r.Text(), "\r\n"), "\r\n", "\n") + "\n")
	case commands.Source:
		p.source(r)
	case commands.Sources:
		p.line(heading.Styled(titleOf(r)), 0)
		p.gap()
		p.references(r.Article(), r.Article().Sources(), nil)
	case commands.Help:
		p.help(r)
	case commands.NoMatch:
		p.noMatch(r)
	case commands.Usage:
		p.usage(r)
	default:
		return fmt.Errorf("the terminal cannot show a %T", reply)
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

func (p *page) answer(title string, a knowledge.Answer) {
	p.line(heading.Styled(title), 0)
	p.gap()
	if picture := a.Picture(); picture != nil {
		alt, citations := picture.Cited()
		p.line("- Picture "+picture.File()+": "+alt+" "+marks(citations), 2)
	}
	for facts := a.Facts(); len(facts) > 0; {
		if l := facts[0].List(); a.Whole() && l.IsPrefixOf(facts) {
			p.list(l)
			facts = facts[len(l.Facts()):]
			continue
		}
		text, citations := facts[0].Cited()
		p.line("- "+text+" "+marks(citations), 2)
		facts = facts[1:]
	}
	p.gap()
	p.line(heading.Styled("Sources"), 0)
	for _, part := range a.ByArticle() {
		p.references(part.Topic().Article(), part.Sources(), part.Sections())
	}
}

// list writes a whole list: the introduction with the markers once, and an item's own where it has others.
func (p *page) list(l *knowledge.List) {
	intro, common := l.Cited()
	p.line("- "+intro+" "+marks(common), 2)
	for _, f := range l.Facts() {
		item := "  - " + f.Item()
		if _, own := f.Cited(); !slices.Equal(own, common) {
			item += " " + marks(own)
		}
		p.line(item, 4)
	}
}

func marks(citations []knowledge.Citation) string {
	var b strings.Builder
	for _, c := range citations {
		if strings.HasSuffix(ansi.Strip(b.String()), ")") { // behind a word, markers need a space
			b.WriteByte(' ')
		}
		b.WriteString(mark(c.Source()))
	}
	return b.String()
}

func (p *page) source(s commands.Source) {
	p.line(heading.Styled(titleOf(s)), 0)
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
	p.reader(h.Reader())
	p.line(heading.Styled(titleOf(h)), 0)
	p.gap()
	for _, t := range a.Topics() {
		p.line(fmt.Sprintf("/%s %s: %s", a.Name(), t.Name(), t.Description()), 2)
	}
	p.line(fmt.Sprintf("/%s ask …: any question, in your own words, such as: %s", a.Name(), h.Example()), 2)
	p.line(fmt.Sprintf("/%s source %s: one source of the article, by its number", a.Name(), a.Sources()[0].ID()), 2)
	p.line(fmt.Sprintf("/%s sources: the article and all its sources", a.Name()), 2)
	p.gap()
	p.line("Article: "+a.Reference().AMA(), 2)
	p.line("Kept: nothing. No message is read but one that you hand over, and no question is written down.", 2)
}

// reader writes the line in the reader's language, if there is one.
func (p *page) reader(told string) {
	if told != "" {
		p.line(told, 0)
		p.gap()
	}
}

func (p *page) noMatch(n commands.NoMatch) {
	p.reader(n.Reader())
	p.line(heading.Styled(titleOf(n)), 0)
	p.gap()
	for _, a := range n.Searched() {
		p.line("Searched: "+a.Reference().AMA(), 2)
	}
	a := n.Article()
	p.line(fmt.Sprintf("What can be asked: /%s help", a.Name()), 2)
	if t := a.HelpTopic(); t != nil {
		p.line(fmt.Sprintf("%s: /%s %s", t.Title(), a.Name(), t.Name()), 2)
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

// references lists whole references with their links, the article last, with the headings that the facts stand under.
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
		p.b.WriteString("    " + quiet.Styled("the article gives no link") + "\n")
	}
}

// mark returns the number of a source, and says so if the source was retracted.
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

package preview

import (
	"fmt"
	"html"
	"net/http"
	"strings"

	"leakygut-bot/internal/knowledge"
)

// overview serves the whole knowledge on one page: each article as a table, its facts down and its sources across.
func (p *Page) overview(w http.ResponseWriter, _ *http.Request) {
	m := &markup{album: &p.discord.album}
	l := p.library.Load()
	version := "Nothing is loaded yet."
	if l != nil {
		version = "Version " + l.Version()
	}
	m.printf(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The whole knowledge</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/theme.css">
<link rel="stylesheet" href="/knowledge.css">
<script type="module" src="/knowledge.js"></script>
<header>
  <a class="back" href="/">← Preview</a>
  <h1>The whole knowledge</h1>
  <p>%s</p>
  <button type="button" id="print" hidden>Print</button>
</header>
<main>
`, version)
	if l == nil {
		m.printf("<p>The knowledge files have problems. The preview page shows them.</p>\n")
	} else {
		for _, a := range l.Articles() {
			m.article(a)
		}
	}
	m.printf("</main>\n</html>\n")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Write([]byte(m.b.String()))
}

// markup writes HTML. html/template would keep every method of every type in the program, a fifth of its size and memory.
type markup struct {
	b     strings.Builder
	album *album
}

// printf writes a format. Arguments that are strings are escaped.
func (m *markup) printf(format string, args ...any) {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = html.EscapeString(s)
		}
	}
	fmt.Fprintf(&m.b, format, args...)
}

func (m *markup) article(a *knowledge.Article) {
	columns := append([]*knowledge.Source{a.Reference()}, a.Sources()...)
	count := newCoverage(a)
	m.printf(`<section aria-labelledby="a-%s">
  <h2 id="a-%[1]s">%[2]s <span>/%[1]s</span></h2>
%[6]s  <p class="sums">%[3]d topics, %[4]d facts. <span class="key alone">%[5]d</span> facts are carried by the article alone.
`, a.Name(), a.Reference().Title(), len(a.Topics()), count.facts, count.alone, alsoFoundBy("p", a.Aliases()))
	if n := len(count.once); n > 0 {
		m.printf(`    <span class="key once">%d</span> %s cited by one fact only: %s.`, n, plural(n, "source is", "sources are"), strings.Join(count.once, " "))
	}
	m.printf(`</p>
  <div class="wide" role="region" aria-labelledby="a-%s" tabindex="0">
  <table>
    <thead>
      <tr>
        <th scope="col">Facts</th>
`, a.Name())
	for _, s := range columns {
		class, target, uses := "source", "source/"+s.ID(), count.uses[s]
		if s == a.Reference() {
			target = "sources"
		} else if uses == 1 {
			class += " once"
		}
		m.printf(`        <th scope="col" class="%s">
          <a href="/#/%s/%s" title="%s"><b>%s</b> <span>%s</span></a>
          <small>%d&nbsp;%s</small></th>
`, class, a.Name(), target, s.AMA(), s.Marker(), s.Short(), uses, plural(uses, "fact", "facts"))
	}
	m.printf("      </tr>\n    </thead>\n")
	for _, t := range a.Topics() {
		m.topic(t, columns)
	}
	m.printf("  </table>\n  </div>\n</section>\n")
}

func (m *markup) topic(t *knowledge.Topic, columns []*knowledge.Source) {
	name := t.Article().Name()
	m.printf(`    <tbody>
      <tr class="topic"><th scope="rowgroup" colspan="%d"><a href="/#/%s/%s">%s</a> <span>/%[2]s %[3]s</span>%[5]s</th><td></td></tr>
`, len(columns), name, t.Name(), t.Title(), alsoFoundBy("small", t.Aliases()))
	if picture := t.Picture(); picture != nil {
		alt, citations := picture.Cited()
		at := m.album.add(picture.File(), picture.PNG())
		m.printf(`      <tr class="picture"><th scope="row"><img src="%s" width="%d" height="%d" alt="%s"></th>`, at.Path, at.Width, at.Height, alt)
		m.cells(t, columns, citations)
	}
	for _, f := range t.Facts() {
		text, citations := f.Cited()
		if articleAlone(t.Article(), citations) {
			m.printf(`      <tr class="alone">`)
		} else {
			m.printf(`      <tr>`)
		}
		m.printf(`<th scope="row">%s`, text)
		if section := citations[0].Section(); section != t.Section() {
			m.printf(` <small>under “%s”</small>`, section)
		}
		m.printf("%s</th>", alsoFoundBy("small", f.Aliases()))
		m.cells(t, columns, citations)
	}
	m.printf("    </tbody>\n")
}

// escaped is HTML already.
type escaped string

// alsoFoundBy lists aliases in an element, if there are any.
func alsoFoundBy(element string, aliases []string) escaped {
	if len(aliases) == 0 {
		return ""
	}
	return escaped(fmt.Sprintf(" <%s>also found by: %s</%[1]s>", element, html.EscapeString(strings.Join(aliases, ", "))))
}

// cells ends the row of a statement, with a mark for each source that it cites.
func (m *markup) cells(t *knowledge.Topic, columns []*knowledge.Source, citations []knowledge.Citation) {
	for _, s := range columns {
		m.printf("<td>")
		if cites(citations, s) {
			m.printf(`<a href="/#/%s/%s" aria-label="Cited: %s; open the answer"><span>%[3]s</span></a>`, t.Article().Name(), t.Name(), s.Marker())
		}
		m.printf("</td>")
	}
	m.printf("</tr>\n")
}

// A coverage shows where an article's knowledge is thin.
type coverage struct {
	facts, alone int // alone: that only the article carries
	uses         map[*knowledge.Source]int
	once         []string // markers of the sources that one fact alone cites
}

func newCoverage(a *knowledge.Article) coverage {
	n := coverage{uses: map[*knowledge.Source]int{}}
	for _, t := range a.Topics() {
		for _, f := range t.Facts() {
			_, citations := f.Cited()
			n.facts++
			if articleAlone(a, citations) {
				n.alone++
			}
			for _, c := range citations {
				n.uses[c.Source()]++
			}
		}
	}
	for _, s := range a.Sources() {
		if n.uses[s] == 1 {
			n.once = append(n.once, s.Marker())
		}
	}
	return n
}

// articleAlone reports whether no numbered source carries a statement.
func articleAlone(a *knowledge.Article, citations []knowledge.Citation) bool {
	return len(citations) == 1 && cites(citations, a.Reference())
}

func cites(citations []knowledge.Citation, s *knowledge.Source) bool {
	for _, c := range citations {
		if c.Source() == s {
			return true
		}
	}
	return false
}

func plural(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}

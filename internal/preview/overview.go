package preview

import (
	"bytes"
	"html/template"
	"net/http"

	"leakygut-bot/internal/knowledge"
)

var overviewPage = template.Must(template.ParseFS(web, "web/knowledge.tmpl"))

// A sheet is one article as a table: its facts down, its sources across.
type sheet struct {
	*knowledge.Article
	Topics  []sheetTopic
	Facts   int
	Alone   int                 // facts that only the article carries
	Once    []*knowledge.Source // sources that one fact alone cites
	Sources []sheetSource
}

type sheetSource struct {
	*knowledge.Source
	Facts int // how many cite it
}

type sheetTopic struct {
	*knowledge.Topic
	Facts []sheetFact
}

type sheetFact struct {
	Text    string
	Section string // the article's heading, where it is not the topic's
	Alone   bool   // no numbered source carries it
	Cells   []sheetCell
}

type sheetCell struct {
	*knowledge.Source
	Cited bool
}

// overview serves the whole knowledge on one page.
func (p *Page) overview(w http.ResponseWriter, _ *http.Request) {
	var view struct {
		Version string
		Sheets  []sheet
	}
	if l := p.library.Load(); l != nil {
		view.Version = l.Version()
		for _, a := range l.Articles() {
			view.Sheets = append(view.Sheets, newSheet(a))
		}
	}
	var b bytes.Buffer
	if err := overviewPage.Execute(&b, view); err != nil { // the template and the types are fixed
		panic(err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Write(b.Bytes())
}

func newSheet(a *knowledge.Article) sheet {
	s := sheet{Article: a}
	columns := append([]*knowledge.Source{a.Reference()}, a.Sources()...)
	uses := map[*knowledge.Source]int{}
	for _, t := range a.Topics() {
		topic := sheetTopic{Topic: t}
		for _, f := range t.Facts() {
			text, citations := f.Cited()
			cited := map[*knowledge.Source]bool{}
			fact := sheetFact{Text: text, Alone: true}
			for _, c := range citations {
				cited[c.Source()] = true
				uses[c.Source()]++
				fact.Alone = fact.Alone && c.Source() == a.Reference()
				if c.Section() != t.Section() {
					fact.Section = c.Section()
				}
			}
			for _, source := range columns {
				fact.Cells = append(fact.Cells, sheetCell{source, cited[source]})
			}
			if fact.Alone {
				s.Alone++
			}
			s.Facts++
			topic.Facts = append(topic.Facts, fact)
		}
		s.Topics = append(s.Topics, topic)
	}
	for _, source := range columns {
		s.Sources = append(s.Sources, sheetSource{source, uses[source]})
		if uses[source] == 1 && source != a.Reference() {
			s.Once = append(s.Once, source)
		}
	}
	return s
}

package knowledge_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestExportsCanBePasted puts what Zotero, Better BibTeX and pandoc write under "sources:", as it is.
func TestExportsCanBePasted(t *testing.T) {
	for file, want := range map[string][]string{
		"zotero.json": {
			"Dupré MJ, de van Sompel H. Helix snails, H2O & DNA on garden walls. Inv J Snails. 2009;4(3):12-19. doi:10.99999/snail.2009.1",
			"Society of Snails. A page without an address. Invented Notes. Published Autumn 2019.",
			"Ó Briain S Jr. Slow. Invented House; undated.",
		},
		"betterbibtex.json": {
			"Dupré MJ. Snails on garden walls. Inv J Snails. 2009;4(3):12-19. doi:10.99999/snail.2009.1",
			"Society of Snails. How far they go. 2011.",
			"A raw date. Published September 22, 2017.",
		},
		"betterbibtex.yaml": {
			"Dupré MJ, van Sompel H. Snails on garden walls: a slow start. Inv J Snails. 2009;4(3):12-19. doi:10.99999/snail.2009.1",
			"Society of Snails. How far they go. 2011.",
			"Ó Briain S. Slow. 2012.",
		},
		"pandoc.yaml": {
			"Dupré MJ, de Sompel H. Snails on garden walls: A slow start. Invented Journal of Snails. 2009;4(3):12-19. doi:10.99999/snail.2009.1",
			"Society of Snails. How far they go. 2011.",
			"Ó Briain S. Slow. Invented House; 2012.",
			"Ó Briain S. Slower. 2013.",
		},
	} {
		t.Run(file, func(t *testing.T) {
			exported, err := os.ReadFile(filepath.Join("testdata/exports", file))
			if err != nil {
				t.Fatal(err)
			}
			l, err := load("walking.yaml", citing(t, string(exported), len(want)))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range l.Articles()[0].Sources() {
				got = append(got, s.AMA())
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

// A title comes with marks for its type, and the note with lines for other programs. Neither is shown; what reads CSL-JSON
// takes the marks as they are.
func TestExportIsShownInPlainWords(t *testing.T) {
	exported, err := os.ReadFile("testdata/exports/zotero.json")
	if err != nil {
		t.Fatal(err)
	}
	l, err := load("walking.yaml", citing(t, string(exported), 3))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := l.Articles()[0].Source("1")
	const plain = "Helix snails, H2O & DNA on garden walls"
	if s.Title() != plain || s.Note() != "Read twice." {
		t.Errorf("the title is %q, the note %q", s.Title(), s.Note())
	}
	for format, want := range map[string]string{
		s.BibTeX():  `title = {{Helix snails, H2O \& DNA on garden walls}}`,
		s.RIS():     "TI  - " + plain + "\r\n",
		s.CSLJSON(): `"title": "<i>Helix</i> snails, H<sub>2</sub>O &amp; <span class=\"nocase\">DNA</span> on garden walls"`,
	} {
		if !strings.Contains(format, want) {
			t.Errorf("%s\nis not in\n%s", want, format)
		}
	}
}

// citing makes an article of some sources, and one fact that cites them all by their places in the list.
func citing(t *testing.T, sources string, n int) string {
	before, _, ok := strings.Cut(walking(t), "sources:")
	if !ok {
		t.Fatal("no sources")
	}
	space := "\n"
	if strings.HasPrefix(sources, "[") {
		space = " " // JSON goes behind the colon
	}
	return before + "sources:" + space + sources + `
topics:
  - name: all
    title: Everything
    description: Every source
    section: All
    facts:
      - text: All of them are invented.
        cites: [` + strings.Join([]string{"1", "2", "3", "4"}[:n], ", ") + "]\n"
}

func TestPastedSourceIsCitedByItsKey(t *testing.T) {
	l := library(t)
	tea, _ := l.Article("tea")
	_, citations := topicOf(t, l, "tea", "brewing").Facts()[1].Cited()
	if s, _ := tea.Source("3"); citations[0].Source() != s || s.Title() != "Slow leaves: a study of patience" {
		t.Errorf("the key leads to %q", citations[0].Source().Title())
	}
}

// TestDates holds that every form in which programs write one date gives the same reference.
func TestDates(t *testing.T) {
	for want, forms := range map[string][]string{
		"Published September 22, 2017.": {
			"2017-09-22", `"2017-09-22"`, "{date-parts: [[2017, 9, 22]]}", `{date-parts: [["2017", "9", "22"]]}`, `{"date-parts":[["2017",9,22]]}`,
			"[{year: 2017, month: 9, day: 22}]", "[{year: '2017', month: '09', day: '22'}]", "{raw: 2017-09-22}", `{raw: "2017-09-22"}`,
		},
		"Published September 2017.":          {"2017-09", "{date-parts: [[2017, 9]]}", "[{year: 2017, month: 9}]", "[{year: 2017, month: 9, day: 0}]", "{raw: 2017-09}"},
		"Published 2017.":                    {"2017", `"2017"`, "2017~", "{date-parts: [[2017]]}", "[{year: 2017}]", "[{year: 2017, month: 0, day: 0}]", "{raw: 2017}", "{date-parts: [[2017, null]]}"},
		"Published Spring 2017.":             {"2017-21", "2017-25", "[{year: 2017, season: 1}]", "{date-parts: [[2017]], season: 1}", `{"date-parts": [["2017"]], "season": "1"}`, "{date-parts: [[2017]], season: spring}", "{date-parts: [[2017, 13]]}", "{date-parts: [[2017, 21]]}", "{raw: 2017-21}"},
		"Published Autumn 2017.":             {"2017-23", "{date-parts: [[2017]], season: 3}", "{date-parts: [[2017]], season: Fall}"},
		"Published Winter 2017-Spring 2018.": {"2017-24/2018-21", "{date-parts: [[2017, 24], [2018, 21]]}"},
		"Spring/Summer 2017.":                {"{date-parts: [[2017]], season: Spring/Summer}"},
		"Published May 2017.":                {"{date-parts: [[2017, 5]], season: 1}"},
		"2017.":                              {"{literal: 2017}", `{literal: "2017"}`},
		"spring 2017.":                       {"{literal: spring 2017}"},
		"Published 2017-2018.":               {"2017/2018", "{date-parts: [[2017], [2018]]}", "[{year: 2017}, {year: 2018}]"},
	} {
		for _, form := range forms {
			article := change(t, walking(t), "type: webpage", "type: webpage\n  issued: "+form)
			l, err := load("walking.yaml", article)
			if err != nil {
				t.Errorf("%s: %v", form, err)
				continue
			}
			if got := l.Articles()[0].Reference().AMA(); got != "Nobody. An invented article about walking. "+want {
				t.Errorf("%s gives %q, want %q", form, got, want)
			}
		}
	}
}

package csl

import (
	"strings"
	"testing"
)

// TestExportsAgreeWithAMA gives each kind of value that programs leave undone, and wants the same of it in every format
// that prints it. testdata/references.yaml, one directory up, has many more for AMA.
func TestExportsAgreeWithAMA(t *testing.T) {
	for _, test := range []struct {
		name          string
		change        func(*Item)
		ama, bib, ris []string
	}{
		{"pages", func(it *Item) { it.Text["page"] = "pp. e298–302" },
			[]string{":e298-e302."}, []string{"pages = {e298--e302}"}, []string{"SP  - e298", "EP  - e302"}},
		{"several ranges", func(it *Item) { it.Text["page"] = "12-5, 20, S31-2" },
			[]string{":12-15, 20, S31-S32."}, []string{"pages = {12--15, 20, S31--S32}"}, []string{"SP  - 12-15, 20, S31-S32"}},
		{"supplement in the volume", func(it *Item) { it.Text["volume"], it.Text["issue"] = "41 Suppl_1", "" },
			[]string{";41(suppl 1):"}, []string{"volume = {41}", "number = {suppl 1}"}, []string{"VL  - 41", "IS  - suppl 1"}},
		{"supplement of its own", func(it *Item) { it.Text["supplement"] = "Suppl. 2" },
			[]string{"(2 suppl 2)"}, []string{"number = {2 suppl 2}"}, []string{"IS  - 2 suppl 2"}},
		{"dotted journal", func(it *Item) { it.Text["container-title"] = "J. Clin. Gut Res." },
			[]string{" J Clin Gut Res. 2019"}, []string{"journal = {J Clin Gut Res}"}, []string{"T2  - J Clin Gut Res"}},
		{"particle in the given name", func(it *Item) { it.Names = authors("Berg", "Jan van der") },
			[]string{"van der Berg J."}, []string{"author = {van der Berg, Jan}"}, []string{"AU  - van der Berg, Jan"}},
		{"particle with an apostrophe", func(it *Item) {
			it.Names = map[string][]Name{"author": {{Family: "Alembert", Given: "Jean", NonDroppingParticle: "d'"}}}
		}, []string{"d'Alembert J."}, []string{"author = {d'Alembert, Jean}"}, []string{"AU  - d'Alembert, Jean"}},
		{"suffix in the given name", func(it *Item) { it.Names = authors("King", "Martin Luther, Jr.") },
			[]string{"King ML Jr."}, []string{"author = {King, Jr, Martin Luther}"}, []string{"AU  - King, Martin Luther, Jr"}},
		{"markup in a name", func(it *Item) { it.Names = authors("M&uuml;ller", "J&ouml;rg") },
			[]string{"Müller J."}, []string{"author = {Müller, Jörg}"}, []string{"AU  - Müller, Jörg"}},
		{"further names", func(it *Item) {
			it.Names = map[string][]Name{"author": {{Family: "Doe", Given: "Ann"}, {Literal: "et al."}}}
		}, []string{"Doe A, et al. "}, []string{"author = {Doe, Ann and others}"}, []string{"AU  - Doe, Ann\r\nTI"}},
		{"tags and entities", func(it *Item) { it.Text["title"] = "<scp>DNA</scp> &amp; <jats:italic>Vibrio</jats:italic>" },
			[]string{"DNA & Vibrio."}, []string{`title = {{DNA \& Vibrio}}`}, []string{"TI  - DNA & Vibrio"}},
		{"season", func(it *Item) { it.Text["volume"], it.Text["issue"], it.Dates["issued"] = "", "", on(2019, Spring, 0) },
			[]string{"Gut. Spring 2019:1-2."}, []string{"month = {Spring}", "date = {2019-21}"}, []string{"DA  - 2019///Spring"}},
		{"first edition", func(it *Item) { it.Type, it.Text["edition"] = "book", "1st ed." },
			[]string{"Mucus. Vol 4. 2019"}, nil, nil},
		{"DOI with the end of its sentence", func(it *Item) { it.Text["DOI"] = "https://doi.org/10.5555/x." },
			[]string{"doi:10.5555/x"}, []string{"doi = {10.5555/x}"}, []string{"DO  - 10.5555/x\r"}},
		{"retraction", func(it *Item) { it.Text["status"], it.Text["note"] = "retracted", "Read with care." },
			[]string{" Retracted."}, []string{"note = {Retracted. Read with care.}"}, []string{"N1  - Retracted. Read with care."}},
	} {
		t.Run(test.name, func(t *testing.T) {
			it := &Item{
				ID: "1", Type: "article-journal", Names: authors("Doe", "Ann"), Dates: map[string]Date{"issued": on(2019, 0, 0)},
				Text: texts("title", "Mucus", "container-title", "Gut", "volume", "4", "issue", "2", "page", "1-2"),
			}
			test.change(it)
			for format, wants := range map[string][]string{it.AMA(): test.ama, it.BibTeX(): test.bib, it.RIS(): test.ris} {
				for _, want := range wants {
					if !strings.Contains(format, want) {
						t.Errorf("%q is not in\n%s", want, format)
					}
				}
			}
			if strings.Contains(it.BibTeX(), "edition") || strings.Contains(it.RIS(), "ET  -") {
				t.Error("an edition is told")
			}
			checkKept(t, it)
		})
	}
}

// TestPreprints tells works that were posted before a journal reviewed them from others.
func TestPreprints(t *testing.T) {
	for _, test := range []struct {
		kind string
		text map[string]string
		want bool
	}{
		{"article", texts("publisher", "arXiv"), true},
		{"article", texts("container-title", "PsyArXiv"), true},
		{"article", texts("publisher", "EcoEvoRxiv"), true},
		{"article", texts("publisher", "Research Square"), true},
		{"article", texts("publisher", "Preprints.org"), true},
		{"article", texts("publisher", "SSRN"), true},
		{"article", texts("genre", "Preprint"), true},
		{"article", texts("publisher", "Nobody", "DOI", "10.5555/1"), true},
		{"article-journal", texts("container-title", "medRxiv"), true},
		{"manuscript", texts("DOI", "10.48550/arXiv.2001.01234"), true},
		{"article", texts("publisher", "Gut Institute"), false},
		{"article", texts("genre", "Working paper", "publisher", "SSRN"), false},
		{"article-journal", texts("container-title", "Gut", "DOI", "10.5555/1"), false},
		{"article-journal", texts("container-title", "Genes Dev", "DOI", "10.1101/gad.1.1"), false},
		{"article-journal", texts("container-title", "Journal of Preprints", "volume", "3"), false},
		{"book", texts("publisher", "arXiv"), false},
	} {
		it := &Item{Type: test.kind, Text: test.text}
		want := Kind(test.kind)
		if test.want {
			want = "preprint"
		}
		if it.isPreprint() != test.want || it.Kind() != want {
			t.Errorf("%s %v: %v, a %q", test.kind, test.text, it.isPreprint(), it.Kind())
		}
	}
}

func TestSeasonsInCSLJSON(t *testing.T) {
	for want, date := range map[string]Date{
		`{"date-parts":[[2019]],"season":3}`:   on(2019, 23, 0),
		`{"date-parts":[[2018,24],[2019,21]]}`: {From: Day{2018, 24, 0}, To: Day{2019, 21, 0}},
		`{"date-parts":[[2019,5]]}`:            on(2019, 5, 0),
	} {
		keys := decodeItem(t, &Item{Dates: map[string]Date{"issued": date}})
		if got := compacted(t, keys["issued"]); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

package csl

import (
	"strings"
	"testing"

	"github.com/nickng/bibtex"
)

// TestBibTeXReadsBack reads every fixture's entry with a BibTeX parser and finds the item's values in it.
func TestBibTeXReadsBack(t *testing.T) {
	for name, it := range fixtures {
		t.Run(name, func(t *testing.T) {
			file, err := bibtex.Parse(strings.NewReader(it.BibTeX()))
			if err != nil {
				t.Fatalf("%v in\n%s", err, it.BibTeX())
			}
			if len(file.Entries) != 1 {
				t.Fatalf("%d entries", len(file.Entries))
			}
			field := func(name string) string {
				if value := file.Entries[0].Fields[name]; value != nil {
					return untex.Replace(value.String())
				}
				return ""
			}
			got := values{
				title:   field("title"),
				authors: noStops.Replace(bibAuthors(field("author"))),
				year:    field("year"),
				doi:     field("doi"),
				volume:  field("volume"),
				pages:   strings.ReplaceAll(field("pages"), "--", "-"),
			}
			want := valuesOf(it)
			if file.Entries[0].Type == "article" {
				got.issue = field("number")
			}
			if literal := it.Dates["issued"].Literal; literal != "" {
				want.year = literal
			}
			if got != want {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		})
	}
}

// untex undoes the escapes, and drops the braces that group.
var untex = strings.NewReplacer(
	`\textbackslash{}`, `\`, `\textbraceleft{}`, `{`, `\textbraceright{}`, `}`,
	`\textasciitilde{}`, `~`, `\textasciicircum{}`, `^`,
	`\&`, `&`, `\%`, `%`, `\$`, `$`, `\#`, `#`, `\_`, `_`, `{`, ``, `}`, ``,
)

// bibAuthors lists the authors of the fixtures, of which only one has the word "and" in a name.
func bibAuthors(field string) string {
	if strings.HasPrefix(field, "World Health") {
		return field
	}
	var authors []string
	for author := range strings.SplitSeq(field, " and ") {
		if parts := strings.Split(author, ", "); len(parts) == 3 { // Last, Jr, First
			author = parts[0] + ", " + parts[2] + ", " + parts[1]
		}
		authors = append(authors, author)
	}
	return strings.Join(authors, "; ")
}

func TestBibNames(t *testing.T) {
	for _, test := range []struct {
		name Name
		want string
	}{
		{Name{Family: "Doe", Given: "Jane"}, "Doe, Jane"},
		{Name{Family: "Berg", Given: "Jan", NonDroppingParticle: "van der", Suffix: "III"}, "van der Berg, III, Jan"},
		{Name{Family: "Arrieta", Given: "MC"}, "Arrieta, M. C."},
		{Name{Family: "Bistritz", Given: "L"}, "Bistritz, L."},
		{Name{Family: "Ó Briain", Given: "Seán ÓÉ", Suffix: "Jr"}, "Ó Briain, Jr, Seán Ó. É."},
		{Name{Family: "Meddings", Given: "J. B."}, "Meddings, J. B."},
		{Name{Family: "Doe", Given: "JOHN"}, "Doe, JOHN"},
		{Name{Family: "Johnson and Johnson", Given: "Ann, Bo"}, "{Johnson and Johnson}, {Ann, Bo}"},
		{Name{Family: "Al Hakim"}, "{Al Hakim}"},
		{Name{Given: "Plato", Suffix: "Jr"}, "{Plato Jr}"},
		{Name{Literal: "Food & Drug {Administration}"}, `{Food \& Drug \textbraceleft{}Administration\textbraceright{}}`},
	} {
		if got := test.name.bib(); got != test.want {
			t.Errorf("%+v: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestBibPages(t *testing.T) {
	for pages, want := range map[string]string{
		"1512–1520": "1512--1520", "e298-e302": "e298--e302", "xii-xx": "xii--xx", "12A-15B, 20, 31-32": "12A--15B, 20, 31--32", "392": "392",
		"ENEURO.0012-17.2017": "ENEURO.0012-17.2017", "3-1-3-9": "3-1-3-9",
	} {
		if got := (&Item{Text: texts("page", pages)}).bibPages(); got != want {
			t.Errorf("%q: got %q, want %q", pages, got, want)
		}
	}
}

// TestBibTeXEntryTypes checks that no entry lacks a field that its type requires.
func TestBibTeXEntryTypes(t *testing.T) {
	for _, test := range []struct {
		csl  string
		text map[string]string
		want string
	}{
		{"article-journal", texts("container-title", "Gut"), "article"},
		{"article-journal", texts("journalAbbreviation", "Gut"), "article"},
		{"article-journal", nil, "misc"},
		{"chapter", texts("container-title", "Gut"), "incollection"},
		{"chapter", nil, "misc"},
		{"entry-dictionary", texts("container-title", "Gut"), "misc"},
		{"entry-dictionary", texts("container-title", "Gut", "publisher", "Sage"), "incollection"},
		{"paper-conference", texts("event", "GUT 21"), "inproceedings"},
		{"paper-conference", nil, "misc"},
		{"manuscript", texts("note", "In a drawer."), "unpublished"},
		{"manuscript", nil, "misc"},
		{"thesis", nil, "phdthesis"},
		{"thesis", texts("genre", "Master thesis"), "mastersthesis"},
		{"pamphlet", nil, "booklet"},
		{"webpage", nil, "misc"},
		{"", nil, "misc"},
	} {
		it := &Item{Type: test.csl, Text: test.text}
		if got := it.BibTeX(); !strings.HasPrefix(got, "@"+test.want+"{") {
			t.Errorf("%s of %v: got %s, want @%s", test.csl, test.text, got, test.want)
		}
	}
}

func TestBibTeXLinksAreVerbatim(t *testing.T) {
	it := &Item{Text: texts("URL", `https://example.org/a_b?c=%20&d={e} \`, "DOI", "10.1/a_b")}
	for _, want := range []string{`url = {https://example.org/a_b?c=%20&d=%7Be%7D%20%5C}`, `doi = {10.1/a_b}`} {
		if got := it.BibTeX(); !strings.Contains(got, want) {
			t.Errorf("got %s without %s", got, want)
		}
	}
}

func TestCiteKey(t *testing.T) {
	year := map[string]Date{"issued": on(2006, 0, 0)}
	for _, test := range []struct {
		item *Item
		want string
	}{
		{fixtures["arrieta"], "arrieta2006"},
		{fixtures["ipashri"], "ipashri"},
		{fixtures["report"], "world2018"},
		{fixtures["newspaper"], "is2019"},
		{&Item{Names: authors("Großmann-Œuvré", "A"), Dates: year}, "grossmannoeuvre2006"},
		{&Item{ID: "Z-3", Text: texts("title", "腸"), Names: authors("王", "小明"), Dates: year}, "itemz32006"},
	} {
		if got := test.item.citeKey(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

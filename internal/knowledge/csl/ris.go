package csl

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// RIS is the item as a record of an .ris file. Its lines end with CR LF, as the RIS specification asks, and each value is
// on one line.
func (it *Item) RIS() string {
	var b strings.Builder
	line := func(tag, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s  - %s\r\n", tag, value)
		}
	}
	people := func(tag, variable string) {
		names, _ := cutEtAl(it.people(variable)) // RIS has no word for further names
		for _, n := range names {
			line(tag, n.ris())
		}
	}
	issued := it.Dates["issued"]
	first, last := it.firstAndLastPage()

	line("TY", cmp.Or(risTypes[it.Type], "GEN"))
	people("AU", "author")
	people(it.risEditor(), "editor")
	people("A4", "translator")
	line("TI", it.text("title"))
	line("ST", cmp.Or(it.text("title-short"), it.text("shortTitle")))
	if it.Type == "paper-conference" { // the only type for which RIS tells the event from the book of its papers
		line("T2", cmp.Or(it.event(), it.text("container-title")))
		line("C3", it.text("container-title"))
	} else {
		line("T2", cmp.Or(it.fullContainer(), it.shortContainer()))
	}
	line("J2", it.shortContainer())
	line("T3", it.text("collection-title"))
	line("PY", risYear(issued))
	line("DA", risDate(issued))
	line("VL", it.volume())
	line("IS", it.issue())
	line("SP", first)
	line("EP", last)
	line("ET", cmp.Or(it.laterEdition(), it.text("version")))
	if it.isLaw() {
		line("SE", it.text("section"))
	}
	line("PB", cmp.Or(it.text("publisher"), it.court()))
	line("CY", cmp.Or(it.text("publisher-place"), it.text("event-place")))
	if it.Type == "article-journal" {
		line("C7", it.text("number"))
		line("C2", it.text("PMCID"))
	} else {
		line("M1", it.text("number"))
	}
	line("M3", it.genre())
	line("SN", cmp.Or(it.text("ISSN"), it.text("ISBN")))
	line("DO", it.doi())
	line("UR", it.text("URL"))
	line("Y2", risDate(it.Dates["accessed"]))
	line("AN", it.text("PMID"))
	line("DB", it.text("source"))
	line("LA", it.text("language"))
	for _, keyword := range splitCommas(it.text("keyword")) {
		line("KW", keyword)
	}
	line("AB", it.text("abstract"))
	line("N1", it.notes())
	b.WriteString("ER  - \r\n")
	return b.String()
}

// risTypes are the RIS types of CSL's; a type that is missing here is GEN, a generic item.
var risTypes = map[string]string{
	"article-journal":        "JOUR",
	"article-magazine":       "MGZN",
	"article-newspaper":      "NEWS",
	"bill":                   "BILL",
	"book":                   "BOOK",
	"broadcast":              "MPCT",
	"chapter":                "CHAP",
	"classic":                "CLSWK",
	"dataset":                "DATA",
	"entry":                  "ENCYC",
	"entry-dictionary":       "DICT",
	"entry-encyclopedia":     "ENCYC",
	"figure":                 "FIGURE",
	"graphic":                "ART",
	"hearing":                "HEAR",
	"legal_case":             "CASE",
	"legislation":            "STAT",
	"manuscript":             "UNPB",
	"map":                    "MAP",
	"motion_picture":         "MPCT",
	"musical_score":          "MUSIC",
	"pamphlet":               "PAMP",
	"paper-conference":       "CONF",
	"patent":                 "PAT",
	"periodical":             "SER",
	"personal_communication": "PCOMM",
	"post":                   "ELEC",
	"post-weblog":            "BLOG",
	"regulation":             "STAT",
	"report":                 "RPRT",
	"review":                 "JOUR",
	"review-book":            "JOUR",
	"software":               "COMP",
	"song":                   "SOUND",
	"standard":               "STAND",
	"thesis":                 "THES",
	"webpage":                "ELEC",
}

// risEditor is the tag of the item's editors: A2 for what is part of something edited, and ED elsewhere, where A2 means
// the editors of the series.
func (it *Item) risEditor() string {
	parts := []string{"chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference", "post-weblog"}
	if slices.Contains(parts, it.Type) {
		return "A2"
	}
	return "ED"
}

// ris is the name as "Last, First, Suffix", with the particles before the last name; a literal name as it stands.
func (n Name) ris() string {
	return cmp.Or(n.Literal, join(", ", n.surname(), n.Given, n.Suffix))
}

// firstAndLastPage splits a range of pages. What is none is all first page.
func (it *Item) firstAndLastPage() (first, last string) {
	first, last, _ = splitPageRange(it.pages())
	return first, last
}

func risYear(d Date) string {
	if d.From.Year == 0 {
		return ""
	}
	return fmt.Sprintf("%04d", d.From.Year)
}

// risDate is the date as YYYY/MM/DD/other, whose slashes stay where a part is missing. The last part takes what is no
// single day: a season, the end of a range, or a date in words.
func risDate(d Date) string {
	if d == (Date{}) {
		return ""
	}
	parts := make([]string, 4)
	for i, n := range []int{d.From.Year, d.From.Month, d.From.Day} {
		if n != 0 {
			parts[i] = fmt.Sprintf("%02d", n)
		}
	}
	if season := d.From.season(); season != "" {
		parts[1], parts[3] = "", season
	}
	switch {
	case d.Literal != "":
		parts[3] = plainText(d.Literal)
	case d.To.season() != "" && d.To.Year == d.From.Year:
		parts[3] = join("-", parts[3], d.To.season())
	case d.To.season() != "":
		parts[3] = join(" ", parts[3], "to "+d.To.season(), d.To.String()[:4])
	case d.To != (Day{}):
		parts[3] = join(" ", parts[3], "to "+d.To.String())
	}
	return strings.Join(parts, "/")
}

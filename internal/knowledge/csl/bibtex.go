package csl

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// BibTeX is the item as an entry of a .bib file, in UTF-8. It keeps to the entry types of classic BibTeX, so that every
// tool reads it; what those have no type for is a @misc. Only the field "date", written where year and month would lose
// a day or a range, and fields that classic styles ignore, such as doi and url, go beyond them.
//
// Its key, such as arrieta2006, is of the first name and the year, and so need not be unique in a file of several items.
func (it *Item) BibTeX() string {
	form := it.bibType()
	var b strings.Builder
	fmt.Fprintf(&b, "@%s{%s,\n", form.entry, it.citeKey())
	write := func(field, value string) {
		if field != "" && value != "" {
			fmt.Fprintf(&b, "  %s = %s,\n", field, value)
		}
	}
	text := func(field, value string) { write(field, enclose("{", tex.Replace(value), "}")) }
	verbatim := func(field, value string) { write(field, enclose("{", percent.Replace(value), "}")) }

	issued := it.Dates["issued"]
	write("author", enclose("{", bibNames(it.people("author")), "}"))
	write("editor", enclose("{", bibNames(it.people("editor")), "}"))
	write("title", enclose("{{", tex.Replace(it.text("title")), "}}")) // doubled, so that no style changes its capitals
	text(form.container, it.bibContainer())
	text("series", it.text("collection-title"))
	text("edition", it.laterEdition())
	text("version", it.text("version"))
	text("volume", it.volume())
	text("number", it.bibNumber(form))
	text("chapter", it.text("chapter-number"))
	text("pages", it.bibPages())
	if it.isPreprint() {
		form.genre = "type"
	}
	text(form.genre, it.genre())
	text(form.publisher, cmp.Or(it.text("publisher"), it.court()))
	text("address", cmp.Or(it.text("publisher-place"), it.text("event-place")))
	text("year", bibYear(issued))
	write("month", bibMonth(issued.From.Month))
	if issued.Literal == "" && (issued.From.Day != 0 || issued.From.season() != "" || issued.To != Day{}) {
		text("date", issued.String())
	}
	verbatim("doi", it.doi())
	verbatim("url", it.text("URL"))
	text("urldate", oneLine(it.Dates["accessed"].String()))
	text("isbn", it.text("ISBN"))
	text("issn", it.text("ISSN"))
	text("pmid", it.text("PMID"))
	text("pmcid", it.text("PMCID"))
	text("language", it.text("language"))
	text("keywords", it.text("keyword"))
	text("abstract", it.text("abstract"))
	text("note", it.notes())
	b.WriteString("}\n")
	return b.String()
}

// bibForm is an entry type of BibTeX and its fields for what CSL calls container-title, publisher and genre; "" where it
// has no such field.
type bibForm struct{ entry, container, publisher, genre string }

var (
	bibArticle       = bibForm{"article", "journal", "publisher", ""}
	bibBook          = bibForm{"book", "", "publisher", ""}
	bibBooklet       = bibForm{"booklet", "", "howpublished", ""}
	bibIncollection  = bibForm{"incollection", "booktitle", "publisher", ""}
	bibInproceedings = bibForm{"inproceedings", "booktitle", "publisher", ""}
	bibMastersthesis = bibForm{"mastersthesis", "", "school", "type"}
	bibMisc          = bibForm{"misc", "howpublished", "publisher", ""}
	bibPhdthesis     = bibForm{"phdthesis", "", "school", "type"}
	bibTechreport    = bibForm{"techreport", "", "institution", "type"}
	bibUnpublished   = bibForm{"unpublished", "", "publisher", ""}
)

// bibType chooses the entry type: one whose required fields the item can fill, else @misc, which requires none.
func (it *Item) bibType() bibForm {
	contained := it.bibContainer() != ""
	switch it.Type {
	case "article-journal", "article-magazine", "article-newspaper", "review", "review-book":
		if contained {
			return bibArticle
		}
	case "book", "classic", "collection":
		return bibBook
	case "chapter":
		if contained {
			return bibIncollection
		}
	case "entry", "entry-dictionary", "entry-encyclopedia":
		if contained && it.text("publisher") != "" {
			return bibIncollection
		}
	case "manuscript":
		if it.text("note") != "" {
			return bibUnpublished
		}
	case "pamphlet":
		return bibBooklet
	case "paper-conference":
		if contained {
			return bibInproceedings
		}
	case "report":
		return bibTechreport
	case "thesis":
		if strings.Contains(strings.ToLower(it.text("genre")), "master") {
			return bibMastersthesis
		}
		return bibPhdthesis
	}
	return bibMisc
}

// bibContainer is the title of what the item appeared in, unabbreviated where that is known.
func (it *Item) bibContainer() string {
	title := cmp.Or(it.fullContainer(), it.shortContainer())
	if it.Type == "paper-conference" {
		return cmp.Or(title, it.event())
	}
	return title
}

// bibNumber is the issue of an article and, of any other item, the number that it bears in itself or in its series.
func (it *Item) bibNumber(form bibForm) string {
	if form == bibArticle {
		return it.issue()
	}
	return cmp.Or(it.text("number"), it.text("collection-number"), it.issue(), it.paragraph())
}

// bibPages are the pages with two hyphens in each range, which BibTeX prints as a dash.
func (it *Item) bibPages() string {
	runs := strings.Split(it.pages(), ", ")
	for i, run := range runs {
		if first, last, ok := splitPageRange(run); ok {
			runs[i] = first + "--" + last
		}
	}
	return strings.Join(runs, ", ")
}

func bibYear(d Date) string {
	if d.From.Year == 0 || d.Literal != "" {
		return oneLine(d.Literal)
	}
	return fmt.Sprintf("%04d", d.From.Year)
}

// bibMonth is the month's macro, which every bibliography style defines and prints in its own way, or the season's name.
func bibMonth(month int) string {
	if season := (Day{Month: month}).season(); season != "" {
		return "{" + season + "}"
	}
	if month < 1 || month > 12 {
		return ""
	}
	return strings.ToLower(time.Month(month).String()[:3])
}

// bibNames joins names with BibTeX's "and", and writes its word for further names.
func bibNames(people []Name) string {
	people, more := cutEtAl(people)
	var names []string
	for _, n := range people {
		names = append(names, n.bib())
	}
	if more {
		names = append(names, "others")
	}
	return strings.Join(names, " and ")
}

// bib is the name as BibTeX splits it: "von Last, Jr, First". A name of one part is in braces, which keep BibTeX from
// splitting an organisation's name into first and last.
func (n Name) bib() string {
	if n.Literal != "" || n.Family == "" || n.Given == "" {
		return "{" + tex.Replace(cmp.Or(n.Literal, join(" ", n.Given, n.surname(), n.Suffix))) + "}"
	}
	return join(", ", bibPart(n.surname()), bibPart(n.Suffix), bibPart(spellOutInitials(n.Given)))
}

// printedInitials are the initials of one name as references print them, such as "MC", or one of them.
var printedInitials = regexp.MustCompile(`^\p{Lu}{1,3}$`)

// spellOutInitials writes initials that are printed together, such as "MC", as "M. C.": for BibTeX "MC" is one name, of which a style
// that abbreviates keeps the M alone.
func spellOutInitials(given string) string {
	words := strings.Fields(given)
	for i, word := range words {
		if printedInitials.MatchString(word) {
			words[i] = strings.Join(strings.Split(word, ""), ". ") + "."
		}
	}
	return strings.Join(words, " ")
}

// bibPart puts braces around a part of a name in which BibTeX would see several names or parts.
func bibPart(part string) string {
	escaped := tex.Replace(part)
	if strings.Contains(part, ",") || strings.Contains(" "+strings.ToLower(part)+" ", " and ") {
		return "{" + escaped + "}"
	}
	return escaped
}

// tex escapes what TeX takes for commands. Braces become commands too, for BibTeX counts even those after a backslash.
var tex = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`,
	`~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
	`&`, `\&`, `%`, `\%`, `$`, `\$`, `#`, `\#`, `_`, `\_`,
)

// percent keeps a link as it is, for tools take links verbatim, but for what would upset BibTeX's count of braces.
var percent = strings.NewReplacer(`\`, "%5C", `{`, "%7B", `}`, "%7D", " ", "%20")

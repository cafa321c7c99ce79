package csl

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// AMA is the item's reference line in the style of the AMA Manual of Style, 11th edition, as plain text. Titles are
// printed as they are given, and what the item does not say is left out.
//
// It differs from the manual on purpose in one thing: it never prints a URL, for the link is shown beside the line. A DOI
// is printed, and then the day of access is not, for a DOI does not move.
func (it *Item) AMA() string {
	parts := append(it.referenceParts(), it.retraction())
	if it.doi() != "" {
		return join(" ", sentences(parts), "doi:"+it.doi())
	}
	parts = append(parts, prefix("Accessed ", it.Dates["accessed"].prose()))
	return sentences(parts)
}

// referenceParts is the reference up to what is the same for every type.
func (it *Item) referenceParts() []string {
	switch it.Type {
	case "legal_case":
		return []string{it.caseReference()}
	case "legislation", "bill", "regulation", "treaty":
		return []string{it.lawReference()}
	}
	credit, variable := it.makers()
	return append([]string{credit, it.text("title")}, it.publicationParts(variable)...)
}

// publicationParts is what a reference says behind the title: where and when the item appeared. lead is the name variable that
// opens the reference, whose names are not repeated.
func (it *Item) publicationParts(lead string) []string {
	if it.isPreprint() {
		return it.preprintParts()
	}
	switch it.Type {
	case "article-journal", "review", "review-book":
		return it.journalParts()
	case "article-magazine", "article-newspaper":
		return it.periodicalParts()
	case "book", "classic", "collection", "pamphlet", "map", "musical_score":
		return it.bookParts(lead)
	case "chapter":
		return it.chapterParts(lead)
	case "entry", "entry-dictionary", "entry-encyclopedia":
		if it.text("publisher") != "" {
			return it.chapterParts(lead)
		}
	case "paper-conference", "speech":
		return it.eventParts(lead)
	case "report":
		return []string{it.edition(), it.publisherPart(it.pages()), it.numberPart("Report")}
	case "patent":
		return []string{it.patentNumber(), it.Dates["issued"].prose()}
	case "standard":
		return []string{it.edition(), it.publisherPart(""), it.numberPart("Standard")}
	case "thesis":
		return []string{cmp.Or(it.text("genre"), "Thesis"), it.publisherPart("")}
	}
	return it.webParts()
}

// journalParts: "Gut. 2006;55(10):1512-1520". Where the journal counts no volumes, the whole date stands for them.
func (it *Item) journalParts() []string {
	issued := it.Dates["issued"]
	number := it.volume() + enclose("(", it.issue(), ")")
	switch {
	case number != "":
		return []string{it.container(), join(":", join(";", issued.years(), number), it.pages())}
	case it.pages() != "":
		return []string{it.container(), join(":", issued.prose(), it.pages())}
	case issued.From.Month != 0:
		return []string{it.container(), it.datePart("Published online ")}
	}
	return []string{it.container(), issued.years()}
}

// periodicalParts: "New York Times. April 9, 2019:A1", without a page on the web; or as in a journal for a magazine that counts
// volumes.
func (it *Item) periodicalParts() []string {
	if it.volume() != "" {
		return it.journalParts()
	}
	return []string{it.container(), join(":", it.Dates["issued"].prose(), it.pages())}
}

// bookParts: "Meddings J, ed. Vol 2. 3rd ed. Elsevier; 2017:12-34".
func (it *Item) bookParts(lead string) []string {
	var editors string
	if lead != "editor" {
		editors = it.editors()
	}
	translators := byline(it.people("translator"), "trans", "trans")
	return []string{editors, translators, it.volumePart(), it.edition(), it.publisherPart(it.pages())}
}

// chapterParts: "In: Meddings J, ed. The Gut. 3rd ed. Elsevier; 2017:12-34".
func (it *Item) chapterParts(lead string) []string {
	parts := []string{it.container()}
	if editors := it.editors(); editors != "" && lead != "editor" {
		parts = []string{editors, it.container()}
	}
	if it.container() != "" {
		parts[0] = "In: " + parts[0]
	}
	return append(parts, it.volumePart(), it.edition(), it.publisherPart(it.pages()))
}

// eventParts: as in a book for a paper in printed proceedings, else "Paper presented at: Digestive Disease Week; June 3-5,
// 2017; Chicago, IL".
func (it *Item) eventParts(lead string) []string {
	event := it.event()
	switch {
	case it.container() != "":
		return it.chapterParts(lead)
	case event == "":
		return it.webParts()
	}
	date := cmp.Or(it.Dates["event-date"].prose(), it.Dates["issued"].prose())
	presented := "Paper presented at: "
	if it.Type == "speech" {
		presented = "Presented at: "
	}
	return []string{presented + join("; ", event, date, it.text("event-place"))}
}

// webParts: "Harvard Health Blog. Published September 22, 2017", which also serves every type that has no form of its own.
func (it *Item) webParts() []string {
	return []string{
		cmp.Or(it.container(), it.text("publisher")),
		prefix("Version ", it.text("version")),
		it.numberPart(""),
		it.datePart("Published "),
	}
}

// datePart is the date of publication behind words that say how. A date in words, such as "in press", speaks for itself.
func (it *Item) datePart(how string) string {
	issued := it.Dates["issued"]
	if issued.Literal != "" {
		return issued.prose()
	}
	return prefix(how, issued.prose())
}

// publisherPart: "Elsevier; 2017:12-34". The 11th edition dropped the publisher's place, which is printed only where no
// publisher is named.
func (it *Item) publisherPart(pages string) string {
	publisher := cmp.Or(it.text("publisher"), it.text("publisher-place"))
	return join(":", join("; ", publisher, it.Dates["issued"].years()), pages)
}

func (it *Item) volumePart() string { return prefix("Vol ", it.volume()) }

// numberPart is the item's own number behind what sort of item it is: "WHO report 12".
func (it *Item) numberPart(sort string) string {
	if it.text("number") == "" {
		return ""
	}
	return join(" ", cmp.Or(it.text("genre"), sort), it.text("number"))
}

var (
	editionWord   = regexp.MustCompile(`(?i)(?:^|[\s,]+|\b)(?:edn?|editions?|eds|éd(?:ition)?|edici[oó]n|edizione|edição|aufl(?:age)?|utg(?:ave|åva)?|upplaga|oplag|druk|wyd)\.?$`)
	editionOfMany = regexp.MustCompile(`^(\d+)[.,]+\s+(\pL.*)$`) // "22., überarb"
	editionNumber = regexp.MustCompile(`^(?i)(\d+)(?:st|n?d|r?d|th|e|º|ª|\.)?$`)
)

// editionWords are the numbers that publishers write as words.
var editionWords = []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"}

// laterEdition is the edition without the word for it: "2" for the second, however it is written, and "Revised". A first
// edition is not printed, and so it is "".
func (it *Item) laterEdition() string {
	edition := withoutPeriods(editionWord.ReplaceAllString(it.text("edition"), ""))
	if m := editionNumber.FindStringSubmatch(edition); m != nil {
		edition = m[1]
	} else if i := slices.Index(editionWords, strings.ToLower(edition)); i >= 0 {
		edition = strconv.Itoa(i + 1)
	} else if m := editionOfMany.FindStringSubmatch(edition); m != nil {
		edition = ordinal(m[1]) + " " + m[2]
	}
	if edition == "1" {
		return ""
	}
	return edition
}

// edition is "2nd ed" for the number 2, and "Revised ed" for a word.
func (it *Item) edition() string { return enclose("", ordinal(it.laterEdition()), " ed") }

// ordinal writes a whole number as "1st", "2nd", "11th", and leaves any other text as it is.
func ordinal(number string) string {
	if number == "" || strings.Trim(number, "0123456789") != "" {
		return number
	}
	tens := strings.HasSuffix(number, "11") || strings.HasSuffix(number, "12") || strings.HasSuffix(number, "13")
	switch last := number[len(number)-1]; {
	case tens:
		return number + "th"
	case last == '1':
		return number + "st"
	case last == '2':
		return number + "nd"
	case last == '3':
		return number + "rd"
	}
	return number + "th"
}

// hasEnd matches a text with an end of its own, in whatever script, be it within quotation marks.
var hasEnd = regexp.MustCompile(`[.?!…‽؟۔।。．｡？！]["'”’»」』》〉]*$`)

// trailingMark matches a comma or colon that was left at the end of a text; not the colons of ":smile:".
var trailingMark = regexp.MustCompile(`((?:^|\s)[^\s:]*)[,;:]+$`)

// sentences joins the parts that are not empty and ends each with a full stop, unless it has an end of its own. A comma or
// colon that was left at the end of a part goes.
func sentences(parts []string) string {
	var stopped []string
	for _, part := range parts {
		if part = trailingMark.ReplaceAllString(part, "$1"); part != "" && !hasEnd.MatchString(part) {
			part += "."
		}
		stopped = append(stopped, part)
	}
	return join(" ", stopped...)
}

// prefix puts a text before a value, if there is one.
func prefix(before, value string) string { return enclose(before, value, "") }

// enclose puts texts around a value, if there is one.
func enclose(before, value, after string) string {
	if value == "" {
		return ""
	}
	return before + value + after
}

package csl

// Variable is one variable that an item may carry.
type Variable struct {
	Name string       // the variable's name in CSL's data schema, in its exact case
	Kind VariableKind // the form of its value
	Doc  string       // what to write there, for somebody who edits an item by hand
}

// VariableKind is the form of a variable's value, and so the map of an [Item] that holds it.
type VariableKind int

const (
	KindText   VariableKind = iota // words, in Item.Text
	KindNumber                     // a number, a range or a short label such as "e298-e302", in Item.Text
	KindNames                      // a list of names, in Item.Names
	KindDate                       // a date, in Item.Dates
)

// Lookup finds the variable of a name, whose case matters: "DOI" is a variable and "doi" is none.
func Lookup(name string) (Variable, bool) {
	v, ok := variablesByName[name]
	return v, ok
}

var variablesByName = func() map[string]Variable {
	byName := make(map[string]Variable, len(Variables))
	for _, v := range Variables {
		byName[v.Name] = v
	}
	return byName
}()

// Variables are all variables of CSL 1.0.2's data schema, the ones that editors meet most often first. The item's id and
// type, which the schema lists beside them, are fields of [Item].
//
// Two of them hold more than a line of text in CSL-JSON: "categories" is a list, kept in Item.Text with commas between
// its parts, and "custom" is an object, kept as its JSON text.
var Variables = []Variable{
	{"title", KindText, "Title of the item, as the article prints it, e.g. Alterations in intestinal permeability"},
	{"title-short", KindText, "Short form of the title, e.g. Intestinal permeability"},

	{"author", KindNames, "Who wrote the item, in the printed order: family and given as printed, literal for an organisation or a pen name, e.g. family: Arrieta, given: MC"},
	{"editor", KindNames, "Who edited the book or collection that the item is or is part of, e.g. family: Meddings, given: J"},
	{"translator", KindNames, "Who translated the item, e.g. family: Garnett, given: C"},

	{"issued", KindDate, "When the item was published, as far as it is printed, e.g. 2017-09-22, 2017-09 or 2017"},
	{"accessed", KindDate, "When the author of the article looked at the item on the web, if printed, e.g. 2021-02-05"},

	{"container-title", KindText, "What the item appeared in: the journal, the website, the blog or the book around a chapter, e.g. Harvard Health Blog"},
	{"container-title-short", KindText, "Abbreviated journal name, printed instead of the full one, e.g. J Clin Gastroenterol"},
	{"volume", KindNumber, "Volume of the journal or book, e.g. 55"},
	{"issue", KindNumber, "Issue of the journal within its volume, e.g. 10"},
	{"page", KindNumber, "First and last page, or the article number where a journal has no pages, e.g. 1512-1520 or e298-e302"},
	{"publisher", KindText, "Who published the item: a publishing house, an organisation or, for a thesis, the university, e.g. Elsevier"},
	{"publisher-place", KindText, "City of the publisher, e.g. Amsterdam"},
	{"edition", KindNumber, "Edition, when it is not the first, e.g. 2 or Revised"},
	{"genre", KindText, "What sort of item it is, when its type leaves that open, e.g. PhD thesis or Preprint"},
	{"number", KindNumber, "Number that the item itself bears, e.g. the report number WHO-2019-12"},

	{"DOI", KindText, "Digital object identifier, without https://doi.org/ in front, e.g. 10.1136/gut.2005.085373"},
	{"URL", KindText, "Full web address of the item, only one that you have opened yourself, e.g. https://www.example.org/tight-junctions"},
	{"PMID", KindText, "Number of the article in PubMed, e.g. 16966705"},
	{"PMCID", KindText, "Number of the free full text in PubMed Central, e.g. PMC1856434"},
	{"ISBN", KindText, "International number of the book, e.g. 978-0-323-59712-8"},
	{"ISSN", KindText, "International number of the journal, e.g. 0017-5749"},

	{"abstract", KindText, "Summary of the item, as its publisher prints it"},
	{"keyword", KindText, "Keywords with commas between them, e.g. tight junctions, zonulin"},
	{"language", KindText, "Language of the item as a code, e.g. en or de-AT"},
	{"note", KindText, "A word to the reader where the printed entry needs one, shown with the item, e.g. The author is printed Editors BD"},

	{"available-date", KindDate, "When the item could first be read, if that was before it was formally published, e.g. 2019-05-03"},
	{"event-date", KindDate, "When the event took place, e.g. 2017-06-03/2017-06-05"},
	{"original-date", KindDate, "When the original version came out, e.g. 1869"},
	{"submitted", KindDate, "When the item was handed in for publication, e.g. 2018-11"},

	{"chair", KindNames, "Who chaired the session in which the item was presented"},
	{"collection-editor", KindNames, "Who edits the series that the item belongs to"},
	{"compiler", KindNames, "Who put the collection together"},
	{"composer", KindNames, "Who composed the music"},
	{"container-author", KindNames, "Who wrote the whole book, when the item is one chapter of it"},
	{"contributor", KindNames, "Who helped with the item in a smaller part"},
	{"curator", KindNames, "Who arranged the exhibition or archive"},
	{"director", KindNames, "Who directed the film or broadcast"},
	{"editorial-director", KindNames, "Who was responsible for the publication as its managing editor"},
	{"executive-producer", KindNames, "Who was the executive producer of the series"},
	{"guest", KindNames, "Who was a guest of the programme or podcast"},
	{"host", KindNames, "Who presented the programme or podcast"},
	{"illustrator", KindNames, "Who drew the pictures"},
	{"interviewer", KindNames, "Who asked the questions of the interview"},
	{"narrator", KindNames, "Who reads the text aloud, in an audio book for example"},
	{"organizer", KindNames, "Who organised the event"},
	{"original-author", KindNames, "Who made the work that this one is an adaptation of"},
	{"performer", KindNames, "Who performs: the musicians or actors"},
	{"producer", KindNames, "Who produced the film, the broadcast or the data"},
	{"recipient", KindNames, "Who the letter or message was written to"},
	{"reviewed-author", KindNames, "Who wrote the work that the item is a review of"},
	{"script-writer", KindNames, "Who wrote the script"},
	{"series-creator", KindNames, "Who created the series"},

	{"annote", KindText, "Your own comment on the item, for an annotated list of references"},
	{"archive", KindText, "Archive or repository that keeps the item"},
	{"archive-place", KindText, "City of the archive"},
	{"archive_collection", KindText, "Collection within the archive"},
	{"archive_location", KindText, "Shelf mark, box or folder within the archive"},
	{"authority", KindText, "Body that stands behind the item, such as a court, a parliament or a standards office"},
	{"call-number", KindText, "Number under which a library shelves the item"},
	{"chapter-number", KindNumber, "Number of the chapter, e.g. 7"},
	{"citation-key", KindText, "Short name by which another program refers to the item, e.g. arrieta2006"},
	{"citation-label", KindText, "Label that some styles print instead of a number, e.g. Arr06"},
	{"citation-number", KindNumber, "Position of the item in the list of references"},
	{"collection-number", KindNumber, "Number of the item within its series, e.g. 12"},
	{"collection-title", KindText, "Name of the series that the item belongs to"},
	{"dimensions", KindText, "Size or running time, e.g. 20 × 30 cm or 58 min"},
	{"division", KindText, "Division of the court"},
	{"event", KindText, "Older spelling of event-title, read by older programs"},
	{"event-place", KindText, "Where the event took place, e.g. Vienna, Austria"},
	{"event-title", KindText, "Name of the conference or other event, e.g. Digestive Disease Week"},
	{"first-reference-note-number", KindNumber, "Number of the footnote that cites the item first; programs fill it in"},
	{"journalAbbreviation", KindText, "Abbreviated journal name, as Zotero and pandoc write it, e.g. J Clin Gastroenterol"},
	{"jurisdiction", KindText, "Country or region in which the law, patent or judgment holds, e.g. US"},
	{"locator", KindNumber, "Place within the item that is meant, e.g. 14"},
	{"medium", KindText, "What the item is stored on or made of, e.g. DVD"},
	{"number-of-pages", KindNumber, "How many pages the item has, e.g. 312"},
	{"number-of-volumes", KindNumber, "How many volumes the work has, e.g. 3"},
	{"original-publisher", KindText, "Who published the original version"},
	{"original-publisher-place", KindText, "City in which the original version was published"},
	{"original-title", KindText, "Title of the original version, before it was translated for example"},
	{"page-first", KindNumber, "First page only, e.g. 1512"},
	{"part", KindNumber, "Number of the part, e.g. 2"},
	{"part-title", KindText, "Title of the part"},
	{"printing", KindNumber, "Which printing of the edition it is, e.g. 4"},
	{"references", KindText, "Related documents, such as the history of a law or a notice of retraction"},
	{"reviewed-genre", KindText, "What sort of work the item is a review of, e.g. film"},
	{"reviewed-title", KindText, "Title of the work that the item is a review of"},
	{"scale", KindText, "Scale of a map or model, e.g. 1:25000"},
	{"section", KindNumber, "Section of the newspaper or law, e.g. Health or 4.2"},
	{"shortTitle", KindText, "Short form of the title, as older programs write it"},
	{"source", KindText, "Catalogue or database in which the item was found, e.g. PubMed"},
	{"status", KindText, "How far its publication has come, e.g. in press or retracted"},
	{"supplement", KindNumber, "Number of the supplement to the volume or issue, e.g. 1"},
	{"version", KindNumber, "Version of the software or data set, e.g. 2.0.9"},
	{"volume-title", KindText, "Title of the volume, or of a special issue"},
	{"volume-title-short", KindText, "Short form of the volume's title"},
	{"year-suffix", KindText, "Letter that tells items of one author and year apart, e.g. a"},

	{"categories", KindText, "Subjects that the item belongs to, with commas between them, e.g. medicine, biology"},
	{"custom", KindText, "Anything that no other variable has room for, as JSON, e.g. {\"checked\": true}"},
}

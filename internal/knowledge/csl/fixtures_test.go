package csl

// fixtures are items of many kinds, by the name of their golden files. The seven called after their authors are the
// references of the article and the article itself.
var fixtures = map[string]*Item{
	"editors": {
		ID: "1", Type: "entry-dictionary",
		Text: texts("title", "Tight Junctions", "container-title", "Biology Dictionary",
			"URL", "https://www.example.org/tight-junctions"),
		Names: authors("Editors", "BD"),
		Dates: map[string]Date{"issued": on(2017, 4, 14), "accessed": on(2021, 2, 5)},
	},
	"md": {
		ID: "2", Type: "post-weblog",
		Text: texts("title", "Leaky gut: What is it, and what does it mean for you?", "container-title", "Harvard Health Blog",
			"URL", "https://www.health.harvard.edu/blog/leaky-gut-what-is-it-and-what-does-it-mean-for-you-2017092212451"),
		Names: authors("MD", "MC"),
		Dates: map[string]Date{"issued": on(2017, 9, 22), "accessed": on(2021, 2, 5)},
	},
	"arrieta": {
		ID: "3", Type: "article-journal",
		Text: texts("title", "Alterations in intestinal permeability", "container-title", "Gut",
			"volume", "55", "issue", "10", "page", "1512–1520", "DOI", "10.1136/gut.2005.085373", "PMID", "16966705"),
		Names: authors("Arrieta", "Marie-Claire", "Bistritz", "L.", "Meddings", "J. B."),
		Dates: map[string]Date{"issued": on(2006, 10, 0), "accessed": on(2021, 2, 5)},
	},
	"zhang": {
		ID: "4", Type: "article-journal",
		Text: texts(
			"title", "Intestinal Hyperpermeability in Gulf War Veterans with Chronic Gastrointestinal Symptoms",
			"container-title", "Journal of Clinical Gastroenterology", "container-title-short", "J Clin Gastroenterol",
			"volume", "53", "issue", "7", "page", "e298-e302", "DOI", "https://doi.org/10.1097/MCG.0000000000001135"),
		Names: authors("Zhang", "Buyun", "Verne", "M. L.", "Fields", "Jeremy Z.", "Verne", "G Nicholas", "Zhou", "QiQi"),
		Dates: map[string]Date{"issued": on(2019, 0, 0)},
	},
	"kelly": {
		ID: "5", Type: "article-journal",
		Text: texts(
			"title", "Breaking down the barriers: the gut microbiome, intestinal permeability and stress-related psychiatric disorders",
			"container-title", "Frontiers in Cellular Neuroscience", "journalAbbreviation", "Front Cell Neurosci",
			"volume", "9", "number", "392", "DOI", "10.3389/fncel.2015.00392", "PMCID", "PMC4604320"),
		Names: authors("Kelly", "John R.", "Kennedy", "Paul J.", "Cryan", "John F.", "Dinan", "Timothy G.",
			"Clarke", "Gerard", "Hyland", "Niall P."),
		Dates: map[string]Date{"issued": on(2015, 10, 14)},
	},
	"cdd": {
		ID: "6", Type: "webpage",
		Text: texts("title", "Leaky Gut: what is it and what to do to improve your gut health",
			"container-title", "Center for Digestive Diseases"),
		Names: literal("cdduserlogin"),
		Dates: map[string]Date{"issued": on(2020, 7, 6), "accessed": on(2021, 2, 5)},
	},
	"ipashri": {ID: "article", Type: "article", Text: texts("title", "The Leaky Gut Syndrome"), Names: literal("Ipashri")},

	"book": {
		ID: "7", Type: "book",
		Text: texts("title", "Guts & Glory: 100% of {the} #1_cost in $ ~ a^b \\ c", "edition", "2", "volume", "3",
			"publisher", "Springer", "publisher-place", "Berlin", "ISBN", "978-3-16-148410-0",
			"collection-title", "Lectures", "collection-number", "12"),
		Names: map[string][]Name{
			"author":     {{NonDroppingParticle: "van der", Family: "Berg", Given: "Jan"}, {Family: "King", Given: "Martin Luther", Suffix: "Jr."}},
			"editor":     {{Family: "Rossi", Given: "Ada"}},
			"translator": {{Family: "Müller", Given: "Jörg"}},
		},
		Dates: map[string]Date{"issued": on(2011, 0, 0)},
	},
	"chapter": {
		ID: "8", Type: "chapter",
		Text: texts("title", "The epithelial barrier", "container-title", "Physiology of the Gut", "edition", "Revised",
			"page", "12-34", "publisher", "Elsevier", "chapter-number", "2"),
		Names: map[string][]Name{
			"author": {{Family: "Żółć", Given: "Łucja"}},
			"editor": {{Family: "O'Brien", Given: "D'Arcy"}, {DroppingParticle: "de", Family: "Souza", Given: "Élise-Anne"}},
		},
		Dates: map[string]Date{"issued": {From: Day{Year: 2017}, To: Day{Year: 2018}}},
	},
	"thesis": {
		ID: "9", Type: "thesis",
		Text:  texts("title", "Zonulin in mice", "genre", "Master’s thesis", "publisher", "Charles University", "publisher-place", "Prague"),
		Names: authors("Nováková", "Eva"),
		Dates: map[string]Date{"issued": on(2014, 6, 0)},
	},
	"report": {
		ID: "10", Type: "report",
		Text: texts("title", "Guidelines on sanitation and health", "publisher", "WHO Press", "publisher-place", "Geneva",
			"genre", "WHO report", "number", "2018-7", "keyword", "sanitation, gut health", "language", "en",
			"abstract", "First line.\nSecond\tline.", "note", "Reprinted."),
		Names: literal("World Health Organization and UNICEF"),
		Dates: map[string]Date{"issued": on(2018, 10, 1), "accessed": on(2021, 2, 5)},
	},
	"conference": {
		ID: "11", Type: "paper-conference",
		Text: texts("title", "Permeability revisited", "event-title", "Digestive Disease Week", "event-place", "Chicago, IL"),
		Names: authors("One", "A", "Two", "B", "Three", "C", "Four", "D", "Five", "E", "Six", "F",
			"Seven", "G"),
		Dates: map[string]Date{"issued": {From: Day{2017, 6, 3}, To: Day{2017, 6, 5}}},
	},
	"newspaper": {
		ID: "12", Type: "article-newspaper",
		Text:  texts("title", "“Is your gut leaking?”", "container-title", "The New York Times", "page", "A1"),
		Dates: map[string]Date{"issued": on(2019, 4, 9)},
	},
	"dataset": {
		ID: "13", Type: "dataset",
		Text: texts("title", "Human gut transcriptomes", "publisher", "Zenodo", "version", "2.0.9", "DOI", "doi:10.5281/zenodo.1_2",
			"categories", "biology, medicine", "custom", `{"checked": true, "weight": 1.50}`, "house-number", "7"),
		Names: map[string][]Name{"author": {{Family: "王", Given: "小明"}}, "helper": {{Literal: "Nobody"}}},
		Dates: map[string]Date{"issued": {Literal: "in preparation"}, "verified": on(2020, 0, 0)},
	},
	"title": {ID: "14", Type: "document", Text: texts("title", "Nothing but a title")},
	"empty": {ID: "15"},
}

// texts makes a map of alternating variables and values.
func texts(pairs ...string) map[string]string {
	m := make(map[string]string)
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
}

// authors makes the names of alternating family and given names.
func authors(pairs ...string) map[string][]Name {
	var names []Name
	for i := 0; i < len(pairs); i += 2 {
		names = append(names, Name{Family: pairs[i], Given: pairs[i+1]})
	}
	return map[string][]Name{"author": names}
}

func literal(name string) map[string][]Name { return map[string][]Name{"author": {{Literal: name}}} }

func on(year, month, day int) Date { return Date{From: Day{year, month, day}} }

package csl

import "testing"

// TestAMA holds the lines that the article prints, letter for letter, and one line of each form that the style has.
func TestAMA(t *testing.T) {
	doe := authors("Doe", "Jane")
	for _, test := range []struct {
		name string
		item *Item
		want string
	}{
		{"dictionary", fixtures["editors"], "Editors BD. Tight Junctions. Biology Dictionary. Published April 14, 2017. Accessed February 5, 2021."},
		{"blog", fixtures["md"], "MD MC. Leaky gut: What is it, and what does it mean for you? Harvard Health Blog. Published September 22, 2017. Accessed February 5, 2021."},
		{"journal", fixtures["arrieta"], "Arrieta MC, Bistritz L, Meddings JB. Alterations in intestinal permeability. Gut. 2006;55(10):1512-1520. doi:10.1136/gut.2005.085373"},
		{"electronic pages", fixtures["zhang"], "Zhang B, Verne ML, Fields JZ, Verne GN, Zhou Q. Intestinal Hyperpermeability in Gulf War Veterans with Chronic Gastrointestinal Symptoms. J Clin Gastroenterol. 2019;53(7):e298-e302. doi:10.1097/MCG.0000000000001135"},
		{"six authors", fixtures["kelly"], "Kelly JR, Kennedy PJ, Cryan JF, Dinan TG, Clarke G, Hyland NP. Breaking down the barriers: the gut microbiome, intestinal permeability and stress-related psychiatric disorders. Front Cell Neurosci. 2015;9:392. doi:10.3389/fncel.2015.00392"},
		{"pen name", fixtures["cdd"], "cdduserlogin. Leaky Gut: what is it and what to do to improve your gut health. Center for Digestive Diseases. Published July 6, 2020. Accessed February 5, 2021."},
		{"article itself", fixtures["ipashri"], "Ipashri. The Leaky Gut Syndrome."},

		{"book", fixtures["book"], `van der Berg J, King ML Jr. Guts & Glory: 100% of {the} #1_cost in $ ~ a^b \ c. Rossi A, ed. Müller J, trans. Vol 3. 2nd ed. Springer; 2011.`},
		{"chapter", fixtures["chapter"], "Żółć Ł. The epithelial barrier. In: O'Brien D, de Souza ÉA, eds. Physiology of the Gut. Revised ed. Elsevier; 2017-2018:12-34."},
		{"thesis", fixtures["thesis"], "Nováková E. Zonulin in mice. Master’s thesis. Charles University; 2014."},
		{"report", fixtures["report"], "World Health Organization and UNICEF. Guidelines on sanitation and health. WHO Press; 2018. WHO report 2018-7. Accessed February 5, 2021."},
		{"seven authors", fixtures["conference"], "One A, Two B, Three C, et al. Permeability revisited. Paper presented at: Digestive Disease Week; June 3-5, 2017; Chicago, IL."},
		{"question in quotation marks", fixtures["newspaper"], "“Is your gut leaking?” The New York Times. April 9, 2019:A1."},
		{"dataset", fixtures["dataset"], "王小明. Human gut transcriptomes. Zenodo. Version 2.0.9. in preparation. doi:10.5281/zenodo.1_2"},
		{"only a title", fixtures["title"], "Nothing but a title."},
		{"nothing", fixtures["empty"], ""},

		{"book of an editor", &Item{
			Type: "book", Text: texts("title", "The Gut", "edition", "11th edition", "publisher-place", "Vienna"),
			Names: map[string][]Name{"editor": {{Family: "Doe", Given: "J.-P."}}},
		}, "Doe JP, ed. The Gut. 11th ed. Vienna."},
		{"first edition in words", &Item{Type: "book", Text: texts("title", "The Gut", "edition", "First")}, "The Gut."},
		{"second edition in words", &Item{Type: "book", Text: texts("title", "The Gut", "edition", "Second edition")}, "The Gut. 2nd ed."},
		{"chapter without an author", &Item{
			Type: "chapter", Text: texts("title", "Mucus", "container-title", "The Gut"),
			Names: map[string][]Name{"editor": {{Family: "Doe", Given: "Jane"}, {Family: "Roe", Given: "Ann-Lee"}}},
		}, "Doe J, Roe AL, eds. Mucus. In: The Gut."},
		{"chapter of no book", &Item{
			Type: "chapter", Text: texts("title", "Mucus", "publisher", "Elsevier"), Names: doe,
		}, "Doe J. Mucus. Elsevier."},
		{"printed encyclopedia", &Item{
			Type: "entry-encyclopedia", Text: texts("title", "Gut", "container-title", "Encyclopedia of Biology", "publisher", "Sage", "volume", "2", "edition", "3"),
			Dates: map[string]Date{"issued": on(1999, 0, 0)},
		}, "Gut. In: Encyclopedia of Biology. Vol 2. 3rd ed. Sage; 1999."},
		{"paper in proceedings", &Item{
			Type: "paper-conference", Text: texts("title", "Mucus", "container-title", "Proceedings of GUT 21", "page", "7", "edition", "21"),
			Names: doe, Dates: map[string]Date{"issued": on(2021, 0, 0)},
		}, "Doe J. Mucus. In: Proceedings of GUT 21. 21st ed. 2021:7."},
		{"paper of no known conference", &Item{
			Type: "paper-conference", Text: texts("title", "Mucus"), Names: doe,
		}, "Doe J. Mucus."},
		{"talk", &Item{
			Type: "speech", Text: texts("title", "Mucus!", "event", "GUT 21"), Names: doe, Dates: map[string]Date{"event-date": on(2021, 5, 0)},
		}, "Doe J. Mucus! Presented at: GUT 21; May 2021."},
		{"edition of several words", &Item{Type: "book", Text: texts("title", "Der Darm", "edition", "22., überarb. Aufl.")}, "Der Darm. 22nd überarb ed."},
		{"article number with zeros", &Item{
			Type: "article-journal", Text: texts("title", "Mucus", "container-title", "Gut", "volume", "3", "page", "00123-2019"),
			Dates: map[string]Date{"issued": on(2019, 0, 0)},
		}, "Mucus. Gut. 2019;3:00123-2019."},
		{"patent", &Item{
			Type: "patent", Text: texts("title", "Mucus pump", "number", "6,866,670", "authority", "United States Patent Office"),
			Names: doe, Dates: map[string]Date{"issued": on(2005, 3, 15)},
		}, "Doe J, inventor. Mucus pump. United States patent 6,866,670. March 15, 2005."},
		{"bill", &Item{
			Type: "bill", Text: texts("title", "Mucus Act", "number", "H.R. 22", "authority", "117th Cong."),
			Dates: map[string]Date{"issued": on(2021, 0, 0)},
		}, "Mucus Act, HR 22, 117th Cong (2021)."},
		{"standard", &Item{
			Type: "standard", Text: texts("title", "Probiotics", "publisher", "ISO", "number", "ISO 19344"),
		}, "Probiotics. ISO. Standard ISO 19344."},
		{"preprint", &Item{
			Type: "article", Text: texts("title", "Mucus", "genre", "Preprint", "container-title", "medRxiv", "DOI", "https://dx.doi.org/10.1/x"),
			Names: doe, Dates: map[string]Date{"issued": on(2021, 5, 1)},
		}, "Doe J. Mucus. medRxiv. Preprint posted online May 1, 2021. doi:10.1/x"},
		{"article ahead of print", &Item{
			Type: "article-journal", Text: texts("title", "Mucus", "container-title", "Gut"),
			Dates: map[string]Date{"issued": on(2021, 5, 1), "accessed": on(2021, 5, 2)},
		}, "Mucus. Gut. Published online May 1, 2021. Accessed May 2, 2021."},
		{"supplement", &Item{
			Type: "article-journal", Text: texts("title", "Mucus", "container-title", "Gut", "volume", "4", "issue", "2", "supplement", "1", "page-first", "S3"),
		}, "Mucus. Gut. 4(2 suppl 1):S3."},
		{"magazine with volumes", &Item{
			Type: "article-magazine", Text: texts("title", "Mucus", "container-title", "Nature", "volume", "4", "page", "1 — 2"),
			Dates: map[string]Date{"issued": on(2021, 5, 1)},
		}, "Mucus. Nature. 2021;4:1-2."},
		{"newspaper on the web", &Item{
			Type: "article-newspaper", Text: texts("title", "Mucus", "container-title", "The Guardian", "URL", "https://example.org/"),
			Dates: map[string]Date{"issued": on(2021, 5, 1), "accessed": on(2021, 5, 0)},
		}, "Mucus. The Guardian. May 1, 2021. Accessed May 2021."},
		{"film", &Item{
			Type: "motion_picture", Text: texts("title", "Gut", "publisher", "BBC"),
			Names: map[string][]Name{"director": {{Family: "Doe", Given: "Jane"}}},
			Dates: map[string]Date{"issued": on(2021, 0, 0)},
		}, "Doe J, director. Gut. BBC. Published 2021."},
		{"texts on several lines", &Item{Text: texts("title", " Leaky\n gut\x00 ")}, "Leaky gut."},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.item.AMA(); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestOrdinal(t *testing.T) {
	for number, want := range map[string]string{
		"1": "1st", "2": "2nd", "3": "3rd", "4": "4th", "11": "11th", "12": "12th", "13": "13th", "21": "21st", "112": "112th", "Revised": "Revised",
	} {
		if got := ordinal(number); got != want {
			t.Errorf("ordinal(%q) = %q, want %q", number, got, want)
		}
	}
}

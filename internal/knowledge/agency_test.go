package knowledge_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWhatDOIsGive puts what doi.org answers to a request for CSL-JSON under "sources:", as it is. The works are invented.
func TestWhatDOIsGive(t *testing.T) {
	for file, want := range map[string]struct{ reference, url, passedOver string }{
		"crossref-article.json": {
			"Stride A, Path B Jr; Walking Research Group. Barefoot gait & gravel in R. domesticus: A pilot study. J Inv Gait Stud. 2019;12(suppl 1):S98-S99. doi:10.5555/gait.2019.1",
			"https://doi.org/10.5555/gait.2019.1",
			"author.ORCID, author.affiliation, author.authenticated-orcid, author.sequence, content-domain, created, deposited, funder, indexed, is-referenced-by-count, issn-type, issue-title, journal-issue, license, link, member, prefix, published-online, published-print, reference, reference-count, references-count, relation, resource, score, subject, update-policy",
		},
		"crossref-preprint.json": {
			"Stride A. Shoes before review. walkRxiv. Preprint posted online March 5, 2021. doi:10.5555/2021.03.05.1",
			"https://doi.org/10.5555/2021.03.05.1",
			"accepted, author.affiliation, author.sequence, content-domain, group-title, indexed, institution, posted, reference-count, subtype",
		},
		"crossref-paper.json": {
			"Path B. Slower in company. In: Proceedings of the Invented Walking Conference. Society of Walkers; 2018:7-13. doi:10.5555/iwc.7",
			"https://doi.org/10.5555/iwc.7",
			"author.affiliation, author.sequence, indexed, member, references-count",
		},
		"crossref-retracted.json": {
			"Stride A. Too good to be true. J Inv Gait Stud. 2017;10(2):e12. Retracted. doi:10.5555/gait.2017.12",
			"https://doi.org/10.5555/gait.2017.12",
			"author.affiliation, author.sequence, indexed, updated-by",
		},
		"datacite.json": {
			"Stride A. Steps of a thousand walkers. Invented Archive. Version 1.2. Published 2020. doi:10.5555/steps",
			"https://doi.org/10.5555/steps",
			"copyright",
		},
	} {
		t.Run(file, func(t *testing.T) {
			given, err := os.ReadFile(filepath.Join("testdata/exports", file))
			if err != nil {
				t.Fatal(err)
			}
			text := citing(t, "["+string(given)+"]", 1)
			l, err := load("walking.yaml", text)
			if err != nil {
				t.Fatal(err)
			}
			s := l.Articles()[0].Sources()[0]
			if d := cmp.Diff(want.reference, s.AMA()); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
			if s.URL() != want.url {
				t.Errorf("the address is %s", s.URL())
			}
			var keys []string
			for _, p := range problemsOf(t, "walking.yaml", text) {
				if p.Rule == "foreign-keys" {
					keys = append(keys, strings.TrimPrefix(p.Remedy, "they are passed over and can be removed: "))
				}
			}
			if d := cmp.Diff([]string{want.passedOver}, keys); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

// Mendeley writes every part of a name, and PubMed when an article was first online.
func TestWhatOtherProgramsAdd(t *testing.T) {
	text := citing(t, `[{"id": "pmid:1", "type": "article-journal", "title": "Slow.", "container-title-short": "J Inv Gait Stud", "issued": {"date-parts": [[2019]]},
  "epub-date": {"date-parts": [[2018, 12, 1]]}, "volume": "1", "page": "12-5",
  "author": [{"family": "Path", "given": "Bo", "dropping-particle": "", "non-dropping-particle": "", "suffix": "", "parse-names": false}]}]`, 1)
	l, err := load("walking.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := l.Articles()[0].Sources()[0].AMA(), "Path B. Slow. J Inv Gait Stud. 2019;1:12-15."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A word that an agency and a person may both write makes no agency's item, so a slip of the person is told.
func TestOneForeignWordIsASlip(t *testing.T) {
	for key, want := range map[string]string{"link: https://example.org/2": "unknown-key", "autor: Nobody": "unknown-key"} {
		text := change(t, walking(t), "    URL: https://example.org/2\n", "    "+key+"\n")
		if _, err := load("walking.yaml", text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", key, err)
		}
	}
}

func TestRetracted(t *testing.T) {
	for edit, want := range map[string]bool{
		"title: Shoes and snails": false, "title: Shoes and snails\n    status: Published": false,
		"title: Shoes and snails\n    status: retracted":     true,
		"title: \"RETRACTED: Shoes and snails\"":             true,
		"title: \"[Retracted] Shoes and snails\"":            true,
		"title: Retracted articles and what becomes of them": false,
	} {
		l, err := load("walking.yaml", change(t, walking(t), "title: Shoes and snails", edit))
		if err != nil {
			t.Fatal(err)
		}
		s := l.Articles()[0].Sources()[1]
		if s.Retracted() != want {
			t.Errorf("%s: %v", edit, s.Retracted())
		}
		for format, text := range map[string]string{"AMA": s.AMA(), "Short": s.Short(), "BibTeX": s.BibTeX(), "RIS": s.RIS(), "CSL-JSON": s.CSLJSON()} {
			if want && !strings.Contains(strings.ToLower(text), "retracted") {
				t.Errorf("%s does not say that it was retracted: %s", format, text)
			}
		}
	}
}

// TestDOIForms checks each form of a DOI against the loader and against the schema.
func TestDOIForms(t *testing.T) {
	pattern := schemaPattern(t, "DOI")
	for doi, want := range map[string]string{
		"10.9999/invented.2":                            "10.9999/invented.2",
		"10.1000.10/invented":                           "10.1000.10/invented",
		"https://doi.org/10.9999/invented.2":            "10.9999/invented.2",
		"http://dx.doi.org/10.9999/invented.2":          "10.9999/invented.2",
		"doi.org/10.9999/invented.2":                    "10.9999/invented.2",
		"doi:10.9999/invented.2":                        "10.9999/invented.2",
		"DOI 10.9999/invented.2":                        "10.9999/invented.2",
		"10.9999/invented.2.":                           "10.9999/invented.2",
		"10.9999/invented.2,":                           "10.9999/invented.2",
		"10.9999/inv(19)2;":                             "10.9999/inv(19)2",
		"10.9999/(inv)":                                 "10.9999/(inv)",
		"10.9999/inv)":                                  "10.9999/inv",
		"https://doi.org/10.9999/%28SICI%291:2%3C3%3E4": "10.9999/(SICI)1:2<3>4",
		"10.9999/(SICI)1:2&lt;3::AID&gt;4":              "10.9999/(SICI)1:2<3::AID>4",
		"10/gf5x":                                       "10/gf5x",
		"https://doi.org/gf5x":                          "10/gf5x",
		"none":                                          "",
		"10.9999":                                       "",
		"gf5x":                                          "",
		"https://example.org/10.9999/x":                 "",
	} {
		l, err := load("walking.yaml", change(t, walking(t), "DOI: 10.9999/invented.2\n    URL: https://example.org/2", "doi: \""+doi+"\""))
		got := ""
		if err == nil {
			_, got, _ = strings.Cut(l.Articles()[0].Sources()[1].AMA(), "doi:")
		}
		if got != want {
			t.Errorf("%q gives %q, want %q (%v)", doi, got, want, err)
		}
		if pattern.MatchString(doi) != (want != "") {
			t.Errorf("the schema takes %q: %v", doi, pattern.MatchString(doi))
		}
	}
}

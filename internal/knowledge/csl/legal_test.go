package csl

import (
	"strings"
	"testing"
)

// TestExportsOfLaw holds what a case and a law are found by to the exports, in the words of the reference.
func TestExportsOfLaw(t *testing.T) {
	ruling := &Item{
		Type:  "legal_case",
		Text:  texts("title", "Gut v. State", "container-title", "F. Supp. 2d", "volume", "110", "page", "295", "authority", "S.D.N.Y."),
		Dates: map[string]Date{"issued": on(2000, 6, 1)},
	}
	law := &Item{Type: "legislation", Text: texts("title", "Gut Act", "container-title", "U.S.C.", "volume", "21", "section", "2201")}
	preprint := &Item{Type: "article", Text: texts("title", "Gut", "publisher", "medRxiv")}
	for _, test := range []struct {
		export string
		lines  []string
	}{
		{ruling.RIS(), []string{"T2  - F Supp 2d", "VL  - 110", "SP  - 295", "PB  - SDNY"}},
		{ruling.BibTeX(), []string{"howpublished = {F Supp 2d}", "publisher = {SDNY}"}},
		{law.RIS(), []string{"T2  - USC", "SE  - 2201"}},
		{law.BibTeX(), []string{"number = {§2201}"}},
		{preprint.RIS(), []string{"M3  - Preprint"}},
		{preprint.BibTeX(), []string{"type = {Preprint}"}},
	} {
		for _, line := range test.lines {
			if !strings.Contains(test.export, line) {
				t.Errorf("there is no %q in\n%s", line, test.export)
			}
		}
	}
}

package csl

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzFormats prints items of any texts in every format. Nothing may panic, BibTeX's braces must balance, every RIS line
// must have its form, and CSL-JSON must give the same texts back.
func FuzzFormats(f *testing.F) {
	f.Add(0, "Leaky {gut}: \\% & \"more\"?", "Arrieta", "Marie-Claire", "10.1136/gut.2005.085373", "1512–1520", 2006, 10, 9)
	f.Add(12, "}{\r\nER  - \r\nTY  - JOUR", "and", ",", "doi: {", "-", 2017, 2, 0)
	f.Add(30, "\x00\u2028\xff\u0301", "\u0301", "'", "%7B\\", "\u2010", 0, 0, 0)
	f.Fuzz(func(t *testing.T, kind int, title, family, given, link, page string, year, month, day int) {
		it := &Item{
			ID:   family,
			Type: Types[uint(kind)%uint(len(Types))],
			Text: map[string]string{
				"title": title, "container-title": family, "publisher": given, "DOI": link, "URL": link, "page": page, "edition": page,
				"volume": page, "issue": page, "number": page, "keyword": title, "note": title, "genre": given, "event-title": family, "version": page,
			},
			Names: map[string][]Name{
				"author": {{Family: family, Given: given, Suffix: page}, {Literal: title}},
				"editor": {{Given: given, DroppingParticle: title, NonDroppingParticle: link}},
			},
			Dates: map[string]Date{"issued": {Literal: page}, "accessed": {Literal: title}},
		}
		if d, err := FromParts([][]int{{year, month, day}}); err == nil {
			it.Dates["issued"] = d
		}
		if d, err := ParseDate(page); err == nil {
			it.Dates["accessed"] = d
		}

		if line := it.AMA() + it.Short(); strings.ContainsAny(line, "\r\n") {
			t.Errorf("several lines: %q", line)
		}
		checkBalanced(t, it.BibTeX())
		checkRISForm(t, "fuzzed", it.RIS())
		decodeItem(t, it)
		if utf8.ValidString(title + "." + family + "." + given + "." + link + "." + page) { // JSON holds no invalid bytes
			checkKept(t, it)
		}
	})
}

// checkBalanced counts braces as BibTeX does, for which a backslash before a brace changes nothing, and wants the last
// brace, and no other, to end the entry.
func checkBalanced(t *testing.T, entry string) {
	t.Helper()
	depth := 0
	for i, r := range entry {
		switch r {
		case '{':
			depth++
		case '}':
			depth--
			if (depth == 0) != (i == len(entry)-len("}\n")) {
				t.Fatalf("the braces do not balance: depth %d before %q", depth, entry[i+1:])
			}
		}
	}
}

package csl

import (
	"encoding/json"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// TestCitationJS reads RIS and BibTeX with citation.js, a reader that knows nothing of this package, and finds the item's
// values in what it read. No Go library that reads RIS was found.
//
// Node 20 does the reading. The directory that holds citation.js is named by the environment variable CITATION_JS, and
// is made outside of the repository with
//
//	npm install --prefix "$CITATION_JS" @citation-js/core@0.8.2 @citation-js/plugin-ris@0.8.2 @citation-js/plugin-bibtex@0.8.2
func TestCitationJS(t *testing.T) {
	dir := os.Getenv("CITATION_JS")
	if dir == "" {
		t.Skip("CITATION_JS is not set: to check RIS and BibTeX with another reader, install citation.js as this test's comment says and set CITATION_JS to its directory")
	}
	var names []string
	var ris, bib strings.Builder
	for name, it := range fixtures {
		names = append(names, name)
		ris.WriteString(it.RIS())
		bib.WriteString(it.BibTeX())
	}
	for format, text := range map[string]string{"@ris/file": ris.String(), "@bibtex/text": bib.String()} {
		for i, read := range citationJS(t, dir, format, text) {
			t.Run(names[i]+format, func(t *testing.T) {
				if got, want := read.values(), valuesOf(fixtures[names[i]]); got != want {
					t.Errorf("got  %+v\nwant %+v\nfrom %s", got, want, text)
				}
			})
		}
	}
}

// citationJS reads a text of a format and returns the items in it.
func citationJS(t *testing.T, dir, format, text string) []readItem {
	t.Helper()
	const script = `
		const { plugins } = require('@citation-js/core')
		require('@citation-js/plugin-ris')
		require('@citation-js/plugin-bibtex')
		const text = require('fs').readFileSync(0, 'utf8')
		console.log(JSON.stringify(plugins.input.chain(text, { forceType: process.argv[1] })))`
	node := exec.Command("node", "-e", script, format)
	node.Dir = dir // where node looks for citation.js
	node.Stdin = strings.NewReader(text)
	node.Stderr = os.Stderr
	out, err := node.Output()
	if err != nil {
		t.Fatalf("%s with citation.js of %s: %v", format, dir, err)
	}
	var items []readItem
	if err := json.Unmarshal(out, &items); err != nil {
		t.Fatalf("%s: %v in %s", format, err, out)
	}
	if len(items) != len(fixtures) {
		t.Fatalf("%s: %d items were read of %d", format, len(items), len(fixtures))
	}
	return items
}

// readItem is an item as citation.js reads it.
type readItem struct {
	Title  string
	Author []jsonName
	Issued struct {
		Parts [][]int `json:"date-parts"`
	}
	DOI, Volume, Issue, Page string
}

func (r readItem) values() values {
	it := &Item{Names: map[string][]Name{"author": nil}, Text: texts("title", r.Title, "DOI", r.DOI, "volume", r.Volume, "issue", r.Issue, "page", r.Page)}
	for _, n := range r.Author {
		it.Names["author"] = append(it.Names["author"], Name(n))
	}
	v := valuesOf(it)
	if len(r.Issued.Parts) > 0 && r.Issued.Parts[0][0] != 0 {
		v.year = strconv.Itoa(r.Issued.Parts[0][0])
	}
	return v
}

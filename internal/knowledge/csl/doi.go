package csl

import (
	"html"
	"net/url"
	"regexp"
	"strings"
)

// resolver matches what people and programs put before a DOI.
var resolver = regexp.MustCompile(`^(?i:(?:https?://)?(?:www\.|dx\.)?doi\.org/|doi\s*:?\s*)+`)

// shortDOI matches what is left of a link to a short DOI, which stands for the long one: https://doi.org/gf5x.
var shortDOI = regexp.MustCompile(`^[A-Za-z0-9]{3,}$`)

// BareDOI is a DOI without the link or the label that it may come with, and without the end of the sentence that it may
// have been copied from: a stop, a quotation mark, a bracket that was never opened. The result need not be a DOI.
func BareDOI(s string) string {
	s = strings.TrimLeft(entity.ReplaceAllStringFunc(oneLine(s), html.UnescapeString), "<([{\"'“ ")
	bare := resolver.ReplaceAllString(s, "")
	if bare != s {
		if shortDOI.MatchString(bare) {
			return "10/" + bare
		}
		if decoded, err := url.PathUnescape(bare); err == nil { // a link cannot hold every character of a DOI as it is
			bare = oneLine(decoded)
		}
	}
	for bare != "" {
		cut := strings.TrimRight(bare, ".,;:?…'\"’”» ")
		for _, pair := range []string{"()", "[]", "{}", "<>"} {
			if strings.HasSuffix(cut, pair[1:]) && strings.Count(cut, pair[:1]) < strings.Count(cut, pair[1:]) {
				cut = cut[:len(cut)-1]
			}
		}
		if cut == bare {
			break
		}
		bare = cut
	}
	return bare
}

func (it *Item) doi() string { return BareDOI(it.Text["DOI"]) }

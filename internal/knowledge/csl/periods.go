package csl

import (
	"regexp"
	"strings"
)

// abbreviation matches a stop that ends an abbreviation, with the spaces behind it: one at the end of a text or word, or
// before a capital or a number. The stops of "arXiv.org" and "Web 2.0" are none.
var abbreviation = regexp.MustCompile(`(\p{L})\.(\s+|$|(\p{Lu}|\d))`)

// joined matches such a stop before a mark that needs no space: "Physiol.-Liver", "(Oxf.)".
var joined = regexp.MustCompile(`(\p{L})\.([-–)\],:;/])`)

// initialism matches single capitals with stops that belong together: "U.S.A.", and "N.W.2d" of a law reporter.
var initialism = regexp.MustCompile(`(^|[\s(])((?:\p{Lu}\.){2,}(?:\d\p{Ll}+)?|\p{Lu}\.\d\p{Ll}+)`)

// withoutPeriods is an abbreviated title as AMA prints it, without the stops of its abbreviations: "J. Clin. Gut Res." becomes
// "J Clin Gut Res".
func withoutPeriods(title string) string {
	title = initialism.ReplaceAllStringFunc(title, func(s string) string { return strings.ReplaceAll(s, ".", "") })
	title = joined.ReplaceAllString(title, "$1$2")
	for abbreviation.MatchString(title) { // again, for the letter before one stop may be the capital behind another
		title = abbreviation.ReplaceAllString(title, "$1 $3")
	}
	return strings.TrimSpace(oneLine(title))
}

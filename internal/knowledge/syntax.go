package knowledge

import (
	"bytes"
	"regexp"
	"slices"
	"sort"
	"strings"

	"gopkg.in/yaml.v3"
)

// syntax reports what the parser of YAML cannot read. Its own line is often that of the block around the mistake, so the
// place reported is the last line of the shortest beginning of the file that fails in the same way.
func (r *reader) syntax(data []byte, err error) {
	message := yamlMessage(err)
	lines := bytes.SplitAfter(data, []byte("\n"))
	at := sort.Search(len(lines)-1, func(i int) bool {
		dec := yaml.NewDecoder(bytes.NewReader(bytes.Join(lines[:i+1], nil)))
		var err error
		for err == nil {
			err = dec.Decode(new(yaml.Node))
		}
		return yamlMessage(err) == message
	})
	if found := r.typosIn(at + 1); len(found) > 0 {
		r.problems = append(r.problems, found...)
		return
	}
	remedy := "look at this line and the one before it for a missing quote, colon or space"
	if i := slices.IndexFunc(knownSyntax, func(k syntaxRemedy) bool { return strings.HasPrefix(message, k.message) }); i >= 0 {
		remedy = knownSyntax[i].remedy
	}
	r.reportAt(r.placeAt(at+1, 1), yamlSyntax, "this is not YAML: "+clip(message), remedy)
}

var yamlPrefix = regexp.MustCompile(`^yaml: (line \d+: )?`)

// yamlMessage is what the parser of YAML says, without its line.
func yamlMessage(err error) string { return yamlPrefix.ReplaceAllString(err.Error(), "") }

// knownSyntax says what to do about the mistakes that people make most, for those who do not know YAML's words. The first
// that fits is taken.
var knownSyntax = []syntaxRemedy{
	{"mapping values are not allowed", "put quotes around a text that has a colon in it, and begin this line where its neighbours begin"},
	{"found character that cannot start any token", "indent with spaces, not with tabs, and put quotes around a text that starts with @, % or `"},
	{"found unexpected end of stream", "a quote that opens on this line is not closed"},
	{"did not find expected ','", "a bracket that opens on this line is not closed, or a comma is missing"},
	{"did not find expected alphabetic", "put quotes around a text that starts with * or &"},
	{"did not find expected", "begin this line where its neighbours begin, and look in it and in the one before it for a missing or spare quote, bracket or colon"},
	{"could not find expected ':'", "this line or the one before it has no colon after its key; a pasted list that starts with [ goes behind the colon: sources: ["},
	{"unknown anchor", "put quotes around a text that starts with *"},
	{"control characters are not allowed", "this line has a character that cannot be seen; type the line again"},
}

type syntaxRemedy struct{ message, remedy string }

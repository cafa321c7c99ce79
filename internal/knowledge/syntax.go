package knowledge

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

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
	if found := r.typosIn(at+1, func(int) bool { return true }); len(found) > 0 {
		r.problems = append(r.problems, found...)
		return
	}
	if line, column, cause, remedy := r.causeAbove(at, message); line > 0 {
		r.reportAt(r.placeAt(line, column), yamlSyntax, cause, remedy)
		return
	}
	remedy := "look at this line and the one before it for a missing quote, colon or space"
	if i := slices.IndexFunc(knownSyntax, func(k syntaxRemedy) bool { return strings.HasPrefix(message, k.message) }); i >= 0 {
		remedy = knownSyntax[i].remedy
	}
	r.reportAt(r.placeAt(at+1, 1), yamlSyntax, "this is not YAML: "+clip(message), remedy)
}

// causeAbove looks at the line of which the parser complains, and at the one above, for a label that has no colon and for a "#"
// that ends a text that goes on. index is that of the line. The result's line is 0 where neither is found.
func (r *reader) causeAbove(index int, message string) (line, column int, cause, remedy string) {
	above := index - 1
	for above >= 0 && strings.TrimSpace(r.lines[above]) == "" {
		above--
	}
	lines := []int{above} // of which the parser has not complained
	if strings.HasPrefix(message, "could not find expected ':'") {
		lines = []int{index, above}
	}
	for _, i := range lines {
		if i < 0 {
			continue
		}
		if m := noColon().FindStringSubmatchIndex(r.lines[i]); m != nil {
			return i + 1, m[2] + 1, fmt.Sprintf("a colon is missing after %q", r.lines[i][m[2]:m[3]]), fmt.Sprintf("write \"%s: \"", r.lines[i][m[2]:m[3]])
		}
	}
	if above >= 0 && strings.HasPrefix(message, "did not find expected key") && openingAt(0, strings.TrimSpace(r.lines[index])).key == "" {
		if m := cutsText.FindStringSubmatchIndex(r.lines[above]); m != nil {
			return above + 1, utf8.RuneCountInString(r.lines[above][:m[2]]) + 1, `the "#" begins a remark, so that the text ends before it`, "put quotes around the whole text"
		}
	}
	return 0, 0, "", ""
}

// noColon matches a label that has something else for its colon, or nothing.
var noColon = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*(?:-\s+)?(` + strings.Join(knownKeys(), "|") + `)(?:\s*[=;.]|\s+[^\s:]|\s*$)`)
})

var cutsText = regexp.MustCompile(`^[^"']*\s(#)`)

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
	{"did not find expected node content", "look on this line for a comma too many, or for a bracket or a quote that closes and was not opened"},
	{"did not find expected <document start>", `remove the line that begins with "%"`},
	{"found incompatible YAML document", `remove the line that begins with "%"`},
	{"found a tab", "delete the tab at the start of this line"},
	{"found unknown escape character", `a \ in double quotes changes the letter behind it; write \\, or use single quotes (') around the text`},
	{"block sequence entries are not allowed", "put quotes around a text that begins with a dash, or begin a list on a line of its own"},
	{"mapping keys are not allowed", "put quotes around a text that begins with a question mark"},
	{"did not find expected alphabetic", "put quotes around a text that starts with * or &"},
	{"did not find expected", "begin this line where its neighbours begin, and look in it and in the one before it for a missing or spare quote, bracket or colon"},
	{"could not find expected ':'", "this line or the one before it has no colon after its key; a pasted list that starts with [ goes behind the colon: sources: ["},
	{"unknown anchor", "put quotes around a text that starts with *"},
	{"control characters are not allowed", "this line has a character that cannot be seen; type the line again"},
}

type syntaxRemedy struct{ message, remedy string }

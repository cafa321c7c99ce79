package knowledge

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// A slip is a mistake of typing for which YAML has no words, or which it takes for something else a few lines further down.
// Slips are looked for only in a file that has problems, and outside of folded texts, where nothing is a slip.
type slip struct {
	at   *regexp.Regexp // the place is where the first group begins
	said string
}

// slips are compiled when the first problem is met: a bot whose files are sound never needs them.
var slips = sync.OnceValue(func() []slip {
	const (
		space  = `[\x{a0}\x{2000}-\x{200b}\x{202f}\x{205f}\x{3000}\x{feff}]` // what looks like a space to people, and not to YAML
		bullet = `[•–—−·●▪◦‣∙－]|\*\s`
	)
	entry, key := `^\s*(?:-\s+)*`, `(?:`+strings.Join(knownKeys(), "|")+`)`
	all := []slip{
		{nil, "a tab stands where YAML wants spaces; delete it and press the space bar"},
		{nil, "a space that is not the ordinary one (often a no-break space) stands here; delete it and press the space bar"},
		{nil, "an entry of a list begins with a hyphen and a space (\"- \"); write them in place of this character"},
		{nil, "a space is missing after the dash; write \"- \""},
		{nil, "a space is missing after the colon; write \": \""},
		{nil, "curly quotes are no quotes to YAML; write straight ones (\") around this text"},
		{nil, "put quotes around a text that begins with { or ["},
		{nil, "the text goes on after this quote, which closes it; put the other kind of quotes around the whole text (\" or ')"},
		{nil, "the \"#\" begins a remark, so that the bracket is not closed; put quotes around the text that has a # in it"},
	}
	for i, pattern := range []string{
		`^ *(?:- *)?(\t)\s*[^\s#]`,
		`^\s*(?:-\s*)?(?:[\w-]+:\s*)?(` + space + `)`,
		`^\s*(` + bullet + `)`,
		`^\s*(-)["']?` + key + `["']?:(?:\s|$)`,
		entry + `(?:` + key + `:\s+)?(?:[^"']*[{,]\s*)?(` + key + `:)[^\s/]`,
		entry + `(?:[\w-]+:\s+)?([“”„‘‚’«»]).*(?::\s|\s#)`,
		entry + `(?:[\w-]+:\s+)?(\{[^{}]*\}|\[[^\[\]]*\])\s*[^\s#,\]}:]`,
		entry + `(?:[\w-]+:\s+)?(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)(["'])\s*[^\s"',\]}#:]`,
		`^[^"'#]*[\[{][^"'\]}#]*\s(#).*[\]}]`,
	} {
		all[i].at = regexp.MustCompile(pattern)
	}
	return all
})

// knownKeys returns every key of the format, each once.
func knownKeys() []string {
	var names []string
	var walk func(s *shape)
	walk = func(s *shape) {
		for _, k := range s.keys {
			names = append(names, k.name)
			walk(k.shape)
		}
		for _, o := range s.options {
			walk(o)
		}
		if s.item != nil {
			walk(s.item)
		}
	}
	walk(fileShape)
	slices.Sort(names)
	return slices.Compact(names)
}

// maxSlipLine is how many bytes a line may have that is looked through for slips; people type shorter ones.
const maxSlipLine = 5000

// slipsIn returns the slips of the first n lines, as problems.
func (r *reader) slipsIn(lines [][]byte, n int) Problems {
	found := &reader{file: r.file}
	text := folded{}
	for i, line := range lines[:min(n, len(lines))] {
		line = bytes.TrimRight(line, "\r\n")
		if text.holds(line) || len(line) > maxSlipLine {
			continue
		}
		for _, s := range slips() {
			if m := s.at.FindSubmatchIndex(line); m != nil {
				found.report(&yaml.Node{Line: i + 1, Column: utf8.RuneCount(line[:m[2]]) + 1}, "yaml-syntax", "%s", s.said)
				break
			}
		}
	}
	if line, column := openQuote(lines); line > 0 && line <= n {
		found.report(&yaml.Node{Line: line, Column: column}, "yaml-syntax", "a quote opens here and is not closed on its line; close it, or remove it")
	}
	found.problems.Sort()
	return found.problems
}

// folded knows the lines that belong to a text after ">" or "|".
type folded struct {
	in     bool
	indent int
}

var foldedMark = regexp.MustCompile(`(?:^|[:-])\s+[>|][-+0-9]*\s*(?:#.*)?$`)

func (f *folded) holds(line []byte) bool {
	indent := len(line) - len(bytes.TrimLeft(line, " "))
	if f.in && (indent > f.indent || len(bytes.TrimSpace(line)) == 0) {
		return true
	}
	f.in, f.indent = foldedMark.Match(line), indent
	return false
}

var beginsEntry = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*(?:-\s+)*["']?(?:` + strings.Join(knownKeys(), "|") + `)["']?:(?:\s|$)`)
})

// openQuote returns the place of the first quote that is still open where the next entry or the end of the file comes; 0, 0
// if there is none.
func openQuote(lines [][]byte) (line, column int) {
	var quote byte // 0 outside of quotes
	text := folded{}
	for i, b := range lines {
		b = bytes.TrimRight(b, "\r\n")
		if quote == 0 && text.holds(b) {
			continue
		}
		if quote != 0 && beginsEntry().Match(b) {
			return line, column
		}
		for j := 0; j < len(b); j++ {
			switch c := b[j]; {
			case quote == '"' && c == '\\':
				j++
			case quote == '\'' && bytes.HasPrefix(b[j:], []byte("''")):
				j++
			case c == quote:
				quote = 0
			case quote == 0 && c == '#' && (j == 0 || b[j-1] == ' '):
				j = len(b)
			case quote == 0 && (c == '"' || c == '\'') && opensText(b[:j]):
				quote, line, column = c, i+1, utf8.RuneCount(b[:j])+1
			}
		}
	}
	if quote == 0 {
		return 0, 0
	}
	return line, column
}

// opensText reports whether a quote that comes after these characters of its line begins a text.
func opensText(before []byte) bool {
	trimmed := bytes.TrimRight(before, " ")
	if len(trimmed) == 0 {
		return true
	}
	last := trimmed[len(trimmed)-1]
	return strings.IndexByte("[{,", last) >= 0 || len(trimmed) < len(before) && (last == ':' || last == '-')
}

// preferSlips puts slips in the place of the problems of their lines: they are the cause of those.
func (r *reader) preferSlips(data []byte) {
	if len(r.problems) == 0 {
		return
	}
	lines := bytes.SplitAfter(data, []byte("\n"))
	slipAt := map[int]Problem{}
	for _, p := range r.slipsIn(lines, len(lines)) {
		slipAt[p.Line] = p
	}
	told := map[int]bool{}
	var kept Problems
	for _, p := range r.problems {
		slip, ok := slipAt[p.Line]
		switch {
		case !ok:
			kept = append(kept, p)
		case !told[p.Line]:
			told[p.Line] = true
			kept = append(kept, slip)
		}
	}
	r.problems = kept
}

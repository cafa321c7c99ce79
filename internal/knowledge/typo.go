package knowledge

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// A typo is a mistake of typing for which YAML has no words, or which it takes for something else a few lines further down.
// Typos are looked for only in a file that has problems, and outside of folded texts, where nothing is one.
type typo struct {
	pattern         *regexp.Regexp // the place is where its first group begins
	message, remedy string
}

// typos are compiled when the first problem is met: a bot whose files are sound never needs them.
var typos = sync.OnceValue(func() []typo {
	const (
		space  = `[\x{a0}\x{2000}-\x{200b}\x{202f}\x{205f}\x{3000}\x{feff}]` // what looks like a space to people, and not to YAML
		bullet = `[•–—−·●▪◦‣∙－]|\*\s`
		entry  = `^\s*(?:-\s+)*`
		anyKey = `(?:[\w-]+:\s+)?`
	)
	key := `(?:` + strings.Join(knownKeys(), "|") + `)`
	var all []typo
	for _, t := range []struct{ pattern, message, remedy string }{
		{`^ *(?:- *)?(\t)\s*[^\s#]`,
			"a tab stands where YAML wants spaces", "delete it and press the space bar"},
		{`^\s*(?:-\s*)?(?:[\w-]+:\s*)?(` + space + `)`,
			"a space that is not the ordinary one (often a no-break space) stands here", "delete it and press the space bar"},
		{`^\s*(` + bullet + `)`,
			`an entry of a list begins with a hyphen and a space ("- ")`, "write them in place of this character"},
		{`^\s*(-)["']?` + key + `["']?:(?:\s|$)`,
			"a space is missing after the dash", `write "- "`},
		{entry + `(?:` + key + `:\s+)?(?:[^"']*[{,]\s*)?(` + key + `:)[^\s/]`,
			"a space is missing after the colon", `write ": "`},
		{entry + anyKey + `([“”„‘‚’«»]).*(?::\s|\s#)`,
			"curly quotes are no quotes to YAML", `write straight ones (") around this text`},
		{entry + anyKey + `(\{[^{}]*\}|\[[^\[\]]*\])\s*[^\s#,\]}:]`,
			"this text begins with { or [, which is a group or a list to YAML", "put quotes around it"},
		{entry + anyKey + `(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)(["'])\s*[^\s"',\]}#:]`,
			"the text goes on after this quote, which closes it", `put the other kind of quotes around the whole text (" or ')`},
		{`^[^"'#]*[\[{][^"'\]}#]*\s(#).*[\]}]`,
			`the "#" begins a remark, so that the bracket is not closed`, "put quotes around the text that has a # in it"},
	} {
		all = append(all, typo{regexp.MustCompile(t.pattern), t.message, t.remedy})
	}
	return all
})

// knownKeys returns every key of the format, each once.
func knownKeys() []string {
	names := fileShape.allNames()
	slices.Sort(names)
	return slices.Compact(names)
}

// allNames returns the keys of a shape and of the shapes in it.
func (s *shape) allNames() []string {
	names := s.names()
	parts := slices.Clone(s.options)
	for _, k := range s.keys {
		parts = append(parts, k.shape)
	}
	if s.item != nil {
		parts = append(parts, s.item)
	}
	for _, part := range parts {
		names = append(names, part.allNames()...)
	}
	return names
}

// maxTypoLine is how many bytes a line may have that is looked through for typos; people type shorter ones.
const maxTypoLine = 5000

// typosIn returns the typos of the first n lines, as problems.
func (r *reader) typosIn(n int) Problems {
	n = min(n, len(r.lines))
	found := &reader{file: r.file, lines: r.lines}
	text := foldedText{}
	for i, line := range r.lines[:n] {
		line = strings.TrimRight(line, "\r")
		if text.holds(line) || len(line) > maxTypoLine {
			continue
		}
		for _, t := range typos() {
			if m := t.pattern.FindStringSubmatchIndex(line); m != nil {
				found.reportAt(r.placeAt(i+1, utf8.RuneCountInString(line[:m[2]])+1), yamlSyntax, t.message, t.remedy)
				break
			}
		}
	}
	if line, column := openQuote(r.lines); line > 0 && line <= n {
		found.reportAt(r.placeAt(line, column), yamlSyntax, "a quote opens here and is not closed on its line", "close it, or remove it")
	}
	found.problems.Sort()
	return found.problems
}

// foldedText finds the lines that belong to a text after ">" or "|".
type foldedText struct {
	in     bool
	indent int
}

var foldedMark = regexp.MustCompile(`(?:^|[:-])\s+[>|][-+0-9]*\s*(?:#.*)?$`)

// holds reports whether the next line belongs to such a text.
func (f *foldedText) holds(line string) bool {
	indent := len(line) - len(strings.TrimLeft(line, " "))
	if f.in && (indent > f.indent || len(strings.TrimSpace(line)) == 0) {
		return true
	}
	f.in, f.indent = foldedMark.MatchString(line), indent
	return false
}

var beginsEntry = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*(?:-\s+)*["']?(?:` + strings.Join(knownKeys(), "|") + `)["']?:(?:\s|$)`)
})

// openQuote returns the place of the first quote that is still open where the next entry or the end of the file comes; 0, 0
// if there is none.
func openQuote(lines []string) (line, column int) {
	var quote byte // 0 outside of quotes
	text := foldedText{}
	for i, b := range lines {
		b = strings.TrimRight(b, "\r")
		if quote == 0 && text.holds(b) {
			continue
		}
		if quote != 0 && beginsEntry().MatchString(b) {
			return line, column
		}
		for j := 0; j < len(b); j++ {
			switch c := b[j]; {
			case quote == '"' && c == '\\':
				j++
			case quote == '\'' && strings.HasPrefix(b[j:], "''"):
				j++
			case c == quote:
				quote = 0
			case quote == 0 && c == '#' && (j == 0 || b[j-1] == ' '):
				j = len(b)
			case quote == 0 && (c == '"' || c == '\'') && opensText(b[:j]):
				quote, line, column = c, i+1, utf8.RuneCountInString(b[:j])+1
			}
		}
	}
	if quote == 0 {
		return 0, 0
	}
	return line, column
}

// opensText reports whether a quote that comes after these characters of its line begins a text.
func opensText(before string) bool {
	trimmed := strings.TrimRight(before, " ")
	if len(trimmed) == 0 {
		return true
	}
	last := trimmed[len(trimmed)-1]
	return strings.IndexByte("[{,", last) >= 0 || len(trimmed) < len(before) && (last == ':' || last == '-')
}

// preferTypos puts typos in the place of the problems of their lines: they are the cause of those.
func (r *reader) preferTypos() {
	if len(r.problems) == 0 {
		return
	}
	typoAt := map[int]Problem{}
	for _, p := range r.typosIn(len(r.lines)) {
		typoAt[p.Line] = p
	}
	reported := map[int]bool{}
	var causes Problems
	for _, p := range r.problems {
		typo, ok := typoAt[p.Line]
		switch {
		case !ok:
			causes = append(causes, p)
		case !reported[p.Line]:
			reported[p.Line] = true
			causes = append(causes, typo)
		}
	}
	r.problems = causes
}

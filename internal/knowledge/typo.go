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
	sign            string         // characters of which every line with the typo has one
	pattern         *regexp.Regexp // the place is where its first group begins
	message, remedy string
}

// typos are compiled when the first problem is met: a bot whose files are sound never needs them.
var typos = sync.OnceValue(func() []typo {
	const (
		// what looks like a space to people, and not to YAML
		spaces  = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"
		space   = "[" + spaces + "]"
		bullets = "•–—−·●▪◦‣∙－"
		bullet  = "[" + bullets + `]|\*\s`
		curly   = "“”„‘‚’«»"
		entry   = `^\s*(?:-\s+)*`
		anyKey  = `(?:[\w-]+:\s+)?`
	)
	key := `(?:` + strings.Join(knownKeys(), "|") + `)`
	var all []typo
	for _, t := range []struct{ sign, pattern, message, remedy string }{
		{"\t", `^ *(?:- *)?(\t)\s*[^\s#]`,
			"a tab stands where YAML wants spaces", "delete it and press the space bar"},
		{spaces, `(?:^\s*|[\[{,:]\s*|^\s*-\s*|[:-]\s+[>|][-+]?|^\s*(?:-\s+)?["']?` + key + `["']?)(` + space + `)`,
			"a space that is not the ordinary one (often a no-break space) stands here", "delete it and press the space bar"},
		{bullets + "*", `^\s*(` + bullet + `)`,
			`an entry of a list begins with a hyphen and a space ("- ")`, "write them in place of this character"},
		{"-", `^\s*(-)["']?` + key + `["']?:(?:\s|$)`,
			"a space is missing after the dash", `write "- "`},
		{"：", entry + `["']?` + key + `["']?\s*(：)`,
			"this is not the ordinary colon", `write ": "`},
		{":", entry + `(?:` + key + `:\s+)?(?:[^"']*[{,]\s*)?(` + key + `:)[^\s/]`,
			"a space is missing after the colon", `write ": "`},
		{curly, entry + anyKey + `([` + curly + `]).*(?::\s|\s#)`,
			"curly quotes are no quotes to YAML", `write straight ones (") around this text`},
		{curly, entry + anyKey + `[\[{](?:.*[\[{,:]\s*)?([` + curly + `])[^,\]}]*(?::\s|\s#)`,
			"curly quotes are no quotes to YAML", `write straight ones (") around this text`},
		{"]", entry + `cites:\s*\[[^\]]*(\])[\s,;]*\[`,
			"a list has one pair of brackets", "write all its numbers into one, with commas, such as [1, 2]"},
		{"]}", entry + anyKey + `(\{[^{}]*\}|\[[^\[\]]*\])\s*[^\s#,\]}:]`,
			"this text begins with { or [, which is a group or a list to YAML", "put quotes around it"},
		{`"'`, entry + anyKey + `(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)(["'])\s*[^\s"',\]}#:]`,
			"the text goes on after this quote, which closes it", `put the other kind of quotes around the whole text (" or ')`},
		{"#", `^[^"'#]*[\[{][^"'\]}#]*\s(#).*[\]}]`,
			`the "#" begins a remark, so that the bracket is not closed`, "put quotes around the text that has a # in it"},
		{"{", entry + anyKey + `\[?\{(?:.*,)?\s*` + key + `:\s+([^"'{}\[\],\s][^"'{}\[\],]*:\s)`,
			"a colon in a text begins a value to YAML", "put quotes around this text"},
		{"-=_*~", `^\s*(([-=_*~])[-=_*~]{3,})\s*$`,
			"a line drawn in a file means nothing to YAML", `put "# " before it`},
	} {
		all = append(all, typo{t.sign, regexp.MustCompile(t.pattern), t.message, t.remedy})
	}
	return all
})

// knownKeys returns every key of the format, each once.
func knownKeys() []string {
	var names []string
	fileShape.walk(func(s *shape) { names = append(names, s.names()...) })
	slices.Sort(names)
	return slices.Compact(names)
}

// walk calls visit with a shape and with each of the shapes in it.
func (s *shape) walk(visit func(*shape)) {
	visit(s)
	for _, k := range s.keys {
		k.shape.walk(visit)
	}
	for _, option := range s.options {
		option.walk(visit)
	}
	if s.item != nil {
		s.item.walk(visit)
	}
}

// maxTypoLine is how many bytes a line may have that is looked through for typos; people type shorter ones.
const maxTypoLine = 5000

// typosIn returns the typos of the first n lines of which concerns is true, as problems. Lines count from 1.
func (r *reader) typosIn(n int, concerns func(line int) bool) Problems {
	n = min(n, len(r.lines))
	found := &reader{file: r.file, lines: r.lines}
	text := foldedText{}
	for i, line := range r.lines[:n] {
		line = strings.TrimRight(line, "\r")
		if text.holds(line) || len(line) > maxTypoLine || found.full() || !concerns(i+1) {
			continue
		}
		for _, t := range typos() {
			if !strings.ContainsAny(line, t.sign) {
				continue
			}
			if m := t.pattern.FindStringSubmatchIndex(line); m != nil {
				found.reportAt(r.placeAt(i+1, utf8.RuneCountInString(line[:m[2]])+1), yamlSyntax, t.message, t.remedy)
				break
			}
		}
	}
	for _, p := range r.dashless(r.lines[:n]) {
		if concerns(p.Line) && !slices.ContainsFunc(found.problems, func(typo Problem) bool { return typo.Line == p.Line }) {
			found.problems = append(found.problems, p)
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
	wrong, typoAt := map[int]bool{}, map[int]Problem{}
	for _, p := range r.problems {
		wrong[p.Line] = true
	}
	for _, p := range r.typosIn(len(r.lines), func(line int) bool { return wrong[line] }) {
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

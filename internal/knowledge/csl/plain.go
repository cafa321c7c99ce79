package csl

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// oneLine makes a text fit for formats of one line per value: every run of white space becomes one space, and invalid
// bytes and characters that nobody sees, such as soft hyphens, go. The joiners that several scripts need stay.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		unseen := unicode.IsControl(r) && !unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d'
		if unseen {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

// plainText is a text as people read it: on one line, without markup, with the characters that entities stand for. What is
// nothing but markup stays as it is.
func plainText(s string) string {
	text := s
	for range 4 { // some exports escape what is escaped already: "&amp;lt;i&amp;gt;"
		next := entity.ReplaceAllStringFunc(stripTags(text), html.UnescapeString)
		if next == text {
			break
		}
		text = next
	}
	if text = oneLine(ligatures.Replace(text)); text != "" {
		return text
	}
	return oneLine(s)
}

// entity matches a character that stands in a text under another name: "&amp;", "&#233;", "&#xE9;".
var entity = regexp.MustCompile(`&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});`)

// tag matches one tag of HTML, JATS or MathML, with attributes or without; its groups are the name and the attributes.
var tag = regexp.MustCompile(`</?([A-Za-z][A-Za-z0-9:_-]*)((?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*)\s*/?>|<!--.*?-->|<!\[CDATA\[|\]\]>`)

// stripTags takes the tags out of a text. "p<q and r>s" has none; neither has "the <k> vectors", for a name in angle
// brackets is a tag only if it is one that publishers use, has a prefix or attributes, or is closed somewhere.
func stripTags(s string) string {
	if !strings.ContainsAny(s, "<]") {
		return s
	}
	found := tag.FindAllStringSubmatchIndex(s, -1)
	part := func(at []int, n int) string { return s[max(at[2*n], 0):max(at[2*n+1], 0)] }
	opened, closed := map[string]bool{}, map[string]bool{}
	for _, at := range found {
		if strings.HasPrefix(part(at, 0), "</") {
			closed[part(at, 1)] = true
		} else {
			opened[part(at, 1)] = true
		}
	}
	var b strings.Builder
	end := 0
	for _, at := range found {
		name := strings.ToLower(part(at, 1))
		local := name[strings.LastIndexByte(name, ':')+1:]
		paired := opened[part(at, 1)] && closed[part(at, 1)]
		block := slices.Contains(blockTags, local)
		if name != "" && local == name && part(at, 2) == "" && !block && !paired && !slices.Contains(inlineTags, name) {
			continue
		}
		b.WriteString(s[end:at[0]])
		if block {
			b.WriteByte(' ')
		}
		end = at[1]
	}
	return b.String() + s[end:]
}

// The tags of HTML and JATS that stand in titles and abstracts: the ones that part words, and the ones within a line.
var (
	blockTags  = []string{"abstract", "br", "break", "div", "li", "list", "list-item", "p", "sec", "title"}
	inlineTags = []string{
		"a", "b", "bold", "cite", "code", "em", "font", "i", "inline-formula", "italic", "monospace", "named-content", "q", "roman", "s", "sans-serif",
		"sc", "scp", "small", "span", "strike", "strong", "sub", "sup", "tex-math", "tt", "u", "underline", "var", "xref",
	}
)

// ligatures are letters that a PDF joins into one character, which no search would find.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

// toHalfWidth writes the wide digits, letters and marks of East Asian fonts as the ASCII characters that they are.
func toHalfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if '！' <= r && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}

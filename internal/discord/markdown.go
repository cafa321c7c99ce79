package discord

import "strings"

// escape makes text show in Discord exactly as it is written: no bold, link, mention, list, heading or quote. It puts a backslash
// before each character that could start one, and nowhere else.
func escape(s string) string {
	s = tidySpace.Replace(s)
	var b strings.Builder
	b.Grow(len(s) + 8)
	lineStart := true
	digits := 0 // how many digits the line has begun with
	for i, r := range s {
		switch {
		case strings.ContainsRune("\\*_~`|[]<@", r):
			b.WriteByte('\\')
		case r == ':' && strings.HasPrefix(s[i:], "://"): // an address becomes a link
			b.WriteByte('\\')
		case r == ':' && endsInColon(s[i+1:]): // :emoji:
			b.WriteByte('\\')
		case lineStart && strings.ContainsRune("#>-+", r):
			b.WriteByte('\\')
		case digits > 0 && (r == '.' || r == ')'): // a numbered list
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		switch {
		case r == '\n':
			lineStart, digits = true, 0
		case r >= '0' && r <= '9' && (lineStart || digits > 0):
			lineStart, digits = false, digits+1
		case r == ' ' && lineStart:
		default:
			lineStart, digits = false, 0
		}
	}
	return b.String()
}

// tidySpace does to white space what Discord does before it reads a message, so lines begin where they begin there.
var tidySpace = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "", "\t", "    ")

// endsInColon reports whether a colon follows within the word.
func endsInColon(s string) bool {
	i := strings.IndexAny(s, ": \n")
	return i >= 0 && s[i] == ':'
}

// linkTo returns a masked link. A bracket in an address would end it early.
func linkTo(label, url string) string {
	return "[" + label + "](" + strings.NewReplacer("(", "%28", ")", "%29").Replace(url) + ")"
}

// heading is the line that a container begins with.
func heading(s string) string { return "### " + s }

// small is a line in small, quiet letters.
func small(s string) string { return "-# " + s }

// codeBlock shows text as it is. Zero-width spaces separate three backquotes in it, which would end the block.
func codeBlock(text string) string {
	text = strings.ReplaceAll(strings.TrimRight(text, "\r\n"), "```", "``\u200b`\u200b")
	return "```\n" + strings.ReplaceAll(text, "\r\n", "\n") + "\n```"
}

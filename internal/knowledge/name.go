package knowledge

import "unicode"

// ValidName reports whether a command, a topic or a file can have this name: 1 to 32 lower-case letters, digits, - or _.
func ValidName(name string) bool {
	n := 0
	for _, r := range name {
		if n++; n > maxName || r != '-' && r != '_' && !unicode.In(r, unicode.Ll, unicode.Lo, unicode.N) {
			return false
		}
	}
	return n > 0
}

// maxName is the longest name in characters. As a regular expression, [namePattern] takes a megabyte of memory: it repeats
// all the letters of Unicode that many times.
const maxName = 32

package knowledge

import (
	"unicode"

	"leakygut-bot/internal/limits"
)

// ValidName reports whether a command, a topic or a file can have this name: 1 to 32 lower-case letters, digits, - or _, which
// is Discord's rule. As a regular expression it takes a megabyte of memory, because that repeats all the letters of Unicode.
func ValidName(name string) bool {
	n := 0
	for _, r := range name {
		if n++; n > limits.CommandName || r != '-' && r != '_' && !unicode.In(r, unicode.Ll, unicode.Lo, unicode.N) {
			return false
		}
	}
	return n > 0
}

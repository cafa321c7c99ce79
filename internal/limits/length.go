package limits

import "unicode/utf16"

// Length counts the characters of a text as strictly as Discord's documentation can be read: UTF-16 units.
func Length(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

package knowledge

// ValidName tells whether a command, a topic or a file can have this name: 1 to 32 lower-case letters, digits, - or _.
func ValidName(name string) bool { return nameForm.MatchString(name) }

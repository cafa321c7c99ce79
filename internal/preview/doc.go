// Package preview shows replies without Discord: as text in a terminal, as JSON for programs, and on a local web page that plays
// Discord, where an editor of knowledge files sees each change at once.
package preview

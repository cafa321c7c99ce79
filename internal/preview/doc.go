// Package preview shows replies where there is no Discord: as text in a terminal, and as JSON for other programs.
package preview

// Package knowledge embeds the articles that the bot speaks about unless it is given a directory of others.
package knowledge

import "embed"

// Files holds the knowledge files at its top.
//
//go:embed *.yaml
var Files embed.FS

// Package knowledge embeds the articles that the bot answers from unless it is given a directory of others. README.md here explains
// the format; package internal/knowledge reads it.
package knowledge

import "embed"

//go:generate go run ../internal/drawing barrier.svg

// Files holds the knowledge files and their pictures at its top.
//
//go:embed *.yaml *.png
var Files embed.FS

// Package knowledgetest holds an invented article for the tests of whatever speaks about articles. Those tests read it in
// place of the files that the bot is built with, so that an editor may change those, and add to them, and break no test
// but the ones of what they say.
package knowledgetest

import "embed"

// Files holds the article /jetlag, in a form in which every kind of reply has something to show: six sources, of which
// two have no link, lists, a topic that says where to get help.
//
//go:embed jetlag.yaml
var Files embed.FS

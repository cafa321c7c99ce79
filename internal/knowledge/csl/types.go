package csl

import (
	"maps"
	"slices"
)

// Types are the item types that CSL's data schema allows, in alphabetical order.
var Types = slices.Sorted(maps.Keys(kinds))

// Kind says in plain words what an item of a CSL type is: "journal article" for "article-journal". It is "" for a word
// that is not one of [Types].
func Kind(csl string) string { return kinds[csl] }

// Kind says in plain words what the item is: what its type is called, or "preprint".
func (it *Item) Kind() string {
	if it.isPreprint() {
		return "preprint"
	}
	return Kind(it.Type)
}

var kinds = map[string]string{
	"article":                "article",
	"article-journal":        "journal article",
	"article-magazine":       "magazine article",
	"article-newspaper":      "newspaper article",
	"bill":                   "bill",
	"book":                   "book",
	"broadcast":              "broadcast",
	"chapter":                "book chapter",
	"classic":                "classical work",
	"collection":             "collection",
	"dataset":                "data set",
	"document":               "document",
	"entry":                  "reference entry",
	"entry-dictionary":       "dictionary entry",
	"entry-encyclopedia":     "encyclopedia entry",
	"event":                  "event",
	"figure":                 "figure",
	"graphic":                "picture",
	"hearing":                "hearing",
	"interview":              "interview",
	"legal_case":             "court case",
	"legislation":            "law",
	"manuscript":             "manuscript",
	"map":                    "map",
	"motion_picture":         "film or video",
	"musical_score":          "sheet music",
	"pamphlet":               "pamphlet",
	"paper-conference":       "conference paper",
	"patent":                 "patent",
	"performance":            "performance",
	"periodical":             "periodical",
	"personal_communication": "personal message",
	"post":                   "online post",
	"post-weblog":            "blog post",
	"regulation":             "regulation",
	"report":                 "report",
	"review":                 "review",
	"review-book":            "book review",
	"software":               "software",
	"song":                   "song or recording",
	"speech":                 "talk",
	"standard":               "standard",
	"thesis":                 "thesis",
	"treaty":                 "treaty",
	"webpage":                "web page",
}

// Package csl describes one bibliographic item with the variables of the Citation Style Language (CSL 1.0.2), and writes it as an
// AMA reference, BibTeX, RIS and CSL-JSON.
//
// An [Item] keeps what it was given, odd spelling included, so that an export of Zotero or pandoc fits as it is. What is printed goes
// through the accessors in values.go. They read a variable as people do: without markup, names in their parts, page ranges
// in full, and a journal's supplement wherever an export has put it. All formats use the same accessors, so they agree.
//
// ama.go chooses the form of a reference by the item's type; bibtex.go, ris.go and json.go write the item for programs.
package csl

// Item is one bibliographic item. A key that is absent, and a key whose value is empty, mean the same: nothing is printed.
type Item struct {
	ID    string            // the item's identifier: the number that the article prints, or the word "article"
	Type  string            // a CSL type, one of [Types]
	Text  map[string]string // ordinary, number and identifier variables by CSL name: "title", "volume", "DOI", …
	Names map[string][]Name // name variables by CSL name, in printed order: "author", "editor", …
	Dates map[string]Date   // date variables by CSL name: "issued", "accessed", …
}

// Name is a person (Family and Given) or, when Literal is set, an organisation or a pen name printed as it stands.
type Name struct {
	Family, Given, DroppingParticle, NonDroppingParticle, Suffix, Literal string
}

// Date is a day, a month or a year; a range when To is set; or free text when Literal is set.
type Date struct {
	From, To Day
	Literal  string
}

// Day is a date whose Month and Day are 0 where it does not say them. The Month of a season is one of [Spring] to [Winter].
// The zero Day is no date.
type Day struct{ Year, Month, Day int }

// The seasons as EDTF counts them behind the twelve months: 2019-21 is the spring of 2019.
const (
	Spring = 21
	Winter = 24
)

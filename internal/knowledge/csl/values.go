package csl

import (
	"cmp"
	"regexp"
	"strings"
	"unicode"
)

// oneLine makes a text fit for formats of one line per value: every run of white space becomes one space, and control
// characters and invalid bytes go.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

// Plain is a text variable's value as people read it: on one line, and without the markup that reference managers put into
// titles.
func (it *Item) Plain(variable string) string { return it.text(variable) }

func (it *Item) text(variable string) string {
	value := it.Text[variable]
	if variable == "DOI" || variable == "URL" { // in which such marks may be meant
		return oneLine(value)
	}
	return cmp.Or(oneLine(entities.Replace(richText.ReplaceAllString(value, ""))), oneLine(value))
}

// richText matches the tags that CSL allows in a text: "<i>E. coli</i>", "H<sub>2</sub>O", "<span class="nocase">DNA</span>".
var richText = regexp.MustCompile(`</?(i|b|sub|sup|sc|span)( (class|style)="[^"<>]*")?>`)

// entities are the characters that stand in such a text under another name.
var entities = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">")

// people are the names of a name variable that hold anything, each part on one line.
func (it *Item) people(variable string) []Name {
	var people []Name
	for _, n := range it.Names[variable] {
		n = Name{
			Family: oneLine(n.Family), Given: oneLine(n.Given),
			DroppingParticle: oneLine(n.DroppingParticle), NonDroppingParticle: oneLine(n.NonDroppingParticle),
			Suffix: oneLine(n.Suffix), Literal: oneLine(n.Literal),
		}
		if n != (Name{}) {
			people = append(people, n)
		}
	}
	return people
}

var resolver = regexp.MustCompile(`^(?i:https?://(dx\.)?doi\.org/|doi:\s*)`)

// doi is the bare identifier, for people paste the whole link too.
func (it *Item) doi() string { return resolver.ReplaceAllString(it.text("DOI"), "") }

var dashes = regexp.MustCompile(`\s*[-‐‑‒–—−]+\s*`)

// pages are the item's pages with a plain hyphen between first and last, or the article number that stands for them.
func (it *Item) pages() string {
	pages := cmp.Or(it.text("page"), it.text("page-first"))
	if pages == "" && it.Type == "article-journal" {
		pages = it.text("number")
	}
	return dashes.ReplaceAllString(pages, "-")
}

// pageRange matches a first and a last page, and not the number of an article that has a hyphen in it.
var pageRange = regexp.MustCompile(`(?i)^([a-z]*\d+[a-z]*|[ivxlcdm]+)-([a-z]*\d+[a-z]*|[ivxlcdm]+)$`)

// container is the title of what the item appeared in; a journal's is abbreviated where the abbreviation is known.
func (it *Item) container() string {
	if it.Type == "article-journal" || it.Type == "review" || it.Type == "review-book" {
		return cmp.Or(it.shortContainer(), it.text("container-title"))
	}
	return it.text("container-title")
}

func (it *Item) shortContainer() string {
	return cmp.Or(it.text("container-title-short"), it.text("journalAbbreviation"))
}

// event is the name of the conference or other event, under CSL's present name for it or its former one.
func (it *Item) event() string { return cmp.Or(it.text("event-title"), it.text("event")) }

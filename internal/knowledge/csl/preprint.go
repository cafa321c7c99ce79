package csl

import (
	"cmp"
	"regexp"
	"strings"
)

// isPreprint reports whether the item was posted before a journal reviewed it. Its genre says so, or the server on which
// it lies; and an item of CSL's type for preprints that has a DOI and no place in a journal is one.
func (it *Item) isPreprint() bool {
	genre := strings.ToLower(it.text("genre"))
	switch it.Type {
	case "article", "article-journal", "document", "manuscript", "report", "webpage", "post", "":
	default:
		return false
	}
	switch {
	case strings.Contains(genre, "preprint") || strings.Contains(genre, "pre-print"):
		return true
	case genre != "" || it.volume()+it.issue() != "":
		return false
	}
	for _, variable := range []string{"container-title", "container-title-short", "publisher", "archive", "source", "number"} {
		if variable == "source" && it.Type != "article" {
			continue // the catalogue in which a web page was found says nothing of the page
		}
		if preprintServer.MatchString(it.text(variable)) {
			return true
		}
	}
	return preprintDOI.MatchString(it.doi()) || it.Type == "article" && it.doi() != "" && it.pages() == ""
}

var (
	// preprintServer matches the names of preprint servers, most of which end in "rxiv" after the first of them.
	preprintServer = regexp.MustCompile(`(?i)xiv\b|\bpreprints?\b|\bSSRN\b|^research square|^authorea|^(?:ESSOAr|ESS Open Archive|viXra|Qeios|PeerJ PrePrints|F1000 ?Posters|Nature Precedings)\b`)
	// serverName matches what some catalogues put behind a server's name: "arXiv:2001.01234 [q-bio]".
	serverName  = regexp.MustCompile(`(?i)^(\w*xiv)\b.*$`)
	preprintDOI = regexp.MustCompile(`(?i)^10\.(?:1101/(?:\d{6}|20\d\d\.\d\d\.\d\d)|48550/arxiv|21203/rs\.|20944/preprints|26434/chemrxiv|2139/ssrn|22541/au\.|31219/|31222/|31223/|31234/|31235/|35542/|36227/techrxiv|7287/peerj\.preprints)`)
)

// preprintParts: "arXiv. Preprint posted online January 5, 2020". The number that a server gives is printed where no DOI is.
func (it *Item) preprintParts() []string {
	server := cmp.Or(it.container(), it.text("publisher"), it.text("archive"))
	if !preprintServer.MatchString(server) && preprintServer.MatchString(it.text("archive")) {
		server = it.text("archive")
	}
	server = serverName.ReplaceAllString(server, "$1")
	parts := []string{server, prefix("Version ", strings.TrimPrefix(it.text("version"), "v")), it.datePart("Preprint posted online ")}
	if it.doi() == "" {
		parts = append(parts, it.text("number"))
	}
	return parts
}

// genre is what sort of item it is, where the item or the place where it lies says so.
func (it *Item) genre() string {
	if it.text("genre") == "" && it.isPreprint() {
		return "Preprint"
	}
	return it.text("genre")
}

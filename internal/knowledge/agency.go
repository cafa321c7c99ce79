package knowledge

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"leakygut-bot/internal/knowledge/csl"
)

// doi.org gives a work as CSL-JSON, but with the names that the registration agencies Crossref and DataCite have for
// things, lists where CSL has a text, and much that is no part of a reference. PubMed and citation.js add keys of their own.
// This file makes a CSL item of it.

// agencyTypes are the agencies' types of works and those of CSL.
var agencyTypes = map[string]string{
	"book-part": "chapter", "book-section": "chapter", "book-track": "chapter", "book-chapter": "chapter", "book-series": "book", "book-set": "book",
	"component": "document", "database": "dataset", "dissertation": "thesis", "edited-book": "book", "grant": "document", "journal": "periodical",
	"journal-article": "article-journal", "journal-issue": "periodical", "journal-volume": "periodical", "monograph": "book", "other": "document",
	"peer-review": "review", "posted-content": "article", "proceedings": "book", "proceedings-article": "paper-conference", "proceedings-series": "book",
	"reference-book": "book", "reference-entry": "entry", "report-component": "report", "report-series": "report", "standard-series": "standard",
}

// agencyKeys are keys by which an item is known to come from an agency: no other program writes them, and nobody types them
// by mistake.
var agencyKeys = []string{
	"_graph", "alternative-id", "article-number", "assertion", "clinical-trial-number", "content-created", "content-domain", "copyright", "deposited",
	"epub-date", "free-to-read", "indexed", "is-referenced-by-count", "isbn-type", "issn-type", "journal-issue", "published-online", "published-print", "reference-count",
	"references-count", "short-container-title", "update-policy", "update-to", "updated-by",
}

// agencyWords are keys that people may write as well; two of them in one item are an agency's.
var agencyWords = []string{
	"created", "funder", "institution", "license", "link", "member", "posted", "prefix", "published", "reference", "relation", "resource", "score", "subject",
	"subtitle", "subtype",
}

// agencyNameKeys are the keys that an agency adds to the name of an author.
var agencyNameKeys = []string{"ORCID", "affiliation", "authenticated-orcid", "id", "name", "prefix", "role", "role-start", "role-end", "sequence"}

// agencyNames are the agencies' names for variables of CSL; of two names for one variable the first is taken.
var agencyNames = []struct{ agency, csl string }{
	{"published", "issued"}, {"published-print", "issued"}, {"published-online", "issued"}, {"posted", "issued"},
	{"article-number", "number"},
	{"short-container-title", "container-title-short"},
	{"short-title", "title-short"},
	{"publisher-location", "publisher-place"},
	{"edition-number", "edition"},
	{"part-number", "part"},
	{"degree", "genre"},
}

// adoptAgencyItem makes a CSL item of one that an agency gave, in place, and keeps in r the keys that CSL has no place for. An
// item of another origin is left as it is, but for its type and for what agencies tell of its authors.
func (r *reader) adoptAgencyItem(item *yaml.Node) {
	var foreign []string
	for i := 0; i < len(item.Content); i += 2 {
		if v, _ := csl.Lookup(item.Content[i].Value); v.Kind == csl.KindNames && item.Content[i+1].Kind == yaml.SequenceNode {
			for _, name := range item.Content[i+1].Content {
				for _, key := range adoptName(name) {
					foreign = append(foreign, v.Name+"."+key)
				}
			}
		}
	}
	a := agencyItem{item}
	for _, key := range []string{"ISSN", "ISBN"} { // agencies know several; a list may be all that is left of their keys
		if a.get(key) != nil {
			a.flatten(key)
		}
	}
	fromAgency := a.isFromAgency()
	adoptType(a)
	if fromAgency {
		foreign = append(foreign, adoptItem(a)...)
	}
	if len(foreign) > 0 && r.foreignAt == nil {
		r.foreignAt = item
	}
	r.foreignKeys = append(r.foreignKeys, foreign...)
}

// isFromAgency reports whether an item comes from an agency, for all that its keys show.
func (a agencyItem) isFromAgency() bool {
	words := 0
	for i := 0; i < len(a.Content); i += 2 {
		key := a.Content[i].Value
		if slices.Contains(agencyKeys, key) {
			return true
		}
		if slices.Contains(agencyWords, key) {
			words++
		}
	}
	return words > 1
}

// adoptType turns an agency's type into CSL's, which has a genre for preprints and no type.
func adoptType(a agencyItem) {
	kind := a.get("type")
	if kind == nil || agencyTypes[kind.Value] == "" {
		return
	}
	if subtype := a.get("subtype"); kind.Value == "posted-content" && a.get("genre") == nil && (subtype == nil || subtype.Value == "preprint") {
		a.set("genre", "Preprint")
	}
	kind.Value = agencyTypes[kind.Value]
}

// adoptItem gives an agency's item CSL's keys and values. It drops the other keys and returns them.
func adoptItem(a agencyItem) (dropped []string) {
	a.dropEmpty()
	for _, name := range agencyNames {
		if value := a.get(name.agency); value != nil && a.get(name.csl) == nil {
			a.rename(name.agency, name.csl)
		}
	}
	if place := firstText(a.get("institution"), "name"); place != "" && a.get("container-title") == nil {
		a.set("container-title", place)
	}
	adoptEvent(a)
	if firstText(a.get("updated-by"), "type") == "retraction" && a.get("status") == nil {
		a.set("status", "retracted")
	}
	a.flattenAll()
	a.joinSubtitle()
	if doi := a.get("DOI"); doi != nil && a.get("id") == nil {
		a.set("id", doi.Value) // a key of another program, for which the place in the list is the number
	}
	var known []*yaml.Node
	for i := 0; i < len(a.Content); i += 2 {
		key := a.Content[i].Value
		_, identifier := csl.Lookup(strings.ToUpper(key))
		if _, ok := csl.Lookup(key); ok || identifier || key == "id" || key == "type" {
			known = append(known, a.Content[i:i+2]...)
		} else {
			dropped = append(dropped, key)
		}
	}
	a.Content = known
	return dropped
}

// adoptEvent takes the name and the place of a conference out of the object that an agency has for them.
func adoptEvent(a agencyItem) {
	event := a.get("event")
	if event == nil || event.Kind != yaml.MappingNode {
		return
	}
	for _, part := range []struct{ agency, csl string }{{"name", "event-title"}, {"location", "event-place"}} {
		if text := firstText(event, part.agency); text != "" && a.get(part.csl) == nil {
			a.set(part.csl, text)
		}
	}
	a.drop("event")
}

// adoptName drops what an agency adds to the name of an author and returns its keys. A group gets the key that CSL has for
// it.
func adoptName(name *yaml.Node) (dropped []string) {
	a := agencyItem{name}
	if name.Kind != yaml.MappingNode {
		return nil
	}
	if a.get("name") != nil && a.get("family") == nil && a.get("literal") == nil {
		a.rename("name", "literal")
	}
	for _, key := range []string{"dropping-particle", "non-dropping-particle", "suffix"} { // Mendeley writes them always
		if value := a.get(key); value != nil && value.Kind == yaml.ScalarNode && value.ShortTag() == "!!str" && value.Value == "" {
			a.drop(key)
		}
	}
	for _, key := range agencyNameKeys {
		if a.get(key) != nil {
			a.drop(key)
			dropped = append(dropped, key)
		}
	}
	return dropped
}

// agencyItem is a mapping whose keys are changed in place, so that each value keeps its line and column.
type agencyItem struct{ *yaml.Node }

func (a agencyItem) index(key string) int {
	for i := 0; i < len(a.Content); i += 2 {
		if a.Content[i].Value == key {
			return i
		}
	}
	return -1
}

func (a agencyItem) get(key string) *yaml.Node {
	if i := a.index(key); i >= 0 {
		return a.Content[i+1]
	}
	return nil
}

func (a agencyItem) set(key, value string) {
	node := func(text string) *yaml.Node {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Line: a.Line, Column: a.Column}
	}
	a.Content = append(a.Content, node(key), node(value))
}

func (a agencyItem) rename(from, to string) {
	key := *a.Content[a.index(from)]
	key.Value = to
	a.Content[a.index(from)] = &key
}

func (a agencyItem) drop(key string) {
	if i := a.index(key); i >= 0 {
		a.Content = slices.Delete(a.Content, i, i+2)
	}
}

// dropEmpty drops keys without a value: null, an empty list, a date whose parts are null.
func (a agencyItem) dropEmpty() {
	var filled []*yaml.Node
	for i := 0; i < len(a.Content); i += 2 {
		if !isEmpty(a.Content[i+1]) {
			filled = append(filled, a.Content[i:i+2]...)
		}
	}
	a.Content = filled
}

func isEmpty(n *yaml.Node) bool {
	switch n.Kind {
	case yaml.SequenceNode:
		return !slices.ContainsFunc(n.Content, func(item *yaml.Node) bool { return !isEmpty(item) })
	case yaml.MappingNode:
		parts := agencyItem{n}.get("date-parts")
		return parts != nil && isEmpty(parts)
	case yaml.ScalarNode:
		return n.ShortTag() == "!!null" || strings.TrimSpace(n.Value) == ""
	}
	return false
}

// flattenAll makes one text of each list of texts where CSL has a text.
func (a agencyItem) flattenAll() {
	for i := 0; i < len(a.Content); i += 2 {
		key := a.Content[i].Value
		v, ok := csl.Lookup(key)
		texts := ok && (v.Kind == csl.KindText || v.Kind == csl.KindNumber) && key != "categories" && key != "custom"
		if texts || key == "subtitle" {
			a.flatten(key)
		}
	}
	if title := a.get("title"); title != nil { // agencies keep the line breaks of the page
		title.Value = strings.Join(strings.Fields(title.Value), " ")
	}
}

// flatten makes one text of a list: the first of several titles, all of anything else.
func (a agencyItem) flatten(key string) {
	i := a.index(key) + 1
	n := a.Content[i]
	if n.Kind != yaml.SequenceNode || n.Anchor != "" {
		return
	}
	var texts []string
	for _, item := range n.Content {
		if item.Kind == yaml.ScalarNode {
			texts = append(texts, item.Value)
		}
	}
	text := strings.Join(texts, ", ")
	if strings.Contains(key, "title") && len(texts) > 0 {
		text = texts[0]
	}
	a.Content[i] = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Line: n.Line, Column: n.Column}
}

// joinSubtitle puts the subtitle, which agencies keep apart, behind the title.
func (a agencyItem) joinSubtitle() {
	title, subtitle := a.get("title"), a.get("subtitle")
	if title != nil && subtitle != nil && subtitle.Value != "" && !strings.Contains(strings.ToLower(title.Value), strings.ToLower(subtitle.Value)) {
		title.Value = strings.TrimRight(title.Value, ": ") + ": " + subtitle.Value
		a.drop("subtitle")
	}
}

// firstText is the text under a key of a mapping, or of the first mapping of a list.
func firstText(n *yaml.Node, key string) string {
	if n != nil && n.Kind == yaml.SequenceNode && len(n.Content) > 0 {
		n = n.Content[0]
	}
	if n == nil || n.Kind != yaml.MappingNode {
		return ""
	}
	if value := (agencyItem{n}).get(key); value != nil && value.Kind == yaml.ScalarNode {
		return value.Value
	}
	return ""
}

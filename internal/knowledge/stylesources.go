package knowledge

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"leakygut-bot/internal/knowledge/csl"
)

// sourceStyle tells what could be better in the entries of a file: the article's own and those of its reference list.
func (r *reader) sourceStyle(doc *yaml.Node) {
	if doc.Kind != yaml.MappingNode {
		return
	}
	file := agencyItem{doc}
	var entries []*yaml.Node
	if article := file.get("article"); article != nil {
		entries = append(entries, article)
	}
	if sources := file.get("sources"); sources != nil && sources.Kind == yaml.SequenceNode {
		entries = append(entries, sources.Content...)
	}
	var first *yaml.Node
	var passedOver []string
	for _, entry := range entries {
		keys := adopt(entry)
		if len(keys) > 0 && first == nil {
			first = entry
		}
		passedOver = append(passedOver, keys...)
		if entry.Kind == yaml.MappingNode {
			r.entryStyle(agencyItem{entry})
		}
	}
	if first != nil {
		slices.Sort(passedOver)
		r.report(first, "foreign-keys", "the sources have keys that are no part of a reference, as doi.org writes them; they are passed over and can be removed: %s", strings.Join(slices.Compact(passedOver), ", "))
	}
}

func (r *reader) entryStyle(entry agencyItem) {
	value := func(key string) string {
		if n := entry.get(key); n != nil && n.Kind == yaml.ScalarNode {
			return n.Value
		}
		return ""
	}
	for _, key := range []string{"DOI", "doi"} {
		doi := strings.TrimSpace(value(key))
		bare := csl.BareDOI(doi)
		if _, behind, _ := strings.Cut(doi, bare); behind != "" && doiForm.MatchString(bare) {
			r.report(entry.get(key), "doi-end", "the DOI ends in %q, which is left out, for it looks like the end of a sentence that the DOI was copied from; remove it", behind)
		}
	}
	item := csl.Item{Text: map[string]string{"title": value("title"), "status": value("status")}}
	if item.Retracted() && !strings.Contains(strings.ToLower(value("note")), "retract") {
		r.report(entry.Node, "retracted-source", "this work is marked as retracted; check what the article rests on it, and write a \"note\" that says that it was retracted")
	}
}

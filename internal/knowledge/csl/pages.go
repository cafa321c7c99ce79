package csl

import (
	"cmp"
	"regexp"
	"strings"
)

// pages are the item's pages in full, "1512-1520" for "pp. 1512–20", or the article number that stands for them. Several
// ranges have commas between them.
func (it *Item) pages() string {
	pages := cmp.Or(normalizePages(it.text("page")), normalizePages(it.text("page-first")))
	if pages == "" && it.Type == "article-journal" {
		pages = normalizePages(it.text("number"))
	}
	return pages
}

var (
	dashes        = regexp.MustCompile(`\s*[-‐‑‒–—―−﹣~〜]+\s*|\s+to\s+`)
	betweenRanges = regexp.MustCompile(`\s*(?:[,;&、]|\band\b)\s*`)
	// pageLabel matches the words before a page or an article number. "p1234" is an article number of some journals.
	pageLabel  = regexp.MustCompile(`^(?i:pages?\s*[:.]?\s*|pp?\s*[.:]\s*|pp\s*|p\s+|pgs?\s*\.?\s*|art(?:icle|\.)?\s*(?:no|number|id)?\s*[.:]?\s+)|^S\.\s*`)
	rangeLabel = regexp.MustCompile(`^p\d`)
	// pageEnd matches a page: a prefix, a number and letters behind it. The prefix may hold another page's
	// number, as in "123.e4".
	pageEnd = regexp.MustCompile(`^((?:\d+\.)?\p{L}+\s?|)(\d+)(\p{L}{0,2})$`)
	// onlinePages matches the last page of an article that has more of them online: "1520.e3".
	onlinePages = regexp.MustCompile(`^(\p{L}*)(\d+)(\.e\d+)$`)
	letters     = regexp.MustCompile(`^\p{L}{1,2}$`)
	roman       = regexp.MustCompile(`^(?i:[ivxlcdm]+)$`)
	pageCount   = regexp.MustCompile(`^\d+\s*(?i:p|pp|pages|s)\.?$`) // how many pages there are, and not which
	labelBehind = regexp.MustCompile(`(\d)\s+(?i:pp?|pages?)$`)
	// hasPage matches what has a page in it at all; some databases write "n/a".
	hasPage = regexp.MustCompile(`\d|^(?i:[ivxlcdm]+(?:-[ivxlcdm]+)?|[A-Z])$`)
)

func normalizePages(text string) string {
	var runs []string
	for _, run := range betweenRanges.Split(toHalfWidth(text), -1) {
		if pageCount.MatchString(run) && strings.ContainsAny(run, " .") {
			continue
		}
		if run = normalizePageRange(run); hasPage.MatchString(run) {
			runs = append(runs, run)
		}
	}
	return strings.Join(runs, ", ")
}

// normalizePageRange is one page or range. What does not look like a range, such as the number "ENEURO.0012-17.2017" of an article,
// stays as it is.
func normalizePageRange(run string) string {
	run = labelBehind.ReplaceAllString(strings.Trim(run, " ."), "$1")
	parts := strings.Split(dashes.ReplaceAllString(run, "-"), "-")
	for i := range parts {
		parts[i] = pageLabel.ReplaceAllString(parts[i], "")
		if len(parts) == 2 && rangeLabel.MatchString(parts[i]) {
			parts[i] = parts[i][1:]
		}
	}
	if len(parts) != 2 || parts[0] == "" || parts[1] == "" {
		return strings.Trim(strings.Join(parts, "-"), "-")
	}
	first, last, _ := completeRange(parts[0], parts[1])
	if first == last {
		return first
	}
	return first + "-" + last
}

// completeRange returns both ends of a range in full and reports whether it is one: 1512 and 20 are 1512 and 1520, S98 and 9
// are S98 and S99, 123.e1 and e10 are 123.e1 and 123.e10. Ends that are no range stay as they are.
func completeRange(first, last string) (_, _ string, ok bool) {
	if roman.MatchString(first) && roman.MatchString(last) {
		return first, last, true
	}
	a, b := pageEnd.FindStringSubmatch(first), pageEnd.FindStringSubmatch(last)
	if m := onlinePages.FindStringSubmatch(last); m != nil && !strings.Contains(first, ".") {
		b = m
	}
	switch {
	case a != nil && a[3] != "" && letters.MatchString(last): // 12a-c
		return first, a[1] + a[2] + last, true
	case a == nil || b == nil:
		return first, last, false
	case strings.HasPrefix(a[2], "0") && len(a[2]) != len(b[2]): // pages are counted from 1: "00123-19" is the number of an article
		return first, last, false
	case b[1] != "" && !strings.HasSuffix(strings.ToLower(a[1]), strings.ToLower(b[1])): // from one section to another
		return first, last, true
	}
	number := b[2]
	if short := len(a[2]) - len(number); short > 0 {
		number = a[2][:short] + number
	}
	if len(number) == len(a[2]) && number < a[2] && b[1] == "" {
		return first, last, false // a range that would run backwards is none
	}
	prefix, suffix := a[1], b[3]
	if len(b[1]) == len(a[1]) || strings.HasSuffix(a[1], " ") { // a word before the range, such as "discussion"
		prefix = b[1]
	}
	if a[3] == "S" && suffix == "" {
		suffix = a[3]
	}
	return first, prefix + number + suffix, true
}

// splitPageRange splits one range, or reports that it is none.
func splitPageRange(run string) (first, last string, ok bool) {
	first, last, ok = strings.Cut(run, "-")
	if !ok {
		return run, "", false
	}
	if _, _, ok = completeRange(first, last); !ok {
		return run, "", false
	}
	return first, last, true
}

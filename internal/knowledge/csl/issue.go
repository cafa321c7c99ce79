package csl

import (
	"cmp"
	"regexp"
	"strings"
)

// volume is the volume's number without the supplement or part that some databases put behind it, and without a label.
func (it *Item) volume() string {
	volume, _ := it.volumeAndIssue()
	return volume
}

// issue is the issue with the supplement and the part of it, as AMA prints them: "2", "suppl 1", "2 suppl 1", "6, pt 2".
func (it *Item) issue() string {
	_, issue := it.volumeAndIssue()
	return issue
}

// volumeAndIssue returns the volume and the issue in which an article appeared, whichever variable holds which part of them.
func (it *Item) volumeAndIssue() (volume, issue string) {
	if !it.inJournalForm() && it.Type != "article-magazine" && it.Type != "article-newspaper" {
		return volumeLabel.ReplaceAllString(it.text("volume"), ""), it.text("issue")
	}
	volume, issue = volumeLabel.ReplaceAllString(toHalfWidth(it.text("volume")), ""), toHalfWidth(it.text("issue"))
	if m := bracketed.FindStringSubmatch(volume); m != nil && (issue == "" || issue == m[2]) {
		volume, issue = m[1], m[2]
	}
	volume, behindVolume := splitIssue(volume)
	issue, behindIssue := splitIssue(issueLabel.ReplaceAllString(issue, "$1"))
	if notNumbered.MatchString(volume) {
		volume = ""
	}
	if notNumbered.MatchString(issue) || issue == volume && behindIssue != "" { // "41 Suppl 1" of volume 41 has no issue
		issue = ""
	}
	extra := cmp.Or(behindIssue, behindVolume)
	if supplement := it.text("supplement"); supplement != "" && !strings.Contains(extra, "suppl") {
		if _, labelled := splitIssue(toHalfWidth(supplement)); labelled != "" {
			supplement = labelled
		} else {
			supplement = "suppl " + supplement
		}
		extra = join(" ", supplement, extra)
	}
	if part := it.text("part"); part != "" && extra == "" {
		extra = "pt " + part
	}
	if strings.HasPrefix(extra, "pt ") {
		return volume, join(", ", issue, extra)
	}
	return volume, join(" ", issue, extra)
}

var (
	volumeLabel = regexp.MustCompile(`^(?i:vol(?:ume)?s?|bd|band)[\s.:]+`)
	issueLabel  = regexp.MustCompile(`^(?i:issue|iss|number|num|no|nr|núm|heft|n°|nº|#)[\s.:]*(\d)`)
	// notNumbered matches what stands for a volume or an issue as long as an article has none.
	notNumbered = regexp.MustCompile(`^(?i:0+|n/?a|.*\bahead of print|.*ahead-of-print.*|aop|online(?: first)?|early (?:view|online)|in press|articles? in press|epub.*|-+)$`)

	// supplements match the end of a volume or an issue that names a supplement: "2 Suppl. 1", "41_suppl_2", "Supplement
	// A", "S1", "15(S3)", "2S". Their groups are what stands before, the supplement's number, and what stands behind it.
	supplements = []*regexp.Regexp{
		regexp.MustCompile(`^(.*?)[\s_.,;:(\[/-]*(?i:suppl[eé]?ments?|suppl?s?|sup|supl(?:emento)?|supplementum)[\s_.:#-]*(?i:(?:no|nr|vol|issue)[\s_.]*)?((?i:s?[0-9]+[a-z]?|[ivx]+|[a-z])?(?:[-–/&,]\s?[0-9a-zA-Z]+)?)[)\]]?(|[\s,]+.*)$`),
		regexp.MustCompile(`^(\d*)[\s_(\[-]*[sS][\s_-]?(\d{1,3}(?:[-–]\d+)?)[)\]]?()$`),
		regexp.MustCompile(`^(\d*)[sS]()()$`),
	}
	supplementS        = regexp.MustCompile(`^[sS](\d)`)              // "Suppl S1"
	furtherSupplements = regexp.MustCompile(`^,\s*\d+\b|^\s&\s\d+\b`) // "Suppl 1, 2", and not "Suppl 1 Proceedings"
	issuePart          = regexp.MustCompile(`^(?:(.*?)[\s_.,;:(\[-]+)?(?i:pt|part)[\s_.:]*([0-9]+[A-Za-z]?|[A-Z]|[IVX]+)[)\]]?$`)
	slashed            = regexp.MustCompile(`^(\d+)\s*[/&–—-]\s*(\d+)$`)
	bracketed          = regexp.MustCompile(`^(\d+)\s*\((\d[^()]*)\)$`)
)

// splitIssue parts a volume or an issue from the supplement and the part that it names, which it writes as AMA does.
func splitIssue(s string) (before, extra string) {
	var part string
	if m := issuePart.FindStringSubmatch(s); m != nil {
		s, part = m[1], "pt "+m[2]
	}
	for _, form := range supplements {
		if m := form.FindStringSubmatch(s); m != nil {
			s, extra = m[1], join(" ", "suppl", supplementS.ReplaceAllString(strings.ReplaceAll(m[2], "–", "-"), "$1")+furtherSupplements.FindString(m[3]))
			break
		}
	}
	if m := issuePart.FindStringSubmatch(s); m != nil && part == "" {
		s, part = m[1], "pt "+m[2]
	}
	s = slashed.ReplaceAllString(strings.Trim(s, " _,;:-"), "$1-$2") // "11/12" is a double issue
	return s, join(", ", extra, part)
}

package csl

import (
	"regexp"
	"strings"
)

// Retracted reports whether the item says that its publisher has taken it back: in its status, or in front of its title
// or behind it, where publishers put the word.
func (it *Item) Retracted() bool {
	status := strings.ToLower(join(" ", it.text("status"), it.text("genre"))) // PubMed has "Retracted Publication" for a genre
	said := strings.Contains(status, "retract") || strings.Contains(status, "withdrawn")
	return said && !strings.HasPrefix(status, "not ") || it.titledRetracted()
}

// titledRetracted reports whether the title itself says so: "RETRACTED: …", "[Retracted] …", "Retracted article: …",
// "… (Retracted)". The title of a work about retracted articles does not.
func (it *Item) titledRetracted() bool {
	title := it.text("title")
	return retractedBefore.MatchString(title) || retractedBehind.MatchString(title)
}

var (
	retractedBefore  = regexp.MustCompile(`^["“'‘]?(?:[\[(*]?\s*(?i:retracted|withdrawn)(?i:\s+(?:article|paper|chapter|manuscript|publication|study))?\s*(?:[\])*:]|[-–—]\s)|RETRACTED\b)`)
	retractedBehind  = regexp.MustCompile(`[\[(](?i:retracted|withdrawn)(?i:\s+(?:article|paper|chapter|manuscript|publication|study))?[\])]\.?$`)
	retractionNotice = regexp.MustCompile(`(?i)\bretract(?:ed|ion)(?: notice)?(?: (?:published )?in)?\s*[:.]\s*(\S.*)$`)
)

// retraction is the sentence that AMA prints of a retraction, with the place of the notice where that is known; it is ""
// where there was none or the title says so.
func (it *Item) retraction() string {
	switch m := retractionNotice.FindStringSubmatch(it.text("references")); {
	case !it.Retracted():
		return ""
	case m != nil:
		return "Retracted in: " + m[1]
	case it.titledRetracted():
		return ""
	}
	return "Retracted"
}

// notes is the item's note behind the word of its retraction, for the formats that have no other place for it.
func (it *Item) notes() string {
	if !it.Retracted() {
		return it.text("note")
	}
	return sentences([]string{"Retracted", it.text("note")})
}

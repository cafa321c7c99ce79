package csl

import (
	"cmp"
	"regexp"
	"strings"
)

// isLaw reports whether the item is a case, a law or the like.
func (it *Item) isLaw() bool {
	switch it.Type {
	case "legal_case", "legislation", "bill", "regulation", "treaty":
		return true
	}
	return false
}

// court is the court that decided a case; "" for anything else.
func (it *Item) court() string {
	if it.Type != "legal_case" {
		return ""
	}
	return withoutPeriods(it.text("authority"))
}

// paragraph is the section of a law behind its sign: "§101.9"; "" for anything else.
func (it *Item) paragraph() string {
	section := strings.TrimLeft(it.text("section"), "§ ")
	if section == "" || !it.isLaw() {
		return ""
	}
	return "§" + section
}

// caseReference: "Gut v State, 410 US 113 (1973)", with the court before the year where the reporter does not tell it. AMA takes
// its forms for law from the Bluebook, without the stops.
func (it *Item) caseReference() string {
	reporter := withoutPeriods(it.text("container-title"))
	if short := it.shortContainer(); short != "" {
		reporter = short
	}
	number := it.text("number")
	if reporter != "" {
		number = ""
	}
	court := it.court()
	if supremeCourt.MatchString(court) && (reporter == "US" || reporter == "S Ct" || reporter == "L Ed" || reporter == "L Ed 2d") {
		court = ""
	}
	cited := join(" ", it.text("volume"), reporter, it.firstPage())
	return it.legalReference(versus.ReplaceAllString(it.text("title"), " v "), []string{cited, docketNumber(number)}, court)
}

// lawReference: "Clean Gut Act of 2010, Pub L No. 111-148, 124 Stat 119 (2010)" and "Food labels, 21 CFR §101.9 (2016)", for
// laws, bills, regulations and treaties.
func (it *Item) lawReference() string {
	code := withoutPeriods(it.text("container-title"))
	place := it.firstPage()
	place = join(" ", it.paragraph(), place)
	number := withoutPeriods(it.text("number"))
	if it.Type == "legislation" {
		number = publicLaw.ReplaceAllString(number, "Pub L No. $1$2")
	}
	var session string
	if it.Type == "bill" {
		session = withoutPeriods(join(", ", it.text("authority"), it.text("chapter-number")))
	}
	return it.legalReference(it.text("title"), []string{number, session, join(" ", it.text("volume"), code, place)}, "")
}

// patentNumber is a patent's number behind the country that gave it: "US patent 6,866,670".
func (it *Item) patentNumber() string {
	number := it.text("number")
	if m := patentCountry.FindStringSubmatch(number); m != nil {
		return m[1] + " patent " + m[2]
	}
	country := withoutPeriods(cmp.Or(it.text("jurisdiction"), it.text("authority")))
	if m := ofPatents.FindStringSubmatch(country); m != nil {
		country = m[1]
	}
	return prefix(join(" ", country, "patent")+" ", number)
}

// firstPage is the page on which a case or a law begins, which is all that is cited of its pages.
func (it *Item) firstPage() string {
	first, _, _ := splitPageRange(it.pages())
	return first
}

// legalReference puts a name, the places where it is found, and the court and year in brackets into one sentence.
func (it *Item) legalReference(name string, places []string, court string) string {
	issued := it.Dates["issued"]
	line := join(", ", append([]string{strings.TrimRight(name, ".,;: ")}, places...)...)
	return join(" ", line, enclose("(", join(" ", court, issued.years()), ")"))
}

var (
	versus        = regexp.MustCompile(`\s+(?:vs?\.|vs)\s+`)
	supremeCourt  = regexp.MustCompile(`(?i)^(?:(?:US|United States|USA) Supreme Court|Supreme Court(?: of the (?:US|United States)(?: of America)?)?|SCOTUS)$`)
	patentCountry = regexp.MustCompile(`^([A-Z]{2})\s?(?:[Pp]atent\s+)?(?:[Nn]o\.?\s+)?(\d.*)$`)
	ofPatents     = regexp.MustCompile(`^(.*\S)\s+(?i:patents?\b.*)$`)
	publicLaw     = regexp.MustCompile(`^(?i:pub(?:lic|\.)?\s*l(?:aw|\.)?\s*(?:no\.?|number)?|P\.?\s?L\.?\s*(?:no\.?)?)\s*(\d)|^(\d+-\d+)$`)
)

// docketNumber is a docket number behind its label.
func docketNumber(number string) string {
	if number == "" || strings.Trim(number[:1], "0123456789") != "" {
		return number
	}
	return "No. " + number
}

package csl

import "strings"

// values are what must survive a round trip through every format.
type values struct{ title, authors, year, doi, volume, issue, pages string }

// noStops leaves out stops and spaces: BibTeX has initials as "M. C." where the item has "MC".
var noStops = strings.NewReplacer(".", "", " ", "")

// valuesOf are an item's values, with the authors as "Family, Given, Suffix; …".
func valuesOf(it *Item) values {
	var names []string
	for _, n := range it.Names["author"] {
		family := join(" ", n.DroppingParticle, n.NonDroppingParticle, n.Family)
		names = append(names, join(", ", family, n.Given, n.Suffix, n.Literal))
	}
	return values{
		title:   it.Text["title"],
		authors: noStops.Replace(strings.Join(names, "; ")),
		year:    Day{Year: it.Dates["issued"].From.Year}.String(),
		doi:     it.doi(),
		volume:  it.Text["volume"],
		issue:   it.Text["issue"],
		pages:   it.pages(),
	}
}

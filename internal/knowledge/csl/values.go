package csl

import "cmp"

// Plain is a text variable's value as people read it: on one line, and without the markup that publishers and reference
// managers put into it.
func (it *Item) Plain(variable string) string { return it.text(variable) }

func (it *Item) text(variable string) string {
	value := it.Text[variable]
	if variable == "DOI" || variable == "URL" { // in which such marks may be meant
		return oneLine(value)
	}
	return plainText(value)
}

// people are the names of a name variable that hold anything, each part in its place and as people read it.
func (it *Item) people(variable string) []Name {
	var people []Name
	for _, n := range it.Names[variable] {
		n = Name{
			Family: plainText(n.Family), Given: plainText(n.Given),
			DroppingParticle: plainText(n.DroppingParticle), NonDroppingParticle: plainText(n.NonDroppingParticle),
			Suffix: plainText(n.Suffix), Literal: plainText(n.Literal),
		}.normalized()
		if n != (Name{}) {
			people = append(people, n)
		}
	}
	return people
}

// inJournalForm reports whether the item is of a type that AMA prints as an article in a journal.
func (it *Item) inJournalForm() bool {
	return it.Type == "article-journal" || it.Type == "review" || it.Type == "review-book"
}

// container is the title of what the item appeared in; a journal's is abbreviated where the abbreviation is known.
func (it *Item) container() string {
	if it.inJournalForm() {
		return cmp.Or(it.shortContainer(), it.fullContainer())
	}
	return it.fullContainer()
}

// fullContainer is that title unabbreviated. That of a journal, a reporter of cases or a code of laws may be an abbreviation all
// the same, which has no stops.
func (it *Item) fullContainer() string {
	if it.inJournalForm() || it.isLaw() {
		return withoutPeriods(it.text("container-title"))
	}
	return it.text("container-title")
}

func (it *Item) shortContainer() string {
	return withoutPeriods(cmp.Or(it.text("container-title-short"), it.text("journalAbbreviation")))
}

// event is the name of the conference or other event, under CSL's present name for it or its former one.
func (it *Item) event() string { return cmp.Or(it.text("event-title"), it.text("event")) }

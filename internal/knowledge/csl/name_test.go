package csl

import "testing"

func TestInitials(t *testing.T) {
	for given, want := range map[string]string{
		"Marie-Claire": "MC", "John F.": "JF", "MC": "MC", "BD": "BD", "J.R.R.": "JRR", "jean luc": "JL", "D'Arcy": "D",
		"MARIA": "M", "Élise": "É", "E\u0301lise": "E\u0301", "Łucja": "Ł", "小明": "小明", "": "", ".": ".",
	} {
		if got := initials(given); got != want {
			t.Errorf("initials(%q) = %q, want %q", given, got, want)
		}
	}
}

func TestAbbreviatedName(t *testing.T) {
	for _, test := range []struct {
		name Name
		want string
	}{
		{Name{Family: "King", Given: "Martin Luther", Suffix: "Jr."}, "King ML Jr"},
		{Name{Family: "Gogh", Given: "Vincent", NonDroppingParticle: "van"}, "van Gogh V"},
		{Name{Family: "Humboldt", Given: "Alexander", DroppingParticle: "von"}, "von Humboldt A"},
		{Name{Family: "Plato"}, "Plato"},
		{Name{Given: "Madonna Louise"}, "Madonna Louise"},
		{Name{Literal: "World Health Organization", Family: "ignored"}, "World Health Organization"},
		{Name{}, ""},
	} {
		if got := test.name.abbreviated(); got != test.want {
			t.Errorf("%+v: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestNormalizedName(t *testing.T) {
	for _, test := range []struct{ family, given, suffix, want string }{
		{"Roe", "Jane, MD", "", "Roe J"},
		{"Roe", "Jane B., MD, MPH", "", "Roe JB"},
		{"Roe", "Jane PhD", "", "Roe J"},
		{"Roe", "Jane, Ph.D.", "", "Roe J"},
		{"Roe", "John, Jr., MD", "", "Roe J Jr"},
		{"Roe", "John, III", "", "Roe J III"},
		{"Roe", "John", "3rd", "Roe J III"},
		{"Roe", "J, P", "", "Roe JP"},
		{"Roe", "Mary McKay", "", "Roe MM"},
		{"MD", "MC", "", "MD MC"},
	} {
		n := Name{Family: test.family, Given: test.given, Suffix: test.suffix}.normalized()
		if got := n.abbreviated(); got != test.want {
			t.Errorf("%+v: got %q, want %q", test, got, test.want)
		}
	}
}

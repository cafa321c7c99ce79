package csl

import "testing"

func TestBareDOI(t *testing.T) {
	for given, want := range map[string]string{
		"10.1/x":                   "10.1/x",
		"https://doi.org/10.1/x":   "10.1/x",
		"DOI: 10.1/x.":             "10.1/x",
		"https://doi.org/gf5x":     "10/gf5x",
		"gf5x":                     "gf5x", // no link, so not a short DOI
		"https://doi.org/10.1%2Fx": "10.1/x",
		"10.1/x%2F":                "10.1/x%2F", // escapes mean something in links alone
		"https://doi.org/10.1/x%":  "10.1/x%",
		"10.1/x(1)":                "10.1/x(1)",
		"(10.1/x(1)).":             "10.1/x(1)",
		"10.1/x<1>2>":              "10.1/x<1>2",
		"":                         "",
	} {
		if got := BareDOI(given); got != want {
			t.Errorf("%q: %q, want %q", given, got, want)
		}
	}
}

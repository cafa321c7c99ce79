package knowledge

import (
	"cmp"
	"slices"
)

// A Rule is one thing that can be wrong with a knowledge file. The rules in rules.go are the only ones; the documentation,
// "bot lint --rules" and the tests are made from them.
//
// Wrong and Right are an example and its counter-example. Right is a piece of testdata/rules/coffee.yaml, in which nothing is wrong;
// with Wrong in its place the rule is broken. "x{60}" stands for 60 times x. A rule about whole files has files in the txtar
// format instead, in which a line "…" stands for all of coffee.yaml.
type Rule struct {
	Name        string // short and stable, for example "unknown-key"
	Severity    Severity
	Description string // what is wrong where the rule is broken, in a few words
	Wrong       string
	Right       string
}

// At returns a problem at a place. message says what is wrong there, remedy what to do about it.
func (r *Rule) At(place Place, message, remedy string) Problem {
	return Problem{Place: place, Rule: r.Name, Severity: r.Severity, Message: message, Remedy: remedy}
}

// Rules returns every rule, sorted by name.
func Rules() []Rule {
	return slices.SortedFunc(slices.Values(rules), func(a, b Rule) int { return cmp.Compare(a.Name, b.Name) })
}

var rules []Rule

// newRule adds a rule to [Rules]. It is called by the declarations in rules.go only.
func newRule(r Rule) *Rule {
	rules = append(rules, r)
	return &r
}

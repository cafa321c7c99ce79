package knowledge

import (
	"cmp"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Place is where something stands in a knowledge file. Line and Column count from 1; Column counts characters.
type Place struct {
	File         string // the name within the directory that was loaded
	Line, Column int
	Source       string // the line itself; empty where the file has no such line
}

func (p Place) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// Severity is what a [Problem] keeps from happening.
type Severity string

const (
	Error   Severity = "error"   // the file cannot be used
	Warning Severity = "warning" // the file can be used; its style could be better
	Note    Severity = "note"    // nothing is wrong, but an editor may wonder
)

// Problem is one thing that is wrong with a knowledge file. [Rule.At] makes one.
type Problem struct {
	Place
	Rule     string // the name of a [Rule]
	Severity Severity
	Message  string // what is wrong
	Remedy   string // what to do about it
}

// String returns the problem in the form that editors and compilers share: file:line:col: message; remedy [rule].
func (p Problem) String() string { return fmt.Sprintf("%s: %s [%s]", p.Place, p.Text(), p.Rule) }

// Text returns the message with the remedy.
func (p Problem) Text() string { return p.Message + "; " + p.Remedy }

// MarshalJSON writes the problem as "bot lint --json" prints it. Other programs rely on the keys: none is ever left out.
func (p Problem) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		File     string   `json:"file"`
		Line     int      `json:"line"`
		Column   int      `json:"column"`
		Message  string   `json:"message"` // with the remedy
		Rule     string   `json:"rule"`
		Severity Severity `json:"severity"`
		Source   string   `json:"source"`
	}{p.File, p.Line, p.Column, p.Text(), p.Rule, p.Severity, p.Source})
}

// Problems are the problems of any number of files. As the error of [Load] they are every problem that keeps a file from
// being used, sorted by place.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Of returns the problems of one severity.
func (ps Problems) Of(s Severity) Problems {
	var of Problems
	for _, p := range ps {
		if p.Severity == s {
			of = append(of, p)
		}
	}
	return of
}

// In returns the problems with the places as they are seen from outside the directory that was loaded.
func (ps Problems) In(dir string) Problems {
	out := slices.Clone(ps)
	for i := range out {
		out[i].File = filepath.Join(dir, out[i].File)
	}
	return out
}

// Sort puts the problems into the order in which a reader of the files meets them.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

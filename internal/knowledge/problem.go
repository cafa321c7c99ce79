package knowledge

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Place is where something stands in a knowledge file. Line and Column count from 1; Column counts characters.
type Place struct {
	File         string // the name within the directory that was loaded
	Line, Column int
}

func (p Place) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// Problem is one thing that is wrong with a knowledge file. Message says what, and what to do about it.
type Problem struct {
	Place
	Message string
	Rule    string // a short stable name, for example "unknown-key"
}

// String gives the problem in the form that editors and compilers share: file:line:col: message [rule].
func (p Problem) String() string { return fmt.Sprintf("%s: %s [%s]", p.Place, p.Message, p.Rule) }

// Problems is the error of [Load]: every problem of every file, sorted by place.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// In gives the problems with the places as they are seen from outside the directory that was loaded.
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

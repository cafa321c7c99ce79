package preview

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"leakygut-bot/internal/knowledge"
)

// Severity is what a [Finding] keeps from happening.
type Severity string

const (
	Error   Severity = "error"   // the file cannot be used
	Warning Severity = "warning" // the file can be used; its style could be better
)

// Finding is a problem of a knowledge file as its editor is shown it, with the line in which it is. Its JSON keys are an
// interface that others rely on: none is ever left out.
type Finding struct {
	File     string   `json:"file"`
	Line     int      `json:"line"`   // from 1
	Column   int      `json:"column"` // from 1, in characters
	Message  string   `json:"message"`
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	Source   string   `json:"source"` // the line itself; empty where the file has none such
}

// Findings gives problems with their lines, which it reads from fsys, the directory that they were found in.
func Findings(fsys fs.FS, problems knowledge.Problems, severity Severity) []Finding {
	lines := map[string][]string{}
	out := make([]Finding, len(problems))
	for i, p := range problems {
		if _, read := lines[p.File]; !read {
			data, _ := knowledge.ReadFile(fsys, p.File) // that a file cannot be read is a problem of its own
			lines[p.File] = strings.Split(string(data), "\n")
		}
		out[i] = Finding{File: p.File, Line: p.Line, Column: p.Column, Message: p.Message, Rule: p.Rule, Severity: severity}
		if n := p.Line - 1; n < len(lines[p.File]) {
			out[i].Source = strings.TrimRight(lines[p.File][n], "\r")
		}
	}
	return out
}

// SortFindings puts findings into the order in which a reader of the files meets them.
func SortFindings(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// String gives the finding in the form that editors and compilers share: file:line:col: message [rule].
func (f Finding) String() string {
	return fmt.Sprintf("%s:%d:%d: %s [%s]", f.File, f.Line, f.Column, f.Message, f.Rule)
}

// Excerpt gives the line with its number, and below it a caret at the column. Where a line is wider than width, only what
// stands around the column is shown; 0 shows all of it. The excerpt is empty where there is no line.
func (f Finding) Excerpt(width int) string {
	line, caret, ok := f.excerpt(width)
	if !ok {
		return ""
	}
	return line + "\n" + caret
}

func (f Finding) excerpt(width int) (line, caret string, ok bool) {
	if strings.TrimSpace(f.Source) == "" {
		return "", "", false
	}
	number := fmt.Sprintf("%5d | ", f.Line)
	before, after := parted(f.Source, f.Column-1)
	if room := width - len(number); width > 0 && room > 20 {
		if w := ansi.StringWidth(before); w > room*2/3 {
			before = ansi.TruncateLeft(before, w-room*2/3+1, "…")
		}
		after = ansi.Truncate(after, room-ansi.StringWidth(before), "…")
	}
	return number + before + after, strings.Repeat(" ", 5) + " | " + strings.Repeat(" ", ansi.StringWidth(before)) + "^", true
}

// parted cuts a line before its nth character. What cannot be shown in one column, such as a tab, becomes a space.
func parted(line string, n int) (before, after string) {
	chars := []rune(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, line))
	n = min(max(n, 0), len(chars))
	return string(chars[:n]), string(chars[n:])
}

var (
	errorMark   = ansi.NewStyle().Bold().ForegroundColor(ansi.Red)
	warningMark = ansi.NewStyle().Bold().ForegroundColor(ansi.Yellow)
)

// WriteFindings writes findings for people, each with its excerpt. It styles with ANSI sequences, which a writer for something
// other than a terminal has to take out. The first line of each is what [Finding.String] gives.
func WriteFindings(w io.Writer, findings []Finding, width int) error {
	var b strings.Builder
	for _, f := range findings {
		mark := errorMark
		if f.Severity == Warning {
			mark = warningMark
		}
		place := fmt.Sprintf("%s:%d:%d:", f.File, f.Line, f.Column)
		rest, _ := strings.CutPrefix(f.String(), place)
		message, rule := rest[:len(rest)-len(f.Rule)-2], rest[len(rest)-len(f.Rule)-2:]
		b.WriteString(heading.Styled(place) + mark.Styled(message) + quiet.Styled(rule) + "\n")
		if line, caret, ok := f.excerpt(width); ok {
			b.WriteString(quiet.Styled(line[:8]) + line[8:] + "\n" + quiet.Styled(caret[:8]) + mark.Styled(caret[8:]) + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

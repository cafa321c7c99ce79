package preview

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"leakygut-bot/internal/knowledge"
)

var (
	errorMark   = ansi.NewStyle().Bold().ForegroundColor(ansi.Red)
	warningMark = ansi.NewStyle().Bold().ForegroundColor(ansi.Yellow)
)

// WriteProblems writes problems for people, each with its line and a caret at its column. A line wider than width is cut. It styles
// with ANSI sequences, which a writer for something other than a terminal has to remove.
func WriteProblems(w io.Writer, problems knowledge.Problems, width int) error {
	var b strings.Builder
	for _, p := range problems {
		mark := errorMark
		if p.Severity != knowledge.Error {
			mark = warningMark
		}
		fmt.Fprintf(&b, "%s%s%s\n", heading.Styled(p.Place.String()+":"), mark.Styled(" "+p.Text()+" "), quiet.Styled("["+p.Rule+"]"))
		if line, caret, ok := excerpt(p.Place, width); ok {
			b.WriteString(quiet.Styled(line[:8]) + line[8:] + "\n" + quiet.Styled(caret[:8]) + mark.Styled(caret[8:]) + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// excerpt returns the line of a place with its number, and a caret to stand below it. If the line is wider than width, only what is
// around the column is in it; 0 is no limit. There is no excerpt of an empty line.
func excerpt(p knowledge.Place, width int) (line, caret string, ok bool) {
	if strings.TrimSpace(p.Source) == "" {
		return "", "", false
	}
	number := fmt.Sprintf("%5d | ", p.Line)
	before, after := cutLine(p.Source, p.Column-1)
	if room := width - len(number); width > 0 && room > 20 {
		if w := ansi.StringWidth(before); w > room*2/3 {
			before = ansi.TruncateLeft(before, w-room*2/3+1, "…")
		}
		after = ansi.Truncate(after, room-ansi.StringWidth(before), "…")
	}
	return number + before + after, strings.Repeat(" ", 5) + " | " + strings.Repeat(" ", ansi.StringWidth(before)) + "^", true
}

// cutLine cuts a line before its nth character. What cannot be shown in one column, such as a tab, becomes a space.
func cutLine(line string, n int) (before, after string) {
	chars := []rune(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, line))
	n = min(max(n, 0), len(chars))
	return string(chars[:n]), string(chars[n:])
}

package csl

import (
	"regexp"
	"strings"
	"testing"
)

var risLine = regexp.MustCompile(`^[A-Z][A-Z0-9]  - [^\r\n]*$`)

// TestRISForm checks what the RIS specification says of every record: its lines end with CR LF and have a tag, the first
// is the type and the last is the end.
func TestRISForm(t *testing.T) {
	for name, it := range fixtures {
		checkRISForm(t, name, it.RIS())
	}
}

func checkRISForm(t *testing.T, name, record string) {
	t.Helper()
	if strings.Count(record, "\n") != strings.Count(record, "\r\n") || !strings.HasSuffix(record, "\r\nER  - \r\n") {
		t.Errorf("%s: lines do not end with CR LF, or the record has no end: %q", name, record)
	}
	for i, line := range strings.Split(strings.TrimSuffix(record, "\r\n"), "\r\n") {
		if !risLine.MatchString(line) || (i == 0) != strings.HasPrefix(line, "TY  - ") {
			t.Errorf("%s: bad line %q", name, line)
		}
	}
}

func TestRISTypesAreOfCSL(t *testing.T) {
	for csl := range risTypes {
		if Kind(csl) == "" {
			t.Errorf("%q is no CSL type", csl)
		}
	}
}

func TestRISDate(t *testing.T) {
	for _, test := range []struct {
		date Date
		want string
	}{
		{Date{}, ""},
		{on(2017, 0, 0), "2017///"},
		{on(2017, 9, 0), "2017/09//"},
		{on(2017, 9, 2), "2017/09/02/"},
		{Date{From: Day{2017, 6, 3}, To: Day{2017, 6, 5}}, "2017/06/03/to 2017-06-05"},
		{Date{Literal: "in\npress"}, "///in press"},
	} {
		if got := risDate(test.date); got != test.want {
			t.Errorf("%+v: got %q, want %q", test.date, got, test.want)
		}
	}
}

func TestRISPages(t *testing.T) {
	for page, want := range map[string][2]string{
		"12-34": {"12", "34"}, "e298–e302": {"e298", "e302"}, "392": {"392", ""}, "S12-S18": {"S12", "S18"}, "ENEURO.0012-17.2017": {"ENEURO.0012-17.2017", ""}, "3-1-3-9": {"3-1-3-9", ""}, "": {"", ""},
	} {
		first, last := (&Item{Text: texts("page", page)}).firstAndLastPage()
		if got := [2]string{first, last}; got != want {
			t.Errorf("%q: got %q, want %q", page, got, want)
		}
	}
}

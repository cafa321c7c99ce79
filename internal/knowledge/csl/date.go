package csl

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// dayForm matches one end of an EDTF date; its groups are the year, the month and the day.
var dayForm = regexp.MustCompile(`^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?$`)

// DateError is for the person who wrote a date: it says what was found and what to write instead.
type DateError struct{ Message, Remedy string }

func (e *DateError) Error() string { return e.Message + "; " + e.Remedy }

// ParseDate reads a date as CSL-YAML writes it: 2017, 2017-09, 2017-09-22, or a range of two such dates with a "/"
// between them. A season is written as a month from 21 (spring) to 24 (winter), as EDTF does. The marks "~", "?" and "%", with
// which EDTF says that a date is approximate or uncertain, may follow and are dropped, for a Date has no place for them.
//
// Its errors are of type [*DateError].
func ParseDate(s string) (Date, error) {
	var parts [][]int
	for end := range strings.SplitSeq(strings.TrimSpace(s), "/") {
		match := dayForm.FindStringSubmatch(end)
		if match == nil || len(parts) == 2 {
			return Date{}, dateFormError(s)
		}
		var ymd []int
		for _, digits := range match[1:] {
			if n, err := strconv.Atoi(digits); err == nil {
				ymd = append(ymd, n)
			}
		}
		if len(ymd) > 1 && ymd[1] > 12 && ymd[1] < Spring { // a season for CSL-JSON only
			return Date{}, monthError(ymd)
		}
		parts = append(parts, ymd)
	}
	return FromParts(parts)
}

// FromParts makes a date of the "date-parts" of CSL-JSON: one list of a year, and perhaps a month and a day, or two such
// lists for a range. A month from 13 to 16 is a season, as older programs count them. Its errors are of type [*DateError].
func FromParts(parts [][]int) (Date, error) {
	if len(parts) < 1 || len(parts) > 2 {
		return Date{}, &DateError{fmt.Sprintf("date-parts holds %d dates", len(parts)), "write one, such as [[2017, 9, 22]], or two for a range, such as [[2017, 9], [2017, 11]]"}
	}
	var days [2]Day
	for i, ymd := range parts {
		var err error
		if days[i], err = dayOf(ymd); err != nil {
			return Date{}, err
		}
	}
	d := Date{From: days[0], To: days[1]}
	if d.To != (Day{}) && d.To.before(d.From) {
		return Date{}, &DateError{fmt.Sprintf("%s runs backwards", d), fmt.Sprintf("write the earlier date first, %s/%s", d.To, d.From)}
	}
	return d, nil
}

func dayOf(ymd []int) (Day, error) {
	if len(ymd) < 1 || len(ymd) > 3 {
		return Day{}, &DateError{fmt.Sprintf("date-parts holds %v", ymd), "write a year, perhaps a month, and perhaps a day, such as [2017, 9, 22]"}
	}
	var d Day
	if d.Year = ymd[0]; d.Year < 1 || d.Year > 9999 {
		return Day{}, &DateError{fmt.Sprintf("%d is not a year that fits here", d.Year), "write one from 0001 to 9999, such as 2017"}
	}
	if len(ymd) > 1 {
		switch d.Month = ymd[1]; {
		case 13 <= d.Month && d.Month <= 16:
			d.Month += Spring - 13
		case 25 <= d.Month && d.Month <= 32: // EDTF's seasons of one hemisphere
			d.Month = Spring + (d.Month-Spring)%4
		}
		if (d.Month < 1 || d.Month > 12) && d.season() == "" {
			return Day{}, monthError(ymd)
		}
	}
	if len(ymd) > 2 && d.season() == "" {
		last := time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
		if d.Day = ymd[2]; d.Day < 1 || d.Day > last {
			return Day{}, &DateError{fmt.Sprintf("%s %d has no day %d", time.Month(d.Month), d.Year, d.Day), fmt.Sprintf("write one from 01 to %d, such as %04d-%02d-%[1]d", last, d.Year, d.Month)}
		}
	}
	return d, nil
}

func monthError(ymd []int) error {
	return &DateError{fmt.Sprintf("there is no month %d", ymd[1]), fmt.Sprintf("write one from 01 to 12, such as %04d-09", ymd[0])}
}

// before reports whether a day is certainly earlier than another: 2017 is not before 2017-09, nor after it.
func (d Day) before(other Day) bool {
	switch {
	case d.Year != other.Year:
		return d.Year < other.Year
	case d.Month == 0 || other.Month == 0 || (d.season() == "") != (other.season() == ""):
		return false
	case d.Month != other.Month:
		return d.Month < other.Month
	}
	return d.Day != 0 && other.Day != 0 && d.Day < other.Day
}

// otherDateForms are forms in which people write a date, as layouts of package time, and the form to use instead. Forms
// such as 5.9.2017 are not among them, for they mean one day in Europe and another in America.
var otherDateForms = []struct{ found, wanted string }{
	{"2006-1-2", time.DateOnly},
	{"2006/1/2", time.DateOnly},
	{"2006.1.2", time.DateOnly},
	{"January 2, 2006", time.DateOnly},
	{"Jan 2, 2006", time.DateOnly},
	{"2 January 2006", time.DateOnly},
	{"2 Jan 2006", time.DateOnly},
	{"2. January 2006", time.DateOnly},
	{"2006-1", "2006-01"},
	{"2006/1", "2006-01"},
	{"January 2006", "2006-01"},
	{"Jan 2006", "2006-01"},
}

var seasonForm = regexp.MustCompile(`^((?i:spring|summer|autumn|fall|winter)),?\s+(\d{4})$`)

func dateFormError(s string) error {
	s = strings.TrimSpace(s)
	if s == "" {
		return &DateError{"the date is empty", "write one such as 2017-09-22, 2017-09 or 2017, or leave it out"}
	}
	if m := seasonForm.FindStringSubmatch(s); m != nil {
		season := slices.Index([]string{"spring", "summer", "autumn", "winter"}, strings.Replace(strings.ToLower(m[1]), "fall", "autumn", 1))
		return &DateError{fmt.Sprintf("%q is not written the way dates are written here", s), fmt.Sprintf("write %s-%d", m[2], Spring+season)}
	}
	for _, m := range otherDateForms {
		if t, err := time.Parse(m.found, s); err == nil {
			return &DateError{fmt.Sprintf("%q is not written the way dates are written here", s), "write " + t.Format(m.wanted)}
		}
	}
	return &DateError{fmt.Sprintf("%q is not a date that can be read here", s), "write it like 2017-09-22 (or 2017-09, or 2017), and a range like 2017-09-22/2017-09-30"}
}

// String writes a date as [ParseDate] reads it, or the literal text of a date that has one.
func (d Date) String() string {
	if d.Literal != "" || d.To == (Day{}) {
		return cmp.Or(d.Literal, d.From.String())
	}
	return d.From.String() + "/" + d.To.String()
}

// String writes a day as 2017-09-22, a month as 2017-09, a year as 2017 and no date as "".
func (d Day) String() string {
	switch {
	case d == Day{}:
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

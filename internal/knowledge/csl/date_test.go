package csl

import "testing"

func TestParseDate(t *testing.T) {
	for text, want := range map[string]Date{
		"2006":                  on(2006, 0, 0),
		"2017-09":               on(2017, 9, 0),
		"2017-09-22":            on(2017, 9, 22),
		" 2017-09-22\n":         on(2017, 9, 22),
		"2017-09~":              on(2017, 9, 0),
		"2017?":                 on(2017, 0, 0),
		"2016-02-29%":           on(2016, 2, 29),
		"2017/2018":             {From: Day{Year: 2017}, To: Day{Year: 2018}},
		"2017-06-03/2017-06-05": {From: Day{2017, 6, 3}, To: Day{2017, 6, 5}},
		"2017-21":               on(2017, Spring, 0),
		"2017-32":               on(2017, Winter, 0),
		"2017-24/2018-21":       {From: Day{2017, Winter, 0}, To: Day{2018, Spring, 0}},
		"2017~/2017-05?":        {From: Day{Year: 2017}, To: Day{Year: 2017, Month: 5}},
	} {
		if got, err := ParseDate(text); err != nil || got != want {
			t.Errorf("ParseDate(%q) = %v, %v, want %v", text, got, err, want)
		}
	}
}

func TestParseDateErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "the date is empty; write one such as 2017-09-22, 2017-09 or 2017, or leave it out",
		"2017-02-30":            "February 2017 has no day 30; write one from 01 to 28, such as 2017-02-28",
		"2017-13":               "there is no month 13; write one from 01 to 12, such as 2017-09",
		"2017-00-10":            "there is no month 0; write one from 01 to 12, such as 2017-09",
		"0000":                  "0 is not a year that fits here; write one from 0001 to 9999, such as 2017",
		"2018/2017":             "2018/2017 runs backwards; write the earlier date first, 2017/2018",
		"2017-06/2017-05":       "2017-06/2017-05 runs backwards; write the earlier date first, 2017-05/2017-06",
		"2017-06-03/2017-06-02": "2017-06-03/2017-06-02 runs backwards; write the earlier date first, 2017-06-02/2017-06-03",
		"2017-9-5":              `"2017-9-5" is not written the way dates are written here; write 2017-09-05`,
		"2017/09/22":            `"2017/09/22" is not written the way dates are written here; write 2017-09-22`,
		"2017/9":                `"2017/9" is not written the way dates are written here; write 2017-09`,
		"September 22, 2017":    `"September 22, 2017" is not written the way dates are written here; write 2017-09-22`,
		"Sep 2017":              `"Sep 2017" is not written the way dates are written here; write 2017-09`,
		"Fall 2017":             `"Fall 2017" is not written the way dates are written here; write 2017-23`,
		"22.09.2017":            `"22.09.2017" is not a date that can be read here; write it like 2017-09-22 (or 2017-09, or 2017), and a range like 2017-09-22/2017-09-30`,
		"2017/2018/2019":        `"2017/2018/2019" is not a date that can be read here; write it like 2017-09-22 (or 2017-09, or 2017), and a range like 2017-09-22/2017-09-30`,
		"2017/":                 `"2017/" is not a date that can be read here; write it like 2017-09-22 (or 2017-09, or 2017), and a range like 2017-09-22/2017-09-30`,
	} {
		if d, err := ParseDate(text); err == nil || err.Error() != want {
			t.Errorf("ParseDate(%q) = %v\n%v\nwant\n%v", text, d, err, want)
		}
	}
}

func TestFromParts(t *testing.T) {
	got, err := FromParts([][]int{{2017, 9}, {2017, 11, 2}})
	if want := (Date{From: Day{Year: 2017, Month: 9}, To: Day{2017, 11, 2}}); err != nil || got != want {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	for _, test := range []struct {
		parts [][]int
		want  string
	}{
		{nil, "date-parts holds 0 dates; write one, such as [[2017, 9, 22]], or two for a range, such as [[2017, 9], [2017, 11]]"},
		{[][]int{{1}, {2}, {3}}, "date-parts holds 3 dates; write one, such as [[2017, 9, 22]], or two for a range, such as [[2017, 9], [2017, 11]]"},
		{[][]int{{}}, "date-parts holds []; write a year, perhaps a month, and perhaps a day, such as [2017, 9, 22]"},
		{[][]int{{2017, 1, 2, 3}}, "date-parts holds [2017 1 2 3]; write a year, perhaps a month, and perhaps a day, such as [2017, 9, 22]"},
		{[][]int{{-44}}, "-44 is not a year that fits here; write one from 0001 to 9999, such as 2017"},
		{[][]int{{2017}, {2017, 2, 29}}, "February 2017 has no day 29; write one from 01 to 28, such as 2017-02-28"},
	} {
		if d, err := FromParts(test.parts); err == nil || err.Error() != test.want {
			t.Errorf("FromParts(%v) = %v\n%v\nwant\n%v", test.parts, d, err, test.want)
		}
	}
}

// TestDateString also checks that ParseDate reads what String writes.
func TestDateString(t *testing.T) {
	for _, want := range []string{"0044", "2017-09", "2017-09-22", "2017/2018-01"} {
		d, err := ParseDate(want)
		if got := d.String(); err != nil || got != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
	if got := (Date{Literal: "n.d.", From: Day{Year: 1}}).String(); got != "n.d." {
		t.Errorf("got %q for a literal date", got)
	}
	if got := (Date{}).String(); got != "" {
		t.Errorf("got %q for no date", got)
	}
}

func TestProse(t *testing.T) {
	for edtf, want := range map[string]string{
		"2017":                  "2017",
		"2017-09":               "September 2017",
		"2017-09-22":            "September 22, 2017",
		"2017/2017":             "2017",
		"2017/2018":             "2017-2018",
		"2017-06/2017-07":       "June-July 2017",
		"2017-21":               "Spring 2017",
		"2017-21/2017-22":       "Spring-Summer 2017",
		"2017-06-03/2017-06-05": "June 3-5, 2017",
		"2017-06-30/2017-07-02": "June 30-July 2, 2017",
		"2017-12-30/2018-01-02": "December 30, 2017-January 2, 2018",
		"2017-06/2017-07-02":    "June 2017-July 2, 2017",
	} {
		d, err := ParseDate(edtf)
		if got := d.prose(); err != nil || got != want {
			t.Errorf("%s: got %q, %v, want %q", edtf, got, err, want)
		}
	}
}

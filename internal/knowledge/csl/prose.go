package csl

import (
	"cmp"
	"fmt"
	"strconv"
	"time"
)

// prose is the date as American English writes it: "September 22, 2017", "June 3-5, 2017", "June-July 2017".
func (d Date) prose() string {
	from, to := d.From, d.To
	switch {
	case d.Literal != "":
		return plainText(d.Literal)
	case to == Day{} || to == from:
		return from.prose()
	case from.Year != to.Year || from.Month == 0 || to.Month == 0 || (from.Day == 0) != (to.Day == 0):
		return from.prose() + "-" + to.prose()
	case from.Day == 0:
		return fmt.Sprintf("%s-%s", from.month(), to.prose())
	case from.Month == to.Month:
		return fmt.Sprintf("%s %d-%d, %d", from.month(), from.Day, to.Day, to.Year)
	}
	return fmt.Sprintf("%s %d-%s", from.month(), from.Day, to.prose())
}

func (d Day) prose() string {
	switch {
	case d == Day{}:
		return ""
	case d.Month == 0:
		return strconv.Itoa(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%s %d", d.month(), d.Year)
	}
	return fmt.Sprintf("%s %d, %d", d.month(), d.Day, d.Year)
}

// years is the date's year, or its first and last: "2017-2018".
func (d Date) years() string {
	return Date{From: Day{Year: d.From.Year}, To: Day{Year: d.To.Year}, Literal: d.Literal}.prose()
}

// month is the name of the day's month or season.
func (d Day) month() string {
	return cmp.Or(d.season(), time.Month(d.Month).String())
}

// season is "Spring", "Summer", "Autumn" or "Winter", the words of CSL's American locale, or "" for a month.
func (d Day) season() string {
	if d.Month < Spring || d.Month > Winter {
		return ""
	}
	return [...]string{"Spring", "Summer", "Autumn", "Winter"}[d.Month-Spring]
}

package knowledge

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"leakygut-bot/internal/knowledge/csl"
)

// checkDate takes a date in each form that CSL's programs write: 2017-09-22, {date-parts: [[2017, 9, 22]]}, with a season
// beside the year or without, [{year: 2017, month: 9, day: 22}], {literal: spring 2017}, {raw: 2017-09-22}.
func (r *reader) checkDate(n *yaml.Node, path string) {
	if n.Kind != yaml.ScalarNode {
		before := len(r.problems)
		if r.checkAnchors(n, path); len(r.problems) > before {
			return
		}
	}
	if _, err := parseDate(n); err != nil {
		r.report(n, dateForm, path+": "+err.Message, err.Remedy)
	}
	for _, part := range append([]*yaml.Node{n}, n.Content...) {
		r.checkCut(part, path)
	}
}

func parseDate(n *yaml.Node) (csl.Date, *csl.DateError) {
	date, err := decodeDate(n)
	var told *csl.DateError
	if err != nil && !errors.As(err, &told) {
		told = &csl.DateError{Message: "the parts of this date are not understood", Remedy: "write it as 2017-09-22, 2017-09 or 2017"}
	}
	return date, told
}

func decodeDate(n *yaml.Node) (csl.Date, error) {
	switch n.Kind {
	case yaml.ScalarNode:
		return csl.ParseDate(n.Value)
	case yaml.SequenceNode:
		var days []struct {
			Year, Month, Day number
			Season           string
		}
		if err := n.Decode(&days); err != nil || len(days) == 0 || len(days) > 2 {
			return csl.Date{}, errDateParts
		}
		var parts [][]int
		for _, d := range days {
			parts = append(parts, trimZeros(int(d.Year), int(d.Month), int(d.Day)))
		}
		return inSeason(parts, days[0].Season)
	}
	var d struct {
		Parts                [][]number `yaml:"date-parts"`
		Literal, Raw, Season string
	}
	if err := n.Decode(&d); err != nil {
		return csl.Date{}, errDateParts
	}
	switch {
	case len(d.Parts) > 0:
		var parts [][]int
		for _, p := range d.Parts {
			day := make([]int, len(p))
			for i, v := range p {
				day[i] = int(v)
			}
			parts = append(parts, trimZeros(day...))
		}
		return inSeason(parts, d.Season)
	case d.Literal != "":
		return csl.Date{Literal: d.Literal}, nil
	case d.Raw != "":
		return csl.ParseDate(d.Raw)
	}
	return csl.Date{}, errDateParts
}

// inSeason makes a date of its parts and of the season that stands beside them: a number from 1, spring, to 4, or a word.
// A date that says its month needs no season.
func inSeason(parts [][]int, season string) (csl.Date, error) {
	if season = strings.TrimSpace(season); season == "" || len(parts[0]) > 1 {
		return csl.FromParts(parts)
	}
	n, err := strconv.Atoi(season)
	if err != nil {
		n = 1 + slices.Index([]string{"spring", "summer", "autumn", "winter"}, strings.Replace(strings.ToLower(season), "fall", "autumn", 1))
	}
	if n == 0 && len(parts) == 1 && len(parts[0]) == 1 { // in words of its own: "Spring-Summer"
		return csl.Date{Literal: season + " " + strconv.Itoa(parts[0][0])}, nil
	}
	if n >= csl.Spring {
		n -= csl.Spring - 1
	}
	if n < 1 || n > 4 || len(parts[0]) == 0 {
		return csl.Date{}, &csl.DateError{Message: fmt.Sprintf("there is no season %q", clip(season)), Remedy: "write 1 for spring, 2 for summer, 3 for autumn or 4 for winter"}
	}
	for i := range parts {
		if len(parts[i]) == 1 {
			parts[i] = append(parts[i], csl.Spring-1+n)
		}
	}
	return csl.FromParts(parts)
}

var errDateParts = errors.New("not the parts of a date")

// number is an integer that some programs write in quotes. A null is 0.
type number int

func (v *number) UnmarshalYAML(n *yaml.Node) error {
	i, err := strconv.Atoi(n.Value)
	*v = number(i)
	return err
}

// trimZeros drops the month and the day that a date does not say.
func trimZeros(parts ...int) []int {
	for len(parts) > 0 && parts[len(parts)-1] == 0 {
		parts = parts[:len(parts)-1]
	}
	return parts
}

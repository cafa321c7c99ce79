package knowledge

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"leakygut-bot/internal/knowledge/csl"
)

// item reads a CSL item whose form has been checked.
func (r *reader) item(d itemDoc) *Source {
	s := &Source{item: csl.Item{Text: map[string]string{}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}}}
	for name, n := range d {
		switch v, _ := csl.Lookup(name); {
		case name == "id":
			s.item.ID, s.place = n.Value, r.place(&n)
		case name == "type":
			s.item.Type = n.Value
		case v.Kind == csl.KindNames && n.Kind == yaml.SequenceNode:
			s.item.Names[name] = r.names(&n, name)
		case v.Kind == csl.KindDate:
			if date, err := parseDate(&n); err == nil {
				s.item.Dates[name] = date
			}
		case name == "note":
			s.item.Text[name] = strings.Join(strings.Fields(extra.ReplaceAllString(n.Value, "")), " ")
		case n.Kind == yaml.ScalarNode && v.Name != "":
			s.item.Text[name] = strings.Join(strings.Fields(n.Value), " ")
		}
	}
	if n := d["DOI"]; present(&n) {
		s.item.Text["DOI"] = csl.BareDOI(n.Value)
		if !doiForm.MatchString(s.item.Text["DOI"]) {
			r.report(&n, "doi-form", "%q is not a DOI; write the part that starts with 10., such as 10.1136/gut.2005.085373", clip(n.Value))
		}
	}
	if n := d["URL"]; present(&n) && doiLink.MatchString(n.Value) && doiForm.MatchString(csl.BareDOI(n.Value)) {
		s.item.Text["URL"] = "https://doi.org/" + escapeDOI(csl.BareDOI(n.Value))
	} else if present(&n) && !validURL(n.Value) {
		remedy := ""
		if strings.HasPrefix(n.Value, "http://") {
			remedy = ", or remove the line if the page has no https address"
		}
		r.report(&n, "url-form", "%q is not an address that can be linked; write it in full, starting with https://, with no user name and at most 512 characters%s", clip(n.Value), remedy)
	}
	return s
}

// extra matches the lines that Zotero keeps in an item's field "Extra" for other programs, and exports as its note.
var extra = regexp.MustCompile(`(?mi)^(PMID|PMCID|arXiv|DOI|ISBN|ISSN|OCLC|MAG ID|ADS Bibcode|Citation Key|Publisher|_eprint):.*$`)

func (r *reader) names(list *yaml.Node, variable string) []csl.Name {
	var names []csl.Name
	for _, n := range list.Content {
		var d map[string]yaml.Node
		if n.Kind != yaml.MappingNode || n.Decode(&d) != nil {
			continue // reported by the check of its form
		}
		get := func(key string) string { v := d[key]; return v.Value }
		name := csl.Name{
			Family: get("family"), Given: get("given"), Suffix: get("suffix"), Literal: get("literal"),
			DroppingParticle: get("dropping-particle"), NonDroppingParticle: get("non-dropping-particle"),
		}
		switch person := name.Family != ""; {
		case !person && name.Literal == "":
			r.report(n, "name-parts", "this %s has neither \"family\" nor \"literal\"; write family and given for a person, literal for any other name", variable)
		case person && name.Literal != "":
			r.report(n, "name-parts", "this %s has both \"family\" and \"literal\"; keep one of them", variable)
		}
		names = append(names, name)
	}
	return names
}

// checkDate takes a date in each form that CSL's programs write: 2017-09-22, {date-parts: [[2017, 9, 22]]}, with a season
// beside the year or without, [{year: 2017, month: 9, day: 22}], {literal: spring 2017}, {raw: 2017-09-22}.
func (r *reader) checkDate(n *yaml.Node, path string) {
	if n.Kind != yaml.ScalarNode {
		r.checkSound(n, path)
	}
	if _, err := parseDate(n); err != nil {
		r.report(n, "date-form", "%s: %v", path, err)
	}
}

func parseDate(n *yaml.Node) (csl.Date, error) {
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
		return csl.Date{}, fmt.Errorf("there is no season %q: write 1 for spring, 2 for summer, 3 for autumn or 4 for winter", clip(season))
	}
	for i := range parts {
		if len(parts[i]) == 1 {
			parts[i] = append(parts[i], csl.Spring-1+n)
		}
	}
	return csl.FromParts(parts)
}

// errDateParts is for the editor of the file, like every message here.
var errDateParts = errors.New("the parts of this date are not understood; write it as 2017-09-22, 2017-09 or 2017")

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

// doiForm is Crossref's: a prefix of 10 and a registrant, a slash, and a suffix without spaces; or the short form that
// shortdoi.org gives, which has no registrant.
var doiForm = regexp.MustCompile(`^10(\.\d{4,9}(\.\d+)*/\S+|/[A-Za-z0-9]+)$`)

// doiPattern is doiForm, for the schema, with what [csl.BareDOI] takes away.
const doiPattern = `^(` + doiLinkPattern + `|[Dd][Oo][Ii]\s*:?\s*)?10(\.\d{4,9}(\.\d+)*/\S+|/[A-Za-z0-9]+[.,;:)]*)$|^` + doiLinkPattern + `[A-Za-z0-9]{3,}$`

const doiLinkPattern = `([Hh][Tt][Tt][Pp][Ss]?://)?([Ww][Ww][Ww]\.|[Dd][Xx]\.)?[Dd][Oo][Ii]\.[Oo][Rr][Gg]/`

// doiLink matches the address of a DOI as programs wrote it before there was https.
var doiLink = regexp.MustCompile(`^(?i:https?://(www\.|dx\.)?doi\.org/)`)

// urlPattern is as much of validURL as fits a short pattern.
const urlPattern = `^https://\S+\.\S+$|^http://(www\.|dx\.)?doi\.org/10\S+$`

// validURL holds an address to what a Discord link button takes: https, a host name, at most 512 characters.
func validURL(s string) bool {
	u, err := url.Parse(s)
	if err != nil {
		return false
	}
	if port, err := strconv.ParseUint(cmp.Or(u.Port(), "443"), 10, 16); err != nil || port == 0 {
		return false
	}
	host := strings.Split(u.Hostname(), ".")
	return u.Scheme == "https" && len(host) > 1 && !slices.Contains(host, "") && u.User == nil && len(s) <= 512 && !strings.ContainsAny(s, " \t\n\"<>`\\|{}")
}

// escapeDOI makes a DOI fit for an address; a DOI may hold characters that an address may not.
func escapeDOI(doi string) string {
	return strings.NewReplacer("%2F", "/").Replace(url.PathEscape(doi))
}

package knowledge

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"leakygut-bot/internal/knowledge/csl"
	"leakygut-bot/internal/limits"
)

// item reads a CSL item whose form has been checked.
func (r *reader) item(d itemDoc) *Source {
	s := &Source{item: csl.Item{Text: map[string]string{}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}}}
	for name, n := range d.values {
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
			s.item.Text[name] = strings.Join(strings.Fields(zoteroExtra.ReplaceAllString(n.Value, "")), " ")
		case n.Kind == yaml.ScalarNode && v.Name != "":
			s.item.Text[name] = strings.Join(strings.Fields(n.Value), " ")
		}
	}
	if n := d.values["DOI"]; present(&n) {
		s.item.Text["DOI"] = csl.BareDOI(n.Value)
		if !doiPattern.MatchString(s.item.Text["DOI"]) {
			r.report(&n, doiForm, fmt.Sprintf("%q is not a DOI", clip(n.Value)), "write the part that starts with 10., such as 10.1136/gut.2005.085373")
		}
	}
	if n := d.values["URL"]; present(&n) && doiLink.MatchString(n.Value) && doiPattern.MatchString(csl.BareDOI(n.Value)) {
		s.item.Text["URL"] = "https://doi.org/" + escapeDOI(csl.BareDOI(n.Value))
	} else if present(&n) && !validURL(n.Value) {
		remedy := "write it in full, starting with https://, with no user name and at most 512 characters"
		if strings.HasPrefix(n.Value, "http://") {
			remedy += ", or remove the line if the page has no https address"
		}
		r.report(&n, urlForm, fmt.Sprintf("%q is not an address that can be linked", clip(n.Value)), remedy)
	}
	return s
}

// zoteroExtra matches the lines that Zotero keeps in an item's field "Extra" for other programs, and exports as its note.
var zoteroExtra = regexp.MustCompile(`(?mi)^(PMID|PMCID|arXiv|DOI|ISBN|ISSN|OCLC|MAG ID|ADS Bibcode|Citation Key|Publisher|_eprint):.*$`)

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
		family, literal := d["family"], d["literal"]
		switch person := name.Family != ""; {
		case !person && name.Literal == "" && (!family.IsZero() || !literal.IsZero()): // reported by the check of its form
		case !person && name.Literal == "":
			r.report(n, nameParts, fmt.Sprintf("this %s has neither \"family\" nor \"literal\"", variable), "write family and given for a person, literal for any other name")
		case person && name.Literal != "":
			r.report(n, nameParts, fmt.Sprintf("this %s has both \"family\" and \"literal\"", variable), "begin another name with its own dash, or keep one of the two")
		}
		names = append(names, name)
	}
	return names
}

// doiPattern is Crossref's: a prefix of 10 and a registrant, a slash, and a suffix without spaces; or the short form that
// shortdoi.org gives, which has no registrant.
var doiPattern = regexp.MustCompile(`^10(\.\d{4,9}(\.\d+)*/\S+|/[A-Za-z0-9]+)$`)

// schemaDOI is doiPattern, for the schema, with what [csl.BareDOI] takes away.
const schemaDOI = `^(` + schemaDOILink + `|[Dd][Oo][Ii]\s*:?\s*)?10(\.\d{4,9}(\.\d+)*/\S+|/[A-Za-z0-9]+[.,;:)]*)$|^` + schemaDOILink + `[A-Za-z0-9]{3,}$`

const schemaDOILink = `([Hh][Tt][Tt][Pp][Ss]?://)?([Ww][Ww][Ww]\.|[Dd][Xx]\.)?[Dd][Oo][Ii]\.[Oo][Rr][Gg]/`

// doiLink matches the address of a DOI as programs wrote it before there was https.
var doiLink = regexp.MustCompile(`^(?i:https?://(www\.|dx\.)?doi\.org/)`)

// schemaURL is as much of validURL as fits a short pattern.
const schemaURL = `^https://\S+\.\S+$|^http://(www\.|dx\.)?doi\.org/10\S+$`

// validURL reports whether a Discord link button takes an address: https, a host name, at most 512 characters.
func validURL(s string) bool {
	u, err := url.Parse(s)
	if err != nil {
		return false
	}
	if port, err := strconv.ParseUint(cmp.Or(u.Port(), "443"), 10, 16); err != nil || port == 0 {
		return false
	}
	host := strings.Split(u.Hostname(), ".")
	return u.Scheme == "https" && len(host) > 1 && !slices.Contains(host, "") && u.User == nil && len(s) <= limits.URL && !strings.ContainsAny(s, " \t\n\"<>`\\|{}")
}

// escapeDOI makes a DOI fit for an address; a DOI may hold characters that an address may not.
func escapeDOI(doi string) string {
	return strings.NewReplacer("%2F", "/").Replace(url.PathEscape(doi))
}

package csl

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// CSLJSON is the item as a CSL-JSON file: a list of one object, indented by two spaces, which fits CSL's data schema. All
// that the item holds is in it, in the order of [Variables]; what the schema has no key for is under "custom", and a type
// that it does not know is written as "document".
func (it *Item) CSLJSON() string {
	csl := it.Type
	if Kind(csl) == "" {
		csl = "document"
	}
	var o object
	o.add("id", it.ID)
	o.add("type", csl)
	for _, v := range Variables {
		if v.Name == "custom" {
			if custom := it.custom(); len(custom) > 0 {
				o.add(v.Name, custom)
			}
		} else if value, ok := it.jsonValue(v.Name, v.Kind); ok {
			o.add(v.Name, value)
		}
	}
	var b bytes.Buffer
	if err := json.Indent(&b, []byte("[{"+strings.Join(o, ",")+"}]"), "", "  "); err != nil {
		panic("csl: object wrote bad JSON: " + err.Error())
	}
	b.WriteByte('\n')
	return b.String()
}

// jsonValue is a variable's value as the data schema wants it, if the item has one.
func (it *Item) jsonValue(variable string, kind VariableKind) (value any, ok bool) {
	switch kind {
	case KindNames:
		names := jsonNames(it.Names[variable])
		return names, len(names) > 0
	case KindDate:
		date := it.Dates[variable]
		return jsonDateOf(date), date != (Date{})
	}
	text := it.Text[variable]
	if variable == "categories" {
		return splitCommas(text), text != ""
	}
	return text, text != ""
}

// splitCommas splits a text at its commas.
func splitCommas(text string) []string {
	parts := strings.Split(text, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// custom is the item's own custom object and, by name, what the data schema has no key for. A custom text that is no JSON
// object is kept under the key "custom" within it.
func (it *Item) custom() map[string]any {
	custom := make(map[string]any)
	if text := it.Text["custom"]; text != "" {
		var own map[string]json.RawMessage
		if json.Unmarshal([]byte(text), &own) != nil || own == nil {
			custom["custom"] = text
		}
		for key, value := range own {
			custom[key] = value
		}
	}
	for name, text := range it.Text {
		if text != "" && !hasVariable(name, KindText, KindNumber) {
			custom[name] = text
		}
	}
	for name, names := range it.Names {
		if list := jsonNames(names); len(list) > 0 && !hasVariable(name, KindNames) {
			custom[name] = list
		}
	}
	for name, date := range it.Dates {
		if date != (Date{}) && !hasVariable(name, KindDate) {
			custom[name] = jsonDateOf(date)
		}
	}
	return custom
}

// hasVariable reports whether the data schema has a variable of this name whose value is of one of these kinds.
func hasVariable(name string, kinds ...VariableKind) bool {
	v, ok := Lookup(name)
	return ok && slices.Contains(kinds, v.Kind)
}

type jsonName struct {
	Family              string `json:"family,omitempty"`
	Given               string `json:"given,omitempty"`
	DroppingParticle    string `json:"dropping-particle,omitempty"`
	NonDroppingParticle string `json:"non-dropping-particle,omitempty"`
	Suffix              string `json:"suffix,omitempty"`
	Literal             string `json:"literal,omitempty"`
}

func jsonNames(names []Name) []jsonName {
	var list []jsonName
	for _, n := range names {
		if n != (Name{}) {
			list = append(list, jsonName(n))
		}
	}
	return list
}

type jsonDate struct {
	Parts   [][]int `json:"date-parts,omitempty"`
	Season  int     `json:"season,omitempty"` // 1 is spring
	Literal string  `json:"literal,omitempty"`
}

func jsonDateOf(d Date) jsonDate {
	date := jsonDate{Literal: d.Literal}
	if d.From.season() != "" && d.To == (Day{}) {
		date.Season, d.From.Month = d.From.Month-Spring+1, 0
	}
	for _, day := range []Day{d.From, d.To} {
		switch {
		case day == Day{}:
		case day.Month == 0:
			date.Parts = append(date.Parts, []int{day.Year})
		case day.Day == 0:
			date.Parts = append(date.Parts, []int{day.Year, day.Month})
		default:
			date.Parts = append(date.Parts, []int{day.Year, day.Month, day.Day})
		}
	}
	return date
}

// object holds the members of a JSON object in the order in which they were added, which a Go map would lose.
type object []string

func (o *object) add(key string, value any) {
	*o = append(*o, encodeJSON(key)+":"+encodeJSON(value))
}

// encodeJSON encodes a value without the escapes for HTML, which would make "&" unreadable in a text file.
func encodeJSON(value any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		panic("csl: a value of texts and numbers did not encode: " + err.Error())
	}
	return strings.TrimSuffix(b.String(), "\n")
}

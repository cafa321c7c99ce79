package csl

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
)

// TestCSLJSONFitsTheSchema checks the rules of CSL's data schema: an id, a known type, no key that it does not list, and
// for every variable a value of the right form.
func TestCSLJSONFitsTheSchema(t *testing.T) {
	for name, it := range fixtures {
		t.Run(name, func(t *testing.T) {
			keys := decodeItem(t, it)
			var id, csl string
			decode(t, keys["id"], &id)
			decode(t, keys["type"], &csl)
			if id != it.ID || Kind(csl) == "" {
				t.Errorf("id %q, type %q", id, csl)
			}
			for key, value := range keys {
				if key == "id" || key == "type" {
					continue
				}
				v, ok := Lookup(key)
				if !ok {
					t.Errorf("the schema has no %q", key)
				}
				var dest any
				switch {
				case key == "custom":
					dest = new(map[string]any)
				case key == "categories":
					dest = new([]string)
				case v.Kind == KindNames:
					dest = new([]jsonName)
				case v.Kind == KindDate:
					dest = new(jsonDate)
				default:
					dest = new(string)
				}
				decode(t, value, dest)
			}
		})
	}
}

// TestCSLJSONKeepsEverything decodes the texts, names and dates that the schema has keys for, and finds them unchanged.
func TestCSLJSONKeepsEverything(t *testing.T) {
	for name, it := range fixtures {
		t.Run(name, func(t *testing.T) { checkKept(t, it) })
	}
}

func checkKept(t *testing.T, it *Item) {
	t.Helper()
	keys := decodeItem(t, it)
	for variable, want := range it.Text {
		if v, ok := Lookup(variable); !ok || v.Kind > KindNumber || want == "" || variable == "categories" || variable == "custom" {
			continue
		}
		var got string
		if decode(t, keys[variable], &got); got != want {
			t.Errorf("%s: got %q, want %q", variable, got, want)
		}
	}
	for variable, want := range it.Names {
		if v, _ := Lookup(variable); v.Kind != KindNames {
			continue
		}
		var got []jsonName
		if keys[variable] != nil {
			decode(t, keys[variable], &got)
		}
		want = slices.DeleteFunc(slices.Clone(want), func(n Name) bool { return n == Name{} })
		if !slices.EqualFunc(got, want, func(a jsonName, b Name) bool { return Name(a) == b }) {
			t.Errorf("%s: got %v, want %v", variable, got, want)
		}
	}
	for variable, want := range it.Dates {
		if v, _ := Lookup(variable); v.Kind == KindDate && want != (Date{}) {
			checkKeptDate(t, keys[variable], want)
		}
	}
}

func checkKeptDate(t *testing.T, text json.RawMessage, want Date) {
	t.Helper()
	var date jsonDate
	decode(t, text, &date)
	if want.Literal != "" {
		if date.Literal != want.Literal {
			t.Errorf("got %q, want %q", date.Literal, want.Literal)
		}
		return
	}
	if date.Season != 0 {
		date.Parts[0] = append(date.Parts[0], Spring-1+date.Season)
	}
	if got, err := FromParts(date.Parts); err != nil || got != want {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

func TestCSLJSONCustom(t *testing.T) {
	for custom, want := range map[string]string{
		`{"a": {"b": 1.50}}`: `{"a":{"b":1.50}}`,
		`plain words`:        `{"custom":"plain words"}`,
		`null`:               `{"custom":"null"}`,
		`{}`:                 ``,
	} {
		keys := decodeItem(t, &Item{Text: texts("custom", custom)})
		var got string
		if keys["custom"] != nil {
			got = compacted(t, keys["custom"])
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", custom, got, want)
		}
	}
}

// TestCSLJSONMisplaced keeps a value whose variable is of another kind.
func TestCSLJSONMisplaced(t *testing.T) {
	keys := decodeItem(t, &Item{
		Type:  "novel",
		Text:  texts("author", "Jane Doe", "empty", ""),
		Names: map[string][]Name{"title": {{Family: "Doe"}, {}}, "editor": {{}}},
		Dates: map[string]Date{"volume": on(2017, 9, 0), "issued": {}},
	})
	want := `{"author":"Jane Doe","title":[{"family":"Doe"}],"volume":{"date-parts":[[2017,9]]}}`
	if got := compacted(t, keys["custom"]); got != want || len(keys) != 3 {
		t.Errorf("got %s in %d keys, want %s", got, len(keys), want)
	}
}

func decodeItem(t *testing.T, it *Item) map[string]json.RawMessage {
	t.Helper()
	var list []map[string]json.RawMessage
	decode(t, []byte(it.CSLJSON()), &list)
	if len(list) != 1 {
		t.Fatalf("a list of %d items", len(list))
	}
	return list[0]
}

func decode(t *testing.T, text []byte, dest any) {
	t.Helper()
	if err := json.Unmarshal(text, dest); err != nil {
		t.Errorf("%v in %s", err, text)
	}
}

func compacted(t *testing.T, text []byte) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Compact(&b, text); err != nil {
		t.Error(err)
	}
	return b.String()
}

package knowledge

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"leakygut-bot/internal/knowledge/csl"
)

// Schema is a JSON Schema (draft 2020-12) of the file format, for editors that complete keys and explain them. It holds what
// a schema can hold; [Load] checks more.
func Schema() []byte {
	s := fileShape.schema()
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "An article for the bot"
	s["$defs"] = map[string]any{"name": nameShape.schema()}
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil { // plain values
		panic(err)
	}
	return append(b, '\n')
}

func (s *shape) schema() map[string]any {
	var out map[string]any
	switch s.kind {
	case object:
		out = s.objectSchema()
	case list:
		out = s.listSchema()
	case text, scalar:
		out = s.textSchema()
	case date:
		out = map[string]any{"type": []string{"string", "number", "object", "array"}}
	case flag:
		out = map[string]any{"const": true}
	case choice:
		var options []any
		for _, option := range s.options {
			options = append(options, option.schema())
		}
		out = map[string]any{"anyOf": options}
	case anything:
		out = map[string]any{}
	}
	if s.doc != "" {
		out["description"] = s.doc
	}
	return out
}

func (s *shape) objectSchema() map[string]any {
	properties, required := map[string]any{}, []string{}
	for _, k := range s.keys {
		properties[k.name] = k.shape.schema()
		if k.required {
			required = append(required, k.name)
		}
	}
	out := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	if patterns := s.otherKeys(); len(patterns) > 0 {
		out["patternProperties"] = patterns
	}
	if len(required) > 0 {
		out["required"] = required
	}
	var choices []any
	for _, name := range s.oneOf {
		choices = append(choices, map[string]any{"required": []string{name}})
	}
	if choices != nil {
		out["oneOf"] = choices
	}
	return out
}

func (s *shape) listSchema() map[string]any {
	items := map[string]any{"$ref": "#/$defs/name"} // written once, for a reference has many lists of names
	if s.item != nameShape {
		items = s.item.schema()
	}
	out := map[string]any{"type": "array", "items": items}
	if s.min > 0 {
		out["minItems"] = s.min
	}
	if s.max > 0 {
		out["maxItems"] = s.max
	}
	return out
}

func (s *shape) textSchema() map[string]any {
	out := map[string]any{"type": "string", "minLength": 1}
	if s.kind == scalar {
		out["type"] = []string{"string", "number"}
	}
	if s.max > 0 {
		out["maxLength"] = s.max
	}
	if s.pattern != "" {
		out["pattern"] = s.pattern
	}
	if s.enum != nil {
		out["enum"] = s.enum
		if slices.Equal(s.enum, csl.Types) { // and the agencies' words for them
			out["enum"] = slices.Concat(csl.Types, slices.Sorted(maps.Keys(agencyTypes)))
		}
	}
	if s.barred != nil {
		out["not"] = map[string]any{"enum": s.barred}
	}
	return out
}

// otherKeys are the keys that Load takes beyond the ones that an editor should complete, as patterns: "doi" for "DOI", and
// what registration agencies write.
func (s *shape) otherKeys() map[string]any {
	patterns := map[string]any{}
	agency := func(keys ...string) { patterns["^("+strings.Join(keys, "|")+")$"] = map[string]any{} }
	switch {
	case s.cslItem:
		agency(slices.Sorted(slices.Values(slices.Concat(agencyKeys, agencyWords)))...)
		for _, k := range s.keys {
			if k.name == strings.ToUpper(k.name) {
				patterns["^"+anyCase(k.name)+"$"] = k.shape.schema()
			}
		}
	case s == nameShape:
		agency(agencyNameKeys...)
	}
	return patterns
}

// anyCase is a pattern for a word in small letters or capitals; the patterns of a schema have no flag for that.
func anyCase(word string) string {
	var b strings.Builder
	for _, letter := range word {
		b.WriteString("[" + strings.ToUpper(string(letter)) + strings.ToLower(string(letter)) + "]")
	}
	return b.String()
}

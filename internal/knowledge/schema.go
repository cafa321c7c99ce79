package knowledge

import (
	"encoding/json"
	"maps"
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
	out := map[string]any{}
	if s.doc != "" {
		out["description"] = s.doc
	}
	switch s.kind {
	case object:
		properties, required := map[string]any{}, []string{}
		for _, k := range s.keys {
			properties[k.name] = k.shape.schema()
			if k.required {
				required = append(required, k.name)
			}
		}
		maps.Copy(out, map[string]any{"type": "object", "properties": properties, "additionalProperties": false})
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
	case list:
		items := map[string]any{"$ref": "#/$defs/name"} // written once, for a reference has many lists of names
		if s.item != nameShape {
			items = s.item.schema()
		}
		maps.Copy(out, map[string]any{"type": "array", "items": items})
		if s.min > 0 {
			out["minItems"] = s.min
		}
		if s.max > 0 {
			out["maxItems"] = s.max
		}
	case text, scalar:
		out["type"] = "string"
		if s.kind == scalar {
			out["type"] = []string{"string", "number"}
		}
		out["minLength"] = 1
		if s.max > 0 {
			out["maxLength"] = s.max
		}
		if s.pattern != "" {
			out["pattern"] = s.pattern
		}
		if s.enum != nil {
			out["enum"] = s.enum
		}
		if s.barred != nil {
			out["not"] = map[string]any{"enum": s.barred}
		}
	case flag:
		out["const"] = true
	case date:
		out["type"] = []string{"string", "number", "object", "array"}
	case choice:
		var options []any
		for _, option := range s.options {
			options = append(options, option.schema())
		}
		out["anyOf"] = options
	case anything:
	}
	return out
}

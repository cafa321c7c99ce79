package discordtest

import (
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"strings"
	"unicode/utf8"
)

// checker collects problems, each as "path.to.the.field: what is wrong".
type checker struct{ problems []string }

func (c *checker) add(path, format string, args ...any) {
	c.problems = append(c.problems, strings.TrimPrefix(path, ".")+": "+fmt.Sprintf(format, args...))
}

// decode returns the JSON value, or adds a problem.
func (c *checker) decode(body []byte) any {
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		c.add("body", "is no JSON: %v", err)
	}
	return v
}

func (c *checker) object(path string, v any) (map[string]any, bool) {
	m, ok := v.(map[string]any)
	if !ok {
		c.add(path, "must be an object")
	}
	return m, ok
}

// array returns the list at a key, which may be absent or null, and checks how long it is.
func (c *checker) array(path string, m map[string]any, key string, least, most int) []any {
	v, path := m[key], path+"."+key
	if v == nil && least == 0 {
		return nil
	}
	l, ok := v.([]any)
	switch {
	case !ok:
		c.add(path, "must be an array")
	case len(l) < least || len(l) > most:
		c.add(path, "has %d elements; it must have %d to %d", len(l), least, most)
	}
	return l
}

// each calls f for every object of the list at a key, and returns how many values the list has.
func (c *checker) each(path string, m map[string]any, key string, least, most int, f func(path string, item map[string]any)) int {
	list := c.array(path, m, key, least, most)
	for n, v := range list {
		at := fmt.Sprintf("%s.%s.%d", path, key, n)
		if item, ok := c.object(at, v); ok {
			f(at, item)
		}
	}
	return len(list)
}

// once notes a name, and adds a problem if another has it.
func (c *checker) once(seen map[string]bool, path string, name any) {
	s := fmt.Sprint(name)
	if seen[s] {
		c.add(path+".name", "%q is there twice", s)
	}
	seen[s] = true
}

// text returns the string at a key and checks its length in code points. It may be absent or null if least is 0.
func (c *checker) text(path string, m map[string]any, key string, least, most int) string {
	v, path := m[key], path+"."+key
	if v == nil {
		if least > 0 {
			c.add(path, "is required")
		}
		return ""
	}
	s, ok := v.(string)
	n := utf8.RuneCountInString(s)
	switch {
	case !ok:
		c.add(path, "must be a string")
	case n < least || n > most:
		c.add(path, "has %d characters; it must have %d to %d", n, least, most)
	case least > 0 && strings.TrimSpace(s) == "":
		c.add(path, "must not be blank")
	}
	return s
}

// number returns the integer at a key; it is preset if the key is absent or null.
func (c *checker) number(path string, m map[string]any, key string, least, most, preset int) int {
	v, path := m[key], path+"."+key
	if v == nil {
		return preset
	}
	f, ok := v.(float64)
	if !ok || f != math.Trunc(f) || f < float64(least) || f > float64(most) {
		c.add(path, "must be an integer from %d to %d", least, most)
		return preset
	}
	return int(f)
}

func (c *checker) boolean(path string, m map[string]any, key string) bool {
	v := m[key]
	b, ok := v.(bool)
	if v != nil && !ok {
		c.add(path+"."+key, "must be true or false")
	}
	return b
}

// address checks the URL at a key, which may be absent.
func (c *checker) address(path string, m map[string]any, key string, schemes ...string) {
	s := c.text(path, m, key, 0, 2048)
	if m[key] == nil {
		return
	}
	u, err := url.Parse(s)
	if err == nil {
		for _, scheme := range schemes {
			if u.Scheme == scheme && u.Host != "" {
				return
			}
		}
	}
	c.add(path+"."+key, "must be an address of the scheme %s", strings.Join(schemes, " or "))
}

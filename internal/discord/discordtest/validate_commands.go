package discordtest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Discord's pattern for the names of slash commands and options. Go has no \p{sc=…}; the scripts are named directly.
var namePattern = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// typeEntryPoint is the type of the command that starts an application's Activity.
const typeEntryPoint = 4

// The types of command options that rules speak of.
const (
	optSubcommand = 1
	optGroup      = 2
	optString     = 3
	optInteger    = 4
	optNumber     = 10
)

// ValidateCommands checks the body of a request that replaces all commands against Discord's rules.
// It returns every problem as "path.to.field: what is wrong", or nil. Lengths are in code points.
func ValidateCommands(body []byte) []string {
	var c checker
	v := c.decode(body)
	if c.problems != nil {
		return c.problems
	}
	l, ok := v.([]any)
	if !ok {
		c.add("body", "must be an array of commands")
		return c.problems
	}
	counts := map[int]int{}
	names := map[string]bool{}
	for n, v := range l {
		path := fmt.Sprint(n)
		m, ok := c.object(path, v)
		if !ok {
			continue
		}
		typ := c.number(path, m, "type", 1, typeEntryPoint, 1)
		counts[typ]++
		key := fmt.Sprint(typ, m["name"])
		if names[key] {
			c.add(path+".name", "%q is there twice", m["name"])
		}
		names[key] = true
		c.command(path, m, typ)
	}
	for typ, most := range map[int]int{1: 100, 2: 15, 3: 15, typeEntryPoint: 1} {
		if counts[typ] > most {
			c.add("body", "%d commands of type %d; %d is the limit", counts[typ], typ, most)
		}
	}
	return c.problems
}

func (c *checker) command(path string, m map[string]any, typ int) {
	total := 0
	if typ == 1 {
		total += c.name(path, m)
		total += c.localized(path, m, "description", 1, 100)
		total += c.options(path, m, 0)
	} else {
		total += c.localized(path, m, "name", 1, 32)
		if d, _ := m["description"].(string); d != "" && typ != typeEntryPoint {
			c.add(path+".description", "must be empty in a menu command")
		}
		if len(items(m["options"])) > 0 {
			c.add(path+".options", "must be empty in a menu command")
		}
	}
	if total > 8000 {
		c.add(path, "has %d characters in names, descriptions and values; 8000 is the limit", total)
	}
	c.boolean(path, m, "nsfw")
	c.boolean(path, m, "dm_permission")
	if p := m["default_member_permissions"]; p != nil {
		if s, ok := p.(string); !ok || strings.Trim(s, "0123456789") != "" {
			c.add(path+".default_member_permissions", "must be null or a number as a string")
		}
	}
	c.set(path, m, "contexts", 2)
	c.set(path, m, "integration_types", 1)
}

// set checks a list of different small numbers, which may be absent or null but not empty.
func (c *checker) set(path string, m map[string]any, key string, most float64) {
	v, path := m[key], path+"."+key
	if v == nil {
		return
	}
	l, ok := v.([]any)
	if !ok || len(l) == 0 {
		c.add(path, "must be null or a list that is not empty")
		return
	}
	seen := map[any]bool{}
	for n, v := range l {
		f, ok := v.(float64)
		if !ok || f < 0 || f > most || f != float64(int(f)) {
			c.add(fmt.Sprintf("%s.%d", path, n), "must be an integer from 0 to %v", most)
		} else if seen[f] {
			c.add(fmt.Sprintf("%s.%d", path, n), "%v is there twice", f)
		} else {
			seen[f] = true
		}
	}
}

// locales are the codes of Discord's languages, from "Locales" in the reference of its developer documentation.
var locales = []string{
	"bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "nl", "no",
	"pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
}

// localized checks a text and its translations, and returns how much it counts: the longest of them.
func (c *checker) localized(path string, m map[string]any, key string, least, most int) int {
	n := utf8.RuneCountInString(c.text(path, m, key, least, most))
	if translations, ok := m[key+"_localizations"].(map[string]any); ok {
		for locale := range translations {
			if !slices.Contains(locales, locale) {
				c.add(path+"."+key+"_localizations."+locale, "is no locale of Discord's")
			}
			n = max(n, utf8.RuneCountInString(c.text(path+"."+key+"_localizations", translations, locale, least, most)))
		}
	} else if m[key+"_localizations"] != nil {
		c.add(path+"."+key+"_localizations", "must be an object")
	}
	return n
}

func (c *checker) name(path string, m map[string]any) int {
	n := c.localized(path, m, "name", 1, 32)
	if s, ok := m["name"].(string); ok && s != "" && n <= 32 && (!namePattern.MatchString(s) || strings.ToLower(s) != s) {
		c.add(path+".name", "%q does not match %s in lower case", s, namePattern)
	}
	return n
}

// options checks the options of a command, group or subcommand and returns how many characters they count.
// parent is 0 for a command.
func (c *checker) options(path string, m map[string]any, parent int) int {
	total, subcommands, optional := 0, 0, false
	names := map[any]bool{}
	l := c.array(path, m, "options", 0, 25)
	for n, v := range l {
		at := fmt.Sprintf("%s.options.%d", path, n)
		o, ok := c.object(at, v)
		if !ok {
			continue
		}
		if o["type"] == nil {
			c.add(at+".type", "is required")
		}
		typ := c.number(at, o, "type", 1, 11, optString)
		total += c.name(at, o) + c.localized(at, o, "description", 1, 100)
		if names[o["name"]] {
			c.add(at+".name", "%q is there twice", o["name"])
		}
		names[o["name"]] = true
		if typ <= optGroup {
			subcommands++
			if parent == optSubcommand || parent == optGroup && typ == optGroup {
				c.add(at+".type", "does not nest so deep")
			}
			if o["required"] == true {
				c.add(at+".required", "does not belong to a subcommand")
			}
			total += c.options(at, o, typ)
			continue
		}
		if parent == optGroup {
			c.add(at+".type", "a group holds subcommands only")
		}
		required := c.boolean(at, o, "required")
		if required && optional {
			c.add(at+".required", "required options must come before optional ones")
		}
		optional = optional || !required
		total += c.value(at, o, typ)
	}
	if subcommands > 0 && subcommands < len(l) {
		c.add(path+".options", "subcommands and other options do not mix")
	}
	if parent == optGroup && subcommands == 0 {
		c.add(path+".options", "a group needs a subcommand")
	}
	return total
}

// value checks what may be filled into an option.
func (c *checker) value(path string, o map[string]any, typ int) int {
	total := 0
	choices := c.array(path, o, "choices", 0, 25)
	chooses := typ == optString || typ == optInteger || typ == optNumber
	names := map[any]bool{}
	for n, v := range choices {
		at := fmt.Sprintf("%s.choices.%d", path, n)
		total += c.choice(at, v, typ)
		if m, ok := v.(map[string]any); ok {
			if names[m["name"]] {
				c.add(at+".name", "%q is there twice", m["name"])
			}
			names[m["name"]] = true
		}
	}
	autocomplete := c.boolean(path, o, "autocomplete")
	if (autocomplete || len(choices) > 0) && !chooses {
		c.add(path, "choices and autocomplete belong to strings and numbers")
	}
	if autocomplete && len(choices) > 0 {
		c.add(path+".autocomplete", "does not go with choices")
	}
	if typ != optString && (o["min_length"] != nil || o["max_length"] != nil) {
		c.add(path, "min_length and max_length belong to strings")
	}
	least := c.number(path, o, "min_length", 0, 6000, 0)
	if most := c.number(path, o, "max_length", 1, 6000, 6000); least > most {
		c.add(path+".min_length", "is more than max_length")
	}
	low, isLow := o["min_value"].(float64)
	high, isHigh := o["max_value"].(float64)
	if (isLow || isHigh) && typ != optInteger && typ != optNumber {
		c.add(path, "min_value and max_value belong to numbers")
	}
	if isLow && isHigh && low > high {
		c.add(path+".min_value", "is more than max_value")
	}
	return total
}

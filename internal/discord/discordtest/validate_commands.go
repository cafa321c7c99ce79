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

// The types of command options that the bot uses.
const (
	optSubcommand = 1
	optString     = 3
	optInteger    = 4
	optBoolean    = 5
)

// ValidateCommands checks the body of a request that replaces all commands against Discord's rules. It returns every problem as
// "path.to.field: what is wrong", or nil. Lengths are in code points.
func ValidateCommands(body []byte) []string {
	var c checker
	v := c.decode(body)
	if c.problems != nil {
		return c.problems
	}
	if _, ok := v.([]any); !ok {
		c.add("body", "must be an array of commands")
		return c.problems
	}
	names := map[int]map[string]bool{1: {}, 2: {}, 3: {}, typeEntryPoint: {}} // by type
	counts := map[int]int{}
	for n, v := range items(v) {
		path := fmt.Sprint(n)
		m, ok := c.object(path, v)
		if !ok {
			continue
		}
		typ := c.number(path, m, "type", 1, typeEntryPoint, 1)
		counts[typ]++
		c.once(names[typ], path, m["name"])
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
		total = c.name(path, m) + c.localized(path, m, "description", 1, 100) + c.options(path, m, true)
	} else {
		total = c.localized(path, m, "name", 1, 32)
		for _, key := range []string{"description", "options"} {
			if !empty(m[key]) && typ != typeEntryPoint {
				c.add(path+"."+key, "must be empty in a menu command")
			}
		}
	}
	if total > 8000 {
		c.add(path, "has %d characters in names, descriptions and values; 8000 is the limit", total)
	}
	c.set(path, m, "contexts", 2)
	c.set(path, m, "integration_types", 1)
}

// set checks a list of different small numbers, which may be absent or null but not empty.
func (c *checker) set(path string, m map[string]any, key string, most float64) {
	if m[key] == nil {
		return
	}
	seen := map[any]bool{}
	for _, v := range c.array(path, m, key, 1, int(most)+1) {
		f, ok := v.(float64)
		if !ok || f < 0 || f > most || f != float64(int(f)) || seen[f] {
			c.add(path+"."+key, "must hold different integers from 0 to %v", most)
		}
		seen[f] = true
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

// options checks the options of a command or subcommand and returns how many characters they count. Subcommands stand in a command
// only.
func (c *checker) options(path string, m map[string]any, top bool) int {
	total, subcommands, optional := 0, 0, false
	names := map[string]bool{}
	n := c.each(path, m, "options", 0, 25, func(at string, o map[string]any) {
		if o["type"] == nil {
			c.add(at+".type", "is required")
		}
		typ := c.number(at, o, "type", 1, 11, optString)
		total += c.name(at, o) + c.localized(at, o, "description", 1, 100)
		c.once(names, at, o["name"])
		required := c.boolean(at, o, "required")
		switch {
		case typ == optSubcommand && top:
			subcommands++
			if required {
				c.add(at+".required", "does not belong to a subcommand")
			}
			total += c.options(at, o, false)
			return
		case typ != optString && typ != optInteger && typ != optBoolean:
			c.add(at+".type", "an option of type %d cannot stand here", typ)
		case required && optional:
			c.add(at+".required", "required options must come before optional ones")
		}
		optional = optional || !required
		total += c.value(at, o, typ)
	})
	if subcommands > 0 && subcommands < n {
		c.add(path+".options", "subcommands and other options do not mix")
	}
	return total
}

// value checks what may be filled into an option.
func (c *checker) value(path string, o map[string]any, typ int) int {
	total := 0
	names := map[string]bool{}
	choices := c.each(path, o, "choices", 0, 25, func(at string, m map[string]any) {
		total += c.choice(at, m, typ)
		c.once(names, at, m["name"])
	})
	autocomplete := c.boolean(path, o, "autocomplete")
	if (autocomplete || choices > 0) && typ == optBoolean {
		c.add(path, "choices and autocomplete belong to strings and numbers")
	}
	if autocomplete && choices > 0 {
		c.add(path+".autocomplete", "does not go with choices")
	}
	if typ != optString && o["max_length"] != nil {
		c.add(path, "max_length belongs to strings")
	}
	c.number(path, o, "max_length", 1, 6000, 6000)
	return total
}

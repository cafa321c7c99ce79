package knowledge_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"leakygut-bot/internal/knowledge"
)

// TestSchemaFile holds knowledge/schema.json, which editors read, equal to what the loader checks. After a wanted change run
// "go test ./internal/knowledge -run TestSchemaFile -update".
func TestSchemaFile(t *testing.T) {
	const file = "../../knowledge/schema.json"
	if *update {
		if err := os.WriteFile(file, knowledge.Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(b) != string(knowledge.Schema()) {
		t.Errorf("%s is not what the loader checks; write it anew with -update", file)
	}
}

// schemaPattern is the pattern that the schema has for a key of a source, however the key is written.
func schemaPattern(t *testing.T, name string) *regexp.Regexp {
	t.Helper()
	type shape struct{ Pattern string }
	var schema struct {
		Properties struct {
			Sources struct {
				Items struct {
					Properties, PatternProperties map[string]shape
				}
			}
		}
	}
	if err := json.Unmarshal(knowledge.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	item := schema.Properties.Sources.Items
	for _, spelling := range []string{strings.ToLower(name), name[:1] + strings.ToLower(name[1:])} {
		found := false
		for key, s := range item.PatternProperties {
			if regexp.MustCompile(key).MatchString(spelling) {
				found = s == item.Properties[name]
			}
		}
		if !found {
			t.Errorf("the schema has no %q like its %q", spelling, name)
		}
	}
	return regexp.MustCompile(item.Properties[name].Pattern)
}

// TestSchemaKnowsSmallLetters checks that every key in capitals may be written in small letters too, as the loader takes it.
func TestSchemaKnowsSmallLetters(t *testing.T) {
	for _, name := range []string{"DOI", "URL", "PMID", "PMCID", "ISBN", "ISSN"} {
		schemaPattern(t, name)
	}
}

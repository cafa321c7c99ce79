package knowledge_test

import (
	"os"
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

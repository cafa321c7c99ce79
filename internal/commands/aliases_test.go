package commands_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/knowledgetest"
)

// TestEverydayAlias is the part of the knowledge's TestRules that needs the look-up.
func TestEverydayAlias(t *testing.T) {
	rule := knowledge.EverydayAlias
	for aliases, want := range map[string]string{
		rule.Right:                     "",
		rule.Wrong:                     `the alias "running" is an everyday word: a question for "running`,
		"aliases: [spots]":             `a question for "spot`,
		"aliases: [who]":               `the alias "who" has only words that stand in any question`,
		"aliases: [running late]":      "",
		"aliases: [sleeplessness]":     "",
		"aliases: [wakeful, spots]":    `the alias "spots"`,
		"aliases: [wide awake, awake]": "",
	} {
		problems := load(t, rule.Right, aliases).EverydayAliases()
		switch {
		case want == "" && len(problems) > 0, want != "" && len(problems) != 1:
			t.Errorf("%s: %v", aliases, problems)
		case want != "" && (!strings.Contains(problems[0].Message, want) || problems[0].Rule != rule.Name || problems[0].Remedy == "" || problems[0].Line == 0):
			t.Errorf("%s: %v, want %s", aliases, problems, want)
		}
	}
}

// load makes the commands of the article that the rules' examples are about, with one change.
func load(t *testing.T, from, to string) *commands.Set {
	t.Helper()
	files := knowledgetest.Copy(os.DirFS("../knowledge/testdata/rules"))
	text := bytes.Replace(files["coffee.yaml"].Data, []byte(from), []byte(to), 1)
	old, renamed := strings.TrimPrefix(from, "- name: "), strings.TrimPrefix(to, "- name: ")
	if old != from { // others are related to the topic
		text = bytes.ReplaceAll(text, []byte("related: ["+old+"]"), []byte("related: ["+renamed+"]"))
	}
	files["coffee.yaml"].Data = text
	library, err := knowledge.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return commands.New(library)
}

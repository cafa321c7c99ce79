package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/preview"
)

// check looks at the knowledge files of a directory as their editor would like to know about them: what keeps them from being
// used, and what is a matter of style. Without an [preview.Error] among the findings the replies are those of the files, else
// there are none. The error means that the directory itself could not be read.
func check(files fs.FS, dir string) (*discord.Replies, []preview.Finding, error) {
	style, err := knowledge.Style(files)
	if err != nil {
		return nil, nil, err
	}
	var problems knowledge.Problems
	replies, err := load(files)
	if err != nil && !errors.As(err, &problems) {
		return nil, nil, err
	}
	findings := append(preview.Findings(files, problems, preview.Error), preview.Findings(files, style, preview.Warning)...)
	for i := range findings {
		findings[i].File = filepath.Join(dir, findings[i].File)
	}
	findings = append(findings, placeholders(files, dir)...)
	preview.SortFindings(findings)
	return replies, findings, nil
}

// printed matches a line of a knowledge file whose text a person would read in an answer.
var printed = regexp.MustCompile(`^\s*(?:- )?(?:text|list|each|title|description|section): (.+)$`)

// placeholders finds the texts that "bot new" wrote and nobody has replaced.
func placeholders(files fs.FS, dir string) []preview.Finding {
	template := map[string]bool{}
	for line := range strings.Lines(firstFile) {
		if m := printed.FindStringSubmatch(strings.TrimRight(line, "\r\n")); m != nil {
			template[m[1]] = true
		}
	}
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil
	}
	var problems knowledge.Problems
	for _, name := range names {
		data, err := knowledge.ReadFile(files, name)
		if err != nil {
			continue // told by the loader
		}
		n := 0
		for line := range strings.Lines(string(data)) {
			n++
			if m := printed.FindStringSubmatchIndex(strings.TrimRight(line, "\r\n")); m != nil && template[line[m[2]:m[3]]] {
				problems = append(problems, knowledge.Problem{Place: knowledge.Place{File: name, Line: n, Column: m[2] + 1}, Message: "this is the text of the template; write what the article says in its place", Rule: "placeholder"})
			}
		}
	}
	found := preview.Findings(files, problems, preview.Warning)
	for i := range found {
		found[i].File = filepath.Join(dir, found[i].File)
	}
	return found
}

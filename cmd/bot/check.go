package main

import (
	"errors"
	"io/fs"
	"path/filepath"

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
	preview.SortFindings(findings)
	return replies, findings, nil
}

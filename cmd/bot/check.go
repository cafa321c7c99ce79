package main

import (
	"errors"
	"io/fs"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/knowledge"
)

// check looks at the knowledge files of a directory as their editor would like to know about them: what keeps them from being
// used, and what is a matter of style. The replies are nil if one of the problems is a [knowledge.Error]. The error means that
// the directory itself could not be read.
func check(files fs.FS, dir string) (*discord.Replies, knowledge.Problems, error) {
	library, problems, err := knowledge.Check(files)
	if err != nil || library == nil {
		return nil, problems.In(dir), err
	}
	set := commands.New(library)
	problems = append(problems, set.EverydayAliases()...)
	replies, err := discord.Compile(set)
	var refused knowledge.Problems
	if err != nil && !errors.As(err, &refused) {
		return nil, nil, err
	}
	problems = append(problems, refused...)
	problems.Sort()
	return replies, problems.In(dir), nil
}

package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/preview"
)

func (p *program) lintCommand() *cobra.Command {
	var asJSON, rules bool
	c := &cobra.Command{
		Use:   "lint [FILE...]",
		Short: "Check knowledge files and report every problem",
		Long: `Checks knowledge files as the bot does before it answers from them, and their style as well, and reports every
problem with its place:

  file:line:column: what is wrong; what to do about it [rule]

A FILE may be a directory. Without one it is KNOWLEDGE_DIR, else the directory "knowledge" if it holds any .yaml
file, else what is built in. In a terminal the line itself follows, with a caret at the column; in a pipe or a file
each problem is this one line alone.

With --json the problems are one JSON array of objects with file, line, column, message, rule, severity and source,
which is the line itself. Severity "error" keeps a file from being used; "warning" is a matter of style, of which
nothing but lint takes notice. With --rules the rules are listed, each with a wrong and a right example.

Exit code: 0 when nothing is wrong, 1 for problems of either severity, 2 for a wrong command line, 3 when a file
cannot be read.`,
		Example: "  bot lint\n  bot lint knowledge\n  bot lint knowledge/leakygut.yaml\n  bot lint --json\n  bot lint --rules",
		Args:    cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, paths []string) error {
			switch {
			case rules && (asJSON || len(paths) > 0):
				return usageError("--rules stands alone; remove what comes with it")
			case rules:
				return printRules(p.stdout)
			}
			return p.lint(paths, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON array")
	c.Flags().BoolVar(&rules, "rules", false, "list the rules")
	return c
}

func (p *program) lint(paths []string, asJSON bool) error {
	problems := knowledge.Problems{}
	var failures []error
	articles := 0
	var checked []string
	for _, set := range p.lintSets(paths) {
		if set.err != nil {
			failures = append(failures, set.err)
			continue
		}
		replies, found, err := check(set.files, set.dir)
		if err != nil {
			failures = append(failures, err)
		}
		if replies != nil {
			articles += len(replies.Set().Library().Articles())
			p.printPassedOver(replies.Set().Library(), set.dir)
		}
		problems = append(problems, found...)
		checked = append(checked, set.name)
	}
	if err := p.printProblems(problems, asJSON); err != nil {
		return err
	}
	switch {
	case len(failures) > 0:
		return &exitError{exitFailed, errors.Join(failures...)}
	case len(problems) > 0:
		return &exitError{code: exitProblems}
	case asJSON:
	case articles == 1:
		fmt.Fprintf(p.stderr, "1 article checked (%s), no problems\n", strings.Join(checked, ", "))
	default:
		fmt.Fprintf(p.stderr, "%d articles checked (%s), no problems\n", articles, strings.Join(checked, ", "))
	}
	return nil
}

// printRules writes every rule with its examples.
func printRules(w io.Writer) error {
	var b strings.Builder
	for _, r := range knowledge.Rules() {
		fmt.Fprintf(&b, "%s (%s): %s\n  wrong:\n%s  right:\n%s\n", r.Name, r.Severity, r.Description, indented(r.Wrong), indented(r.Right))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// indented moves a part of a file so that its first line is indented by four spaces.
func indented(text string) string {
	indent := text[:len(text)-len(strings.TrimLeft(text, " "))]
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString("    " + strings.TrimSuffix(strings.TrimPrefix(line, indent), "\n") + "\n")
	}
	return b.String()
}

func (p *program) printProblems(problems knowledge.Problems, asJSON bool) error {
	if asJSON {
		text, err := json.MarshalIndent(problems, "", "  ")
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(p.stdout, "%s\n", text)
		return err
	}
	if out, width := p.terminal(p.stdout); width > 0 {
		return preview.WriteProblems(out, problems, width)
	}
	for _, problem := range problems {
		if _, err := fmt.Fprintln(p.stdout, problem); err != nil {
			return err
		}
	}
	return nil
}

// A lintSet is files of one directory. An err says why they cannot be looked at.
type lintSet struct {
	name  string // for people
	dir   string
	files fs.FS
	err   error
}

func (p *program) lintSets(paths []string) []lintSet {
	if len(paths) == 0 {
		dir := p.editorDir()
		return []lintSet{{cmp.Or(dir, "built in"), dir, p.filesIn(dir), nil}}
	}
	var sets []lintSet
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			sets = append(sets, lintSet{err: fmt.Errorf("%s cannot be read; %s", path, p.nearFile(path))})
		case info.IsDir() && checkDir(path) != "":
			sets = append(sets, lintSet{err: fmt.Errorf("%s %s", path, checkDir(path))})
		case info.IsDir():
			sets = append(sets, lintSet{path, path, p.filesIn(path), nil})
		case filepath.Ext(path) != ".yaml":
			sets = append(sets, lintSet{err: fmt.Errorf("%s is no knowledge file; their names end in .yaml", path)})
		default:
			dir, name := filepath.Split(path)
			sets = append(sets, lintSet{path, dir, oneFile{os.DirFS(filepath.Clean(dir)), name}, nil})
		}
	}
	return sets
}

// nearFile says what to do about a file that is not there. An editor thinks of the article, whose file may stand elsewhere.
func (p *program) nearFile(path string) string {
	stem := strings.TrimSuffix(path, ".yaml")
	for _, near := range []string{stem + ".yaml", filepath.Join(p.editorDir(), filepath.Base(stem)+".yaml")} {
		if info, err := os.Stat(near); err == nil && info.Mode().IsRegular() {
			return fmt.Sprintf("there is %s", near)
		}
	}
	return "check the name"
}

// oneFile is a directory in which only one file is seen.
type oneFile struct {
	fs.FS
	name string
}

// Stat does not open the file, as fs.Stat would for want of this: opening a pipe waits.
func (f oneFile) Stat(name string) (fs.FileInfo, error) { return fs.Stat(f.FS, name) }

func (f oneFile) ReadDir(dir string) ([]fs.DirEntry, error) {
	info, err := fs.Stat(f.FS, f.name)
	if err != nil {
		return nil, err
	}
	return []fs.DirEntry{fs.FileInfoToDirEntry(info)}, nil
}

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"leakygut-bot/internal/knowledge"
)

func (p *program) newCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "new NAME",
		Short: "Begin a knowledge file",
		Long: `Writes NAME.yaml, a small knowledge file with comments that tell what goes where, into KNOWLEDGE_DIR, else into
the directory "knowledge" where there is one, else into the current directory. The bot takes the file
as it is, but lint asks for every text of the template that is still there. A file that exists is never changed.

NAME is the slash command: 1 to 32 lower-case letters, digits, - or _.`,
		Example: "  bot new tea\n  KNOWLEDGE_DIR=knowledge bot new tea",
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return usageError("say what the article is called, in one word, such as \"bot new tea\"")
			case len(args) > 1:
				return usageError("the name is one word; write %q", strings.Join(args, "-"))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			name := strings.TrimSuffix(strings.TrimSuffix(args[0], ".yaml"), ".yml")
			if !knowledge.ValidName(name) {
				such := ""
				if lower := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), " ", "-"); knowledge.ValidName(lower) {
					such = ", such as \"" + lower + "\""
				}
				return usageError("%q cannot be the name of a command; use 1 to 32 lower-case letters, digits, - or _, without spaces%s", name, such)
			}
			path := filepath.Join(p.newDir(), name+".yaml")
			file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
			switch {
			case errors.Is(err, fs.ErrExist):
				return usageError("%s exists already; choose another name, or edit that file", path)
			case err != nil:
				return fmt.Errorf("%s cannot be written; check that the directory is yours: %w", path, errors.Unwrap(err))
			}
			_, err = file.WriteString(knowledge.Template(name))
			if err = errors.Join(err, file.Close()); err != nil {
				return errors.Join(fmt.Errorf("%s could not be written: %w", path, err), os.Remove(path))
			}
			if _, err := fmt.Fprintln(p.stdout, path); err != nil {
				return err
			}
			fmt.Fprintf(p.stderr, "Look at it with:  %s preview %s\nCheck it with:    %[1]s lint %[3]s\n", ownName(), quotedForShell(filepath.Dir(path)), quotedForShell(path))
			return nil
		},
	}
}

// newDir is where a new file is written: where the other commands will look for it.
func (p *program) newDir() string {
	if dir := p.env.get("KNOWLEDGE_DIR"); dir != "" {
		return dir
	}
	if info, err := os.Stat("knowledge"); err == nil && info.IsDir() {
		return "knowledge"
	}
	return ""
}

// ownName is how this program is called from the current directory: through the go command in a checkout, also below its
// top, else by its name.
func ownName() string {
	for _, top := range []string{".", "..", "../.."} {
		_, noModule := os.Stat(filepath.Join(top, "go.mod"))
		if _, err := os.Stat(filepath.Join(top, "cmd", "bot", "new.go")); err == nil && noModule == nil {
			return "go run " + top + "/cmd/bot"
		}
	}
	return quotedForShell(os.Args[0])
}

// quotedForShell makes a path one word of a command, as people type it in a terminal of any system.
func quotedForShell(path string) string {
	if strings.ContainsAny(path, " \t&;()'$`*?!#~<>|") {
		return `"` + path + `"`
	}
	return path
}

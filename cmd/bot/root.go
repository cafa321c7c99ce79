package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/knowledge"
	files "leakygut-bot/knowledge"
)

// Exit codes of every command.
const (
	exitOK       = 0
	exitProblems = 1 // the knowledge has problems, or Discord or the system refused
	exitUsage    = 2 // the command line cannot be used; Go's runtime ends so too, after a panic or without memory
	exitFailed   = 3 // lint could not run

	// exitConfig is the EX_CONFIG of sysexits.h: a setting is missing or wrong, or Discord refuses what it says, so that
	// another start would end the same. It is apart from exitUsage so that whatever restarts the bot can tell it from a crash.
	exitConfig = 78
)

// A program is one run of the bot: its streams, its settings, and its way to Discord.
type program struct {
	env            environment
	stdin          io.Reader
	stdout, stderr io.Writer
	httpClient     func(apiURL string) *http.Client
	builtIn        fs.FS  // the articles that it was built with
	readFrom       string // the directory that editedFiles took
}

// run is the whole program. It returns the exit code.
func run(ctx context.Context, args []string, getenv func(string) (string, bool), stdin io.Reader, stdout, stderr io.Writer) int {
	p := &program{stdin: stdin, stdout: stdout, stderr: stderr, httpClient: discord.HTTPClient, builtIn: builtIn}
	return p.run(ctx, args, getenv)
}

func (p *program) run(ctx context.Context, args []string, getenv func(string) (string, bool)) int {
	root := p.command()
	root.SetArgs(questionAsIs(args))
	// Not before a command runs, so that its help is there whatever the settings hold.
	root.PersistentPreRunE = func(*cobra.Command, []string) (err error) {
		p.env, err = readEnvironment(getenv, ".env")
		return err
	}
	help := &errWriter{Writer: p.stdout}
	root.SetOut(help)
	if err := cmp.Or(root.ExecuteContext(ctx), help.err); err != nil {
		return p.fail(err)
	}
	return exitOK
}

// errWriter keeps the first error of a write: cobra ignores it when it writes the help.
type errWriter struct {
	io.Writer
	err error
}

func (r *errWriter) Write(b []byte) (int, error) {
	n, err := r.Writer.Write(b)
	r.err = cmp.Or(r.err, err)
	return n, err
}

// questionAsIs keeps words of a question such as "-5" from being read as flags: after "ask" there are none.
func questionAsIs(args []string) []string {
	ask := slices.IndexFunc(args, func(arg string) bool { return strings.EqualFold(arg, commands.NameAsk) })
	if ask < 0 || args[0] != "answer" || slices.Contains(args[:ask], "--") {
		return args
	}
	return slices.Insert(slices.Clone(args), ask, "--")
}

// An exitError ends the program with a code of its own. Without an error in it, everything has been said already.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string { return fmt.Sprint(e.err) }
func (e *exitError) Unwrap() error { return e.err }

func usageError(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, args...)}
}

// configError is an error that only a person can mend, in the settings.
func configError(format string, args ...any) error {
	return &exitError{exitConfig, fmt.Errorf(format, args...)}
}

// fail prints the error, one line for each thing that is wrong, and returns the exit code.
func (p *program) fail(err error) int {
	code := exitProblems
	var exit *exitError
	switch {
	case errors.As(err, &exit):
		code, err = exit.code, exit.err
	case refused(err):
		code = exitConfig
	}
	var problems knowledge.Problems
	switch {
	case err == nil:
	case errors.As(err, &problems):
		fmt.Fprintln(p.stderr, problems.In(cmp.Or(p.readFrom, p.env.get("KNOWLEDGE_DIR"))))
	default:
		fmt.Fprintln(p.stderr, "bot:", strings.ReplaceAll(explain(err).Error(), "\n", "\nbot: "))
	}
	var answer *discord.APIError
	if errors.As(err, &answer) {
		for _, line := range answer.Problems {
			fmt.Fprintln(p.stderr, "bot:", line)
		}
	}
	return code
}

func (p *program) command() *cobra.Command {
	root := &cobra.Command{
		Use:   "bot",
		Short: "Answers slash commands in Discord from cited articles",
		Long: `A Discord bot that answers slash commands from health articles, and says nothing without its citation.

Each article is one YAML file and one slash command. Without KNOWLEDGE_DIR the bot speaks about the
article it was built with. Settings come from the environment or from a file .env; .env.example lists them.

Without a command the bot runs, as with "bot run".`,
		Example: `  bot answer leakygut symptoms      an answer in the terminal; no account needed
  bot lint                          check the knowledge
  DISCORD_TOKEN=… bot               connect to Discord`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		RunE:              func(cmd *cobra.Command, _ []string) error { return p.runGateway(cmd.Context()) },
	}
	root.SetIn(p.stdin)
	root.SetErr(p.stderr)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError("%v; see \"%s --help\"", err, cmd.CommandPath())
	})
	root.AddCommand(p.runCommand(), p.serveCommand(), p.answerCommand(), p.lintCommand(), p.registerCommand(), p.inviteCommand(),
		p.citeCommand(), p.schemaCommand(), p.healthcheckCommand(), p.versionCommand(), p.previewCommand(), p.newCommand())
	for _, c := range root.Commands() {
		if c.Args == nil {
			c.Args = noArgs
		}
	}
	root.Args = func(_ *cobra.Command, args []string) error { return unknownCommand(root, args) }
	root.SuggestionsMinimumDistance = 2
	root.InitDefaultHelpCmd()
	if help, _, err := root.Find([]string{"help"}); err == nil {
		help.PersistentPreRun = func(*cobra.Command, []string) {} // instead of the root's, for help needs no settings
		help.Args = func(_ *cobra.Command, args []string) error {
			if c, _, _ := root.Find(args); c != root {
				return nil
			}
			return unknownCommand(root, args)
		}
	}
	return root
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usageError("\"%s\" takes no arguments; remove %q", cmd.CommandPath(), args[0])
}

func unknownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "see \"bot --help\""
	if near := root.SuggestionsFor(args[0]); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %q?", near[0])
	}
	return usageError("there is no command %q; %s", args[0], hint)
}

// library reads the knowledge of the commands that an editor types, from the same place as lint and preview, and says which
// one it is unless it is what is built in.
func (p *program) library() (*knowledge.Library, error) {
	files := p.editedFiles()
	library, err := knowledge.Load(files)
	if err == nil {
		p.printKnowledgeDir()
		p.printPassedOver(library, p.readFrom)
	}
	return library, err
}

func (p *program) editedFiles() fs.FS {
	p.readFrom = p.editorDir()
	return p.filesIn(p.readFrom)
}

// printKnowledgeDir says where the knowledge was read from. Problems say it by their places.
func (p *program) printKnowledgeDir() {
	if p.readFrom != "" {
		fmt.Fprintf(p.stderr, "Knowledge from %s\n", p.readFrom)
	}
}

// printPassedOver names the files that are no articles.
func (p *program) printPassedOver(l *knowledge.Library, dir string) {
	for _, problem := range l.PassedOver().In(dir) {
		fmt.Fprintln(p.stderr, problem)
	}
}

// knowledgeFiles is the directory that the environment names, or what is built in.
func (p *program) knowledgeFiles() fs.FS { return p.filesIn(p.env.get("KNOWLEDGE_DIR")) }

// editorDir is the directory whose files an editor works at: the one that the environment names, else "knowledge" where
// there is one; empty for what is built in.
func (p *program) editorDir() string {
	if dir := p.env.get("KNOWLEDGE_DIR"); dir != "" {
		return dir
	}
	for _, pattern := range []string{"*.yaml", "*.yml", "*.yaml.txt"} { // the last two are mistakes, which the loader names
		if files, err := filepath.Glob(filepath.Join("knowledge", pattern)); err == nil && len(files) > 0 {
			return "knowledge"
		}
	}
	return ""
}

// filesIn are the files of a directory; those of none are what is built in.
func (p *program) filesIn(dir string) fs.FS {
	if dir != "" {
		return os.DirFS(dir)
	}
	return p.builtIn
}

// builtIn are the articles that the bot was built with; tests have others.
var builtIn fs.FS = files.Files

// load reads the knowledge and prepares every reply, so that whatever is wrong with it shows now.
func load(fsys fs.FS) (*discord.Replies, error) {
	library, err := knowledge.Load(fsys)
	if err != nil {
		return nil, err
	}
	return discord.Compile(commands.New(library))
}

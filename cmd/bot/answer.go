package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/locale"
	"leakygut-bot/internal/preview"
)

func (p *program) answerCommand() *cobra.Command {
	var asJSON, batch, explain bool
	var reader string
	c := &cobra.Command{
		Use:   "answer COMMAND [WORD...]",
		Short: "Give a reply in the terminal, the same as in Discord",
		Long: `Gives the reply to a command as Discord would show it, with its citations. Needs no account and no network.

With --json the reply is one JSON object. With --batch each line of standard input is a command, and each
gets one line of JSON; empty lines are passed over, and a line of more than 64 KiB is answered with kind "usage".
With --explain it is told how a question was understood and decided instead, feature by feature.
With --locale de it is the reply for somebody whose Discord is in German; the facts stay in English.
Whatever stands behind the word "ask" is the question, so flags go before it.

The knowledge is that of KNOWLEDGE_DIR, else of the directory "knowledge" if it holds any .yaml file, else what is
built in; which it was is said on standard error unless it is what is built in.

Exit code: 0 for a reply; 2 when the command is not one that can be answered (with --json and --batch the
reply itself says so, as kind "usage").`,
		Example: `  bot answer leakygut symptoms
  bot answer leakygut source 3
  bot answer --json leakygut help
  bot answer --locale de leakygut help
  bot answer --explain leakygut ask are carrots good for it
  printf '%s\n' '/leakygut symptoms' '/leakygut causes' | bot answer --batch`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case explain && (asJSON || batch):
				return usageError("--explain goes with neither --json nor --batch; it is for people")
			case reader != "" && (asJSON || batch || explain):
				return usageError("--locale goes with none of --json, --batch and --explain, which are the same in every language")
			case reader != "" && !known(reader):
				return usageError("--locale takes one of %s; every other reader gets English", strings.Join(locale.Codes(), ", "))
			case batch && len(args) > 0:
				return usageError("with --batch the commands come from standard input; remove %q", strings.Join(args, " "))
			case !batch && len(args) == 0:
				return usageError("say what to answer, such as \"bot answer leakygut symptoms\" or \"bot answer leakygut help\"")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			library, err := p.library()
			if err != nil {
				return err
			}
			set := commands.New(library)
			line := strings.Join(args, " ")
			switch {
			case explain:
				return p.explainQuestion(set, line)
			case batch:
				return p.answerBatch(set)
			case asJSON:
				_, err := fmt.Fprintf(p.stdout, "%s\n", answerJSON(set, line))
				return err
			}
			reply := set.Reply(commands.ParseLine(line).In(reader))
			out, width := p.terminal(p.stdout)
			if usage, ok := reply.(commands.Usage); ok {
				out, width = p.terminal(p.stderr)
				return errors.Join(preview.Text(out, usage, width), &exitError{code: exitUsage})
			}
			return preview.Text(out, reply, width)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	c.Flags().BoolVar(&explain, "explain", false, "tell how a question was understood and decided")
	c.Flags().StringVar(&reader, "locale", "", "the language of the reader's Discord, by Discord's code for it")
	c.Flags().BoolVar(&batch, "batch", false, "answer each line of standard input with one line of JSON")
	return c
}

// known reports whether there are words in the language of a locale.
func known(code string) bool {
	_, ok := locale.For(code)
	return ok
}

// explainQuestion tells an editor or a developer why a question gets the reply that it gets.
func (p *program) explainQuestion(set *commands.Set, line string) error {
	explanation, ok := set.Explain(commands.ParseLine(line))
	if !ok {
		return usageError("only a question to an article can be explained, such as \"bot answer --explain leakygut ask can stress cause it\"")
	}
	_, err := fmt.Fprint(p.stdout, explanation)
	return err
}

// maxLine is how many bytes a line of a batch may have. A question to Discord has far fewer.
const maxLine = 64 << 10

// answerBatch answers line by line, so that another program can hold a conversation. Empty lines are passed over, and a line
// that is too long takes no more memory than one that is not.
func (p *program) answerBatch(set *commands.Set) error {
	in := bufio.NewReaderSize(p.stdin, maxLine)
	for {
		read, err := in.ReadSlice('\n')
		line := strings.TrimPrefix(string(read), byteOrderMark)
		var reply []byte
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			reply = preview.JSON(commandText(strings.ToValidUTF8(line[:100], ""))+"…", set.TooLong(maxLine))
		case strings.TrimSpace(line) != "":
			reply = answerJSON(set, line)
		}
		if reply != nil {
			if _, err := fmt.Fprintf(p.stdout, "%s\n", reply); err != nil {
				return err
			}
		}
		for errors.Is(err, bufio.ErrBufferFull) { // the rest of that line
			_, err = in.ReadSlice('\n')
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read standard input: %w", err)
		}
	}
}

func answerJSON(set *commands.Set, line string) []byte {
	return preview.JSON(commandText(line), set.Reply(commands.ParseLine(line)))
}

// commandText is a command as a reply repeats it.
func commandText(line string) string {
	return "/" + strings.TrimPrefix(strings.Join(strings.Fields(line), " "), "/")
}

// terminal makes a writer that keeps colours and links only where they show, and tells how wide it is; 0 is no terminal.
func (p *program) terminal(w io.Writer) (io.Writer, int) {
	var environ []string
	names := []string{"TERM", "COLORTERM", "CLICOLOR", "CLICOLOR_FORCE", "TTY_FORCE"}
	if v, _ := p.env.lookup("NO_COLOR"); v != "" { // with any value, and before whatever asks for colours
		names, environ = names[:1], []string{"NO_COLOR=1"}
	}
	for _, name := range names {
		if v, ok := p.env.lookup(name); ok {
			environ = append(environ, name+"="+v)
		}
	}
	width := 0
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil {
			width = min(columns, 100) // longer lines are hard to read
		}
	}
	return colorprofile.NewWriter(w, environ), width
}

package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/endpoint"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/ops"
	"leakygut-bot/internal/preview"
)

func (p *program) previewCommand() *cobra.Command {
	var addr string
	var open bool
	c := &cobra.Command{
		Use:   "preview [KNOWLEDGE_DIR]",
		Short: "Try the bot on a local web page that plays Discord",
		Long: `Serves a web page that plays Discord, on this computer alone. It needs no account, no token and no network: what
is done on the page is signed with a key made for this run and goes to the same code that answers Discord.

The files of KNOWLEDGE_DIR are watched. Saving one changes the page at once; a problem is shown over the page with
its place and remedy, and what was right before keeps answering. Without KNOWLEDGE_DIR it is the directory of that
variable, else the directory "knowledge" if it holds any .yaml file, else what is built in.

The page /knowledge shows every topic, fact and source at one glance, to print or to look for gaps.`,
		Example: "  bot preview\n  bot preview --open knowledge\n  bot preview --addr 127.0.0.1:9000",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError("the preview shows one directory; remove %q", args[1])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := p.editorDir()
			if len(args) == 1 {
				dir = args[0]
				if info, err := os.Stat(dir); err == nil && info.Mode().IsRegular() {
					return usageError("%s is a file, and the preview shows a directory; write \"bot preview %s\"", dir, quotedForShell(filepath.Dir(dir)))
				}
				if checkDir(dir) != "" {
					return usageError("%s is not a directory that can be read; name the directory that holds the knowledge files", dir)
				}
			}
			return p.preview(cmd.Context(), dir, addr, open)
		},
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "where to listen; port 0 takes any that is free")
	c.Flags().BoolVar(&open, "open", false, "open the page in the browser")
	return c
}

func (p *program) preview(ctx context.Context, dir, addr string, open bool) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return usageError("--addr is not an address to listen at; write host:port, such as 127.0.0.1:8080")
	}
	w, err := p.newPreviewBot(dir, host)
	if err != nil {
		return err
	}
	if err := w.reload(); err != nil {
		return err
	}
	if dir != "" {
		p.readFrom = dir
		p.printKnowledgeDir()
		wait, err := ops.Watch(ctx, dir, func() {
			if err := w.reload(); err != nil {
				fmt.Fprintln(p.stderr, "bot:", err)
			}
		})
		if err != nil {
			return err
		}
		defer func() { cancel(); wait() }()
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return usageError("--addr: listen: %w; choose another port, such as --addr 127.0.0.1:8081", errors.Unwrap(err))
	}
	at := listener.Addr().(*net.TCPAddr)
	url := fmt.Sprintf("http://%s/", at)
	if at.IP.IsUnspecified() {
		url = fmt.Sprintf("http://localhost:%d/", at.Port)
	}
	if !at.IP.IsLoopback() {
		fmt.Fprintln(p.stderr, "bot: the page can be reached from other computers; 127.0.0.1 keeps it on this one")
	}
	fmt.Fprintf(p.stdout, "%s (Ctrl-C ends it)\n", url)
	if open {
		if err := openBrowser(url); err != nil {
			fmt.Fprintln(p.stderr, "bot: no browser could be opened; open the address yourself")
		}
	}
	return w.serve(ctx, listener)
}

// serve shows the page until ctx ends. The bot behind it answers for as long as the page asks.
func (w *previewBot) serve(ctx context.Context, listener net.Listener) error {
	answering, stop := context.WithCancel(context.Background())
	answered := make(chan error, 1)
	go func() { answered <- w.server.Serve(answering, w.inside) }()
	err := w.page.Serve(ctx, listener)
	stop()
	<-answered // a failure of its listener was shown on the page
	draining, stop := context.WithTimeout(context.Background(), time.Second)
	defer stop()
	w.server.Drain(draining)
	return err
}

// A previewBot is the page, the bot behind it, and the files that both are about.
type previewBot struct {
	program   *program
	dir       string
	files     fs.FS
	responder *discord.Responder
	server    *endpoint.Server
	inside    net.Listener // where the page finds the server
	page      *preview.Page
	last      string // what was told of the files the last time
}

// newPreviewBot makes a bot with a key of its own that nobody else has, and the page in front of it. Nothing answers yet.
func (p *program) newPreviewBot(dir, host string) (*previewBot, error) {
	w := &previewBot{program: p, dir: dir, files: p.filesIn(dir)}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	none, err := discord.Compile(commands.New(&knowledge.Library{}))
	if err != nil {
		return nil, err
	}
	w.responder = discord.NewResponder(none)
	rest := preview.NewDiscord()
	w.server, err = endpoint.New(endpoint.Config{
		Key: public, Responder: w.responder, Log: p.logger(),
		Callbacks: discord.NewCallbacks("http://discord.invalid/api", &http.Client{Transport: rest}),
	})
	if err != nil {
		return nil, err
	}
	if w.inside, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, err
	}
	way := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return net.Dial("tcp", w.inside.Addr().String())
	}}
	w.page = preview.NewPage(preview.Config{Endpoint: way, Path: endpoint.Path, Key: private, Discord: rest, Host: host})
	return w, nil
}

// reload makes the bot and the page follow the files. While something is wrong with them the bot answers as before.
func (w *previewBot) reload() error {
	replies, problems, err := check(w.files, w.dir)
	if err != nil {
		return err
	}
	if replies != nil {
		w.responder.Use(replies)
	}
	now := w.responder.Replies()
	state := preview.State{Commands: now.CommandsJSON(), Problems: problems, Watched: w.dir}
	if library := now.Set().Library(); library.Version() != "" {
		state.Library = library
	}
	w.page.Show(state)
	w.printChanges(now.Set().Library(), problems)
	return nil
}

// printChanges says in the terminal what the page says, if it is new.
func (w *previewBot) printChanges(library *knowledge.Library, problems knowledge.Problems) {
	version := library.Version()
	said := fmt.Sprint(version, problems)
	if said == w.last {
		return
	}
	first := w.last == ""
	w.last = said
	out, width := w.program.terminal(w.program.stderr)
	_ = preview.WriteProblems(out, problems, width) // the page tells the same
	w.program.printPassedOver(library, w.dir)
	if !first && len(problems.Of(knowledge.Error)) == 0 {
		fmt.Fprintf(w.program.stderr, "knowledge %s is shown\n", version)
	}
}

// openBrowser asks the desktop to show an address.
func openBrowser(url string) error {
	command := []string{"xdg-open"}
	switch runtime.GOOS {
	case "darwin":
		command = []string{"open"}
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	c := exec.Command(command[0], append(command[1:], url)...)
	if err := c.Start(); err != nil {
		return err
	}
	go c.Wait() // so that it does not stay as a zombie
	return nil
}

package preview

import (
	"html"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// mention is a person, <@1>, whose name the page knows, or a command that can be clicked, </leakygut symptoms:1>.
type mention struct {
	ast.BaseInline
	user, command string // one of both
}

var kindMention = ast.NewNodeKind("Mention")

func (*mention) Kind() ast.NodeKind { return kindMention }

func (n *mention) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"User": n.user, "Command": n.command}, nil)
}

// mentioned does not bound the name: repeated a hundred times, Unicode's letters take megabytes.
var mentioned = regexp.MustCompile(`^<(?:@!?(\d{1,20})|/([-_\p{L}\p{N} ]+):\d{1,20})>`)

type mentionParser struct{}

func (mentionParser) Trigger() []byte { return []byte{'<'} }

func (mentionParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	m := mentioned.FindSubmatch(line)
	if m == nil {
		return nil
	}
	block.Advance(len(m[0]))
	return &mention{user: string(m[1]), command: string(m[2])}
}

type mentionRenderer struct{}

func (mentionRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindMention, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch m := n.(*mention); {
		case !entering:
		case m.user != "":
			w.WriteString(`<span class="mention" data-user="` + m.user + `">@` + m.user + `</span>`)
		default:
			command := html.EscapeString(m.command)
			w.WriteString(`<span class="mention" data-command="` + command + `">/` + command + `</span>`)
		}
		return ast.WalkContinue, nil
	})
}

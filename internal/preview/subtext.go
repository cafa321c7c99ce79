package preview

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// subtext is a line in small letters: -# like this.
type subtext struct{ ast.BaseBlock }

var kindSubtext = ast.NewNodeKind("Subtext")

func (*subtext) Kind() ast.NodeKind { return kindSubtext }

func (n *subtext) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type subtextParser struct{}

func (subtextParser) Trigger() []byte { return []byte{'-'} }

func (subtextParser) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	mark := []byte("-# ")
	indent := len(line) - len(bytes.TrimLeft(line, " "))
	if !bytes.HasPrefix(line[indent:], mark) || len(bytes.TrimSpace(line[indent:])) < len(mark) {
		return nil, parser.NoChildren
	}
	n := &subtext{}
	begin := segment.Start + indent + len(mark)
	n.Lines().Append(text.NewSegment(begin, segment.Start+len(bytes.TrimRight(line, "\r\n"))))
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (subtextParser) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}
func (subtextParser) Close(ast.Node, text.Reader, parser.Context) {}
func (subtextParser) CanInterruptParagraph() bool                 { return true }
func (subtextParser) CanAcceptIndentedLine() bool                 { return false }

type subtextRenderer struct{}

func (subtextRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindSubtext, func(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			w.WriteString("<small>")
		} else {
			w.WriteString("</small>\n")
		}
		return ast.WalkContinue, nil
	})
}

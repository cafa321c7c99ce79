package preview

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// doubleDelimiter reads what two marks before and behind set apart: __underlined__ and ||hidden||. A single _ is emphasis.
type doubleDelimiter struct {
	mark byte
	what string // "u" or "spoiler"
}

func (p doubleDelimiter) Trigger() []byte { return []byte{p.mark} }

func (p doubleDelimiter) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, 1, p)
	if node == nil || p.mark == '|' && node.OriginalLength < 2 {
		return nil
	}
	node.Segment = segment.WithStop(segment.Start + node.OriginalLength)
	block.Advance(node.OriginalLength)
	pc.PushDelimiter(node)
	return node
}

func (p doubleDelimiter) IsDelimiter(b byte) bool { return b == p.mark }

func (p doubleDelimiter) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char && (p.mark != '|' || opener.OriginalLength > 1 && closer.OriginalLength > 1)
}

func (p doubleDelimiter) OnMatch(consumes int) ast.Node {
	if consumes == 1 {
		return ast.NewEmphasis(1)
	}
	return &double{what: p.what}
}

// pair is what stands between two marks.
type double struct {
	ast.BaseInline
	what string
}

var kindDouble = ast.NewNodeKind("Pair")

func (*double) Kind() ast.NodeKind { return kindDouble }

func (n *double) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"What": n.what}, nil)
}

type doubleRenderer struct{}

func (doubleRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindDouble, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch spoiler := n.(*double).what == "spoiler"; {
		case spoiler && entering:
			w.WriteString(`<span class="spoiler">`)
		case spoiler:
			w.WriteString(`</span>`)
		case entering:
			w.WriteString("<u>")
		default:
			w.WriteString("</u>")
		}
		return ast.WalkContinue, nil
	})
}

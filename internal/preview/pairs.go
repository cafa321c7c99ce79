package preview

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// pairs reads what two marks before and behind set apart: __underlined__ and ||hidden||. A single _ is emphasis.
type pairs struct {
	mark byte
	what string // "u" or "spoiler"
}

func (p pairs) Trigger() []byte { return []byte{p.mark} }

func (p pairs) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
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

func (p pairs) IsDelimiter(b byte) bool { return b == p.mark }

func (p pairs) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char && (p.mark != '|' || opener.OriginalLength > 1 && closer.OriginalLength > 1)
}

func (p pairs) OnMatch(consumes int) ast.Node {
	if consumes == 1 {
		return ast.NewEmphasis(1)
	}
	return &pair{what: p.what}
}

// pair is what stands between two marks.
type pair struct {
	ast.BaseInline
	what string
}

var kindPair = ast.NewNodeKind("Pair")

func (*pair) Kind() ast.NodeKind { return kindPair }

func (n *pair) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"What": n.what}, nil)
}

type pairRenderer struct{}

func (pairRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindPair, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch spoiler := n.(*pair).what == "spoiler"; {
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

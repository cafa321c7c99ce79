package preview

import (
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// markdown renders Discord's dialect of Markdown as HTML. The HTML is sanitised, whoever wrote the text.
func markdown(text string) string {
	if text == "" {
		return ""
	}
	var b strings.Builder
	if err := dialect.Convert([]byte(endLists(text)), &b); err != nil { // a Builder takes everything
		panic(err)
	}
	return strings.TrimSpace(sanitizer.Sanitize(b.String()))
}

// dialect is CommonMark without what Discord does not know (HTML, entities, reference links, tables, rules, indented code) and
// with what it adds: each line break counts, bare addresses are links, -# makes a line small, <@1> and </ask:1> are mentions, and
// ~~, __ and || mark text.
var dialect = goldmark.New(
	goldmark.WithParser(parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(subtextParser{}, 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(paragraphs{parser.NewParagraphParser()}, 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(mentionParser{}, 150),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(doubleDelimiter{'_', "u"}, 400),
			util.Prioritized(doubleDelimiter{'|', "spoiler"}, 400),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
			util.Prioritized(parser.NewEmphasisParser(), 500),
			util.Prioritized(extension.NewLinkifyParser(extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"})), 999),
		),
	)),
	goldmark.WithRenderer(renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(doubleRenderer{}, 100),
		util.Prioritized(subtextRenderer{}, 100),
		util.Prioritized(mentionRenderer{}, 100),
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
		util.Prioritized(html.NewRenderer(html.WithHardWraps(), html.WithWriter(verbatim{})), 1000),
	))),
)

// paragraphs are what no other block is, indented or not.
type paragraphs struct{ parser.BlockParser }

func (paragraphs) CanAcceptIndentedLine() bool { return true }

// verbatim writes text without reading entities in it: Discord shows &amp; as it stands.
type verbatim struct{}

func (verbatim) Write(w util.BufWriter, text []byte) {
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) && util.IsPunct(text[i+1]) {
			i++
		}
		verbatim{}.RawWrite(w, text[i:i+1])
	}
}

func (verbatim) RawWrite(w util.BufWriter, text []byte) { w.Write(util.EscapeHTML(text)) }

func (verbatim) SecureWrite(w util.BufWriter, text []byte) { verbatim{}.RawWrite(w, text) }

var listLine = regexp.MustCompile(`^\s*([-*]|\d+[.)]) `)

// endLists puts an empty line after each list. In Discord a list ends at the first line that is neither an entry nor indented;
// CommonMark adds that line to the last entry.
func endLists(text string) string {
	lines := strings.Split(text, "\n")
	out := make([]string, 0, len(lines)+4)
	inList, inCode := false, false
	for _, line := range lines {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			inCode = !inCode
		}
		entry := !inCode && listLine.MatchString(line)
		if inList && !entry && line != "" && !strings.HasPrefix(line, "  ") {
			out = append(out, "")
			inList = false
		}
		inList = inList || entry
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// sanitizer keeps what may be in a message. Links open a new tab and send no referrer.
var sanitizer = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "strong", "em", "u", "del", "code", "pre", "ul", "ol", "li", "blockquote", "h1", "h2", "h3", "small", "span")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^(spoiler|mention)$`)).OnElements("span")
	p.AllowAttrs("data-user").Matching(regexp.MustCompile(`^\d{1,20}$`)).OnElements("span")
	p.AllowAttrs("data-command").Matching(regexp.MustCompile(`^[-_\p{L}\p{N} ]+$`)).OnElements("span")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^language-[\w+-]{1,20}$`)).OnElements("code")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https")
	p.RequireParseableURLs(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
	p.RequireNoReferrerOnLinks(true)
	p.RequireNoFollowOnLinks(true)
	return p
}()

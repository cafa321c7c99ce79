package main

// A mutant is one way in which a reader could be told a wrong word, or a word without its source. It is a small edit of one
// file, after which a test of the package in has to fail.
type mutant struct {
	name string // what a reader would see
	file string
	old  string // stands once in the file
	new  string
	in   string
}

const (
	domain   = "./internal/knowledge"
	formats  = "./internal/knowledge/csl"
	replies  = "./internal/commands"
	chat     = "./internal/discord"
	terminal = "./cmd/bot"
)

var mutants = []mutant{
	// What the article says, word for word.
	{"a symptom's numbers are sorted", "knowledge/leakygut.yaml", "include {}.\n        cites: [4, 2, 5]", "include {}.\n        cites: [2, 4, 5]", domain},
	{"a symptom cites another source", "knowledge/leakygut.yaml", "include {}.\n        cites: [4, 2, 5]", "include {}.\n        cites: [4, 3, 5]", domain},
	{"a hedge is lost", "knowledge/leakygut.yaml", "{} may be associated with a leaky gut.", "{} is associated with a leaky gut.", domain},
	{"an odd author is mended", "knowledge/leakygut.yaml", "author: [{family: MD, given: MC}]", "author: [{family: Campos, given: M}]", domain},
	{"an address is made up in the file", "knowledge/leakygut.yaml", "container-title: Center for Digestive Diseases", "container-title: Center for Digestive Diseases\n    URL: https://example.org", domain},
	{"a digit of a DOI is wrong", "knowledge/leakygut.yaml", "10.1136/gut.2005.085373", "10.1136/gut.2005.085374", domain},

	// What Load accepts.
	{"a fact may do without a citation", "internal/knowledge/shape.go", `{"cites", true, citesShape("The numbers that the article gives for this statement`, `{"cites", false, citesShape("The numbers that the article gives for this statement`, domain},
	{"a fact may cite a source that is not there", "internal/knowledge/statements.go", "\t\t\ts.report(n, \"unknown-source\", \"no source has the number %q; %s\", clip(n.Value), possible(s.of))\n", "", domain},
	{"a source may be cited by nobody", "internal/knowledge/build.go", "if !statements.cited[s] &&", "if false && !statements.cited[s] &&", domain},
	{"two sources may have one number", "internal/knowledge/build.go", "if first, taken := numbers[s.id]; taken &&", "if first, taken := numbers[s.id]; false && taken &&", domain},
	{"an address need not be https", "internal/knowledge/item.go", `u.Scheme == "https" &&`, "", domain},
	{"the notice may be left out", "internal/knowledge/shape.go", `{"notice", true,`, `{"notice", false,`, domain},

	// From the file to facts.
	{"only a fact's last number is kept", "internal/knowledge/statements.go", "out = append(out, Citation{source, section})", "out = []Citation{{source, section}}", domain},
	{"a fact's numbers are turned round", "internal/knowledge/statements.go", "out = append(out, Citation{source, section})", "out = append([]Citation{{source, section}}, out...)", domain},
	{"a number means the source after it", "internal/knowledge/build.go", "\t\tids[s.id] = s\n", "\t\tids[strconv.Itoa(s.number()+1)] = s\n", domain},
	{"a fact's own heading is ignored", "internal/knowledge/statements.go", "cmp.Or(d.Section.Value, t.section)", "cmp.Or(t.section, d.Section.Value)", domain},
	{"a topic loses its last fact", "internal/knowledge/library.go", "newAnswer(t.facts[0], t.facts[1:]...)", "newAnswer(t.facts[0], t.facts[1:max(1, len(t.facts)-1)]...)", domain},
	{"a topic shows a fact of another", "internal/knowledge/library.go", "newAnswer(t.facts[0], t.facts[1:]...)", "newAnswer(t.article.topics[0].facts[0], t.facts[1:]...)", replies},
	{"the first number of each fact is lost", "internal/knowledge/fact.go", "return f.text, slices.Clone(f.citations)", "return f.text, slices.Clone(f.citations[1:])", domain},
	{"an answer loses its last source", "internal/knowledge/answer.go", "\treturn cited\n", "\treturn cited[:max(0, len(cited)-1)]\n", domain},
	{"an answer's sources are turned round", "internal/knowledge/answer.go", "cited = append(cited, c.source)", "cited = append([]*Source{c.source}, cited...)", replies},
	{"facts are taken for one another", "internal/knowledge/answer.go", "if f.id == id {", "if f.id >= id {", replies},
	{"the article loses its marker", "internal/knowledge/library.go", `return "[A]"`, `return ""`, chat},
	{"the address of another work", "internal/knowledge/library.go", "escapeDOI(doi)", "escapeDOI(doi[:len(doi)-1])", domain},
	{"an address is made up", "internal/knowledge/library.go", "escapeDOI(doi)\n\t}\n\treturn \"\"", "escapeDOI(doi)\n\t}\n\treturn \"https://example.org\"", domain},
	{"every topic is said to cite every source", "internal/knowledge/library.go", "func(c Citation) bool { return c.source == s }", "func(c Citation) bool { return true }", replies},

	// References.
	{"a reference loses its authors", "internal/knowledge/csl/ama.go", `[]string{credit, it.text("title")}`, `[]string{credit[:0], it.text("title")}`, formats},
	{"a reference loses its DOI", "internal/knowledge/csl/ama.go", `join(" ", sentences(parts), "doi:"+it.doi())`, "sentences(parts)", formats},
	{"a retraction is not said", "internal/knowledge/csl/retraction.go", `return "Retracted"`, `return ""`, formats},
	{"RIS names the editors as authors", "internal/knowledge/csl/ris.go", `people("AU", "author")`, `people("AU", "editor")`, formats},
	{"BibTeX loses the authors", "internal/knowledge/csl/bibtex.go", `bibNames(it.people("author"))`, `bibNames(it.people("editor"))`, formats},
	{"the short form names the second author", "internal/knowledge/csl/short.go", `people[0].short() + " et al."`, `people[1].short() + " et al."`, formats},

	// From a request to a reply.
	{"another source than the one asked for", "internal/commands/set.go", "number = strconv.Itoa(n)\n", "number = strconv.Itoa(n + 1)\n", replies},
	{"another topic than the one asked for", "internal/commands/set.go", "return Answer{t.Answer(), ", "return Answer{t.Article().Topics()[0].Answer(), ", replies},
	{"BibTeX stands under the name of RIS", "internal/commands/reply.go", "(*knowledge.Source).RIS", "(*knowledge.Source).BibTeX", replies},
	{"Share posts other facts than were seen", "internal/commands/reply.go", "r.Facts += f.ID()", "r.Facts = f.ID()", replies},
	{"a silence is filled with the nearest topic", "internal/commands/ask.go", "return NoMatch{searched: []*knowledge.Article{a}, language: found.Kind == lookup.Foreign}", "return Answer{Answer: a.Topics()[0].Answer()}", replies},

	// In Discord.
	{"the first marker is lost", "internal/discord/statement.go", "\treturn strings.Join(all, \" \")\n", "\treturn strings.Join(all[1:], \" \")\n", chat},
	{"two numbers are swapped", "internal/discord/statement.go", "\treturn strings.Join(all, \" \")\n", "\tslices.Reverse(all)\n\treturn strings.Join(all, \" \")\n", chat},
	{"an item loses its own numbers", "internal/discord/statement.go", "names[i] += \" \" + markers(own)", "_ = own", chat},
	{"a list loses its introduction's numbers", "internal/discord/statement.go", "escape(intro) + \" \" + markers(common)", "escape(intro)", chat},
	{"a source is cut", "internal/discord/answerpage.go", "for _, s := range sources {", "for _, s := range sources[:max(0, len(sources)-1)] {", chat},
	{"the article is not named", "internal/discord/answerpage.go", "append(all, small(articleLine(a, sections)), ", "append(all, ", chat},
	{"the article's headings are not named", "internal/discord/answerpage.go", "articleLine(a, sections)", "articleLine(a, sections[:0])", chat},
	{"a statement is cut", "internal/discord/statement.go", "escape(text)", "escape(clip(text, 60))", chat},
	{"the notice is lost", "internal/discord/answerpage.go", ", small(escape(a.Notice())))...)", ")...)", chat},
	{"a fact between two pages is lost", "internal/discord/render.go", "append(pages, page), items[n:]", "append(pages, page), items[min(n+1, len(items)):]", chat},
	{"a page is left out", "internal/discord/message.go", "action{turn, m.again, m.page + 1}", "action{turn, m.again, m.page + 2}", chat},
	{"Share posts another page", "internal/discord/message.go", "action{share, m.again, m.page}", "action{share, m.again, 0}", chat},
	{"a person's question is shown to all", "internal/discord/responder.go", "if in.private && !commands", "if !commands", chat},
	{"a marker opens another work", "internal/discord/sourceline.go", "linkTo(mark, url)", `linkTo(s.Marker(), "https://example.org")`, chat},
	{"one person's words become another's", "internal/discord/interaction.go", "return strings.Clone(r.Str)", "return r.Str", chat},
	{"a button opens another work than it names", "internal/discord/sourcepage.go", "URL: url})", "URL: \"https://example.org\"})", chat},
	{"a button shows another source", "internal/discord/sourcepage.go", "Number: s.ID()}", "Number: a.Sources()[0].ID()}", chat},
	{"a prepared page is another", "internal/discord/replies.go", "page: m.page, private: private}] = Response", "page: len(pages) - 1 - m.page, private: private}] = Response", chat},
	{"a private reply is seen by all", "internal/discord/message.go", "private := a.private || m.hint", "private := m.hint", chat},
	{"mentions may be live", "internal/discord/message.go", "`{\"parse\":[]}`", "`{}`", chat},
	{"words of a stranger are said", "internal/commands/vocabulary.go", "return !plain(words) ||", "return false &&", replies},
	{"a mention is not escaped", "internal/discord/markdown.go", "|[]<@", "|[]<", chat},

	// In the terminal and for programs.
	{"the terminal shows no markers", "internal/preview/text.go", "\t\tb.WriteString(mark(c.Source()))\n", "\t\t_ = c\n", terminal},
	{"the terminal names no article", "internal/preview/text.go", "\tp.line(line, 4)\n", "\t_ = line\n", terminal},
	{"the terminal shows no notice", "internal/preview/text.go", "p.line(quiet.Styled(a.Notice()), 0)", "p.gap()", terminal},
	{"JSON names the first source again and again", "internal/preview/json.go", "cites[i] = c.Source().ID()", "_, cites[i] = c, citations[0].Source().ID()", terminal},
	{"JSON leaves the cited sources out", "internal/preview/json.go", "\td.sources(a.Sources()...)\n", "", terminal},
}

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
	{"a symptom's numbers are sorted", "knowledge/leakygut.yaml", "text: Migraines\n        cites: [4, 2, 5]", "text: Migraines\n        cites: [2, 4, 5]", domain},
	{"a symptom cites another source", "knowledge/leakygut.yaml", "text: Migraines\n        cites: [4, 2, 5]", "text: Migraines\n        cites: [4, 3, 5]", domain},
	{"a hedge is lost", "knowledge/leakygut.yaml", "Asthma may be associated", "Asthma is associated", domain},
	{"an odd author is mended", "knowledge/leakygut.yaml", "author: [{family: MD, given: MC}]", "author: [{family: Campos, given: M}]", domain},
	{"an address is made up in the file", "knowledge/leakygut.yaml", "container-title: Center for Digestive Diseases", "container-title: Center for Digestive Diseases\n    URL: https://example.org", domain},
	{"a digit of a DOI is wrong", "knowledge/leakygut.yaml", "10.1136/gut.2005.085373", "10.1136/gut.2005.085374", domain},

	// What Load accepts.
	{"a fact may do without a citation", "internal/knowledge/shape.go", `{"cites", true, &shape{kind: list, min: 1,`, `{"cites", false, &shape{kind: list,`, domain},
	{"a fact may cite a source that is not there", "internal/knowledge/build.go", "\t\t\t\t\tr.report(n, \"unknown-source\", \"no source has the number %q; %s\", clip(n.Value), possible(a))\n", "", domain},
	{"a source may be cited by nobody", "internal/knowledge/build.go", "if !cited[s] &&", "if false && !cited[s] &&", domain},
	{"two sources may have one number", "internal/knowledge/build.go", "if first, taken := numbers[s.id]; taken &&", "if first, taken := numbers[s.id]; false && taken &&", domain},
	{"an address need not be https", "internal/knowledge/item.go", `u.Scheme == "https" &&`, "", domain},
	{"the notice may be left out", "internal/knowledge/shape.go", `{"notice", true,`, `{"notice", false,`, domain},

	// From the file to facts.
	{"only a fact's last number is kept", "internal/knowledge/build.go", "fact.citations = append(fact.citations, Citation{s, section})", "fact.citations = []Citation{{s, section}}", domain},
	{"a fact's numbers are turned round", "internal/knowledge/build.go", "fact.citations = append(fact.citations, Citation{s, section})", "fact.citations = append([]Citation{{s, section}}, fact.citations...)", domain},
	{"a number means the source after it", "internal/knowledge/build.go", "\t\tids[s.id] = s\n", "\t\tids[strconv.Itoa(s.number()+1)] = s\n", domain},
	{"a fact's own heading is ignored", "internal/knowledge/build.go", "cmp.Or(fd.Section.Value, t.section)", "cmp.Or(t.section, fd.Section.Value)", domain},
	{"a topic loses its last fact", "internal/knowledge/library.go", "newAnswer(t.facts[0], t.facts[1:]...)", "newAnswer(t.facts[0], t.facts[1:max(1, len(t.facts)-1)]...)", domain},
	{"a topic shows a fact of another", "internal/knowledge/library.go", "newAnswer(t.facts[0], t.facts[1:]...)", "newAnswer(t.article.topics[0].facts[0], t.facts[1:]...)", replies},
	{"the first number of each fact is lost", "internal/knowledge/library.go", "return f.text, slices.Clone(f.citations)", "return f.text, slices.Clone(f.citations[1:])", domain},
	{"an answer loses its last source", "internal/knowledge/answer.go", "\treturn cited\n", "\treturn cited[:max(0, len(cited)-1)]\n", domain},
	{"an answer's sources are turned round", "internal/knowledge/answer.go", "cmp.Compare(a.number(), b.number())", "cmp.Compare(b.number(), a.number())", domain},
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
	{"another topic than the one asked for", "internal/commands/set.go", "return Answer{t.Answer()}", "return Answer{t.Article().Topics()[0].Answer()}", replies},
	{"BibTeX stands under the name of RIS", "internal/commands/reply.go", "(*knowledge.Source).RIS", "(*knowledge.Source).BibTeX", replies},
	{"Share posts other facts than were seen", "internal/commands/reply.go", "r.Facts += f.ID()", "r.Facts = f.ID()", replies},
	{"a silence is filled with the nearest topic", "internal/commands/ask.go", "return NoMatch{[]*knowledge.Article{a}, a.Nearest(r.Question)}", "return Answer{a.Nearest(r.Question)[0].Answer()}", replies},

	// In Discord.
	{"the first marker is lost", "internal/discord/render.go", "text.WriteString(marker(c.Source()))", "if cited != nil {\n\t\t\t\ttext.WriteString(marker(c.Source()))\n\t\t\t}", chat},
	{"two numbers are swapped", "internal/discord/render.go", "for _, c := range citations {", "if len(citations) > 1 {\n\t\t\tcitations[0], citations[1] = citations[1], citations[0]\n\t\t}\n\t\tfor _, c := range citations {", chat},
	{"a source is cut", "internal/discord/render.go", "for _, s := range numbered {", "for _, s := range numbered[:max(0, len(numbered)-1)] {", chat},
	{"the article is not named", "internal/discord/render.go", "\tlines = append(lines, articleLine(a.Article(), sections))\n", "", chat},
	{"the article's headings are not named", "internal/discord/render.go", "articleLine(a.Article(), sections)", "articleLine(a.Article(), sections[:0])", chat},
	{"a statement is cut", "internal/discord/render.go", "escape(statement)", "escape(clip(statement, 60))", chat},
	{"the notice is lost", "internal/discord/render.go", ", Footer: &discordgo.MessageEmbedFooter{Text: a.Notice()}", "", chat},
	{"a fact between two pages is lost", "internal/discord/render.go", "append(pages, page), items[n:]", "append(pages, page), items[min(n+1, len(items)):]", chat},
	{"a page is left out", "internal/discord/components.go", "action{show, m.again, m.page + 1}", "action{show, m.again, m.page + 2}", chat},
	{"Share posts another page", "internal/discord/components.go", "action{share, m.again, m.page}", "action{share, m.again, 0}", chat},
	{"a marker opens another work", "internal/discord/markdown.go", "linkTo(s.Marker(), url)", `linkTo(s.Marker(), "https://example.org")`, chat},
	{"one person's words become another's", "internal/discord/interaction.go", "return strings.Clone(r.Str)", "return r.Str", chat},
	{"a button opens another work than it names", "internal/discord/components.go", "clip(s.Marker()+\" \"+name, maxLabel), URL: url", "clip(s.Marker()+\" \"+name, maxLabel), URL: sources[0].URL()", chat},
	{"an entry of the menu shows another source", "internal/discord/components.go", "Label: clip(s.Marker()+\" \"+s.Short(), maxOptionText)", "Label: clip(sources[0].Marker()+\" \"+s.Short(), maxOptionText)", chat},
	{"a prepared page is another", "internal/discord/replies.go", "r.fixed[key{request, m.page, private}] = Response", "r.fixed[key{request, len(pages) - 1 - m.page, private}] = Response", chat},
	{"a private reply is seen by all", "internal/discord/components.go", "if private || m.hint {", "if m.hint {", chat},
	{"mentions may be live", "internal/discord/components.go", "\t\tAllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},\n", "", chat},
	{"a mention is not escaped", "internal/discord/markdown.go", "|[]<@", "|[]<", chat},

	// In the terminal and for programs.
	{"the terminal shows no markers", "internal/preview/text.go", `"- "+text+" "+markers.String()`, `"- "+text`, terminal},
	{"the terminal names no article", "internal/preview/text.go", "\tp.line(line, 4)\n", "\t_ = line\n", terminal},
	{"the terminal shows no notice", "internal/preview/text.go", "p.line(quiet.Styled(a.Notice()), 0)", "p.gap()", terminal},
	{"JSON names the first source again and again", "internal/preview/json.go", "cites[i] = c.Source().ID()", "_, cites[i] = c, citations[0].Source().ID()", terminal},
	{"JSON leaves the cited sources out", "internal/preview/json.go", "\t\td.sources(r.Sources()...)\n", "", terminal},
}

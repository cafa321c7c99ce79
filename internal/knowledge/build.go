package knowledge

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// Reserved are the subcommands that every article has; no topic can have their names.
var Reserved = []string{"ask", "help", "source", "sources"}

// build makes the article and checks what the shape cannot: how the parts of the file fit each other.
func (r *reader) build(f *fileDoc) *Article {
	a := &Article{name: f.Command.Name.Value, description: f.Command.Description.Value, notice: f.Notice.Value}
	if r.checkName(&f.Command.Name, "command.name") && a.name+".yaml" != r.file {
		r.report(&f.Command.Name, fileName, fmt.Sprintf("the command is %q but the file is %q", a.name, r.file), fmt.Sprintf("rename the file to %q, or the command", a.name+".yaml"))
	}
	a.reference = r.item(f.Article)
	a.reference.id = ArticleID
	a.reference.item.ID = ArticleID
	sources := r.sources(f, a)

	names, titles, aliases := seen{r: r}, seen{r: r}, seen{r: r}
	a.aliases = r.aliases(f.Command.Aliases, &aliases)
	statements := &statements{reader: r, sources: sources, article: a, aliases: &aliases, byID: map[string]statement{}, cited: map[*Source]bool{}, pictures: map[string]*Picture{}}
	for i := range f.Topics {
		d := &f.Topics[i]
		t := r.topic(d, a)
		names.add(&d.Name, duplicateName, "the topic name")
		titles.add(&d.Title, duplicateTitle, "the title")
		t.aliases = r.aliases(d.Aliases, &aliases)
		t.picture = statements.picture(d.Picture, t.section)
		statements.read(t, d.Facts)
		a.topics = append(a.topics, t)
	}
	for i := range f.Topics {
		n := &f.Topics[i].Name
		if alias, taken := aliases.at[fold(n.Value)]; present(n) && taken {
			r.report(alias, duplicateAlias, fmt.Sprintf("the alias %q is the name of a topic (in %s)", alias.Value, where(n)), "remove it")
		}
	}
	if !r.hidesCitations(f) {
		r.reportUncited(a, statements.cited)
	}
	if len(a.topics) <= MaxTopics {
		r.related(f, a)
	}
	return a
}

// topic makes a topic that has no facts yet.
func (r *reader) topic(d *topicDoc, a *Article) *Topic {
	t := &Topic{article: a, name: d.Name.Value, title: d.Title.Value, description: d.Description.Value, section: d.Section.Value, place: r.place(&d.Name)}
	if r.checkName(&d.Name, "topics.name") && len(stems(t.name)) == 0 {
		r.report(&d.Name, nameForm, fmt.Sprintf("topics.name is %q, in which there is no word that could be asked for", t.name), "use a word that a person would type")
	}
	if slices.Contains(Reserved, t.name) {
		r.report(&d.Name, reservedName, fmt.Sprintf("%q is a subcommand of every article", t.name), "choose another name for the topic")
	}
	t.help = strings.EqualFold(d.Help.Value, "true")
	if first := a.HelpTopic(); t.help && first != nil {
		r.report(&d.Help, secondHelp, fmt.Sprintf("the topic %q has the key \"help\" already, and one topic can say where to get help", first.name), "remove it here")
	}
	return t
}

func (r *reader) reportUncited(a *Article, cited map[*Source]bool) {
	for _, s := range a.sources {
		if !cited[s] && s.place != (Place{}) { // one without an id has been reported
			r.reportAt(s.place, uncitedSource, "no fact cites source "+s.id, "add its number to the fact that rests on it, or remove the source")
		}
	}
}

// hidesCitations reports whether a problem may be the reason that a source seems not to be cited: one in the topics, or with
// the number of a source.
func (r *reader) hidesCitations(f *fileDoc) bool {
	return len(f.Topics) == 0 || slices.ContainsFunc(r.problems, func(p Problem) bool {
		return p.Line >= f.Topics[0].line || p.Rule == duplicateSource.Name || p.Rule == sourceNumber.Name
	})
}

// sources reads the reference list into a. The result finds a source by whatever a fact may cite it with.
func (r *reader) sources(f *fileDoc, a *Article) map[string]*Source {
	ids := map[string]*Source{ArticleID: a.reference}
	numbers, keys := map[string]*yaml.Node{}, seen{r: r}
	for i, d := range f.Sources {
		s := r.item(d)
		id := d.values["id"]
		s.id = id.Value
		switch n, err := strconv.Atoi(s.id); {
		case !present(&id):
			s.id = strconv.Itoa(i + 1)
		case err != nil && id.ShortTag() == "!!str": // the key of an exporting program; the entry's place in the list is its number
			if !keys.add(&id, duplicateSource, "the source") {
				continue
			}
			s.id = strconv.Itoa(i + 1)
			if s.item.ID != ArticleID {
				ids[s.item.ID] = s
			}
		case n < 1 || n > 9999 || strconv.Itoa(n) != s.id:
			r.report(&id, sourceNumber, fmt.Sprintf("the source's number is %q", clip(s.id)), "write the number that the article prints, from 1 to 9999")
			continue
		}
		if first, taken := numbers[s.id]; taken && present(&id) {
			r.report(&id, duplicateSource, fmt.Sprintf("two sources have the number %s (first in %s)", s.id, where(first)), "change one, and remember that an entry without a number has that of its place in the list")
			continue
		}
		numbers[s.id] = &id
		s.item.ID = s.id
		ids[s.id] = s
		a.sources = append(a.sources, s)
	}
	slices.SortStableFunc(a.sources, func(x, y *Source) int { return cmp.Compare(x.number(), y.number()) })
	return ids
}

// related finds the topics to offer under each answer.
func (r *reader) related(f *fileDoc, a *Article) {
	misnamed := map[string]bool{} // topics whose names have been reported
	nameless := false             // a name may be that of a topic whose own is missing, or is that of another
	for i, t := range a.topics {
		if !ValidName(t.name) {
			misnamed[fold(t.name)] = true
		}
		first, _ := a.Topic(t.name)
		nameless = nameless || !present(&f.Topics[i].Name) || first != t
	}
	for i, t := range a.topics {
		for j := range f.Topics[i].Related {
			n := &f.Topics[i].Related[j]
			other, ok := a.Topic(n.Value)
			switch {
			case !present(n):
			case !ok && (nameless || misnamed[fold(n.Value)]):
			case !ok:
				r.report(n, unknownTopic, fmt.Sprintf("no topic is called %q", clip(n.Value)), remedyForWord(n.Value, topicNames(a)))
			case other == t || slices.Contains(t.related, other):
				r.report(n, duplicateRelated, fmt.Sprintf("%q is this topic itself, or stands here twice", n.Value), "remove it")
			default:
				t.related = append(t.related, other)
			}
		}
		if len(f.Topics[i].Related) == 0 {
			t.related = mostRelated(t, a.topics)
		}
	}
}

// mostRelated ranks the other topics by the sources and the section they share with t; ties keep the file's order.
func mostRelated(t *Topic, topics []*Topic) []*Topic {
	score := func(o *Topic) (n int) {
		for _, s := range t.article.sources {
			if t.Cites(s) && o.Cites(s) {
				n += 2
			}
		}
		if o.section == t.section {
			n++
		}
		return n
	}
	var others []*Topic
	for _, o := range topics {
		if o != t && score(o) > 0 {
			others = append(others, o)
		}
	}
	slices.SortStableFunc(others, func(x, y *Topic) int { return cmp.Compare(score(y), score(x)) })
	return others[:min(len(others), MaxRelated)]
}

// checkName reports a name that Discord refuses for a command. It returns whether there is a valid name.
func (r *reader) checkName(n *yaml.Node, path string) bool {
	if present(n) && !ValidName(n.Value) {
		r.report(n, nameForm, fmt.Sprintf("%s is %q, which Discord refuses", path, clip(n.Value)), "use 1 to 32 lower-case letters, digits, - or _, without spaces")
		return false
	}
	return present(n)
}

// aliases reads a list of aliases. One alias means one thing in an article, so known holds those of the whole file.
func (r *reader) aliases(nodes []yaml.Node, known *seen) []string {
	var out []string
	for i := range nodes {
		if n := &nodes[i]; present(n) {
			known.add(n, duplicateAlias, "the alias")
			out = append(out, n.Value)
		}
	}
	return out
}

// seen reports texts that stand in a file a second time, whatever their case.
type seen struct {
	r  *reader
	at map[string]*yaml.Node
}

// add reports whether the text of n is new.
func (s *seen) add(n *yaml.Node, rule *Rule, what string) bool {
	return !present(n) || s.addStatement(statement{n.Value, n}, rule, what)
}

// addStatement is add for a text that need not stand in the file as it is.
func (s *seen) addStatement(from statement, rule *Rule, what string) bool {
	if s.at == nil {
		s.at = map[string]*yaml.Node{}
	}
	if first, again := s.at[fold(from.text)]; again {
		s.r.report(from.node, rule, fmt.Sprintf("%s %q stands here a second time (first in %s)", what, clip(from.text), where(first)), "change or remove one")
		return false
	}
	s.at[fold(from.text)] = from.node
	return true
}

// present reports whether a leaf was there with something in it. One that was not has been reported where it matters.
func present(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.ShortTag() != "!!null" && strings.TrimSpace(n.Value) != ""
}

func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// FactIDLength is how many characters the ID of a fact has: five of base 32 tell the facts of one article apart, and a
// handful of them fit into one custom_id of Discord's.
const FactIDLength = 5

// factID marks a statement within an article. The topic is in it, because a list may name the same thing in two of them.
func factID(topic, text string) string {
	sum := sha256.Sum256([]byte(topic + "\n" + text))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:FactIDLength]
}

// FactMarkLength is how many characters the mark of a fact has: the ID behind four of base 32 for its article.
const FactMarkLength = articleMarkLength + FactIDLength

const articleMarkLength = 4

// mark returns a few characters by which the articles of a library differ.
func (a *Article) mark() string {
	sum := sha256.Sum256([]byte(a.name))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:articleMarkLength]
}

func topicNames(a *Article) []string {
	names := make([]string, len(a.topics))
	for i, t := range a.topics {
		names[i] = t.name
	}
	return names
}

// remedyForCite says what a fact may cite.
func remedyForCite(a *Article) string {
	if len(a.sources) == 0 {
		return "write article"
	}
	return "write " + a.Numbers() + ", or article"
}

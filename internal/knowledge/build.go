package knowledge

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
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
		r.report(&f.Command.Name, "file-name", "the command is %q but the file is %q; rename the file to %q, or the command", a.name, r.file, a.name+".yaml")
	}
	a.reference = r.item(f.Article)
	a.reference.id = ArticleID
	a.reference.item.ID = ArticleID
	ids := r.sources(f, a)

	names, titles, words := seen{r: r}, seen{r: r}, seen{r: r}
	a.aliases = r.aliases(f.Command.Aliases, &words)
	statements := &statements{reader: r, sources: ids, of: a, words: &words, byID: map[string]statement{}, cited: map[*Source]bool{}, pictures: map[string]*Picture{}}
	for i := range f.Topics {
		d := &f.Topics[i]
		t := &Topic{article: a, name: d.Name.Value, title: d.Title.Value, description: d.Description.Value, section: d.Section.Value, place: r.place(&d.Name)}
		if r.checkName(&d.Name, "topics.name") && len(stems(t.name)) == 0 {
			r.report(&d.Name, "name-form", "topics.name is %q, in which there is no word that could be asked for; use a word that a person would type", t.name)
		}
		if slices.Contains(Reserved, t.name) {
			r.report(&d.Name, "reserved-name", "%q is a subcommand of every article; choose another name for the topic", t.name)
		}
		names.add(&d.Name, "duplicate-name", "the topic name")
		titles.add(&d.Title, "duplicate-title", "the title")
		t.aliases = r.aliases(d.Aliases, &words)
		if t.help = strings.EqualFold(d.Help.Value, "true"); t.help && a.HelpTopic() != nil {
			r.report(&d.Help, "second-help", "the topic %q has the key \"help\" already, and one topic can say where to get help; remove it here", a.HelpTopic().name)
		}
		t.picture = statements.picture(d.Picture, t.section)
		statements.read(t, d.Facts)
		a.topics = append(a.topics, t)
	}
	// An alias that is a topic's name would make one word mean two things.
	for i := range f.Topics {
		if n := &f.Topics[i].Name; present(n) {
			if first, taken := words.at[fold(n.Value)]; taken {
				r.report(first, "duplicate-alias", "the alias %q is the name of a topic (in %s); remove it", first.Value, where(n))
			}
		}
	}
	for _, s := range a.sources {
		if r.doubtful(f) {
			break // what the problems hide may cite it
		}
		if !statements.cited[s] && s.place != (Place{}) { // one without an id has been reported
			r.problems = append(r.problems, Problem{s.place, "no fact cites source " + s.id + "; add its number to the fact that rests on it, or remove the source", "uncited-source"})
		}
	}
	if len(a.topics) <= MaxTopics {
		r.related(f, a)
	}
	return a
}

// doubtful reports whether a problem may be the reason that a source seems not to be cited: one in the topics, or with the
// number of a source.
func (r *reader) doubtful(f *fileDoc) bool {
	if len(f.Topics) == 0 {
		return true
	}
	return slices.ContainsFunc(r.problems, func(p Problem) bool {
		return p.Line >= f.Topics[0].line || p.Rule == "duplicate-source" || p.Rule == "source-number"
	})
}

// sources reads the reference list. The result finds a source by whatever a fact may cite it with.
func (r *reader) sources(f *fileDoc, a *Article) map[string]*Source {
	ids := map[string]*Source{ArticleID: a.reference}
	numbers, keys := map[string]*yaml.Node{}, seen{r: r}
	for i, d := range f.Sources {
		s := r.item(d)
		id := d["id"]
		s.id = id.Value
		switch n, err := strconv.Atoi(s.id); {
		case !present(&id):
			s.id = strconv.Itoa(i + 1)
		case err != nil && id.ShortTag() == "!!str": // the key of an exporting program; the entry's place in the list is its number
			if !keys.add(&id, "duplicate-source", "the source") {
				continue
			}
			s.id = strconv.Itoa(i + 1)
			if s.item.ID != ArticleID {
				ids[s.item.ID] = s
			}
		case n < 1 || n > 9999 || strconv.Itoa(n) != s.id:
			r.report(&id, "source-number", "the source's number is %q; write the number that the article prints, from 1 to 9999", clip(s.id))
			continue
		}
		if first, taken := numbers[s.id]; taken && present(&id) {
			r.report(&id, "duplicate-source", "two sources have the number %s (first in %s); change one, and remember that an entry without a number has that of its place in the list", s.id, where(first))
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
	meant := map[string]bool{}
	for _, t := range a.topics {
		if !ValidName(t.name) {
			meant[fold(t.name)] = true
		}
	}
	for i, t := range a.topics {
		for j := range f.Topics[i].Related {
			n := &f.Topics[i].Related[j]
			other, ok := a.Topic(n.Value)
			switch {
			case !present(n):
			case !ok && meant[fold(n.Value)]: // whose name has been reported
			case !ok:
				r.report(n, "unknown-topic", "no topic is called %q; %s", clip(n.Value), remedyForWord(n.Value, topicNames(a)))
			case other == t || slices.Contains(t.related, other):
				r.report(n, "duplicate-related", "%q is this topic itself, or stands here twice; remove it", n.Value)
			default:
				t.related = append(t.related, other)
			}
		}
		if len(f.Topics[i].Related) == 0 {
			t.related = nearest(t, a.topics)
		}
	}
}

// nearest ranks the other topics by the sources and the section they share with t; ties keep the file's order.
func nearest(t *Topic, topics []*Topic) []*Topic {
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

// checkName holds a name to Discord's rule for command names, and reports whether there is one that fits.
func (r *reader) checkName(n *yaml.Node, path string) bool {
	if present(n) && !ValidName(n.Value) {
		r.report(n, "name-form", "%s is %q, which Discord refuses; use 1 to 32 lower-case letters, digits, - or _, without spaces", path, clip(n.Value))
		return false
	}
	return present(n)
}

// aliases reads a list of aliases. One word means one thing in an article, so words holds those of the whole file.
func (r *reader) aliases(nodes []yaml.Node, words *seen) []string {
	var out []string
	for i := range nodes {
		if n := &nodes[i]; present(n) {
			words.add(n, "duplicate-alias", "the alias")
			out = append(out, n.Value)
		}
	}
	return out
}

// seen reports what stands in a file a second time, whatever its case.
type seen struct {
	r  *reader
	at map[string]*yaml.Node
}

func (s *seen) add(n *yaml.Node, rule, what string) bool {
	return !present(n) || s.addText(statement{n.Value, n}, rule, what)
}

// addText is add for a text that does not stand in the file as it is.
func (s *seen) addText(from statement, rule, what string) bool {
	if s.at == nil {
		s.at = map[string]*yaml.Node{}
	}
	if first, again := s.at[fold(from.text)]; again {
		s.r.report(from.node, rule, "%s %q stands here a second time (first in %s); change or remove one", what, clip(from.text), where(first))
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

// mark tells the articles of a library apart, in few characters.
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

// possible says what a fact may cite.
func possible(a *Article) string {
	if len(a.sources) == 0 {
		return "write article"
	}
	return "write " + a.Numbers() + ", or article"
}

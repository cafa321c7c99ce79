package knowledge

import (
	"slices"
	"strings"

	"leakygut-bot/internal/knowledge/csl"
)

// ArticleID is what a fact cites where the article gives no number: the article itself.
const ArticleID = "article"

// Library is every article of one load. It never changes, so any number of goroutines may read it.
type Library struct {
	articles   []*Article // by name
	passedOver Problems
	version    string
}

// Articles gives the articles in the order of their names.
func (l *Library) Articles() []*Article { return slices.Clone(l.articles) }

// Article finds an article by the name of its command.
func (l *Library) Article(name string) (*Article, bool) {
	i, ok := slices.BinarySearchFunc(l.articles, name, func(a *Article, name string) int {
		switch {
		case a.name < name:
			return -1
		case a.name > name:
			return 1
		}
		return 0
	})
	if !ok {
		return nil, false
	}
	return l.articles[i], true
}

// PassedOver names the files of the directory that are no articles, and why; it is for an editor who wonders.
func (l *Library) PassedOver() Problems { return slices.Clone(l.passedOver) }

// Version names the content: twelve hexadecimal digits that change when any file does.
func (l *Library) Version() string { return l.version }

// Article is the text the knowledge was taken from, and the slash command that speaks about it.
type Article struct {
	name, description, notice string
	aliases                   []string
	reference                 *Source
	sources                   []*Source
	topics                    []*Topic
	place                     Place
}

func (a *Article) Name() string        { return a.name }        // the slash command
func (a *Article) Description() string { return a.description } // what Discord shows beside the command
func (a *Article) Notice() string      { return a.notice }      // stands under every reply
func (a *Article) Reference() *Source  { return a.reference }   // the article as a bibliographic item
func (a *Article) Sources() []*Source  { return slices.Clone(a.sources) }
func (a *Article) Topics() []*Topic    { return slices.Clone(a.topics) }
func (a *Article) Place() Place        { return a.place }

// Aliases gives what else people call the subject of the article.
func (a *Article) Aliases() []string { return slices.Clone(a.aliases) }

// HelpTopic is the topic that says where to get help; nil where the file marks none.
func (a *Article) HelpTopic() *Topic {
	i := slices.IndexFunc(a.topics, func(t *Topic) bool { return t.help })
	if i < 0 {
		return nil
	}
	return a.topics[i]
}

// Numbers says which sources there are: "1 to 6", or "1, 3 to 5, 9" where the article's numbering has gaps.
func (a *Article) Numbers() string {
	var runs []string
	for i, j := 0, 0; i < len(a.sources); i = j + 1 {
		for j = i; j+1 < len(a.sources) && a.sources[j].number()+1 == a.sources[j+1].number(); j++ {
		}
		run := a.sources[i].id
		if j > i {
			run += " to " + a.sources[j].id
		}
		runs = append(runs, run)
	}
	return strings.Join(runs, ", ")
}

// Topic finds a topic by its name.
func (a *Article) Topic(name string) (*Topic, bool) {
	i := slices.IndexFunc(a.topics, func(t *Topic) bool { return t.name == name })
	if i < 0 {
		return nil, false
	}
	return a.topics[i], true
}

// Meant finds the topic that somebody meant by a word that is no topic's name: one of its aliases, or a name with typing errors.
func (a *Article) Meant(word string) (*Topic, bool) {
	for _, t := range a.topics {
		if slices.ContainsFunc(t.aliases, func(alias string) bool { return fold(alias) == fold(word) }) {
			return t, true
		}
	}
	return a.Topic(nearestWord(word, topicNames(a)))
}

// Source finds a source by its number in decimal digits; "article" is the article itself.
func (a *Article) Source(id string) (*Source, bool) {
	if id == ArticleID {
		return a.reference, true
	}
	i := slices.IndexFunc(a.sources, func(s *Source) bool { return s.id == id })
	if i < 0 {
		return nil, false
	}
	return a.sources[i], true
}

// Source is a numbered entry of the article's reference list, or the article itself.
type Source struct {
	id    string
	item  csl.Item
	place Place
}

func (s *Source) ID() string      { return s.id }                 // the printed number, or "article"
func (s *Source) AMA() string     { return s.item.AMA() }         // the whole reference as the article prints it
func (s *Source) Short() string   { return s.item.Short() }       // first author, container and year
func (s *Source) Type() string    { return s.item.Kind() }        // in plain words: "journal article", "blog post", …
func (s *Source) Authors() string { return s.item.ShortCredit() } // in a word or two: "Arrieta et al", often empty
func (s *Source) Year() string    { return s.item.Year() }        // of publication, often empty
func (s *Source) Note() string    { return s.item.Plain("note") } // a word about the printed entry, often empty
func (s *Source) BibTeX() string  { return s.item.BibTeX() }
func (s *Source) RIS() string     { return s.item.RIS() }
func (s *Source) CSLJSON() string { return s.item.CSLJSON() }
func (s *Source) Place() Place    { return s.place }

// Retracted reports whether the entry says that its publisher has taken the work back: by its status, or by a title that
// begins so. Every reference of the source and every export of it says so too.
func (s *Source) Retracted() bool { return s.item.Retracted() }

// Title is the work's own title.
func (s *Source) Title() string { return s.item.Plain("title") }

// Container is the journal, blog or site in which the work stands; empty where the entry names none.
func (s *Source) Container() string { return s.item.Plain("container-title") }

// Marker is how a fact points to the source: its number, or A for the article, in square brackets.
func (s *Source) Marker() string {
	if s.id == ArticleID {
		return "[A]"
	}
	return "[" + s.id + "]"
}

// URL is the address of the work: the one in the file, else that of its DOI, else empty, for no address is ever made up.
func (s *Source) URL() string {
	if url := s.item.Text["URL"]; url != "" {
		return url
	}
	if doi := s.item.Text["DOI"]; doi != "" {
		return "https://doi.org/" + escapeDOI(doi)
	}
	return ""
}

// Topic is a group of facts under one heading, and a subcommand.
type Topic struct {
	article                           *Article
	name, title, description, section string
	aliases                           []string
	facts                             []Fact
	related                           []*Topic
	help                              bool
	picture                           *Picture
	place                             Place
}

func (t *Topic) Article() *Article   { return t.article }
func (t *Topic) Name() string        { return t.name }        // the subcommand
func (t *Topic) Title() string       { return t.title }       // the heading of its answer
func (t *Topic) Description() string { return t.description } // what Discord shows beside the subcommand
func (t *Topic) Section() string     { return t.section }     // the article's heading under which it stands
func (t *Topic) Aliases() []string   { return slices.Clone(t.aliases) }
func (t *Topic) Facts() []Fact       { return slices.Clone(t.facts) }
func (t *Topic) Place() Place        { return t.place }

// Related gives at most [MaxRelated] other topics of the article: those the file names, else those that share the most
// sources and the section, best first.
func (t *Topic) Related() []*Topic { return slices.Clone(t.related) }

// Picture is what the topic shows above its facts; nil where it shows none.
func (t *Topic) Picture() *Picture { return t.picture }

// Cites reports whether any fact of the topic, or its picture, cites the source.
func (t *Topic) Cites(s *Source) bool {
	if t.picture != nil && slices.ContainsFunc(t.picture.citations, func(c Citation) bool { return c.source == s }) {
		return true
	}
	return slices.ContainsFunc(t.facts, func(f Fact) bool {
		return slices.ContainsFunc(f.citations, func(c Citation) bool { return c.source == s })
	})
}

// Answer is the whole topic.
func (t *Topic) Answer() Answer { return newAnswer(t.facts[0], t.facts[1:]...) }

// Citation is a source and the place in the article where the statement stands.
type Citation struct {
	source  *Source
	section string
}

func (c Citation) Source() *Source { return c.source }
func (c Citation) Section() string { return c.section } // the article's heading

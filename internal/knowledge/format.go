package knowledge

import (
	"fmt"

	"leakygut-bot/internal/knowledge/csl"
	"leakygut-bot/internal/limits"
)

// Limits of the file format. Those of Discord come from package limits; the others keep an answer readable.
const (
	MaxTopics   = limits.Subcommands - 4 // the others are those that every article has, [Reserved]
	MaxRelated  = limits.RowButtons - 1  // the last is to share or to remove the reply
	maxTitle    = 200                    // a heading is read at a glance
	maxItem     = 200
	maxText     = 500 // a fact is one statement; the text of a message holds several, with their links
	maxNotice   = 500 // it stands under every answer
	maxAlias    = 60
	maxSection  = 200
	maxValue    = 2000 // any one value of a reference; abstracts are longer, and not shown
	maxAbstract = 20000
	maxDateKeys = 20      // CSL knows six
	maxFile     = 1 << 20 // bytes
)

// namePattern is [ValidName], for the schema.
var namePattern = fmt.Sprintf(`^[-_\p{Ll}\p{Lo}\p{N}]{1,%d}$`, limits.CommandName)

var fileShape = &shape{
	kind: object,
	doc:  "One article, and the slash command that answers from it.",
	keys: []key{
		{"command", true, &shape{kind: object, doc: "The slash command that people type.", keys: []key{
			{"name", true, &shape{kind: text, pattern: namePattern, doc: "The word after the slash, in lower case without spaces. It is also the name of this file: leakygut for leakygut.yaml."}},
			{"description", true, &shape{kind: text, prose: true, max: limits.CommandDescription, doc: "What Discord shows beside the command: one short sentence, at most 100 characters."}},
			{"aliases", false, &shape{kind: list, doc: "Other words for what the whole article is about. They fit every question: intestine, bowel.", item: aliasShape}},
		}}},
		{"article", true, itemShape("The article itself, as a reference. Give its title and whatever else it prints about itself.", &shape{kind: text, enum: []string{ArticleID}, doc: "Always the word article."})},
		{"notice", true, &shape{kind: text, prose: true, max: maxNotice, doc: "A sentence that stands under every answer, for example that it is general information and not medical advice."}},
		{"sources", true, &shape{kind: list, min: 1, doc: "The article's reference list. An entry exported from Zotero as CSL YAML or CSL JSON can be pasted here.",
			item: itemShape("One entry of the article's reference list.", &shape{kind: scalar, max: maxValue, doc: "The number that the article prints for this entry. An entry with any other id takes its place in the list as its number."})}},
		{"topics", true, &shape{kind: list, min: 1, max: MaxTopics, doc: "The facts, grouped under headings. Each topic is a subcommand.", item: topicShape}},
	},
}

var topicShape = &shape{
	kind: object,
	doc:  "Facts under one heading, and the subcommand that shows them.",
	keys: []key{
		{"name", true, &shape{kind: text, pattern: namePattern, barred: Reserved, doc: "One plain word that a person would type, in lower case: symptoms."}},
		{"title", true, &shape{kind: text, prose: true, max: maxTitle, doc: "The heading of the answer: Symptoms of a leaky gut."}},
		{"description", true, &shape{kind: text, prose: true, max: limits.CommandDescription, doc: "What Discord shows beside the subcommand, at most 100 characters."}},
		{"section", true, &shape{kind: text, prose: true, max: maxSection, doc: "The article's own heading under which these facts stand."}},
		{"aliases", false, &shape{kind: list, doc: "Other words that people use for this topic: signs, complaints.", item: aliasShape}},
		{"related", false, &shape{kind: list, max: MaxRelated, doc: "Names of other topics to offer under the answer. Without it, the topics that share the most sources are offered.", item: &shape{kind: text, max: limits.CommandName, doc: "The name of another topic of this file."}}},
		{"help", false, &shape{kind: flag, doc: "Write true at the one topic that says where to get help. Whoever gets no answer is offered it."}},
		{"picture", false, pictureShape},
		{"facts", true, &shape{kind: list, min: 1, doc: "The statements and lists of statements, in the article's order.", item: &shape{kind: choice, options: []*shape{factShape, listShape}}}},
	},
}

var pictureShape = &shape{
	kind: object,
	doc:  "A drawing that explains more than words do. It is shown above the facts.",
	keys: []key{
		{"file", true, &shape{kind: text, pattern: picturePattern, max: maxTitle, doc: "The name of a PNG file beside this one: barrier.png. Under 60 kB, 400 to 2000 pixels wide; 800 are sharp on a phone."}},
		{"alt", true, &shape{kind: text, prose: true, max: limits.PictureDescription, doc: "What the picture shows, in words, for who cannot see it; as careful as the article is. At most 1,024 characters."}},
		{"cites", true, citesShape("The numbers that the article gives for what the picture shows, or the word article where it gives none: [1, article].")},
	},
}

var factShape = &shape{
	kind: object,
	doc:  "One statement of the article.",
	keys: []key{
		{"text", true, &shape{kind: text, prose: true, max: maxText, doc: "The statement in your own words, as careful as the article is: what it calls possible stays possible."}},
		{"cites", true, citesShape("The numbers that the article gives for this statement, in its order, or the word article where it gives none: [4, 2, 5].")},
		{"section", false, &shape{kind: text, prose: true, max: maxSection, doc: "Only where this statement stands under another heading of the article than its topic."}},
		{"certain", false, &shape{kind: flag, doc: "Write true where lint asks whether the article is as sure as this statement (causes, cures, proves), and it is. It answers for what the fact cites."}},
		{"aliases", false, &shape{kind: list, doc: "Other words that people use for what this fact is about: headache, tummy ache, IBS.", item: aliasShape}},
	},
}

var listShape = &shape{
	kind: object,
	doc:  "Statements that the article gives as a list: one introduction, then the items. Each item is a fact with a sentence of its own.",
	keys: []key{
		{"list", true, &shape{kind: text, prose: true, max: maxTitle, doc: "How the list is introduced, without a colon: Symptoms that have been found."}},
		{"each", false, &shape{kind: text, prose: true, max: maxText, doc: "The sentence of one item where it is shown alone, with {} in the place of the item, as careful as the article is: \"{} may be associated with a leaky gut.\" In quotes. It can be left out where every item has its own sentence (alone)."}},
		{"cites", true, citesShape("The numbers that the article gives for the whole list, in its order, or the word article where it gives none: [4, 2, 5].")},
		{"items", true, &shape{kind: list, min: 2, doc: "The items, in the article's order. One with a comma in it stands on a line of its own after \"- \".", item: &shape{kind: choice, options: []*shape{
			{kind: text, prose: true, max: maxItem, doc: "The item as it stands within the sentence of each, without a full stop and with a capital only where it always has one: celiac disease, Crohn's disease."},
			listItemShape,
		}}}},
		{"section", false, &shape{kind: text, prose: true, max: maxSection, doc: "Only where this list stands under another heading of the article than its topic."}},
		{"certain", false, &shape{kind: flag, doc: "Write true where lint asks whether the article is as sure as this statement (causes, cures, proves), and it is. It answers for what the fact cites."}},
	},
}

var listItemShape = &shape{
	kind: object,
	doc:  "An item with more to say than its name.",
	keys: []key{
		{"item", true, &shape{kind: text, prose: true, max: maxItem, doc: "The item as it stands within the sentence of each, without a full stop and with a capital only where it always has one: irritable bowel syndrome."}},
		{"alone", false, &shape{kind: text, prose: true, max: maxText, doc: "A whole sentence for this item where that of each does not fit it."}},
		{"cites", false, citesShape("Only where the article gives this item numbers of its own.")},
		{"aliases", false, &shape{kind: list, doc: "Other words that people use for this item: IBS.", item: aliasShape}},
	},
}

func citesShape(doc string) *shape {
	return &shape{kind: list, min: 1, doc: doc, item: &shape{kind: scalar, max: maxValue, doc: "The number of a source, or the word article."}}
}

var aliasShape = &shape{kind: text, prose: true, max: maxAlias, doc: "A word or a few words, as people type them."}

// itemShape is a CSL item: every variable of the Citation Style Language, so that an export fits as it is.
func itemShape(doc string, id *shape) *shape {
	keys := []key{
		{"id", true, id},
		{"type", true, &shape{kind: text, enum: csl.Types, doc: "What kind of work it is: article-journal, webpage, post-weblog, book, chapter, report, …"}},
	}
	for _, v := range csl.Variables {
		s := &shape{doc: v.Doc, prose: true}
		switch {
		case v.Name == "title":
			s.kind, s.max = text, maxValue
		case v.Name == "abstract":
			s.kind, s.max = scalar, maxAbstract
		case v.Name == "custom" || v.Name == "categories":
			s.kind = anything
		case v.Kind == csl.KindNames:
			s.kind, s.min, s.item = list, 1, nameShape
		case v.Kind == csl.KindDate:
			s.kind = date
		default:
			s.kind, s.max = scalar, maxValue
		}
		switch v.Name {
		case "DOI":
			s.pattern = schemaDOI
		case "URL":
			s.pattern = schemaURL
		}
		keys = append(keys, key{v.Name, v.Name == "title", s})
	}
	return &shape{kind: object, doc: doc, keys: keys, cslItem: true}
}

var nameShape = &shape{
	kind:  object,
	doc:   "One name: family and given for a person, literal for an organisation or a pen name.",
	oneOf: []string{"family", "literal"},
	keys: []key{
		{"family", false, &shape{kind: text, prose: true, max: maxValue, doc: "The family name, as printed: Arrieta."}},
		{"given", false, &shape{kind: text, prose: true, max: maxValue, doc: "Given names or initials, as printed: MC."}},
		{"literal", false, &shape{kind: text, prose: true, max: maxValue, doc: "The whole name as it is printed, where it is not a person's."}},
		{"suffix", false, &shape{kind: text, prose: true, max: maxValue, doc: "Jr, III and the like."}},
		{"dropping-particle", false, &shape{kind: text, prose: true, max: maxValue, doc: "A particle that goes with the given name: de, von."}},
		{"non-dropping-particle", false, &shape{kind: text, prose: true, max: maxValue, doc: "A particle that goes with the family name: van, al-."}},
		{"comma-suffix", false, &shape{kind: anything, doc: "Set by some programs; not shown."}},
		{"static-ordering", false, &shape{kind: anything, doc: "Set by some programs; not shown."}},
		{"parse-names", false, &shape{kind: anything, doc: "Set by some programs; not shown."}},
	},
}

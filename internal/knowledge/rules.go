package knowledge

// The rules on whole files and on YAML.
var (
	noArticle = newRule(Rule{Name: "no-article", Severity: Error, Description: "there is no article in the folder",
		Wrong: "-- README.md --\n…\n",
		Right: "-- coffee.yaml --\n…\n"})
	foreignFile = newRule(Rule{Name: "foreign-file", Severity: Note, Description: "a file is no article, and is passed over",
		Wrong: "-- compose.yaml --\nservices: {}\n-- coffee.yaml --\n…\n",
		Right: "-- coffee.yaml --\n…\n"})
	fileName = newRule(Rule{Name: "file-name", Severity: Error, Description: "the file is not called like its command, or does not end in `.yaml`",
		Wrong: "-- tea.yaml --\n…\n",
		Right: "-- coffee.yaml --\n…\n"})
	unreadable = newRule(Rule{Name: "unreadable", Severity: Error, Description: "the file cannot be read: it is too large, is no file, or is not UTF-8 text",
		Wrong: "-- coffee.yaml --\n# caf\xe9\n",
		Right: "-- coffee.yaml --\n# café\n…\n"})
	emptyFile = newRule(Rule{Name: "empty-file", Severity: Error, Description: "there is nothing in the file",
		Wrong: "-- coffee.yaml --\n# to do\n",
		Right: "-- coffee.yaml --\n…\n"})
	secondDocument = newRule(Rule{Name: "second-document", Severity: Error, Description: "a line `---` begins a second document",
		Wrong: "-- coffee.yaml --\n…\n---\ncommand:\n",
		Right: "-- coffee.yaml --\n…\n"})
	yamlSyntax = newRule(Rule{Name: "yaml-syntax", Severity: Error, Description: "the file cannot be read as YAML: a quote, bracket, space or dash is missing, or a tab or bullet stands in its place",
		Wrong: `title:How many cups`,
		Right: `title: How many cups`})
	yamlAlias = newRule(Rule{Name: "yaml-alias", Severity: Error, Description: "an anchor (`&`, `*`), which is not used here",
		Wrong: `notice: &notice General information, not medical advice.`,
		Right: `notice: General information, not medical advice.`})
	missingDash = newRule(Rule{Name: "missing-dash", Severity: Error, Description: "an entry of a list begins without its dash",
		Wrong: "        text: Tea may cause a short night.",
		Right: "      - text: Tea may cause a short night."})
)

// The rules on the form of the file: which labels there are, and what may stand behind each.
var (
	unknownKey = newRule(Rule{Name: "unknown-key", Severity: Error, Description: "a label that does not exist",
		Wrong: `alias: [awake]`,
		Right: `aliases: [awake]`})
	missingKey = newRule(Rule{Name: "missing-key", Severity: Error, Description: "a label is missing",
		Wrong: "    title: How many cups",
		Right: "    title: How many cups\n    description: Counting them"})
	duplicateKey = newRule(Rule{Name: "duplicate-key", Severity: Error, Description: "a label stands in a group twice",
		Wrong: "    section: The night\n    section: The day",
		Right: "    section: The night"})
	nullValue = newRule(Rule{Name: "null-value", Severity: Error, Description: "a label has no value",
		Wrong: `section: # The night`,
		Right: `section: The night`})
	wrongType = newRule(Rule{Name: "wrong-type", Severity: Error, Description: "a text where a list belongs, and the like",
		Wrong: `cites: article`,
		Right: `cites: [article]`})
	emptyList = newRule(Rule{Name: "empty-list", Severity: Error, Description: "a list without entries",
		Wrong: `cites: []`,
		Right: `cites: [article]`})
	oneItem = newRule(Rule{Name: "one-item", Severity: Error, Description: "a list of facts with one item",
		Wrong: `items: [late cups]`,
		Right: `items: [late cups, dark chocolate, green tea]`})
	tooMany = newRule(Rule{Name: "too-many", Severity: Error, Description: "a list is too long",
		Wrong: `related: [sleep, naps, nights, mornings, breaks]`,
		Right: `related: [sleep]`})
	emptyText = newRule(Rule{Name: "empty-text", Severity: Error, Description: "a text without words",
		Wrong: `notice: ""`,
		Right: `notice: General information, not medical advice.`})
	tooLong = newRule(Rule{Name: "too-long", Severity: Error, Description: "a text is too long",
		Wrong: `aliases: [awa{60}ke]`,
		Right: `aliases: [awake]`})
	straySpace = newRule(Rule{Name: "stray-space", Severity: Error, Description: "line breaks or extra spaces within a text",
		Wrong: `title: "How many  cups"`,
		Right: `title: How many cups`})
	cutText = newRule(Rule{Name: "cut-text", Severity: Error, Description: "a text ends before a `#`, which begins a remark",
		Wrong: `container-title: Journal #1`,
		Right: `container-title: "Journal #1"`})
	invisibleCharacter = newRule(Rule{Name: "invisible-character", Severity: Error, Description: "a character that cannot be seen",
		Wrong: "title: How many\u200b cups",
		Right: "title: How many cups"})
	unknownValue = newRule(Rule{Name: "unknown-value", Severity: Error, Description: "a word that cannot stand there",
		Wrong: `type: novel`,
		Right: `type: book`})
)

// The rules on the reference list.
var (
	sourceNumber = newRule(Rule{Name: "source-number", Severity: Error, Description: "the number of a source is none",
		Wrong: `id: 0`,
		Right: `id: 2`})
	duplicateSource = newRule(Rule{Name: "duplicate-source", Severity: Error, Description: "two sources have one number",
		Wrong: `id: 1`,
		Right: `id: 2`})
	uncitedSource = newRule(Rule{Name: "uncited-source", Severity: Error, Description: "no fact cites the source",
		Wrong: `cites: [1]`,
		Right: `cites: [2]`})
	nameParts = newRule(Rule{Name: "name-parts", Severity: Error, Description: "a name has neither or both of `family` and `literal`",
		Wrong: `author: [{given: AB}]`,
		Right: `author: [{family: Bean, given: AB}]`})
	dateForm = newRule(Rule{Name: "date-form", Severity: Error, Description: "a date that is not understood",
		Wrong: `issued: September 22, 2017`,
		Right: `issued: 2017-09-22`})
	doiForm = newRule(Rule{Name: "doi-form", Severity: Error, Description: "a DOI that is none",
		Wrong: `DOI: invented.1`,
		Right: `DOI: 10.9999/invented.1`})
	urlForm = newRule(Rule{Name: "url-form", Severity: Error, Description: "an address that cannot be linked",
		Wrong: `URL: example.org/1`,
		Right: `URL: https://example.org/1`})
	foreignKeys = newRule(Rule{Name: "foreign-keys", Severity: Warning, Description: "a source has keys of an agency that are no part of a reference",
		Wrong: "    type: book\n    reference-count: 12",
		Right: "    type: book"})
	doiEnd = newRule(Rule{Name: "doi-end", Severity: Warning, Description: "a DOI ends like the sentence that it was copied from",
		Wrong: `DOI: 10.9999/invented.1.`,
		Right: `DOI: 10.9999/invented.1`})
	retractedSource = newRule(Rule{Name: "retracted-source", Severity: Warning, Description: "the publisher has taken the work back, and the note does not say so",
		Wrong: "    status: retracted",
		Right: "    status: retracted\n    note: Its publisher retracted it in 2020."})
)

// The rules on topics and their facts.
var (
	nameForm = newRule(Rule{Name: "name-form", Severity: Error, Description: "Discord refuses the name",
		Wrong: `name: Cups`,
		Right: `name: cups`})
	reservedName = newRule(Rule{Name: "reserved-name", Severity: Error, Description: "a topic is called like a command of every article",
		Wrong: `name: sources`,
		Right: `name: cups`})
	duplicateName = newRule(Rule{Name: "duplicate-name", Severity: Error, Description: "two topics have one name",
		Wrong: `name: sleep`,
		Right: `name: cups`})
	duplicateTitle = newRule(Rule{Name: "duplicate-title", Severity: Error, Description: "two topics have one title",
		Wrong: `title: Coffee and sleep`,
		Right: `title: How many cups`})
	duplicateAlias = newRule(Rule{Name: "duplicate-alias", Severity: Error, Description: "an alias with two meanings",
		Wrong: `aliases: [awake, insomnia]`,
		Right: `aliases: [awake]`})
	secondHelp = newRule(Rule{Name: "second-help", Severity: Error, Description: "a second topic that says where to get help",
		Wrong: "    section: The day\n    help: true",
		Right: "    section: The day"})
	pictureName = newRule(Rule{Name: "picture-name", Severity: Error, Description: "the picture is not the name of a PNG file beside this one",
		Wrong: `file: route.jpg`,
		Right: `file: route.png`})
	noPicture = newRule(Rule{Name: "no-picture", Severity: Error, Description: "the picture is not there, or cannot be read",
		Wrong: `file: rout.png`,
		Right: `file: route.png`})
	pictureForm = newRule(Rule{Name: "picture-form", Severity: Error, Description: "the picture is not a PNG, or is damaged",
		Wrong: `file: drawing.png`,
		Right: `file: route.png`})
	pictureBytes = newRule(Rule{Name: "picture-bytes", Severity: Error, Description: "the picture has too many bytes",
		Wrong: `file: heavy.png`,
		Right: `file: route.png`})
	picturePixels = newRule(Rule{Name: "picture-pixels", Severity: Error, Description: "the picture is too small or too large to be shown well",
		Wrong: `file: small.png`,
		Right: `file: route.png`})
	unknownTopic = newRule(Rule{Name: "unknown-topic", Severity: Error, Description: "no topic has the name",
		Wrong: `related: [naps]`,
		Right: `related: [sleep]`})
	duplicateRelated = newRule(Rule{Name: "duplicate-related", Severity: Error, Description: "a related topic stands there twice, or is the topic itself",
		Wrong: `related: [sleep, sleep]`,
		Right: `related: [sleep]`})
	unknownSource = newRule(Rule{Name: "unknown-source", Severity: Error, Description: "no source has the number",
		Wrong: `cites: [1, 7]`,
		Right: `cites: [1, article]`})
	duplicateCite = newRule(Rule{Name: "duplicate-cite", Severity: Error, Description: "a number is cited twice in one place",
		Wrong: `cites: [1, article, 1]`,
		Right: `cites: [1, article]`})
	duplicateFact = newRule(Rule{Name: "duplicate-fact", Severity: Error, Description: "a statement stands in a topic twice",
		Wrong: `text: Coffee may shorten a night.`,
		Right: `text: Tea may cause a short night.`})
	factIDTaken = newRule(Rule{Name: "fact-id", Severity: Error, Description: "two statements have the same short mark by chance",
		Wrong: "      - text: Coffee cup 3852 may shorten a night.\n        cites: [1]\n      - text: Coffee cup 7354 may shorten a night.",
		Right: "      - text: Coffee may shorten a night."})
	listIntro = newRule(Rule{Name: "list-intro", Severity: Error, Description: "an introduction ends in a colon or the like",
		Wrong: `list: "May go with short nights:"`,
		Right: `list: May go with short nights`})
	duplicateItem = newRule(Rule{Name: "duplicate-item", Severity: Error, Description: "an item stands in a list twice",
		Wrong: `items: [late cups, dark chocolate, Late cups]`,
		Right: `items: [late cups, dark chocolate, green tea]`})
	itemStop = newRule(Rule{Name: "item-stop", Severity: Error, Description: "an item ends in a full stop",
		Wrong: `items: [late cups., dark chocolate, green tea]`,
		Right: `items: [late cups, dark chocolate, green tea]`})
	eachGap = newRule(Rule{Name: "each-gap", Severity: Error, Description: "`each` does not have exactly one `{}`, or nothing else",
		Wrong: `each: "Late cups may go with short nights."`,
		Right: `each: "{} may go with short nights."`})
	strayGap = newRule(Rule{Name: "stray-gap", Severity: Error, Description: "`{}` stands where nothing fills it",
		Wrong: `text: "{} may cause a short night."`,
		Right: `text: Tea may cause a short night.`})
	noSentence = newRule(Rule{Name: "no-sentence", Severity: Error, Description: "an item has no sentence that can be shown alone",
		Wrong: "      - list: May go with short nights",
		Right: "      - list: May go with short nights\n        each: \"{} may go with short nights.\""})
	discordLimit = newRule(Rule{Name: "discord-limit", Severity: Error, Description: "Discord has no room for a reply, or for the commands",
		Wrong: "    title: Retired{1900} results\n    publisher: Invented{1900} House",
		Right: "    title: Retired results"})
)

// The rules of style: the bot can use a file that breaks them.
var (
	placeholder = newRule(Rule{Name: "placeholder", Severity: Warning, Description: "a text of the template that `bot new` wrote still stands there",
		Wrong: `title: The heading of the answer`,
		Right: `title: How many cups`})
	repeatedTitle = newRule(Rule{Name: "repeated-title", Severity: Warning, Description: "a description says what the title says",
		Wrong: `description: How many cups`,
		Right: `description: Counting them`})
	longSentence = newRule(Rule{Name: "long-sentence", Severity: Warning, Description: "a sentence is hard to read in a chat",
		Wrong: `text: Te{200}a may cause a short night.`,
		Right: `text: Tea may cause a short night.`})
	leansOnAnother = newRule(Rule{Name: "leans-on-another", Severity: Warning, Description: "a fact begins with *It*, *This* and the like",
		Wrong: `text: It may cause a short night.`,
		Right: `text: Tea may cause a short night.`})
	certainWord = newRule(Rule{Name: "certain-word", Severity: Warning, Description: "a statement without a doubt in a careful topic",
		Wrong: `text: Tea causes a short night.`,
		Right: `text: Tea may cause a short night.`})
	eachHedge = newRule(Rule{Name: "each-hedge", Severity: Warning, Description: "`each` has no doubt in it in a careful topic",
		Wrong: `each: "{} shortens a night."`,
		Right: `each: "{} may go with short nights."`})
	idleCertain = newRule(Rule{Name: "idle-certain", Severity: Warning, Description: "`certain: true` where lint asks nothing",
		Wrong: "text: Tea may cause a short night.\n        certain: true",
		Right: "text: Tea may cause a short night."})
	idleAlias = newRule(Rule{Name: "idle-alias", Severity: Warning, Description: "an alias adds nothing",
		Wrong: `aliases: [coffee may shorten a night]`,
		Right: `aliases: [awake]`})
	everydayAlias = newRule(Rule{Name: "everyday-alias", Severity: Warning, Description: "an alias is an everyday word, with which questions about something else would find the fact",
		Wrong: `aliases: [running]`,
		Right: `aliases: [awake]`})
)

// DiscordLimit is the rule that what Discord is sent fits into it. The package that sends it reports this one.
var DiscordLimit = discordLimit

// EverydayAlias is the rule on aliases that catch too much. The package that asks the look-up reports this one.
var EverydayAlias = everydayAlias

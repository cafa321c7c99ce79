package knowledge

// The rules on whole files and on YAML.
var (
	noArticle = newRule(Rule{"no-article", Error, "there is no article in the folder",
		"-- README.md --\n…\n",
		"-- coffee.yaml --\n…\n"})
	foreignFile = newRule(Rule{"foreign-file", Note, "a file is no article, and is passed over",
		"-- compose.yaml --\nservices: {}\n-- coffee.yaml --\n…\n",
		"-- coffee.yaml --\n…\n"})
	fileName = newRule(Rule{"file-name", Error, "the file is not called like its command, or does not end in `.yaml`",
		"-- tea.yaml --\n…\n",
		"-- coffee.yaml --\n…\n"})
	unreadable = newRule(Rule{"unreadable", Error, "the file cannot be read: it is too large, is no file, or is not UTF-8 text",
		"-- coffee.yaml --\n# caf\xe9\n",
		"-- coffee.yaml --\n# café\n…\n"})
	emptyFile = newRule(Rule{"empty-file", Error, "there is nothing in the file",
		"-- coffee.yaml --\n# to do\n",
		"-- coffee.yaml --\n…\n"})
	secondDocument = newRule(Rule{"second-document", Error, "a line `---` begins a second document",
		"-- coffee.yaml --\n…\n---\ncommand:\n",
		"-- coffee.yaml --\n…\n"})
	yamlSyntax = newRule(Rule{"yaml-syntax", Error, "the file cannot be read as YAML: a quote, bracket, space or dash is missing, or a tab or bullet stands in its place",
		`title:How many cups`,
		`title: How many cups`})
	yamlAlias = newRule(Rule{"yaml-alias", Error, "an anchor (`&`, `*`), which is not used here",
		`notice: &notice General information, not medical advice.`,
		`notice: General information, not medical advice.`})
	missingDash = newRule(Rule{"missing-dash", Error, "an entry of a list begins without its dash",
		"        text: Tea may cause a short night.",
		"      - text: Tea may cause a short night."})
)

// The rules on the form of the file: which labels there are, and what may stand behind each.
var (
	unknownKey = newRule(Rule{"unknown-key", Error, "a label that does not exist",
		`alias: [awake]`,
		`aliases: [awake]`})
	missingKey = newRule(Rule{"missing-key", Error, "a label is missing",
		"    title: How many cups",
		"    title: How many cups\n    description: Counting them"})
	duplicateKey = newRule(Rule{"duplicate-key", Error, "a label stands in a group twice",
		"    section: The night\n    section: The day",
		"    section: The night"})
	nullValue = newRule(Rule{"null-value", Error, "a label has no value",
		`section: # The night`,
		`section: The night`})
	wrongType = newRule(Rule{"wrong-type", Error, "a text where a list belongs, and the like",
		`cites: article`,
		`cites: [article]`})
	emptyList = newRule(Rule{"empty-list", Error, "a list without entries",
		`cites: []`,
		`cites: [article]`})
	oneItem = newRule(Rule{"one-item", Error, "a list of facts with one item",
		`items: [late cups]`,
		`items: [late cups, dark chocolate, green tea]`})
	tooMany = newRule(Rule{"too-many", Error, "a list is too long",
		`related: [sleep, naps, nights, mornings, breaks]`,
		`related: [sleep]`})
	emptyText = newRule(Rule{"empty-text", Error, "a text without words",
		`notice: ""`,
		`notice: General information, not medical advice.`})
	tooLong = newRule(Rule{"too-long", Error, "a text is too long",
		`aliases: [awa{60}ke]`,
		`aliases: [awake]`})
	straySpace = newRule(Rule{"stray-space", Error, "line breaks or extra spaces within a text",
		`title: "How many  cups"`,
		`title: How many cups`})
	cutText = newRule(Rule{"cut-text", Error, "a text ends before a `#`, which begins a remark",
		`container-title: Journal #1`,
		`container-title: "Journal #1"`})
	invisibleCharacter = newRule(Rule{"invisible-character", Error, "a character that cannot be seen",
		"title: How many\u200b cups",
		"title: How many cups"})
	unknownValue = newRule(Rule{"unknown-value", Error, "a word that cannot stand there",
		`type: novel`,
		`type: book`})
)

// The rules on the reference list.
var (
	sourceNumber = newRule(Rule{"source-number", Error, "the number of a source is none",
		`id: 0`,
		`id: 2`})
	duplicateSource = newRule(Rule{"duplicate-source", Error, "two sources have one number",
		`id: 1`,
		`id: 2`})
	uncitedSource = newRule(Rule{"uncited-source", Error, "no fact cites the source",
		`cites: [1]`,
		`cites: [2]`})
	nameParts = newRule(Rule{"name-parts", Error, "a name has neither or both of `family` and `literal`",
		`author: [{given: AB}]`,
		`author: [{family: Bean, given: AB}]`})
	dateForm = newRule(Rule{"date-form", Error, "a date that is not understood",
		`issued: September 22, 2017`,
		`issued: 2017-09-22`})
	doiForm = newRule(Rule{"doi-form", Error, "a DOI that is none",
		`DOI: invented.1`,
		`DOI: 10.9999/invented.1`})
	urlForm = newRule(Rule{"url-form", Error, "an address that cannot be linked",
		`URL: example.org/1`,
		`URL: https://example.org/1`})
	foreignKeys = newRule(Rule{"foreign-keys", Warning, "a source has keys of an agency that are no part of a reference",
		"    type: book\n    reference-count: 12",
		"    type: book"})
	doiEnd = newRule(Rule{"doi-end", Warning, "a DOI ends like the sentence that it was copied from",
		`DOI: 10.9999/invented.1.`,
		`DOI: 10.9999/invented.1`})
	retractedSource = newRule(Rule{"retracted-source", Warning, "the publisher has taken the work back, and the note does not say so",
		"    status: retracted",
		"    status: retracted\n    note: Its publisher retracted it in 2020."})
)

// The rules on topics and their facts.
var (
	nameForm = newRule(Rule{"name-form", Error, "Discord refuses the name",
		`name: Cups`,
		`name: cups`})
	reservedName = newRule(Rule{"reserved-name", Error, "a topic is called like a command of every article",
		`name: sources`,
		`name: cups`})
	duplicateName = newRule(Rule{"duplicate-name", Error, "two topics have one name",
		`name: sleep`,
		`name: cups`})
	duplicateTitle = newRule(Rule{"duplicate-title", Error, "two topics have one title",
		`title: Coffee and sleep`,
		`title: How many cups`})
	duplicateAlias = newRule(Rule{"duplicate-alias", Error, "an alias with two meanings",
		`aliases: [awake, insomnia]`,
		`aliases: [awake]`})
	secondHelp = newRule(Rule{"second-help", Error, "a second topic that says where to get help",
		"    section: The day\n    help: true",
		"    section: The day"})
	pictureName = newRule(Rule{"picture-name", Error, "the picture is not the name of a PNG file beside this one",
		`file: route.jpg`,
		`file: route.png`})
	noPicture = newRule(Rule{"no-picture", Error, "the picture is not there, or cannot be read",
		`file: rout.png`,
		`file: route.png`})
	pictureForm = newRule(Rule{"picture-form", Error, "the picture is not a PNG, or is damaged",
		`file: drawing.png`,
		`file: route.png`})
	pictureBytes = newRule(Rule{"picture-bytes", Error, "the picture has too many bytes",
		`file: heavy.png`,
		`file: route.png`})
	picturePixels = newRule(Rule{"picture-pixels", Error, "the picture is too small or too large to be shown well",
		`file: small.png`,
		`file: route.png`})
	unknownTopic = newRule(Rule{"unknown-topic", Error, "no topic has the name",
		`related: [naps]`,
		`related: [sleep]`})
	duplicateRelated = newRule(Rule{"duplicate-related", Error, "a related topic stands there twice, or is the topic itself",
		`related: [sleep, sleep]`,
		`related: [sleep]`})
	unknownSource = newRule(Rule{"unknown-source", Error, "no source has the number",
		`cites: [1, 7]`,
		`cites: [1, article]`})
	duplicateCite = newRule(Rule{"duplicate-cite", Error, "a number is cited twice in one place",
		`cites: [1, article, 1]`,
		`cites: [1, article]`})
	duplicateFact = newRule(Rule{"duplicate-fact", Error, "a statement stands in a topic twice",
		`text: Coffee may shorten a night.`,
		`text: Tea may cause a short night.`})
	factIDTaken = newRule(Rule{"fact-id", Error, "two statements have the same short mark by chance",
		"      - text: Coffee cup 3852 may shorten a night.\n        cites: [1]\n      - text: Coffee cup 7354 may shorten a night.",
		"      - text: Coffee may shorten a night."})
	listIntro = newRule(Rule{"list-intro", Error, "an introduction ends in a colon or the like",
		`list: "May go with short nights:"`,
		`list: May go with short nights`})
	duplicateItem = newRule(Rule{"duplicate-item", Error, "an item stands in a list twice",
		`items: [late cups, dark chocolate, Late cups]`,
		`items: [late cups, dark chocolate, green tea]`})
	itemStop = newRule(Rule{"item-stop", Error, "an item ends in a full stop",
		`items: [late cups., dark chocolate, green tea]`,
		`items: [late cups, dark chocolate, green tea]`})
	eachGap = newRule(Rule{"each-gap", Error, "`each` does not have exactly one `{}`, or nothing else",
		`each: "Late cups may go with short nights."`,
		`each: "{} may go with short nights."`})
	strayGap = newRule(Rule{"stray-gap", Error, "`{}` stands where nothing fills it",
		`text: "{} may cause a short night."`,
		`text: Tea may cause a short night.`})
	noSentence = newRule(Rule{"no-sentence", Error, "an item has no sentence that can be shown alone",
		"      - list: May go with short nights",
		"      - list: May go with short nights\n        each: \"{} may go with short nights.\""})
	discordLimit = newRule(Rule{"discord-limit", Error, "Discord has no room for a reply, or for the commands",
		"    title: Retired{1900} results\n    publisher: Invented{1900} House",
		"    title: Retired results"})
)

// The rules of style: the bot can use a file that breaks them.
var (
	placeholder = newRule(Rule{"placeholder", Warning, "a text of the template that `bot new` wrote still stands there",
		`title: The heading of the answer`,
		`title: How many cups`})
	repeatedTitle = newRule(Rule{"repeated-title", Warning, "a description says what the title says",
		`description: How many cups`,
		`description: Counting them`})
	longSentence = newRule(Rule{"long-sentence", Warning, "a sentence is hard to read in a chat",
		`text: Te{200}a may cause a short night.`,
		`text: Tea may cause a short night.`})
	leansOnAnother = newRule(Rule{"leans-on-another", Warning, "a fact begins with *It*, *This* and the like",
		`text: It may cause a short night.`,
		`text: Tea may cause a short night.`})
	certainWord = newRule(Rule{"certain-word", Warning, "a statement without a doubt in a careful topic",
		`text: Tea causes a short night.`,
		`text: Tea may cause a short night.`})
	eachHedge = newRule(Rule{"each-hedge", Warning, "`each` has no doubt in it in a careful topic",
		`each: "{} shortens a night."`,
		`each: "{} may go with short nights."`})
	idleAlias = newRule(Rule{"idle-alias", Warning, "an alias adds nothing",
		`aliases: [coffee may shorten a night]`,
		`aliases: [awake]`})
)

// DiscordLimit is the rule that what Discord is sent fits into it. The package that sends it reports this one.
var DiscordLimit = discordLimit

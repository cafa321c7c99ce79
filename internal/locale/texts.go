package locale

// English is what Discord shows where there is no translation. A command's own description is the editor's, so there is none here,
// and whoever reads English need not be told what the bot understands.
var English = Texts{
	Ask:      "Ask in your own words",
	Question: "What you want to know",
	Source:   "One source of the article, by its number",
	Number:   "The number in square brackets",
	Sources:  "The article and all its sources",
	Help:     "What can be asked, and what the bot keeps",
	Private:  "Only you see the reply",
}

// spanish serves Spain and Latin America alike, which Discord tells apart.
var spanish = Texts{
	Understands:  "Solo entiendo inglés.",
	AskInEnglish: "Haz tu pregunta en inglés, en pocas palabras.",

	Command:  "Datos del artículo en inglés “%s”, cada uno con su fuente",
	Ask:      "Haz tu pregunta en inglés, con tus propias palabras",
	Question: "Lo que quieres saber (en inglés)",
	Source:   "Una fuente del artículo, por su número",
	Number:   "El número entre corchetes",
	Sources:  "El artículo y todas sus fuentes",
	Help:     "Qué puedes preguntar y qué guarda el bot",
	Private:  "Solo tú ves la respuesta",
}

// translations has the ten languages besides English whose readers are most likely to meet the bot, each in the form of address
// that Discord itself uses in it. Discord publishes no figures, so the choice goes by what is known: German, French, Spanish,
// Turkish and Russian are those that its guide for moderators names first; Brazil, Poland, Japan and Korea are the largest
// countries of its users beside them that read neither these nor English; and Chinese has the most readers of all.
var translations = map[string]Texts{
	"de": {
		Understands:  "Ich verstehe nur Englisch.",
		AskInEnglish: "Bitte stell deine Frage auf Englisch, in wenigen Worten.",

		Command:  "Fakten aus dem englischen Artikel „%s“, jeweils mit Quelle",
		Ask:      "Frag auf Englisch, in deinen eigenen Worten",
		Question: "Was du wissen möchtest (auf Englisch)",
		Source:   "Eine Quelle des Artikels, anhand ihrer Nummer",
		Number:   "Die Nummer in eckigen Klammern",
		Sources:  "Der Artikel und alle seine Quellen",
		Help:     "Was du fragen kannst und was der Bot speichert",
		Private:  "Nur du siehst die Antwort",
	},
	"es-419": spanish,
	"es-ES":  spanish,
	"fr": {
		Understands:  "Je ne comprends que l’anglais.",
		AskInEnglish: "Pose ta question en anglais, en quelques mots.",

		Command:  "Faits de l’article en anglais « %s », chacun avec sa source",
		Ask:      "Pose ta question en anglais, avec tes propres mots",
		Question: "Ce que tu veux savoir (en anglais)",
		Source:   "Une source de l’article, d’après son numéro",
		Number:   "Le numéro entre crochets",
		Sources:  "L’article et toutes ses sources",
		Help:     "Ce que tu peux demander et ce que le bot conserve",
		Private:  "Tu es la seule personne à voir la réponse",
	},
	"ja": {
		Understands:  "英語しか理解できません。",
		AskInEnglish: "質問は英語で、短く入力してください。",

		Command:  "英語の記事「%s」に書かれた事実を、それぞれ出典付きで表示します",
		Ask:      "自分の言葉を使って英語で質問します",
		Question: "知りたいこと（英語で入力）",
		Source:   "番号を指定して、記事の出典を1件表示します",
		Number:   "角括弧内の番号",
		Sources:  "記事とそのすべての出典を表示します",
		Help:     "質問できる内容と、ボットが保存する情報を表示します",
		Private:  "回答はあなただけに表示されます",
	},
	"ko": {
		Understands:  "저는 영어만 이해할 수 있어요.",
		AskInEnglish: "영어로 짧게 질문해 주세요.",

		Command:  "영어로 된 글 “%s”에 나온 사실과 각각의 출처",
		Ask:      "영어로 자유롭게 질문해 주세요",
		Question: "알고 싶은 내용(영어로)",
		Source:   "번호로 글의 출처 하나 찾기",
		Number:   "대괄호 안의 번호",
		Sources:  "글과 그 모든 출처",
		Help:     "질문할 수 있는 내용과 봇이 저장하는 정보",
		Private:  "답변은 본인만 볼 수 있어요",
	},
	"pl": {
		Understands:  "Rozumiem tylko angielski.",
		AskInEnglish: "Zadaj pytanie po angielsku, w kilku słowach.",

		Command:  "Fakty z anglojęzycznego artykułu „%s”, każdy ze źródłem",
		Ask:      "Zapytaj po angielsku, własnymi słowami",
		Question: "Co chcesz wiedzieć (po angielsku)",
		Source:   "Jedno źródło artykułu o podanym numerze",
		Number:   "Numer w nawiasie kwadratowym",
		Sources:  "Artykuł i wszystkie jego źródła",
		Help:     "O co możesz zapytać i co bot przechowuje",
		Private:  "Tylko ty widzisz odpowiedź",
	},
	"pt-BR": {
		Understands:  "Eu só entendo inglês.",
		AskInEnglish: "Faça sua pergunta em inglês, em poucas palavras.",

		Command:  "Fatos do artigo em inglês “%s”, cada um com sua fonte",
		Ask:      "Pergunte em inglês, com suas próprias palavras",
		Question: "O que você quer saber (em inglês)",
		Source:   "Uma fonte do artigo, pelo número",
		Number:   "O número entre colchetes",
		Sources:  "O artigo e todas as fontes dele",
		Help:     "O que você pode perguntar e o que o bot armazena",
		Private:  "Só você vê a resposta",
	},
	"ru": {
		Understands:  "Я понимаю только по-английски.",
		AskInEnglish: "Задайте вопрос по-английски в нескольких словах.",

		Command:  "Факты из англоязычной статьи «%s», каждый с источником",
		Ask:      "Задайте вопрос по-английски своими словами",
		Question: "Что вы хотите узнать (по-английски)",
		Source:   "Один источник статьи по номеру",
		Number:   "Номер в квадратных скобках",
		Sources:  "Статья и все её источники",
		Help:     "О чём вы можете спросить и что хранит бот",
		Private:  "Ответ увидите только вы",
	},
	"tr": {
		Understands:  "Yalnızca İngilizce anlıyorum.",
		AskInEnglish: "Lütfen sorunu İngilizce ve birkaç kelimeyle sor.",

		Command:  "“%s” adlı İngilizce makaleden bilgiler, her biri kaynağıyla",
		Ask:      "Kendi sözlerinle İngilizce sor",
		Question: "Bilmek istediğin şey (İngilizce yaz)",
		Source:   "Makalenin kaynaklarından biri, numarasına göre",
		Number:   "Köşeli parantez içindeki numara",
		Sources:  "Makale ve tüm kaynakları",
		Help:     "Neler sorabilirsin ve bot neleri saklar",
		Private:  "Yanıtı yalnızca sen görürsün",
	},
	"zh-CN": {
		Understands:  "我只懂英语。",
		AskInEnglish: "请用英语简短地提问。",

		Command:  "英文文章《%s》中的事实，每条都注明来源",
		Ask:      "用自己的话，用英语提问",
		Question: "您想了解什么（请用英语）",
		Source:   "按编号查看文章的一个来源",
		Number:   "方括号中的编号",
		Sources:  "文章及其全部来源",
		Help:     "可以问什么，以及机器人会保存什么",
		Private:  "只有您能看到回复",
	},
}

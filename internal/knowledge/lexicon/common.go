package lexicon

import "strings"

// set makes a set of the words in a text.
func set(text string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(text) {
		m[w] = true
	}
	return m
}

// conjunctions join what a question is about.
var conjunctions = set("and or plus & nor as-well vs versus")

// measures ask for a quantity after "how", which is a question of its own.
var measures = set("long much many often soon fast quick quickly old young far likely common rare thick thin wide deep high tall heavy safe effective accurate expensive late early frequently")

// matter are words in -ly that an answer depends on.
var matter = set(`permanently temporarily safely fatally quickly rapidly instantly immediately overnight medically surgically multiply
family belly jelly supply reply assembly anomaly bodily deadly elderly curly butterfly friendly lonely monopoly`)

// fillers say nothing at all, and are passed over wherever they stand.
var fillers = set("just really actually even also still ever please literally basically honestly exactly simply")

// returning are stems after which "back" is no part of the body.
var returning = set("come came go went get got bring brought call look put give")

// alike gives one form to the words that may stand for each other in a name: "how do I know" is "how can you know" as well.
var alike = func() map[string]string {
	out := map[string]string{}
	for form, words := range map[string]string{
		"do":       "do does did can could would should will may might shall",
		"you":      "i me you we us he him she one someone somebody anyone anybody",
		"the":      "the a an my your his her our their ur its",
		"it":       "it this that",
		"they":     "they them these those both",
		"who":      "who whom whos",
		"definite": "definite definitely",
		"diseas":   "disease diseases condition conditions illness illnesses disorder disorders ailment ailments sickness",
	} {
		for w := range set(words) {
			out[w] = form
		}
	}
	return out
}()

// short are words as people type them on a phone.
var short = map[string]string{"u": "you", "r": "are", "ur": "your", "y": "why", "n": "and", "bc": "because", "thr": "the", "fr": "for", "tp": "to", "smth": "something", "sth": "something", "rn": "now", "wanna": "want", "gonna": "going", "ppl": "people"}

// relationStems are their stems, for the endings that the list does not have.
var relationStems = func() map[string]bool {
	stems := map[string]bool{}
	for w := range relations {
		stems[stem(w)] = true
	}
	return stems
}()

// numerals are read as digits after a word that numbers: "type one".
var numerals = map[string]string{"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}

var numbering = set("type number source reference citation stage grade")

// common are words that carry a question about health and are not what it is about. A word that would change the answer does
// not belong here: "safe", "children", "cure", "test", "kilo", "forever" must be found in the article or there is no answer.
var common = set(`
a an the this that these those there here it its itself im ive id ill i me my mine myself we us our ours you your yours yourself u ur ya yall he him his she her hers they them their theirs
one ones who whom whose what which whats whos hows wheres whens whys thats theres heres lets wat wut wot why how when where whether if because cuz coz bc since though although while than then so
too also just only even still yet ever never always often sometimes usually mostly mainly generally normally basically actually really truly literally honestly seriously maybe perhaps probably possibly possible exactly quite very rather pretty
super fairly almost about around like likely again else instead already anymore anyway though however therefore especially currently lately recently nowadays today now tonight yesterday constantly continually regularly frequently all time times as before after cannot teh
day days week weeks month months year years moment while
is isnt are arent was wasnt were werent be been being am aint do dont does doesnt did didnt done doing has hasnt have havent had hadnt having can cant could couldnt may might must mustnt shall should shouldnt will wont would wouldnt
of in on at to for from by with without within into onto over under between among amongst against during through per via re up down out off upon towards toward regarding concerning
no not none nothing yes yeah yep nope ok okay oh ah um uh hm hmm well
get gets got getting gotten give gives gave given giving go goes going went gone come comes came coming put puts take takes took taken taking make makes made making let lets keep keeps kept keeping
feel feels felt feeling think thinks thought thinking know knows knew known knowing say says said saying tell tells told telling ask asks asked asking want wants wanted wanna need needs needed try tries tried trying
use uses used using see sees saw seen seeing look looks looked looking hear hears heard hearing read reads reading wonder wonders wondering wondered guess guessed suppose supposed mean means meant meaning understand understood
find finds found finding show shows showed shown showing start starts started starting begin begins began happen happens happened happening seem seems seemed appear appears suffer suffers suffering suffered experience experienced experiencing deal
explain explained explains describe describes describing define defines defining discuss talk talks talked talking speak mention mentioned mentions list lists named names call calls called include includes included including state states stated
help helps helped helping helpful matter matters mattered play plays played playing
good bad better worse best worst great fine nice well sure true real really right wrong big bigger large small little tiny huge high low lot lots bit much many more most less least few several some any every each both either neither other others another same such own certain various different
kind kinds sort sorts type types thing things stuff something anything everything someone somebody anyone anybody everyone everybody nobody people person folks folk man woman guy guys human humans world
way ways part parts place point fact facts example examples case cases reason reasons question questions answer answers info information detail details idea ideas topic topics term terms name
please pls plz thanks thank thx ty hello hi hey yo sup greetings morning evening night lol lmao haha omg wtf idk imo imho tbh btw smh afaik sorry welcome bye
really gonna gotta kinda sorta wanna lemme gimme dunno
friend friends mom mum mommy mummy mother mama dad daddy father papa sister sisters brother brothers bro sis wife husband hubby gf bf girlfriend boyfriend partner fiance aunt uncle cousin nephew niece grandma grandpa grandmother grandfather nan gran son daughter boss neighbor neighbour colleague coworker roommate teacher
everybody anybody body bodies life lives live living
always usually keep keeps constantly whole entire full extremely highly strongly totally completely definitely certainly obviously apparently supposedly allegedly
article articles text page website bot discord says according
ever work works worked working job school meal meals dinner lunch breakfast supper et al first last next previous following follow follows new newer
able unable allow allows allowed
interested interesting curious worried worry worries concerned concern scared afraid confused annoying annoyed hate love loves loved like likes liked enjoy wish hope hoping hopefully
believe believes believed claim claims claimed suspect suspected assume assumed consider considered
struggle struggling struggles battling dealing
remember remembered noticed notice notices realise realize
january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday weekend weekends
but unless until whereas per amid instance eg ie etc enough long tho thru along even constant frequent excess excessive heavy mad homemade patient patients customer customers client clients pt asks intake being established entry far tied grown mess full keeps cant wont
everyones everybodys somebodys online internet chat embarrassing embarrassed honestly evidently actual sudden single-handed
accept act add admit admits agree aim apply applies arise arises arrive attempt behave bother bothers bothering bothered build builds built building carry carries catch caught choose chose chosen clear combine complain complains
complete completely consist consists contain contains continue continues cope cover covers covered create creates created cross crosses decide decides demand deny destroy determine determines disappear doubt drive drives drop
end ends enter enters entering escape escapes expect expected fall falls fight fights fill fit fits force forms form formed forming grow grows guarantee handle hang hit hits hold holds held holding imagine join joins judge laugh lay learn learned
leave leaves left lie lies listen maintain manage meet miss mix move moves moving offer offers open opens opening operate order own owns pass passes passing passed perform pick picks point points pop prefer prepare present press pretend
prove proves provide provides pull push raise raises reach reaches reaching receive recommend recommends recommended recommendation refuse reject remain remains remove repeat replace reply report reported represent require requires respond return
rise rises rule run save seek send separate separates separating serve set sets settle shake share shut sit sits slip slips solve sound sounds split stand stands stay stays step stick sticks stretch strike succeed suggest suggests suggested
surprise tend tends throw touch track turn turns visit wait warn watch wear win wish write form
absolute absolutely actual additional amazing awful aware available basic brief correct correctly crazy complex different difficult direct easy equal exact excellent extra extreme fair familiar famous final former frequent funny general glad hard
honest horrible horribly ideal immediate impossible individual key legitimate light likely lucky main major massive mere minor miserable modern nasty necessary listed attack attacks patch patches flare flares flareup episode episodes sufferer sufferers spell spells bout bouts noob newbie english clinical official trainer based tailored scientist scientists hiya yesterday definite plan plans ups biggest clue rushed channel shrug shrugged obvious obviously odd ongoing ordinary original particular past perfect plain
popular positive potentially powerful precise primary proper quiet random ready realistic reasonable recent regular relevant rough rude significant significantly silly similar simple simply slight slightly slow smart solid special specific
specifically standard strange strict strong strongly stupid sudden suddenly sufficient suitable terrible terribly thorough total tough typical typically ugly unusual upset urgent useful usual valid vast weak wonderful worth worthwhile
amount aspect basis bunch degree extent feature goal interest level limit line manner method methods nature object opinion option pair pattern piece position power process purpose range regard respect rest role roles rule scale sense series shape
situation state structure style subject task title trend truth unit use value variety version view whole round persons individuals folks somehow somewhere anywhere everywhere otherwise beyond besides including apart
bloody damn damned freaking fucking fuckin shit crap hell god gosh jesus dear mate dude pal buddy bruh fam sir madam doc mister yall
sort-of kind-of yet nah yea aye cheers ta
hurting suffer-from
im youre were theyre hes shes isnt its
between also ago behind beneath beside yay tmi twice once bits bit nay zero two three four five six seven eight nine ten twelve twenty thirty forty fifty hundred thousand dozen daily weekly
ruin ruins ruined ruining wreck wrecks wrecked wrecking harm harms harmed damage damages damaged damaging screw screws screwed screwing destroys destroyed destroying
squeeze squeezes squeezed squeezing sneak sneaks sneaking leaks wander hint hinted teacher teachers lecturer coach asker consultant gp letter essay homework class classmate classmates flatmate flatmates pub quiz podcast
`)

// relations are common words that tell what is asked of something: its causes, its symptoms. One of them alone can be the name
// of a topic.
var relations = set(`
cause causes caused causing lead leads led leading link links linked linking tie ties tied tying associate associated associates association connect connects connected connection connections relate relates related relation relationship affect affects affected affecting effect effects influence influences influenced contribute contributes contributing
trigger triggers triggered triggering result results due responsible blame involve involved involves correlate correlated correlation depend depends
bring brings brought produce produces produced develop develops developing increase increases increased increasing
increasingly speed speeds accelerate involved belong belongs count counts
symptom symptoms sign signs indicator indication indicate indicates condition conditions disease diseases illness illnesses disorder disorders syndrome problem problems issue issues trouble troubles ailment ailments sickness
factor factors
research science scientific study studies evidence proof proven prove proves sick ill important importance
`)

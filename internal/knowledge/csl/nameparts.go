package csl

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// normalized is a name with each part in its place: particles and suffixes that an export left with the given or the family
// name go to their own.
func (n Name) normalized() Name {
	if person := withoutSpaces(n.Literal); eastAsian(person) && utf8.RuneCountInString(person) <= 5 {
		n.Literal = person
	}
	if n.Literal != "" || n.Family == "" {
		return n
	}
	if given := withoutSpaces(n.Given); eastAsian(given) {
		n.Given = given
	}
	var fromFamily, fromGiven, moved string
	n.Family, fromFamily = cutSuffix(n.Family)
	if family, behind, ok := strings.Cut(n.Family, ", "); ok && family != "" { // "Meer, van der"
		if rest, found := cutParticles(behind); rest == "" {
			n.Family, n.NonDroppingParticle = family, joinSurname(n.NonDroppingParticle, found)
		}
	}
	if n.Given, fromGiven = cutSuffix(n.Given); fromGiven == "" { // ", III" is no degree
		n.Given, fromGiven = cutSuffix(degrees.ReplaceAllString(n.Given, ""))
	}
	n.Suffix = normalizeSuffix(cmp.Or(n.Suffix, fromFamily, fromGiven))
	n.Given, moved = cutParticles(strings.TrimRight(n.Given, ", "))
	n.NonDroppingParticle = joinSurname(moved, n.NonDroppingParticle)
	return n
}

// degrees matches the academic degrees behind a name, which AMA does not print: "Jane, MD, MPH", "Jane PhD". They end in a capital,
// as no given name does, but for a few.
var degrees = regexp.MustCompile(`(?:,\s*(?:[A-Z][a-z]{0,4}\.?\s?){1,2}[A-Z]\.?(?:\([A-Za-z]+\))?|[,\s]\s*(?:PhD|Ph\.\s?D\.?|DPhil|PharmD|DrPH|ScD|EdD|PsyD|DSc|MSc|BSc|MPhil))+$`)

// suffixes match a suffix behind a name: "Martin Luther, Jr.", "Henry III". A single "V" is one only behind a comma.
var suffixes = []*regexp.Regexp{
	regexp.MustCompile(`^(.*\S)\s*,\s*((?i:jr|sr|junior|senior|[ivx]+|2n?d|3r?d|[4-9]th))\.?$`),
	regexp.MustCompile(`^(.*[^\s,])\s+(Jr|Sr|jr|sr|Jnr|Snr|JR\.|SR\.|III?|IV|VI{1,3}|IX|2nd|3rd|[4-9]th)\.?$`),
}

func cutSuffix(name string) (rest, suffix string) {
	for _, form := range suffixes {
		if m := form.FindStringSubmatch(name); m != nil {
			return m[1], m[2]
		}
	}
	return name, ""
}

// normalizeSuffix is a suffix as AMA prints it: "Jr", "III".
func normalizeSuffix(suffix string) string {
	suffix = strings.Trim(suffix, " ,.")
	switch strings.ToLower(suffix) {
	case "jr", "jnr", "junior":
		return "Jr"
	case "sr", "snr", "senior":
		return "Sr"
	case "2nd", "2d", "ii":
		return "II"
	case "3rd", "3d", "iii":
		return "III"
	case "4th", "iv":
		return "IV"
	}
	return suffix
}

// particles are the words between given and family names, in small letters, in the languages of Europe and in Arabic and
// Hebrew as they are written in Latin letters.
var particles = []string{
	"'s", "'t", "aan", "af", "al", "auf", "aus", "av", "bar", "bat", "ben", "bij", "bin", "bint", "da", "dal", "dalla", "dalle", "das", "de", "degli", "dei",
	"del", "dela", "della", "delle", "dello", "den", "der", "des", "di", "do", "dos", "du", "el", "het", "ibn", "im", "in", "la", "las", "le", "les", "los",
	"ní", "of", "op", "over", "san", "ten", "ter", "tot", "uijt", "uit", "und", "upp", "van", "vande", "vanden", "vander", "vom", "von", "voor", "vor", "ze",
	"zu", "zum", "zur",
}

// capitalParticles matches particles with capitals that are more than one word, and so no given name.
var capitalParticles = regexp.MustCompile(`^(.*\S\s)?((?:Van|Von|De|Op|Aan)\s(?:Der|Den|De|La|Las|Los|Het|der|den|de|la|las|los|het|'t|’t))$`)

// cutParticles parts given names from the particles behind them: "Johannes van der" are Johannes and van der. A word that
// ends in an apostrophe or a hyphen, such as "D'" or "Al-", is a particle too.
func cutParticles(given string) (rest, found string) {
	if m := capitalParticles.FindStringSubmatch(given); m != nil {
		return strings.TrimSpace(m[1]), m[2]
	}
	words := strings.Fields(given)
	first := len(words)
	for first > 0 && isParticle(words[first-1]) {
		first--
	}
	return strings.Join(words[:first], " "), strings.Join(words[first:], " ")
}

func isParticle(word string) bool {
	return attachedParticle.MatchString(word) || slices.Contains(particles, strings.ReplaceAll(word, "’", "'"))
}

// attachedParticle matches a particle that is written together with what follows: "d'", "dell’", "al-".
var attachedParticle = regexp.MustCompile(`^\p{L}{1,5}(?:['’‘ʼ` + "`" + `´ʻʿ]|[-‐‑])$`)

// detachedParticle matches such a particle within a name with a space behind it.
var detachedParticle = regexp.MustCompile(`(^|\s)(\p{L}{1,4}['’‘ʼ]|(?i:al|el|ad|an|ar|as|ash|at|az)-)\s+(\p{Lu})`)

// joinSurname joins the parts of a surname with spaces, but for those that are written together.
func joinSurname(parts ...string) string {
	var name string
	for _, part := range parts {
		if part != "" && name != "" && !attachedParticle.MatchString(name[strings.LastIndexByte(name, ' ')+1:]) {
			name += " "
		}
		name += part
	}
	return detachedParticle.ReplaceAllString(name, "$1$2$3")
}

func withoutSpaces(s string) string { return strings.ReplaceAll(s, " ", "") }

// eastAsian reports whether a text is written in the characters of Chinese, Japanese or Korean, which have no space
// between the parts of a name and no initials.
func eastAsian(s string) bool {
	for _, r := range s {
		if !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo) && !strings.ContainsRune("ー・々〆ヶ", r) {
			return false
		}
	}
	return s != ""
}

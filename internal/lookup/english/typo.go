package english

// usual returns the commonest English word that text is one typing error away from; "" if there is no common one.
func usual(text string) string {
	if len(text) < 3 || len(text) > 14 {
		return ""
	}
	meant, rarity := "", 0.6
	try := func(s string) {
		if len(text) == 3 && !IsStopWord(s) {
			return // "lol" is no "low", but "wat" is "what"
		}
		if e, ok := Lookup(s); ok && e.Rarity() < rarity {
			meant, rarity = s, e.Rarity()
		}
	}
	for i := range text {
		try(text[:i] + text[i+1:])
		if i+1 < len(text) {
			try(text[:i] + text[i+1:i+2] + text[i:i+1] + text[i+2:])
		}
	}
	for c := byte('a'); c <= 'z'; c++ {
		for i := range text {
			try(text[:i] + string(c) + text[i+1:])
			try(text[:i] + string(c) + text[i:])
		}
		try(text + string(c))
	}
	return meant
}

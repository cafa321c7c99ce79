package limits

import "testing"

func TestLengthCountsUTF16(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "é": 1, "茶": 1, "👋": 2, "e\u0301": 2, "\xff": 1} {
		if n := Length(s); n != want {
			t.Errorf("%q has length %d, want %d", s, n, want)
		}
	}
}

package api

import (
	"net/http"
	"testing"
	"time"
)

func TestRetryAfter(t *testing.T) {
	for _, tt := range []struct {
		header, body string
		want         time.Duration
	}{
		{"3", "<html>", 3 * time.Second},
		{"", `{"retry_after":0.5}`, 500 * time.Millisecond},
		{"1", `{"retry_after":2.5}`, 2500 * time.Millisecond},
		{"3", `{"retry_after":2.5}`, 3 * time.Second},
		{"", "", 0},
		{"soon", "<html>", 0},
		{"-1", `{"retry_after":-1}`, 0},
		{"NaN", `{"retry_after":"5"}`, 0},
		{"Wed, 21 Oct 2026 07:28:00 GMT", `{"retry_after":{}}`, 0},
		{"Inf", "", 1e6 * time.Second},
	} {
		header := http.Header{}
		if tt.header != "" {
			header.Set("Retry-After", tt.header)
		}
		if got := RetryAfter(header, []byte(tt.body)); got != tt.want {
			t.Errorf("%q, %s: %v, want %v", tt.header, tt.body, got, tt.want)
		}
	}
}

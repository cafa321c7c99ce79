package api

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
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

func TestSleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		began := time.Now()
		for _, want := range []struct {
			slept bool
			after time.Duration
		}{{true, 40 * time.Second}, {false, time.Minute}, {false, time.Minute}} {
			if slept := Sleep(ctx, 40*time.Second); slept != want.slept || time.Since(began) != want.after {
				t.Errorf("slept %t, after %s; want %+v", slept, time.Since(began), want)
			}
		}
	})
}

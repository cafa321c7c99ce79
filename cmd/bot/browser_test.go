package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"leakygut-bot/internal/programtest"
)

// A browser looks at the preview as a person does. What the page writes to the console as an error fails the test.
type browser struct {
	t   *testing.T
	ctx context.Context
	url string
}

// newBrowser starts "bot preview" with arguments, and a browser that has its page open.
func newBrowser(t *testing.T, args ...string) *browser {
	t.Helper()
	program := os.Getenv("CHROMIUM")
	if program == "" {
		t.Skip("CHROMIUM is not set: install Chromium, for example with \"apt-get install chromium\", and set CHROMIUM=/usr/bin/chromium")
	}
	b := &browser{t: t, url: startPreview(t, args...)}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-lcd-text", true))
	allocator, freeAllocator := chromedp.NewExecAllocator(context.Background(), options...) // t's context ends before the cleanups
	ctx, free := chromedp.NewContext(allocator)
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	b.ctx = ctx
	t.Cleanup(func() { free(); cancel(); freeAllocator() })
	console := chromedp.Console(ctx)
	var listening sync.WaitGroup
	listening.Go(func() {
		for m, err := range console {
			if err != nil {
				return
			}
			if m.IsException() || m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleWarning {
				t.Errorf("the console says: %s (%s)", m, m.URL)
			}
		}
	})
	t.Cleanup(func() { cancel(); listening.Wait() })
	b.size(1280, 860)
	b.open("/")
	return b
}

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.t.Fatalf("%v", err)
	}
}

// open goes to a path and waits until the page can be used.
func (b *browser) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.url + path))
	if path == "/" {
		b.until(`document.documentElement.dataset.version !== undefined`)
	}
}

func (b *browser) size(width, height int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, height))
}

// scheme makes the person one who likes "light" or "dark".
func (b *browser) scheme(name string) {
	b.t.Helper()
	feature := &emulation.MediaFeature{Name: "prefers-color-scheme", Value: name}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{feature}}); err != nil {
		b.t.Fatal(err)
	}
}

// keys presses keys, one after the other. A key's text goes with the key itself, as from a keyboard: chromedp's own KeyEvent
// sends it separately, and then it comes even where the page has said that the key is dealt with.
func (b *browser) keys(keys string, modifiers ...kb.Modifier) {
	b.t.Helper()
	for _, key := range keys {
		events := kb.Encode(key)
		down, up := events[0], events[len(events)-1]
		if len(events) == 3 {
			down.Text, down.UnmodifiedText = events[1].Text, events[1].UnmodifiedText
		}
		for _, event := range []*input.DispatchKeyEventParams{down, up} {
			for _, m := range modifiers {
				event.Modifiers |= int64(m)
			}
			if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, *event); err != nil {
				b.t.Fatalf("key %q: %v", key, err)
			}
		}
	}
}

// click presses the mouse on the first element of a selector.
func (b *browser) click(selector string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector)))
}

// until waits until an expression holds, on whatever page that is.
func (b *browser) until(expression string) {
	b.t.Helper()
	var err error
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		var ok bool
		if ok, err = chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+expression+")")); ok {
			return
		}
	}
	b.t.Fatalf("%s does not come to hold (%v); the page says\n%s", expression, err, b.text("body"))
}

// run runs a part of the test.
func (b *browser) run(name string, part func(t *testing.T)) {
	b.t.Helper()
	whole := b.t
	whole.Run(name, func(t *testing.T) {
		b.t = t
		defer func() { b.t = whole }()
		part(t)
	})
}

func eval[T any](b *browser, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

func (b *browser) text(selector string) string {
	b.t.Helper()
	return eval[string](b, fmt.Sprintf(`document.querySelector(%q)?.innerText ?? ""`, selector))
}

// startPreview runs "bot preview" until the test ends, and gives its address.
func startPreview(t *testing.T, args ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	var errs programtest.Log // the endpoint logs while the preview tells what it found
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, append([]string{"preview", "--addr", "127.0.0.1:0"}, args...), func(string) (string, bool) { return "", false }, strings.NewReader(""), in, &errs)
		in.Close()
	}()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != 0 {
			t.Errorf("the preview ended with exit code %d:\n%s", code, errs.String())
		}
	})
	var url string
	if _, err := fmt.Fscanf(out, "%s", &url); err != nil {
		t.Fatalf("no address was printed: %v\n%s", err, errs.String())
	}
	go io.Copy(io.Discard, out)
	return strings.TrimSuffix(url, "/")
}

// editableCopy goes to a new directory, in which knowledge/jetlag.yaml is a copy of the built-in article that can be changed.
// It returns the text of the file, and a function that saves another.
func editableCopy(t *testing.T) (text string, save func(string)) {
	t.Helper()
	text = document(t, "internal/knowledge/knowledgetest/jetlag.yaml")
	t.Chdir(t.TempDir())
	save = func(text string) {
		t.Helper()
		if err := writeFile("knowledge", "jetlag.yaml", []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	save(text)
	return text, save
}

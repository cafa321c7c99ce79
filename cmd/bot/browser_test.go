package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A browser looks at the preview as a person does. What the page writes to the console as an error fails the test.
type browser struct {
	t   *testing.T
	ctx context.Context
	url string
}

// newBrowser starts the preview of a directory, and a browser that has its page open.
func newBrowser(t *testing.T, dir string) *browser {
	t.Helper()
	program := os.Getenv("CHROMIUM")
	if program == "" {
		t.Skip("CHROMIUM is not set: install Chromium, for example with \"apt-get install chromium\", and set CHROMIUM=/usr/bin/chromium")
	}
	b := &browser{t: t, url: startPreview(t, dir)}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU)
	allocator, freeAllocator := chromedp.NewExecAllocator(context.Background(), options...) // t's context ends before the cleanups
	ctx, free := chromedp.NewContext(allocator)
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
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
		b.picture("failure.png")
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

// until waits until an expression holds.
func (b *browser) until(expression string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool]("!!("+expression+")", chromedp.WithPollingInterval(20*time.Millisecond))); err != nil {
		b.picture("failure.png")
		b.t.Fatalf("%s does not come to hold: %v\n%s", expression, err, b.text("body"))
	}
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

// picture saves what is seen into the directory that SCREENSHOTS names, if it does.
func (b *browser) picture(name string) {
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Errorf("screenshot: %v", err)
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name), png, 0o666); err != nil {
		b.t.Error(err)
	}
}

// startPreview runs "bot preview" until the test ends, and gives its address.
func startPreview(t *testing.T, dir string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	var errs strings.Builder
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"preview", "--addr", "127.0.0.1:0", dir}, func(string) (string, bool) { return "", false }, strings.NewReader(""), in, &errs)
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

// article copies the built-in article to a directory where it can be changed.
func article(t *testing.T) (dir, file string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(repository, "knowledge", "leakygut.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := writeFile(dir, "leakygut.yaml", data); err != nil {
		t.Fatal(err)
	}
	return dir, filepath.Join(dir, "leakygut.yaml")
}

func TestBrowserLook(t *testing.T) {
	dir, _ := article(t)
	b := newBrowser(t, dir)
	b.scheme("dark")
	b.open("/")
	b.keys("/")
	b.picture("1-slash.png")
	b.keys("leakygut ")
	b.picture("2-subs.png")
	b.keys("symptoms" + kb.Enter)
	b.until(`document.querySelectorAll(".embed li").length === 6`)
	b.picture("3-answer.png")
	b.keys("/leakygut source ")
	b.picture("4-source.png")
	b.keys("3 private:tr")
	b.picture("5-private.png")
	b.keys(kb.Tab + kb.Enter)
	b.until(`document.querySelector(".message.private")`)
	b.picture("6-private.png")
	b.size(390, 844)
	b.picture("7-phone.png")
	b.open("/knowledge")
	b.picture("8-phone-k.png")
	b.size(1280, 860)
	b.scheme("light")
	b.open("/knowledge")
	b.picture("9-k.png")
	b.open("/")
	b.keys("/leakygut ask can stress")
	time.Sleep(time.Second)
	b.picture("10-light-ask.png")
}

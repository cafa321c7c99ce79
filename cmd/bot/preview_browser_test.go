package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/locale"
)

// Of the last message: what it says, and whether only one person sees it.
const (
	lastSelector = "#log > .message:last-child"
	lastMessage  = `document.querySelector("` + lastSelector + `")`
	lastText     = lastMessage + `.innerText`
)

// TestPreviewAsks types a command by keyboard alone, and then uses what stands under the answer.
func TestPreviewAsks(t *testing.T) {
	editableCopy(t)
	b := newBrowser(t)
	b.scheme("dark")

	b.keys("/")
	b.until(`document.querySelectorAll("#suggestions .option").length === 10`) // flat, as in Discord
	if first := b.text("#suggestions [aria-selected=true] b"); first != "/jetlag about" {
		t.Errorf("the first command is %q", first)
	}
	b.keys("sym")
	b.until(`document.querySelectorAll("#suggestions .option").length === 1`)
	b.keys(kb.Tab + kb.Enter)
	b.until(lastMessage + `.querySelector(".container h3")?.innerText === "Symptoms of jet lag"`)
	b.until(lastText + `.includes("Migraines")`)
	sources := eval[[]string](b, `[...`+lastMessage+`.querySelectorAll("small")].map((e) => e.innerText)`)
	for n, want := range []string{"[4] Zhao et al, Disturbed Clocks", "[2] Harbour MC, Jet lag: What is it", "[5] Keller et al, Breaking the night", "[A] Across the Time Zones, Navigator, under “How do I know"} {
		if n >= len(sources) || !strings.HasPrefix(sources[n], want) {
			t.Errorf("source line %d should be %q: %q", n, want, sources)
		}
	}
	link := eval[map[string]string](b, `(() => { const a = document.querySelector(".container a"); return {href: a.href, target: a.target, rel: a.rel, text: a.innerText} })()`)
	if link["href"] != "https://doi.org/10.99999/invented.aviat.2019" || link["text"] != "[4]" || link["target"] != "_blank" || !strings.Contains(link["rel"], "noopener") {
		t.Errorf("the marker [4] is the link %v", link)
	}

	b.run("what Discord would send is sent", func(t *testing.T) {
		b.click("[data-tab=request]")
		shape(t, eval[string](b, `document.querySelector("#panel pre").innerText`), discordtest.Slash("jetlag", "symptoms"))
		b.click("[data-tab=response]")
	})
	b.run("the sources, with the keyboard", func(t *testing.T) {
		b.do(chromedp.Focus(chromedp.CSS(".row .button")))
		b.keys(kb.Enter)
		b.until(lastMessage + `.matches(".private") && ` + lastText + `.includes("Sources of this answer")`)
		if text := eval[string](b, lastText); !strings.Contains(text, "Only you can see this") || !strings.Contains(text, "Invented J Aviat. 2019;53(7):e298-e302") {
			t.Errorf("the sources are\n%s", text)
		}
		b.click("[data-tab=request]")
		shape(t, eval[string](b, `document.querySelector("#panel pre").innerText`), discordtest.Button("x").On(discordtest.Message{}))
		b.click("[data-tab=response]")
		b.do(chromedp.Evaluate[chromedp.Void](`[...` + lastMessage + `.querySelectorAll("button")].find((e) => e.innerText === "Details").click()`))
		b.until(lastText + `.includes("Source 4") && ` + lastText + `.includes("Journal article")`)
	})
	b.run("a code block can be copied", func(t *testing.T) {
		b.press("BibTeX")
		b.until(lastMessage + `.querySelector("pre + .copy")`)
		if code := eval[string](b, lastMessage+`.querySelector("pre").innerText`); !strings.HasPrefix(code, "@article{") {
			t.Errorf("the code is\n%s", code)
		}
		b.until(`(` + lastMessage + `.querySelector(".only button").click(), !document.querySelector("pre + .copy"))`)
	})
	b.run("Share", func(t *testing.T) {
		b.press("Share")
		b.until(`!` + lastMessage + `.matches(".private") && ` + lastText + `.includes("Source 4") && ` + lastText + `.includes("Shared by @Mira")`)
	})
	b.run("a topic by its button", func(t *testing.T) {
		b.do(chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll(".button")].find((e) => e.innerText === "Conditions").click()`))
		b.until(lastMessage + `.matches(".private") && ` + lastText + `.toLowerCase().includes("night blindness")`)
		b.press("More…")
		b.until(lastText + `.includes("What can be asked")`)
		b.do(chromedp.Evaluate[chromedp.Void](lastMessage + `.querySelector(".mention[type=button]").click()`))
		b.until(`document.querySelector("#input").value === "/jetlag about "`)
		b.keys(kb.Escape + strings.Repeat(kb.Backspace, len("/jetlag about ")))
	})
	b.run("somebody else sees nothing private and cannot remove", func(t *testing.T) {
		b.person("Jonas")
		if panel := b.text("#panel"); strings.Contains(panel, "jetlag") {
			t.Errorf("the panel shows what came back to somebody else:\n%s", panel)
		}
		b.until(`!document.querySelector(".private") && ` + lastText + `.includes("Source 4")`)
		b.press("Remove")
		b.until(lastMessage + `.matches(".private") && ` + lastText + `.includes("Only the person who asked can remove this reply.")`)
	})
	b.run("whoever asked can", func(t *testing.T) {
		b.person("Mira")
		n := eval[int](b, `document.querySelectorAll(".message").length`)
		b.do(chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll(".message:not(.private) .button")].filter((e) => e.innerText === "Remove").at(-1).click()`))
		b.until(fmt.Sprintf(`document.querySelectorAll(".message").length === %d`, n-1))
		b.until(`![...document.querySelectorAll(".message:not(.private)")].some((e) => e.innerText.includes("Source 4"))`)
	})
}

// shape holds an interaction of the page to have every field that one of Discord has, of the same kind.
func shape(t *testing.T, got string, want discordtest.Interaction) {
	t.Helper()
	var g, w any
	if err := json.Unmarshal([]byte(got), &g); err != nil {
		t.Fatalf("%v:\n%s", err, got)
	}
	if err := json.Unmarshal(want.JSON(), &w); err != nil {
		t.Fatal(err)
	}
	same(t, "", g, w)
}

func same(t *testing.T, path string, got, want any) {
	t.Helper()
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			t.Errorf("%s is %v, want an object", path, got)
			return
		}
		for key, value := range w {
			if strings.HasSuffix(path, ".resolved.messages") && len(g) == 1 { // the key is an ID
				for key = range g {
				}
			}
			if v, there := g[key]; !there {
				t.Errorf("%s.%s is missing", path, key)
			} else if value != nil && v != nil {
				same(t, path+"."+key, v, value)
			}
		}
	default:
		if fmt.Sprintf("%T", got) != fmt.Sprintf("%T", want) {
			t.Errorf("%s is a %T, want a %T", path, got, want)
		}
	}
}

// press clicks the last button with a label.
func (b *browser) press(label string) {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`[...document.querySelectorAll("button")].filter((e) => e.innerText === %q).at(-1).click()`, label)))
}

// person makes the page that of somebody else, by the keyboard.
func (b *browser) person(name string) {
	b.t.Helper()
	b.do(chromedp.Focus(chromedp.CSS("#people input:checked")))
	b.keys(map[string]string{"Mira": kb.ArrowLeft, "Jonas": kb.ArrowRight}[name])
	b.until(fmt.Sprintf(`document.querySelector("#people label:has(:checked)").innerText.includes(%q)`, name))
}

// TestPreviewAsksInOwnWords asks a question with an answer and one without, and looks up somebody's message.
func TestPreviewAsksInOwnWords(t *testing.T) {
	editableCopy(t)
	b := newBrowser(t)

	b.keys("/jetlag ask can stress")
	b.until(`[...document.querySelectorAll("#suggestions .option")].some((e) => e.innerText.includes("stress"))`) // the bot's own suggestion
	b.keys(" cause it" + kb.Escape + kb.Enter)
	b.until(lastMessage + `.querySelector("h2")?.innerText.includes("[6]")`)
	if text := eval[string](b, lastText); !strings.Contains(text, "tress") || !strings.Contains(text, "[6] gatekeeper") {
		t.Errorf("the answer is\n%s", text)
	}

	b.keys("/jetlag ask is there life on mars private:")
	b.until(`document.querySelectorAll("#suggestions .option").length === 2`)
	b.keys("t" + kb.Enter + kb.Enter)
	b.until(lastMessage + `.matches(".private") && ` + lastText + `.includes("does not say") && ` + lastText + `.includes("You asked: is there life on mars")`)
	b.run("what is near", func(t *testing.T) {
		b.shared(near(t))
		b.until(lastText + `.includes("Nearest in it") && ` + lastMessage + `.querySelectorAll(".container > .text").length > 1`)
		b.do(chromedp.Evaluate[chromedp.Void](lastMessage + `.remove()`))
	})

	b.keys("/jetlag source ")
	b.until(`document.querySelector("#suggestions .option:last-child")?.innerText.includes("[6]")`)
	b.keys(kb.Tab + kb.Enter)
	b.until(lastText + `.includes("Source 1")`)
	b.keys("/jetlag source 9" + kb.Enter)
	b.until(`document.querySelector("#error").innerText.includes("choose one from the list")`)
	b.keys(strings.Repeat(kb.Backspace, len("/jetlag source 9")))

	b.keys("I have **joint pain** and a __migraine__." + kb.Enter)
	b.until(lastMessage + `.querySelector("strong")?.innerText === "joint pain" && ` + lastMessage + `.querySelector("u")`)
	b.do(chromedp.Focus(chromedp.CSS(lastSelector)))
	b.keys(kb.F10, kb.ModifierShift)
	b.until(`document.activeElement.innerText.includes("Find cited facts")`)
	b.keys(kb.Enter)
	b.until(lastMessage + `.matches(".private") && ` + lastText + `.includes("oint pain") && ` + lastText + `.includes("igraines")`)
	b.click("[data-tab=request]")
	shape(t, eval[string](b, `document.querySelector("#panel pre").innerText`), discordtest.MessageCommand("Find cited facts", ""))

	b.run("in another language", func(t *testing.T) {
		texts, _ := locale.For("de")
		if names := eval[[]string](b, `[...document.querySelectorAll("#language option")].map((e) => e.innerText)`); len(names) != 1+len(locale.Codes()) || !slices.Contains(names, "Deutsch") {
			t.Errorf("the languages are %q", names)
		}
		b.choose("de")
		b.click("#input")
		b.keys("/jetlag a")
		b.until(fmt.Sprintf(`[...document.querySelectorAll("#suggestions .option")].some((e) => e.innerText.includes(%q))`, texts.Ask))
		b.keys("sk is there life on mars" + kb.Escape + kb.Enter)
		b.until(fmt.Sprintf(lastText+`.includes(%q) && `+lastText+`.includes("does not say")`, texts.InEnglish()))
		b.choose("en-GB")
		b.keys("/jetlag help" + kb.Enter)
		b.until(fmt.Sprintf(lastText+`.includes("What can be asked") && !`+lastText+`.includes(%q)`, texts.Understands))
	})
	b.run("a direct message", func(t *testing.T) {
		b.press("Across the Time Zones")
		b.keys("/jetlag food" + kb.Enter)
		b.until(lastText + `.includes("sauerkraut")`)
		b.click("[data-tab=request]")
		shape(t, eval[string](b, `document.querySelector("#panel pre").innerText`), discordtest.Slash("jetlag", "food").DM())
	})
}

// choose makes the page's Discord that of a reader of another language.
func (b *browser) choose(code string) {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`(() => { const s = document.querySelector("#language"); s.value = %q; s.dispatchEvent(new Event("change")); })()`, code)))
}

// near is the custom_id of a button that shares three facts as the nearest ones, for a question about vegetables.
func near(t *testing.T) string {
	t.Helper()
	library, err := knowledge.Load(builtIn)
	if err != nil {
		t.Fatal(err)
	}
	facts := ""
	for _, topic := range library.Articles()[0].Topics() {
		for _, f := range topic.Facts() {
			if text, _ := f.Cited(); strings.Contains(text, "fruits") || strings.Contains(text, "vegetables") || strings.Contains(text, "fermented") {
				facts += f.ID()
			}
		}
	}
	return "2|pn|jetlag|ask|||" + facts + "|0|vegetables||"
}

// shared shows the response to a click on a button that is on no message here.
func (b *browser) shared(customID string) {
	b.t.Helper()
	_, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](fmt.Sprintf(`(async () => {
		const d = await import("/discord.js"), {draw} = await import("/message.js"), at = {person: d.people[0], place: d.places[0]};
		const x = await d.send(d.interaction(3, {custom_id: %q, component_type: 2, id: 2}, at, d.written("", at)));
		const raw = d.answered(x.asked, x.response.data, "");
		Object.assign(raw.interaction_metadata, {name: "jetlag ask", command_type: 1});
		document.querySelector("#log").append(draw({raw, html: x.html, about: null}, {}));
		const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
		await drawn();
		document.querySelector("#scroll").scrollTop = 1e9;
		await drawn();
		return true;
	})()`, customID), chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
}

// TestPreviewShowsPictures asks for a topic with a picture, at a desk and on a phone, and then changes the picture's file.
func TestPreviewShowsPictures(t *testing.T) {
	text, save := editableCopy(t)
	draw := func(width, height int) {
		t.Helper()
		var drawn bytes.Buffer
		if err := errors.Join(png.Encode(&drawn, image.NewGray(image.Rect(0, 0, width, height))), writeFile("knowledge", "clocks.png", drawn.Bytes())); err != nil {
			t.Fatal(err)
		}
	}
	draw(800, 560)
	save(strings.Replace(text, "    facts:\n", "    picture: {file: clocks.png, alt: Two clocks that disagree., cites: [1, article]}\n    facts:\n", 1))
	b := newBrowser(t)
	const picture = lastMessage + `.querySelector(".container .gallery img")`
	for _, look := range []struct {
		scheme        string
		width, height int64
		least         float64 // pixels of the picture's width
	}{{"light", 1280, 1400, 400}, {"dark", 390, 844, 270}} {
		b.run(look.scheme, func(t *testing.T) {
			b.scheme(look.scheme)
			b.size(look.width, look.height)
			b.open("/")
			b.click("#input")
			b.keys("/jetlag about" + kb.Escape + kb.Enter)
			b.until(picture + `?.naturalWidth > 0`)
			if alt := eval[string](b, picture+`.alt`); !strings.Contains(alt, "Two clocks") {
				t.Errorf("who cannot see the picture is told %q", alt)
			}
			if width := eval[float64](b, picture+`.getBoundingClientRect().width`); width < look.least {
				t.Errorf("the picture is %.0f pixels wide", width)
			}
			b.until(lastText + `.includes("Picture based on [1] [A]")`)
			b.fits()
		})
	}
	b.run("another picture", func(t *testing.T) {
		before := eval[string](b, picture+`.src`)
		draw(500, 300)
		b.until(fmt.Sprintf(picture+`?.naturalWidth === 500 && `+picture+`.src !== %q`, before))
		if err := writeFile("knowledge", "clocks.png", []byte("no picture")); err != nil {
			t.Fatal(err)
		}
		b.until(`document.querySelector("#problems").innerText.includes("clocks.png is no PNG") && ` + picture + `.naturalWidth === 500`)
	})
}

// TestWorkshop breaks the file and mends it, while the page is open.
func TestWorkshop(t *testing.T) {
	text, save := editableCopy(t)
	b := newBrowser(t)
	b.scheme("dark")
	b.keys("/jetlag symptoms" + kb.Enter)
	b.until(lastText + `.includes("Migraines")`)

	broken := change(t, text, "include {}.\n        cites: [4, 2, 5]", "include {}.\n        cites: [4, 2, 5, 7]")
	save(broken)
	b.until(`!document.querySelector("#problems").hidden`)
	said := b.text("#problems")
	code, lint, _ := runBot(t, nil, "lint", "knowledge")
	if code != 1 || strings.Count(lint, "\n") != 1 {
		t.Fatalf("lint: exit code %d\n%s", code, lint)
	}
	for _, want := range []string{strings.TrimSpace(lint), "        cites: [4, 2, 5, 7]", "What was right before keeps answering"} {
		if !strings.Contains(said, want) {
			t.Errorf("the page does not say %q:\n%s", want, said)
		}
	}
	lines := strings.Split(eval[string](b, `document.querySelector("#problems pre").innerText`), "\n")
	if at := strings.Index(lines[1], "^"); at < 0 || lines[0][at] != '7' {
		t.Errorf("the caret is not at the mistake:\n%s", strings.Join(lines, "\n"))
	}

	b.keys("/jetlag food" + kb.Enter) // the last good knowledge answers
	b.until(lastText + `.includes("sauerkraut")`)

	save(change(t, text, "item: migraines\n", "item: migraines and other headaches\n"))
	b.until(`document.querySelector("#problems").hidden && document.querySelector("#badge").hidden`)
	b.until(`document.querySelector(".container").innerText.includes("Migraines and other headaches")`)

	save(change(t, text, "    description: Symptoms that have been found\n", "    description: Symptoms of jet lag\n"))
	b.until(`document.querySelector("#badge").innerText === "1 style note"`)
	b.click("#badge")
	b.until(`document.querySelector("#problems").innerText.includes("[repeated-title]")`)

	b.run("the whole knowledge", func(t *testing.T) {
		save(text)
		b.until(`document.querySelector("#badge").hidden`)
		b.open("/knowledge")
		rows := eval[int](b, `document.querySelectorAll("tbody tr:not(.picture) th[scope=row]").length`)
		library, err := knowledge.Load(builtIn)
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		for _, topic := range library.Articles()[0].Topics() {
			want += len(topic.Facts())
		}
		if rows != want {
			t.Errorf("the page has %d facts, want %d", rows, want)
		}
		b.do(chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll("tbody tr")].find((e) => e.innerText.includes("migraines")).querySelector("td a").click()`))
		b.until(`document.querySelector(".container")?.innerText.startsWith("Symptoms of jet lag")`)
		b.open("/knowledge")
		b.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("thead .source a")[3].click()`))
		b.until(`document.querySelector(".container")?.innerText.startsWith("Source 3")`)
	})
}

// change replaces what stands in a text exactly once.
func change(t *testing.T, text, old, new string) string {
	t.Helper()
	if n := strings.Count(text, old); n != 1 {
		t.Fatalf("%q stands in the text %d times", old, n)
	}
	return strings.Replace(text, old, new, 1)
}

// TestPreviewFits looks at each page as people have it: on a phone and on a desk, light and dark. Nothing is wider than the
// screen, and axe-core finds nothing serious that would keep somebody from using it.
func TestPreviewFits(t *testing.T) {
	text, save := editableCopy(t)
	b := newBrowser(t)
	axe := axeCore(t)
	for _, width := range []int64{390, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			b.run(fmt.Sprint(width, " ", scheme), func(t *testing.T) {
				b.size(width, 844)
				b.scheme(scheme)
				save(text)
				b.open("/")
				b.click("#input")
				b.keys("/jetlag symptoms" + kb.Enter)
				b.until(lastText + `.includes("Migraines")`)
				b.keys("/jetlag source 3 private:True" + kb.Enter)
				b.until(`document.querySelector(".private")`)
				b.fits()
				b.accessible(axe)
				b.keys("/jetlag s")
				b.until(`!document.querySelector("#suggestions").hidden`)
				save(strings.Replace(text, "cites: [3]", "cites: [33]", 1))
				b.until(`!document.querySelector("#problems").hidden`)
				b.fits()
				b.accessible(axe)
				save(text)
				b.until(`document.querySelector("#problems").hidden`)
				b.open("/knowledge")
				b.fits()
				b.accessible(axe)
			})
		}
	}
}

// fits holds the page to be no wider than the screen.
func (b *browser) fits() {
	b.t.Helper()
	if over := eval[float64](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
		b.t.Errorf("the page is %v pixels wider than the screen", over)
	}
}

// axeVersion is the package that .ci/run installs from npm: axe-core@4.14.1
const axeVersion = "4.14.1"

// axeCore returns the source of axe-core, which AXE_CORE says where to find.
func axeCore(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("AXE_CORE")
	if dir == "" {
		t.Skipf("AXE_CORE is not set: run \"npm install --prefix DIRECTORY axe-core@%s\" and set AXE_CORE=DIRECTORY", axeVersion)
	}
	data, err := os.ReadFile(filepath.Join(dir, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data[:200]), "axe v"+axeVersion) {
		t.Fatalf("AXE_CORE holds another version than %s", axeVersion)
	}
	return string(data)
}

// accessible holds the page to have nothing that axe-core calls serious or critical.
func (b *browser) accessible(axe string) {
	b.t.Helper()
	eval[bool](b, "typeof window.axe === 'object' || ("+`(() => { const module = undefined, exports = undefined, define = undefined; `+axe+` })(), true)`)
	ctx := b.ctx
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`axe.run(document, {resultTypes: ["violations"]}).then((r) => r.violations
		.filter((v) => v.impact === "serious" || v.impact === "critical")
		.map((v) => v.id + ": " + v.help + "\n" + v.nodes.map((n) => "  " + n.target + " " + n.failureSummary).join("\n")))`, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("axe: %v", err)
	}
	for _, f := range found {
		b.t.Error(f)
	}
}

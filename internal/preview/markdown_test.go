package preview

import "testing"

func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"marks", "**a** *b* _c_ __d__ ~~e~~ ||f|| `g`", `<p><strong>a</strong> <em>b</em> <em>c</em> <u>d</u> <del>e</del> <span class="spoiler">f</span> <code>g</code></p>`},
		{"underlined and bold", "__**a**__ ***b***", `<p><u><strong>a</strong></u> <em><strong>b</strong></em></p>`},
		{"marks within words", "snake_case_name a|b", "<p>snake_case_name a|b</p>"},
		{"escapes", `\*a\* \[b\](c) \_\_d\_\_ https\://e.example`, "<p>*a* [b](c) __d__ https://e.example</p>"},
		{"each line break counts", "a\nb", "<p>a<br>\nb</p>"},
		{"a marker", "- Insomnia [[4]](https://doi.org/10.1)[[2]](https://example.org/a_b_c)",
			"<ul>\n<li>Insomnia <a href=\"https://doi.org/10.1\" rel=\"nofollow noreferrer noopener\" target=\"_blank\">[4]</a><a href=\"https://example.org/a_b_c\" rel=\"nofollow noreferrer noopener\" target=\"_blank\">[2]</a></li>\n</ul>"},
		{"a marker without a link", "- Diet [6]", "<ul>\n<li>Diet [6]</li>\n</ul>"},
		{"a list ends with the next line", "- a\n- b\nc", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>c</p>"},
		{"code is left alone", "```\n- a\nb & <c>\n```", "<pre><code>- a\nb &amp; &lt;c&gt;\n</code></pre>"},
		{"a code block of a language", "```go\na\n```", "<pre><code class=\"language-go\">a\n</code></pre>"},
		{"an address", "see https://example.org/x.", `<p>see <a href="https://example.org/x" rel="nofollow noreferrer noopener" target="_blank">https://example.org/x</a>.</p>`},
		{"headings and quotes", "# a\n> b", "<h1>a</h1>\n<blockquote>\n<p>b</p>\n</blockquote>"},
		{"small lines", "a\n-# b [[4]](https://doi.org/10.1)\n-# *c*\nd", "<p>a</p>\n<small>b <a href=\"https://doi.org/10.1\" rel=\"nofollow noreferrer noopener\" target=\"_blank\">[4]</a></small>\n<small><em>c</em></small>\n<p>d</p>"},
		{"small below a list", "- a\n-# b", "<ul>\n<li>a</li>\n</ul>\n<small>b</small>"},
		{"not small", "-#a -# b\n-# ", "<p>-#a -# b<br>\n-#</p>"},
		{"an escaped small line", `\-# a`, "<p>-# a</p>"},
		{"mentions", "<@12> </ask me:34> <@!5>", `<p><span class="mention" data-user="12">@12</span> <span class="mention" data-command="ask me">/ask me</span> <span class="mention" data-user="5">@5</span></p>`},
		{"no mentions", `\<@12> <@x> </a"b:1> <@&3>`, "<p>&lt;@12&gt; &lt;@x&gt; &lt;/a&#34;b:1&gt; &lt;@&amp;3&gt;</p>"},
		{"entities are no Markdown here", "&amp; &lt;", "<p>&amp;amp; &amp;lt;</p>"},
		{"no reference links", "[a]\n\n[a]: https://example.org", `<p>[a]</p>` + "\n" + `<p>[a]: <a href="https://example.org" rel="nofollow noreferrer noopener" target="_blank">https://example.org</a></p>`},
		{"no rules, tables or indented code", "---\n\n    a\n\n|b|\n|-|", "<p>---</p>\n<p>a</p>\n<p>|b|<br>\n|-|</p>"},
		{"no HTML", `<script>alert(1)</script><b onclick="x()">y</b>`, `<p>&lt;script&gt;alert(1)&lt;/script&gt;&lt;b onclick=&#34;x()&#34;&gt;y&lt;/b&gt;</p>`},
		{"no addresses that do something", "[a](javascript:alert(1)) [b](data:text/html,c)", "<p>a b</p>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := markdown(c.text); got != c.want {
				t.Errorf("%q becomes\n%s\nwant\n%s", c.text, got, c.want)
			}
		})
	}
}

// FuzzMarkdown looks for texts that make something run, or that cannot be rendered.
func FuzzMarkdown(f *testing.F) {
	for _, seed := range []string{"- a [[4]](https://doi.org/10.1)", "```\n|| __ **", "<img src=x onerror=y>", "[a](javascript:b)", "||a __b|| c__", "> - # `", "-# <@1>\n-# </a:2>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if html := markdown(text); sanitizer.Sanitize(html) != html {
			t.Errorf("%q becomes %q, which the sanitiser changes once more", text, html)
		}
	})
}

// One message as Discord shows it.

import { el, icon } from "./html.js";
import { nameOf } from "./discord.js";
import { List } from "./list.js";

const ephemeral = 1 << 6;

export const isPrivate = (m) => (m.raw.flags & ephemeral) !== 0;

/**
 * Draws a message m: raw as Discord keeps it, html of its Markdown, about the message it answers or null. acts are what can be
 * done: click(m, component), choose(m, component, value), dismiss(m), menu(m, element, event), show(m).
 */
export function draw(m, acts) {
  const { raw } = m;
  const hidden = isPrivate(m);
  const name = nameOf(raw.author);
  const id = "m-" + raw.id;
  const used = raw.interaction_metadata;
  const context = used && el("div.context", {}, ...(m.about
    ? [avatar(m.about.raw.author), el("b", {}, nameOf(m.about.raw.author)), el("span", {}, gist(m.about))]
    : [avatar(used.user), el("b", {}, nameOf(used.user)), " used ", el("span.command", {}, (used.command_type === 1 ? "/" : "") + used.name)]));
  const more = el("button.icon.more", { type: "button", "aria-label": `Apps for the message of ${name}`, "aria-haspopup": "menu", onclick: (e) => acts.menu(m, e.currentTarget) }, icon("apps"));
  const article = el("article.message", {
    id, tabindex: "-1", "aria-labelledby": `${id}-name ${id}-time`,
    oncontextmenu: (e) => { if (!e.target.closest("a")) { e.preventDefault(); acts.menu(m, more, e); } },
    onclick: () => acts.show(m),
  },
  context,
  avatar(raw.author),
  el("div.head", {}, el("b.name", { id: `${id}-name` }, name), raw.author.bot ? el("span.app-tag", {}, "APP") : null,
    el("time", { id: `${id}-time`, datetime: raw.timestamp }, clock(raw.timestamp))),
  el("div.body", {},
    raw.content || m.failed ? el(m.failed ? "div.text.failed" : "div.text", m.failed ? {} : { html: m.html.content }, m.failed ?? "") : null,
    ...raw.embeds.map((e, i) => embed(e, m.html.embeds[i])),
    raw.components.length ? el("div.rows", {}, ...raw.components.map((r, i) => row(m, r, i, acts))) : null,
    m.changed ? el("small.changed", {}, "(updated from the file)") : null,
    hidden ? el("div.only", {}, icon("eye"), "Only you can see this • ", el("button.plain", { type: "button", onclick: () => acts.dismiss(m) }, "Dismiss message")) : null),
  el("div.tools", {}, more));
  article.classList.toggle("private", hidden);
  article.querySelectorAll("pre").forEach(copyable);
  article.querySelectorAll(".spoiler").forEach(spoiler);
  article.querySelectorAll(".body a[href]").forEach((a) => { a.title ||= a.href; });
  return article;
}

export function avatar(user) {
  return el(user.bot ? "span.avatar.bot" : "span.avatar", { "aria-hidden": "true", "data-of": user.username }, user.bot ? "" : nameOf(user)[0]);
}

/** The first words of a message, for the line above an answer to it. */
export const gist = (m) => m.raw.content || m.raw.embeds[0]?.title || "a message";

function clock(iso) {
  return new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

function embed(e, html) {
  const box = el("div.embed", {},
    e.title ? el("div.title", { html: html.title }) : null,
    e.description ? el("div.text", { html: html.description }) : null,
    e.fields?.length ? el("div.fields", {}, ...e.fields.map((f, i) => el(f.inline ? "div.part.inline" : "div.part", {},
      el("div.part-name", { html: html.fields[i].name }), el("div.text", { html: html.fields[i].value })))) : null,
    e.footer ? el("div.footer", {}, e.footer.text) : null);
  box.style.setProperty("--bar", "#" + (e.color ?? 0x4f545c).toString(16).padStart(6, "0"));
  return box;
}

const styles = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

function row(m, r, i, acts) {
  return el("div.row", {}, ...r.components.map((c, j) => {
    switch (c.type) {
      case 2:
        if (c.style === 5) return el("a.button.link", { href: c.url, target: "_blank", rel: "noopener noreferrer nofollow", title: c.url }, el("span", {}, c.label), icon("out"));
        return el(`button.button.${styles[c.style] ?? "secondary"}`, { type: "button", disabled: c.disabled, onclick: () => acts.click(m, c) }, c.label);
      case 3:
        return menu(c, `${m.raw.id}-${i}-${j}`, (value) => acts.choose(m, c, value));
    }
    return el("span.unknown", {}, `A component of type ${c.type}, which this preview does not show`);
  }));
}

// menu is a text select: a button that opens a list.
function menu(c, id, take) {
  const box = el("div.list", { id: "list-" + id, role: "listbox", "aria-label": c.placeholder ?? "Choose", hidden: true });
  const button = el("button.select", {
    type: "button", role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-controls": box.id, "aria-label": c.placeholder ?? "Choose", disabled: c.disabled,
  }, el("span", {}, c.placeholder ?? "Choose"), icon("down"));
  const list = new List(box, button, (item) => take(item.value));
  const open = () => list.show(c.options.map(({ label, description, value }) => ({ label, description, value })), Math.max(0, c.options.findIndex((o) => o.default)));
  button.addEventListener("click", () => (list.open ? list.close() : open()));
  button.addEventListener("blur", () => list.close());
  button.addEventListener("keydown", (e) => {
    const act = {
      ArrowDown: () => (list.open ? list.move(1) : open()),
      ArrowUp: () => (list.open ? list.move(-1) : open()),
      Enter: () => (list.open ? list.choose() : open()),
      " ": () => (list.open ? list.choose() : open()),
      Escape: () => list.close(),
    }[e.key];
    if (!act) return;
    act();
    e.preventDefault();
    e.stopPropagation();
  });
  return el("div.select-box", {}, button, box);
}

function copyable(pre) {
  pre.tabIndex = 0;
  if (!navigator.clipboard) return; // a page that did not come by loopback or https
  const button = el("button.icon.copy", {
    type: "button", "aria-label": "Copy",
    onclick: async (e) => {
      e.stopPropagation();
      await navigator.clipboard.writeText(pre.textContent.replace(/\n$/, ""));
      button.classList.add("done");
      button.setAttribute("aria-label", "Copied");
      setTimeout(() => { button.classList.remove("done"); button.setAttribute("aria-label", "Copy"); }, 1500);
    },
  }, icon("copy"));
  const box = el("div.code");
  pre.replaceWith(box);
  box.append(pre, button);
}

function spoiler(s) {
  s.tabIndex = 0;
  s.setAttribute("role", "button");
  s.setAttribute("aria-label", "Hidden; press to show");
  const show = () => { s.classList.add("shown"); s.removeAttribute("role"); s.removeAttribute("aria-label"); };
  s.addEventListener("click", show);
  s.addEventListener("keydown", (e) => e.key === "Enter" && show());
}

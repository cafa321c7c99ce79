// One message as Discord shows it.

import { el, icon } from "./html.js";
import { nameOf, people } from "./discord.js";

const ephemeral = 1 << 6;

export const isPrivate = (m) => (m.raw.flags & ephemeral) !== 0;

/**
 * Draws a message m: raw as Discord keeps it, html of its Markdown, about the message it answers or null. acts are what can be
 * done: click(m, component), command(text), dismiss(m), menu(m, element, event), show(m).
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
    ...components(m, raw.components, acts, m.html.texts.values()),
    m.changed ? el("small.changed", {}, "(updated from the file)") : null,
    hidden ? el("div.only", {}, icon("eye"), "Only you can see this • ", el("button.plain", { type: "button", onclick: () => acts.dismiss(m) }, "Dismiss message")) : null),
  el("div.tools", {}, more));
  article.classList.toggle("private", hidden);
  article.querySelectorAll("pre").forEach(copyable);
  article.querySelectorAll(".spoiler").forEach(spoiler);
  article.querySelectorAll(".mention").forEach((e) => mention(e, acts));
  article.querySelectorAll(".body a[href]").forEach((a) => { a.title ||= a.href; });
  return article;
}

export function avatar(user) {
  return el(user.bot ? "span.avatar.bot" : "span.avatar", { "aria-hidden": "true", "data-of": user.username }, user.bot ? "" : nameOf(user)[0]);
}

/** The first words of a message, for the line above an answer to it. */
export const gist = (m) => m.raw.content || firstText(m.raw.components)?.replace(/^(#+|-#) /, "").split("\n")[0] || "a message";

function firstText(components) {
  for (const c of components) {
    const text = c.type === 10 && !c.content.startsWith("-# ") ? c.content : firstText(c.components ?? []);
    if (text) return text;
  }
}

function clock(iso) {
  return new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

/** Draws components as Discord lays them out, with the HTML of the text displays in their order. */
function components(m, list, acts, texts) {
  return list.map((c) => {
    switch (c.type) {
      case 1: return row(m, c, acts);
      case 9: return el("div.section", {}, el("div.section-texts", {}, ...components(m, c.components, acts, texts)), accessory(m, c.accessory, acts));
      case 10: return el("div.text", { html: texts.next().value });
      case 12: return el("div.gallery", { "data-count": c.items.length }, ...c.items.map(picture));
      case 13: return el("div.file", {}, icon("copy"), c.file.url.replace("attachment://", ""));
      case 14: return el(`div.separator${c.spacing === 2 ? ".large" : ""}`, { role: "separator", "data-divider": String(c.divider ?? true) });
      case 17: return container(m, c, acts, texts);
    }
    return unknown(c);
  });
}

function container(m, c, acts, texts) {
  const box = el("div.container", {}, ...components(m, c.components, acts, texts));
  if (c.accent_color !== undefined && c.accent_color !== null) {
    box.classList.add("accented");
    box.style.setProperty("--bar", "#" + c.accent_color.toString(16).padStart(6, "0"));
  }
  return box;
}

const accessory = (m, c, acts) => (c.type === 11 ? picture(c) : button(m, c, acts));

const picture = (item) => el("img", { src: item.media.url, alt: item.description ?? "", width: item.media.width, height: item.media.height });

const styles = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

const row = (m, r, acts) => el("div.row", {}, ...r.components.map((c) => (c.type === 2 ? button(m, c, acts) : unknown(c))));

function button(m, c, acts) {
  if (c.style === 5) return el("a.button.link", { href: c.url, target: "_blank", rel: "noopener noreferrer nofollow", title: c.url }, el("span", {}, c.label), icon("out"));
  return el(`button.button.${styles[c.style] ?? "secondary"}`, { type: "button", disabled: c.disabled, onclick: () => acts.click(m, c) }, c.label);
}

const unknown = (c) => el("span.unknown", {}, `A component of type ${c.type}, which this preview does not show`);

// mention shows the name of a person, or makes a command one that can be clicked.
function mention(e, acts) {
  if (e.dataset.user) {
    e.textContent = "@" + (people.find((p) => p.id === e.dataset.user)?.global_name ?? "unknown-user");
    return;
  }
  e.replaceWith(el("button.mention", { type: "button", onclick: () => acts.command(e.dataset.command) }, e.textContent));
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

// Everything together: who is here, where, and what follows from what.

import { $, el, icon } from "./html.js";
import { people, places, rename } from "./discord.js";
import { avatar } from "./message.js";
import { channel } from "./channel.js";
import { compose } from "./composer.js";
import { inspect } from "./panel.js";
import { follow } from "./workshop.js";

let person = people[0], place = places[0], locale = "en-GB", commands = [], told = [], version = null;
const world = () => ({ person, place, locale, commands });
const app = document.querySelector(".app");

const opened = (part, button) => (open = !app.classList.contains(part)) => {
  app.classList.toggle(part, open);
  $(button).setAttribute("aria-expanded", String(open));
};
const side = opened("side-open", "open-side"), panel = opened("panel-open", "open-panel");
const seen = (x) => inspect(x, () => { panel(false); $("open-panel").focus(); });

const here = channel({ world, seen, command: (text) => composer.fill("/" + text + " ") });
const composer = compose({ world, say: here.say, run: here.run, seen });

function goTo(p) {
  place = p;
  $("place-name").replaceChildren(icon(p.server ? "hash" : "at"), p.name);
  $("place-topic").textContent = p.topic;
  composer.placeholder(`Message ${p.server ? "#" : "@"}${p.name}, or / for commands`);
  $("places").replaceChildren(...places.map((x) => el("button.place", { type: "button", "aria-current": x === p && "page", onclick: () => { goTo(x); side(false); $("input").focus(); } }, icon(x.server ? "hash" : "at"), x.name)));
  here.show();
}

function be(p) {
  person = p;
  seen(null); // what came back may have been for the other's eyes alone, and what was typed was theirs
  composer.forget();
  here.show();
}

// read translates the commands as Discord does for somebody who reads a language: what has no translation stays as it is.
function read(code) {
  locale = code;
  const inWords = (o) => ({ ...o, description: o.description_localizations?.[locale] ?? o.description, ...(o.options && { options: o.options.map(inWords) }) });
  commands = told.map(inWords);
  offer();
  composer.refresh();
}

// languages offers English, and each language that a command is translated into, by its own name.
function languages() {
  const codes = ["en-GB", ...new Set(told.flatMap((c) => Object.keys(c.description_localizations ?? {})))];
  $("language").replaceChildren(...codes.map((code) => el("option", { value: code, lang: code, selected: code === locale }, new Intl.DisplayNames([code], { type: "language" }).of(code))));
  read($("language").value);
}

function offer() {
  $("articles").replaceChildren(...commands.filter((c) => (c.type ?? 1) === 1).map((c) => el("button.place", {
    type: "button", title: c.description, onclick: () => { side(false); composer.fill(`/${c.name} `); },
  }, "/" + c.name)));
}

// The address of an answer, as the page of the whole knowledge links it: #/leakygut/symptoms or #/leakygut/source/3.
function open() {
  const [, name, sub, number] = decodeURIComponent(location.hash).split("/");
  const command = commands.find((c) => c.name === name);
  const found = command?.options?.find((o) => o.name === sub);
  if (!found) return;
  history.replaceState(null, "", location.pathname);
  here.run({ command, sub: found, options: number ? [{ name: found.options[0].name, type: found.options[0].type, value: Number(number) }] : [] });
}

function theme(name) {
  document.documentElement.dataset.theme = name;
  $("theme").setAttribute("aria-label", name === "dark" ? "Switch to light" : "Switch to dark");
}

$("theme").addEventListener("click", () => {
  theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  localStorage.setItem("theme", document.documentElement.dataset.theme);
});
const dark = matchMedia("(prefers-color-scheme: dark)");
const liked = () => theme(localStorage.getItem("theme") ?? (dark.matches ? "dark" : "light"));
dark.addEventListener("change", liked);
liked();

$("language").before(...people.map((p) => el("label", {}, el("input", { type: "radio", name: "person", checked: p === person, onchange: () => be(p) }), avatar(p), el("span", {}, p.global_name))));
$("language").addEventListener("change", (e) => read(e.target.value));
$("open-side").addEventListener("click", () => side());
$("close-side").addEventListener("click", () => { side(false); $("open-side").focus(); });
$("open-panel").addEventListener("click", () => panel());
document.addEventListener("keydown", (e) => {
  // As in Discord, whatever is typed goes into the composer, unless it is meant for something else.
  if (document.activeElement === document.body && e.key.length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey) $("input").focus();
  if (e.key !== "Escape" || e.defaultPrevented) return;
  if (app.classList.contains("side-open")) { side(false); $("open-side").focus(); }
});
document.querySelector(".chat").addEventListener("click", (e) => {
  if (!e.target.closest("#open-side")) side(false);
});
addEventListener("hashchange", open);

const narrow = matchMedia("(max-width: 1100px)");
narrow.addEventListener("change", () => panel(!narrow.matches));
panel(!narrow.matches);
seen(null);
goTo(places[0]);
const sample = here.say("Hello!", people[1]);
follow({
  gone: here.gone,
  changed(state) {
    const first = version === null;
    if (state.bot && rename(state.bot)) goTo(place);
    told = state.commands.map((c, i) => ({ ...c, type: c.type ?? 1, id: c.id ?? String(1100000000000000300n + BigInt(i)) }));
    languages();
    if (state.sample) sample.then((m) => here.rewrite(m, state.sample));
    if (!first && state.version !== version) here.refresh();
    version = state.version;
    open();
    document.documentElement.dataset.version = version; // says that the page can be used
  },
});
if (innerWidth > 700) $("input").focus();

// The panel at the side: what was sent, what came back, how long it took, and how near it is to Discord's limits.

import { $, el, icon } from "./html.js";

const panel = $("panel");
const kinds = { 1: "ping", 2: "command", 3: "component", 4: "autocomplete" };
const answers = { 1: "pong", 4: "a message", 5: "a message later", 6: "nothing new yet", 7: "a change of the message", 8: "suggestions", 9: "a form" };
let tab = "response";

const pretty = (json) => { try { return JSON.stringify(JSON.parse(json), null, 2); } catch { return json; } };
const number = (n) => n.toLocaleString("en-GB");

/** Shows an exchange; null before there is one. */
export function inspect(x, close) {
  const top = el("div.panel-head", {}, el("h2", {}, "Under the hood"), el("button.icon.only-narrow", { type: "button", "aria-label": "Close", onclick: close }, icon("close")));
  if (!x) {
    panel.replaceChildren(top, el("p.quiet", {}, "Send a command. Here you will see the interaction that Discord would send, what the bot answers, and Discord's limits."));
    return;
  }
  const shown = el("pre", { tabindex: "0" }, tab === "response" ? pretty(x.body) : pretty(JSON.stringify(x.asked)));
  const tabs = ["response", "request"].map((name) => el("button", {
    type: "button", "aria-pressed": String(tab === name), onclick: () => { tab = name; inspect(x, close); panel.querySelector(`[data-tab=${name}]`).focus(); }, "data-tab": name,
  }, name === "response" ? "Response" : "Interaction"));
  panel.replaceChildren(top,
    el("dl.facts", {},
      fact("Asked", `${kinds[x.asked.type]} (type ${x.asked.type})`),
      fact("Answered", x.response ? `${answers[x.response.type] ?? "?"} (type ${x.response.type})` : `HTTP ${x.status}`),
      fact("Time", `${(x.took / 1e6).toFixed(2)} ms`, "in the bot, with the check of the signature; Discord waits 3,000 ms"),
      fact("Size", `${number(new TextEncoder().encode(x.body).length)} bytes`),
      ...Object.entries(x.pictures ?? {}).map(([name, p]) => fact("With it", `${name}, ${number(p.bytes)} bytes`, "A response with a picture goes to Discord as a callback, and the interaction is answered with HTTP 202.")),
      fact("Signature", x.signature.slice(0, 16) + "…", "Ed25519, by a key made for this run")),
    x.response?.type === 8 || !x.limits.length ? "" : el("div.meters", {}, el("h3", {}, "Discord's limits"), ...x.limits.filter((l) => l.used > 0).map(meter)),
    el("div.tabs", { role: "group", "aria-label": "What to show" }, ...tabs),
    shown);
}

const fact = (name, value, about) => el("div", { title: about }, el("dt", {}, name), el("dd", {}, value));

function meter(l) {
  const share = l.used / l.most;
  const bar = el("div.meter", {
    role: "meter", "aria-label": l.name, "aria-valuemin": "0", "aria-valuemax": String(l.most), "aria-valuenow": String(l.used), "aria-valuetext": `${l.used} of ${l.most}`,
  }, el("span"));
  bar.firstChild.style.width = Math.min(100, share * 100) + "%";
  bar.classList.toggle("high", share > (l.most > 10 ? 0.9 : 1)); // a row may well be full
  return el("div.limit", {}, el("span", {}, l.name), el("span", {}, `${number(l.used)} / ${number(l.most)}`), bar);
}

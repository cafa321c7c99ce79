// What the knowledge files hold, as it changes: the commands, and problems over the page.

import { $, el, icon } from "./html.js";

const problems = $("problems"), badge = $("badge"), watch = $("watch");

/** Follows the server. changed({version, commands}) is called for the first state and for each later one; gone(token) for a message that the bot deleted. */
export function follow({ changed, gone }) {
  let shown = "";
  const events = new EventSource("/api/events");
  events.addEventListener("state", (e) => {
    const state = JSON.parse(e.data);
    watch.replaceChildren(state.watched ? "Watching " : "Built-in knowledge", state.watched ? el("b", {}, state.watched) : "", state.version ? ` · ${state.version}` : "");
    watch.classList.remove("lost");
    if (JSON.stringify(state.problems) !== shown) {
      shown = JSON.stringify(state.problems);
      show(state);
    }
    changed(state);
  });
  events.addEventListener("gone", (e) => gone(JSON.parse(e.data).token));
  events.addEventListener("error", () => {
    watch.textContent = "The preview has ended. Start “bot preview” again.";
    watch.classList.add("lost");
  });
}

const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;

function show({ problems: all, version }) {
  const errors = all.filter((p) => p.problem.severity === "error");
  const only = errors.length ? errors : all;
  badge.hidden = !all.length;
  badge.textContent = errors.length ? count(errors.length, "problem") : count(all.length, "style note");
  badge.classList.toggle("bad", errors.length > 0);
  badge.onclick = () => { problems.hidden = !problems.hidden; };
  problems.classList.toggle("bad", errors.length > 0);
  problems.hidden = !errors.length;
  problems.replaceChildren(
    el("div.problems-head", {},
      el("h2", {}, errors.length ? count(errors.length, "problem") + " in the knowledge files" : count(all.length, "style note")),
      el("button.icon", { type: "button", "aria-label": "Hide", onclick: () => { problems.hidden = true; } }, icon("close"))),
    el("p", {}, !errors.length ? "The files can be used. These could be better."
      : version ? "What was right before keeps answering. Mend this and save; the page follows." : "Nothing answers yet. Mend this and save; the page follows."),
    el("ol", { tabindex: "0", "aria-label": "Problems" }, ...only.slice(0, 50).map(({ problem: p, excerpt }) => el("li", {},
      el("div", {}, el("b.at", {}, `${p.file}:${p.line}:${p.column}: `), p.message, el("span.rule", {}, ` [${p.rule}]`)),
      excerpt ? el("pre", {}, excerpt) : null))),
    only.length > 50 ? el("p", {}, `and ${only.length - 50} more; “bot lint” lists them all`) : "");
}

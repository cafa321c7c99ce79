// What the knowledge files hold, as it changes: the commands, and problems over the page.

import { $, el, icon } from "./html.js";

const problems = $("problems"), badge = $("badge"), watch = $("watch");

/** Follows the server. changed({version, commands}) is called for the first state and for each later one; gone(token) for a message that the bot deleted. */
export function follow({ changed, gone }) {
  let findings = "";
  const events = new EventSource("/api/events");
  events.addEventListener("state", (e) => {
    const state = JSON.parse(e.data);
    watch.replaceChildren(state.watched ? "Watching " : "Built-in knowledge", state.watched ? el("b", {}, state.watched) : "", state.version ? ` · ${state.version}` : "");
    watch.classList.remove("lost");
    if (JSON.stringify(state.findings) !== findings) {
      findings = JSON.stringify(state.findings);
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

function show({ findings, version }) {
  const errors = findings.filter((f) => f.severity === "error");
  const only = errors.length ? errors : findings;
  badge.hidden = !findings.length;
  badge.textContent = errors.length ? count(errors.length, "problem") : count(findings.length, "style note");
  badge.classList.toggle("bad", errors.length > 0);
  badge.onclick = () => { problems.hidden = !problems.hidden; };
  problems.classList.toggle("bad", errors.length > 0);
  problems.hidden = !errors.length;
  problems.replaceChildren(
    el("div.problems-head", {},
      el("h2", {}, errors.length ? count(errors.length, "problem") + " in the knowledge files" : count(findings.length, "style note")),
      el("button.icon", { type: "button", "aria-label": "Hide", onclick: () => { problems.hidden = true; } }, icon("close"))),
    el("p", {}, !errors.length ? "The files can be used. These could be better."
      : version ? "What was right before keeps answering. Mend this and save; the page follows." : "Nothing answers yet. Mend this and save; the page follows."),
    el("ol", { tabindex: "0", "aria-label": "Problems" }, ...only.slice(0, 50).map((f) => el("li", {},
      el("div", {}, el("b.at", {}, `${f.file}:${f.line}:${f.column}: `), f.message, el("span.rule", {}, ` [${f.rule}]`)),
      f.excerpt ? el("pre", {}, f.excerpt) : null))),
    only.length > 50 ? el("p", {}, `and ${only.length - 50} more; “bot lint” lists them all`) : "");
}

// The field at the bottom: plain words, or a command with live suggestions.

import { $, el } from "./html.js";
import { interaction, send } from "./discord.js";
import { read } from "./command.js";
import { List } from "./list.js";

const input = $("input"), mirror = $("mirror"), error = $("error");

/** world() gives {person, place, commands}; say(text) posts words, run(ready) a command; seen(exchange) is told of suggestions. */
export function compose({ world, say, run, seen }) {
  const list = new List($("suggestions"), input, (item) => set(item.fill, item));
  const values = new Map(); // what a suggestion of the bot stands for, by what is shown of it
  const history = [];
  let back = 0, state = null, turn = 0;

  function set(text, item) {
    if (item?.value !== undefined) values.set(item.label, item.value);
    input.value = text;
    input.setSelectionRange(text.length, text.length);
    change();
  }

  function change() {
    const text = input.value;
    turn++;
    error.textContent = "";
    const asked = state?.asking;
    if (!text.startsWith("/")) {
      state = null;
      mirror.replaceChildren(text);
      list.close();
      return;
    }
    state = read(text, world().commands);
    mirror.replaceChildren(...state.parts.map((p) => (p.kind ? el("span." + p.kind, {}, p.text) : p.text)));
    if (!state.asking) list.show(state.suggestions, state.pick);
    else { // what is shown of the bot's suggestions stays until it has new ones
      if (!asked) list.close();
      list.pick(-1);
      suggest(state, turn);
    }
  }

  // suggest asks the bot, as Discord does while a person types.
  async function suggest(s, mine) {
    await new Promise((r) => setTimeout(r, 60));
    if (mine !== turn) return;
    const { option, raw, take } = s.asking;
    const { command, sub } = s.pair;
    const data = {
      id: command.id, name: command.name, type: 1,
      options: [{ name: sub.name, type: 1, options: [{ name: option.name, type: option.type, value: raw.trimStart(), focused: true }] }],
    };
    const x = await send(interaction(4, data, world())).catch(() => null);
    if (!x) return;
    seen(x);
    if (mine !== turn || document.activeElement !== input) return;
    const choices = x.response?.type === 8 ? x.response.data?.choices ?? [] : [];
    list.show([
      ...choices.map((c) => ({ label: c.name, value: c.value, fill: take(c.name).trimEnd() })),
      ...(raw.trim() ? s.more : []),
    ], -1);
  }

  function submit() {
    const text = input.value.trim();
    if (!text) return;
    if (state && !state.ready) {
      error.textContent = state.error;
      return;
    }
    history.push(text);
    back = history.length;
    if (!state) say(text);
    else {
      for (const o of state.ready.options) if (o.type === 3 && values.has(o.value)) o.value = values.get(o.value);
      run(state.ready);
    }
    set("");
  }

  // enter takes the picked suggestion, unless it would change nothing: then what stands there is sent.
  function enter() {
    const item = list.open && list.items[list.at];
    if (item && item.fill.trim() !== input.value.trim()) list.choose();
    else submit();
  }

  input.addEventListener("input", change);
  input.addEventListener("blur", () => list.close());
  input.addEventListener("focus", () => input.value && change());
  input.addEventListener("keydown", (e) => {
    const act = {
      ArrowDown: () => list.open && (list.move(1), true),
      ArrowUp: () => {
        if (list.open) return list.move(-1), true;
        if (input.value !== "" && input.value !== history[back]) return false;
        if (back > 0) set(history[--back]);
        return true;
      },
      Tab: () => {
        if (!list.open || e.shiftKey) return false;
        list.choose(Math.max(list.at, 0));
        return true;
      },
      Enter: () => !e.shiftKey && !e.isComposing && (enter(), true),
      Escape: () => {
        turn++; // what the bot still suggests comes too late
        list.close();
        return true;
      },
    }[e.key];
    if (act?.()) e.preventDefault();
  });
  $("composer").addEventListener("submit", (e) => {
    e.preventDefault();
    submit();
    input.focus();
  });

  return {
    refresh: () => document.activeElement === input && change(),
    fill(text) { input.focus(); set(text); },
    forget() { history.length = back = 0; values.clear(); set(""); },
    placeholder(text) { input.placeholder = text; },
  };
}

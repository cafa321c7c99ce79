// The messages of all places, and what can be done with them.

import { $, el, icon } from "./html.js";
import { answered, interaction, rendered, send, written } from "./discord.js";
import { draw, isPrivate } from "./message.js";
import { openMenu } from "./menu.js";

const log = $("log"), scroll = $("scroll");
const messages = []; // {raw, html, owner, place, about, exchange, name}
const tokens = new Map(); // the message that an interaction's token stands for

/** world() gives {person, place, commands}; seen(exchange) is told of whatever was sent; command(text) of a command that was clicked. */
export function channel({ world, seen, command }) {
  const visible = (m) => m.place === world().place && (m.place.server || m.owner === world().person) && (!isPrivate(m) || m.owner === world().person);

  const acts = {
    click: (m, c) => press(m, { custom_id: c.custom_id, component_type: 2, id: c.id }),
    command,
    dismiss: remove,
    show: (m) => m.exchange && seen(m.exchange),
    menu: (m, owner, event) => openMenu(owner, event, world().commands.filter((c) => c.type === 3).map((c) => ({ name: c.name, icon: "apps", act: () => apply(c, m) }))),
  };

  function append(m) {
    messages.push(m);
    if (visible(m)) {
      m.element = draw(m, acts);
      log.append(m.element);
      focusable(m.element);
      scroll.scrollTop = scroll.scrollHeight;
    }
    return m;
  }

  function redraw(m) {
    const old = m.element;
    if (!old?.isConnected) return;
    const focused = old.contains(document.activeElement);
    m.element = draw(m, acts);
    old.replaceWith(m.element);
    if (focused) m.element.focus({ preventScroll: true });
    focusable(log.lastElementChild);
  }

  function remove(m) {
    messages.splice(messages.indexOf(m), 1);
    const next = m.element?.nextElementSibling ?? m.element?.previousElementSibling;
    const focused = m.element?.contains(document.activeElement);
    m.element?.remove();
    if (next?.matches(".message")) {
      focusable(next);
      if (focused) next.focus({ preventScroll: true });
    } else if (focused) $("input").focus();
  }

  // focusable makes a message the one that Tab reaches; arrows lead from it to the others.
  function focusable(element) {
    log.querySelectorAll('.message[tabindex="0"]').forEach((e) => { e.tabIndex = -1; });
    if (element?.matches(".message")) element.tabIndex = 0;
  }

  /** Sends an interaction and shows what the bot does. name is the command in words; on is the message that it stands on. */
  async function ask(asked, name, on = null, about = null) {
    const at = { owner: world().person, place: world().place };
    if (on) tokens.set(asked.token, on);
    let x;
    try {
      x = await send(asked);
    } catch (e) {
      return append(failure(asked, name, at, about, "The preview could not be reached: " + e.message));
    }
    seen(x);
    const data = x.response?.data ?? {};
    switch (x.response?.type) {
      case 4: {
        const m = { raw: answered(asked, data, name, x.pictures), html: x.html, about: about ?? on, exchange: x, name, ...at };
        tokens.set(asked.token, m);
        return append(m);
      }
      case 6:
        return on;
      case 7:
        Object.assign(on.raw, answered(asked, data, name, x.pictures), { id: on.raw.id, interaction_metadata: on.raw.interaction_metadata });
        Object.assign(on, { html: x.html, exchange: x });
        redraw(on);
        return on;
    }
    return append(failure(asked, name, at, about ?? on, "The application did not respond"));
  }

  const failure = (asked, name, at, about, failed) => ({
    raw: answered(asked, { flags: 64 }, name), html: { content: "", texts: [] }, failed, about, name, ...at,
  });

  const press = (m, data) => ask(interaction(3, data, world(), m.raw), "", m);

  function apply(c, m) {
    const data = { id: c.id, name: c.name, type: 3, target_id: m.raw.id, resolved: { messages: { [m.raw.id]: m.raw } } };
    return ask(interaction(2, data, world()), c.name, null, m);
  }

  log.addEventListener("keydown", (e) => {
    const at = document.activeElement;
    if (!at?.matches(".message")) return;
    const to = { ArrowUp: at.previousElementSibling, ArrowDown: at.nextElementSibling, Home: log.querySelector(".message"), End: log.lastElementChild }[e.key];
    if (e.key === "ContextMenu" || (e.key === "F10" && e.shiftKey)) {
      e.preventDefault();
      at.querySelector(".more").click();
    } else if (to?.matches(".message")) {
      e.preventDefault();
      focusable(to);
      to.focus();
    }
  });

  return {
    run({ command, sub, options }) {
      const data = { id: command.id, name: command.name, type: 1, options: [{ name: sub.name, type: 1, options }] };
      return ask(interaction(2, data, world()), `${command.name} ${sub.name}`);
    },

    async say(text, by = world().person) {
      const at = { owner: by, place: world().place };
      const raw = written(text, { person: by, place: at.place });
      return append({ raw, html: { content: await rendered(text), texts: [] }, about: null, ...at });
    },

    /** Changes what somebody wrote. */
    async rewrite(m, text) {
      m.raw.content = text;
      m.html = { content: await rendered(text), texts: [] };
      redraw(m);
    },

    /** Shows the place and the person that are chosen now. */
    show() {
      const { place } = world();
      log.replaceChildren(welcome(place), ...messages.filter(visible).map((m) => (m.element = draw(m, acts))));
      focusable(log.lastElementChild);
      scroll.scrollTop = scroll.scrollHeight;
    },

    /** Removes the message that a token stands for, because the bot deleted it. */
    gone(token) {
      const m = tokens.get(token);
      if (m && messages.includes(m)) remove(m);
    },

    /** Asks the bot again for what the last answers answered, and shows what the files say now. */
    async refresh() {
      for (const m of messages.filter((m) => m.exchange).slice(-20)) {
        const x = await send(m.exchange.asked).catch(() => null);
        if (x?.response?.type !== 4 || same(x, m.exchange)) continue;
        const { content, flags, components, attachments } = answered(x.asked, x.response.data, m.name, x.pictures);
        Object.assign(m.raw, { content, flags, components, attachments });
        Object.assign(m, { html: x.html, exchange: x, changed: true });
        redraw(m);
        seen(x);
      }
    },
  };
}

const same = (a, b) => a.body === b.body && JSON.stringify(a.pictures) === JSON.stringify(b.pictures);

function welcome(place) {
  return el("div.welcome", {}, el("span.big", {}, icon(place.server ? "hash" : "at")),
    el("h2", {}, place.server ? `Welcome to #${place.name}!` : place.name),
    el("p", {}, "This is a pretend Discord. What you do here goes to the real bot, and nothing leaves this computer. Type ", el("kbd", {}, "/"), " to see its commands."));
}

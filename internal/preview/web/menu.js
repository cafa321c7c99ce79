// The menu of a message.

import { el, icon } from "./html.js";

let close = () => {};

/** Opens a menu of entries {name, icon, act} at a pointer event, or else at its owner, which gets the focus back. */
export function openMenu(owner, event, entries) {
  close();
  const items = entries.map((x) => el("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => { close(); x.act(); } }, el("span", {}, x.name), icon(x.icon)));
  const menu = el("div.menu", { role: "menu", "aria-label": "Apps" }, el("div.menu-title", { role: "presentation" }, "Apps"),
    ...(items.length ? items : [el("p", {}, "The bot has no message commands.")]));
  owner.setAttribute("aria-expanded", "true");
  document.body.append(menu);
  const from = event?.clientX ? { left: event.clientX, top: event.clientY, bottom: event.clientY } : owner.getBoundingClientRect();
  const box = menu.getBoundingClientRect();
  menu.style.left = Math.max(8, Math.min(from.left, innerWidth - box.width - 8)) + "px";
  menu.style.top = Math.max(8, from.bottom + box.height > innerHeight - 8 ? from.top - box.height : from.bottom) + "px";

  const outside = (e) => { if (!menu.contains(e.target)) close(); };
  close = () => {
    close = () => {};
    document.removeEventListener("pointerdown", outside, true);
    owner.setAttribute("aria-expanded", "false");
    if (menu.contains(document.activeElement)) owner.focus({ preventScroll: true });
    menu.remove();
  };
  document.addEventListener("pointerdown", outside, true);
  menu.addEventListener("keydown", (e) => {
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[e.key];
    if (e.key === "Escape" || e.key === "Tab") close();
    else if (to !== undefined && items.length) items[to % items.length].focus();
    else return;
    e.preventDefault();
  });
  items[0]?.focus();
}

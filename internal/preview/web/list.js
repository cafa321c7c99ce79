// A list of things to choose from, for the composer and for menus: a listbox whose owner keeps the focus.

import { el } from "./html.js";

export class List {
  /** box is the listbox, owner the element with the focus, take what is called with the chosen item. */
  constructor(box, owner, take) {
    Object.assign(this, { box, owner, take, items: [], at: -1 });
    box.addEventListener("mousedown", (e) => e.preventDefault()); // the owner keeps the focus
  }

  get open() { return !this.box.hidden; }

  /** Shows items [{label, description, note}]; at is the one that is picked already, or -1. */
  show(items, at = -1) {
    this.items = items;
    this.box.replaceChildren(...items.map((item, i) => el("div.option", {
      id: `${this.box.id}-${i}`, role: "option", "aria-selected": "false",
      onclick: () => this.choose(i), onmousemove: () => this.at !== i && this.pick(i),
    }, el("b", {}, item.label), item.description ? el("span", {}, item.description) : null, item.note ? el("i", {}, item.note) : null)));
    this.box.hidden = items.length === 0;
    this.owner.setAttribute("aria-expanded", String(this.open));
    this.pick(items.length ? at : -1);
  }

  pick(i) {
    this.box.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = i;
    const option = this.box.children[i];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.owner.setAttribute("aria-activedescendant", option.id);
    else this.owner.removeAttribute("aria-activedescendant");
  }

  move(by) {
    const n = this.items.length;
    this.pick(this.at < 0 ? (by > 0 ? 0 : n - 1) : (this.at + by + n) % n);
  }

  choose(i = this.at) {
    const item = this.items[i];
    this.close();
    if (item) this.take(item);
  }

  close() { this.show([]); }
}

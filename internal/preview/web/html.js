// Making elements. HTML comes only from the server, which has sanitised it, and only through here.

const policy = window.trustedTypes?.createPolicy("preview", { createHTML: (s) => s }) ?? { createHTML: (s) => s };

/** el("button.icon", {type: "button", onclick: f}, "text", child): an element; null children are passed over. */
export function el(what, props = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const e = document.createElement(tag || "div");
  e.classList.add(...classes);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else if (name === "html") e.innerHTML = policy.createHTML(value);
    else e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return e;
}

/** icon("copy"): one of the symbols at the top of index.html. */
export function icon(name) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  const use = document.createElementNS(ns, "use");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", "#i-" + name);
  svg.append(use);
  return svg;
}

export const $ = (id) => document.getElementById(id);

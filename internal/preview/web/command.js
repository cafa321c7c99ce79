// Reading what is typed after a slash: which command it is, what may follow, and whether it can be sent. No elements here.

const kinds = { 3: "text", 4: "number", 5: "yes or no" };

const startsThenHas = (items, word, name) => {
  const w = word.toLowerCase();
  const starts = items.filter((i) => name(i).toLowerCase().startsWith(w));
  return [...starts, ...items.filter((i) => !starts.includes(i) && name(i).toLowerCase().includes(w))];
};

const subcommands = (c) => (c.options ?? []).filter((o) => o.type === 1);

/**
 * Reads the text of the composer.
 * The result: suggestions [{label, description, fill}], where fill is the text once the suggestion is taken; pick, the index of the
 * one that Enter takes, or -1; ready {command, sub, options}, when the text can be sent; error, why it cannot; parts
 * [{text, kind}] for colours; asking {option, value}, when the bot has suggestions of its own for what is being typed.
 */
export function read(text, commands) {
  const slash = commands.filter((c) => (c.type ?? 1) === 1);
  const [, name, gap, rest = ""] = /^\/(\S*)(\s*)([\s\S]*)$/.exec(text);
  const command = gap && slash.find((c) => c.name === name.toLowerCase());
  if (!command) return readCommand(text, name, gap, slash);
  const [, word, space, tail = ""] = /^(\S*)(\s*)([\s\S]*)$/.exec(rest);
  const sub = subcommands(command).find((s) => s.name === word.toLowerCase());
  const head = text.slice(0, text.length - tail.length - space.length);
  if (sub && space) return readOptions(head, space, tail, command, sub);
  const fits = startsThenHas(subcommands(command), word, (s) => s.name);
  const out = {
    suggestions: fits.map((s) => ({ label: `/${command.name} ${s.name}`, description: s.description, fill: fill(command, s) })),
    pick: 0, parts: [{ text, kind: "command" }],
    error: fits.length || space ? "" : `/${command.name} has no “${word}”.`,
  };
  if (sub) {
    const missing = required(sub, {});
    if (missing) out.error = `${missing.name}: ${missing.description}`;
    else out.ready = { command, sub, options: [] };
  } else {
    out.error ||= `Choose what to ask.`;
  }
  if (!fits.length) out.pick = -1;
  return out;
}

const fill = (command, sub) => {
  const first = (sub.options ?? []).find((o) => o.required);
  return `/${command.name} ${sub.name} ` + (first ? first.name + ":" : "");
};

function readCommand(text, name, gap, slash) {
  if (gap) return { suggestions: [], pick: -1, parts: [{ text }], error: `There is no command /${name}.` };
  // As in Discord, the list is flat: subcommands stand there by themselves.
  const own = startsThenHas(slash, name, (c) => c.name);
  const entry = (c) => (s) => ({ label: `/${c.name} ${s.name}`, description: s.description, fill: fill(c, s) });
  const suggestions = [
    ...own.flatMap((c) => subcommands(c).map(entry(c))),
    ...slash.filter((c) => !own.includes(c)).flatMap((c) => startsThenHas(subcommands(c), name, (s) => s.name).map(entry(c))),
  ];
  return { suggestions, pick: suggestions.length ? 0 : -1, parts: [{ text, kind: "command" }], error: suggestions.length ? "Choose a command." : `There is no command /${name}.` };
}

const required = (sub, given) => (sub.options ?? []).find((o) => o.required && !(o.name in given));

function readOptions(head, space, tail, command, sub) {
  const all = sub.options ?? [];
  const parts = [{ text: head, kind: "command" }, { text: space }];
  const given = {};
  let current = null;
  const marks = [...tail.matchAll(new RegExp(`(?<=^|\\s)(${all.map((o) => o.name).join("|")}):`, "g"))];
  const lead = tail.slice(0, marks[0]?.index ?? tail.length);
  if (lead) { // typed without its name: it belongs to the first option that is not a switch
    parts.push({ text: lead });
    const first = all.find((o) => o.type !== 5);
    if (lead.trim() && first) current = given[first.name] = { option: first, raw: lead, before: head + space };
    else if (lead.trim()) return { suggestions: [], pick: -1, parts, error: `/${command.name} ${sub.name} takes no words; remove “${lead.trim()}”.` };
  }
  marks.forEach((m, i) => {
    const from = m.index + m[0].length;
    const raw = tail.slice(from, marks[i + 1]?.index ?? tail.length);
    parts.push({ text: m[0], kind: "option" }, { text: raw, kind: "value" });
    current = given[m[1]] = { option: all.find((o) => o.name === m[1]), raw, before: head + space + tail.slice(0, m.index) };
  });

  const options = [];
  let error = "";
  for (const { option, raw } of Object.values(given)) {
    const { value, wrong } = valueOf(option, raw.trim());
    if (wrong) error ||= `${option.name}: ${wrong}`;
    else options.push({ name: option.name, type: option.type, value });
  }
  const missing = required(sub, given);
  if (missing) error ||= `${missing.name}: ${missing.description}`;
  if (missing && !current) current = { option: missing, raw: "", before: head + " " };
  const out = { suggestions: [], pick: -1, parts, error, pair: { command, sub } };
  if (!error) out.ready = { command, sub, options };

  const done = current && current.option.type !== 3 && /\s$/.test(current.raw) && !valueOf(current.option, current.raw.trim()).wrong;
  if (current && !done) {
    const typed = current.raw.trim();
    const take = (shown) => `${current.before}${current.option.name}:${shown} `;
    if (current.option.choices) {
      const fits = current.option.choices.filter((c) => (/^\d+$/.test(typed) ? String(c.value).startsWith(typed) : c.name.toLowerCase().includes(typed.toLowerCase())));
      out.suggestions = fits.map((c) => ({ label: c.name, fill: take(c.value) }));
    } else if (current.option.type === 5) {
      out.suggestions = startsThenHas(["True", "False"], typed, (s) => s).map((s) => ({ label: s, description: s === "True" ? current.option.description : "", fill: take(s) }));
    }
    if (out.suggestions.length && valueOf(current.option, typed).wrong) out.pick = 0;
    if (current.option.autocomplete) out.asking = { ...current, take };
  }
  if (!current || done || current.option.type === 3) {
    const base = head + " " + (tail.trim() ? tail.trimEnd() + " " : "");
    const more = all.filter((o) => !(o.name in given));
    out.more = more.filter((o) => o !== current?.option).map((o) => ({ label: o.name, description: o.description, note: o.required ? "" : "optional", fill: `${base}${o.name}:` }));
    if (!out.asking) out.suggestions.push(...out.more);
  }
  return out;
}

/** The value of an option in the type that Discord sends. */
function valueOf(option, raw) {
  if (raw === "") return { wrong: option.description };
  if (option.type === 5) return /^(true|false)$/i.test(raw) ? { value: raw.toLowerCase() === "true" } : { wrong: "choose True or False" };
  if (option.type === 4 && !/^-?\d+$/.test(raw)) return { wrong: "a " + kinds[4] + " is needed" };
  const value = option.type === 4 ? Number(raw) : raw;
  if (option.choices && !option.choices.some((c) => c.value === value)) return { wrong: "choose one from the list" };
  if (option.type === 3 && raw.length > (option.max_length ?? 6000)) return { wrong: `at most ${option.max_length} characters` };
  if (option.type === 3 && raw.length < (option.min_length ?? 0)) return { wrong: `at least ${option.min_length} characters` };
  return { value };
}

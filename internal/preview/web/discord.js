// The pretend Discord: its people and places, and interactions in the shape in which Discord sends them.

const guild = "1100000000000000001";

export const bot = {
  id: "1100000000000000042", username: "bot", global_name: null, discriminator: "0000", avatar: null, bot: true, public_flags: 524288,
  avatar_decoration_data: null, clan: null, primary_guild: null, collectibles: null, display_name_styles: null,
};

export const people = [person("1100000000000000101", "mira", "Mira"), person("1100000000000000102", "jonas", "Jonas")];

export const places = [
  { id: "1100000000000000201", name: "general", topic: "A server. Everybody sees what is posted here.", server: true },
  { id: "1100000000000000202", name: "Bot", topic: "A direct message with the bot.", server: false },
];

const direct = places[1];

/** Names the bot and reports whether the name has changed. */
export function rename(name) {
  const other = direct.name !== name;
  direct.name = name;
  return other;
}

export const nameOf = (user) => (user.bot ? direct.name : user.global_name);

function person(id, username, name) {
  return {
    id, username, global_name: name, discriminator: "0", avatar: null, public_flags: 0,
    avatar_decoration_data: null, clan: null, primary_guild: null, collectibles: null, display_name_styles: null,
  };
}

let last = 0n;

/** A snowflake of now, larger than every one before. */
export function snowflake() {
  const id = BigInt(Date.now() - 1420070400000) << 22n;
  last = id > last ? id : last + 1n;
  return String(last);
}

const owners = (place) => (place.server ? { 0: guild } : { 0: "0" });

/** An interaction by somebody at a place, whose Discord speaks the language of a locale. data is what was asked, message what a component stands on. */
export function interaction(type, data, { person, place, locale = "en-GB" }, message) {
  const id = snowflake();
  const x = {
    version: 1, id, application_id: bot.id, type,
    token: btoa("interaction:" + id + ":" + crypto.getRandomValues(new Uint32Array(4)).join("")).replace(/=+$/, ""),
    data, context: place.server ? 0 : 1, channel_id: place.id, locale, app_permissions: "2248473465835073",
    attachment_size_limit: 10485760, entitlements: [], entitlement_sku_ids: [], authorizing_integration_owners: owners(place),
  };
  if (message) x.message = message;
  if (!place.server) {
    x.channel = { id: place.id, type: 1, flags: 0, last_message_id: id, recipients: [bot] };
    x.user = person;
    return x;
  }
  x.guild_id = guild;
  x.guild_locale = "en-US";
  x.guild = { id: guild, locale: "en-US", features: [] };
  x.channel = {
    id: place.id, type: 0, guild_id: guild, name: place.name, topic: place.topic, nsfw: false, position: 0, flags: 0, parent_id: null,
    last_message_id: id, permissions: "2248473465835073", rate_limit_per_user: 0, theme_color: null, icon_emoji: null,
  };
  x.member = {
    user: person, nick: null, avatar: null, banner: null, roles: [], joined_at: "2024-05-01T08:15:30.123000+00:00", premium_since: null,
    deaf: false, mute: false, flags: 0, pending: false, permissions: "2248473465835073", communication_disabled_until: null,
    unusual_dm_activity_until: null, collectibles: null,
  };
  return x;
}

/** A message as Discord keeps it. */
function message(fields) {
  return {
    id: snowflake(), type: 0, content: "", mentions: [], mention_roles: [], attachments: [], embeds: [], components: [],
    timestamp: new Date().toISOString().replace("Z", "000+00:00"), edited_timestamp: null, flags: 0, mention_everyone: false, pinned: false,
    tts: false, ...fields,
  };
}

/** What a person wrote. */
export const written = (content, { person, place }) => message({ content, author: person, channel_id: place.id });

/** The message that an interaction's response makes; name is the command in words, pictures are the files that came with it. */
export function answered(asked, data, name, pictures = {}) {
  const user = asked.member?.user ?? asked.user;
  let part = 0;
  const kept = (item) => {
    const p = pictures?.[item.media.url.replace("attachment://", "")];
    return p ? { ...item, media: { url: p.path, width: p.width, height: p.height } } : item;
  };
  const number = (c) => ({
    ...c, id: ++part, ...(c.items && { items: c.items.map(kept) }), ...(c.components && { components: c.components.map(number) }), ...(c.accessory && { accessory: number(c.accessory) }),
  });
  const meta = { id: asked.id, type: asked.type, user, authorizing_integration_owners: asked.authorizing_integration_owners };
  if (asked.type === 2) Object.assign(meta, { name, command_type: asked.data.type });
  if (asked.data.target_id) meta.target_message_id = asked.data.target_id;
  if (asked.message) meta.interacted_message_id = asked.message.id;
  return message({
    id: asked.id, type: asked.type === 3 ? 19 : asked.data.type === 3 ? 23 : 20, author: bot, channel_id: asked.channel_id,
    application_id: bot.id, webhook_id: bot.id, content: data.content ?? "", flags: data.flags ?? 0,
    components: (data.components ?? []).map(number),
    attachments: (data.attachments ?? []).map((a) => ({ ...a, id: snowflake(), content_type: "image/png", url: pictures?.[a.filename]?.path, size: pictures?.[a.filename]?.bytes })),
    interaction_metadata: meta, ...(asked.type === 2 && { interaction: { id: asked.id, type: 2, name, user } }),
  });
}

async function post(path, value) {
  const r = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });
  if (!r.ok) throw new Error((await r.text()).trim());
  return r.json();
}

/** Sends an interaction to the bot. The result has the request, and a response unless the bot gave none that Discord takes. */
export async function send(asked) {
  const began = performance.now();
  const x = { asked, ...(await post("/api/interactions", asked)) };
  x.round = performance.now() - began;
  try {
    if (x.body && x.status < 300) x.response = JSON.parse(x.body);
  } catch { /* the panel shows what came instead */ }
  return x;
}

export const rendered = async (content) => (await post("/api/markdown", { content })).html;

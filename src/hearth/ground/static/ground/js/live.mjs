// Renews parts of the page when the house says that something in them has changed.
// <div data-live="/live/..." data-part="/the/page/">: what comes back from the page are elements
// with ids, or frames around such; those of the same ids here get their insides, if these are
// others. What you type in stays as it is, and what has the focus keeps it.
const GATHER = 800; // milliseconds: changes that come together are fetched together
const EACH_TIME = /name="csrfmiddlewaretoken" value="[^"]*"|data-(now|listen)="[^"]*"/g;

const shown = new WeakMap();
const words = (place) => place.innerHTML.replaceAll(EACH_TIME, "").trim();
const isTyping = (place) => place.contains(document.activeElement?.closest("input, textarea, select"));

function name(thing) {
  if (thing.id) return `#${CSS.escape(thing.id)}`;
  return thing.value ? `[value="${CSS.escape(thing.value)}"]` : "a, button, summary";
}

function put(fresh) {
  const place = document.getElementById(fresh.id);
  const said = words(fresh);
  if (!place || isTyping(place) || shown.get(place) === said) return;
  const focused = place.contains(document.activeElement) && name(document.activeElement);
  const open = [...place.querySelectorAll("details[open][id]")].map((fold) => fold.id);
  place.replaceChildren(...fresh.childNodes);
  shown.set(place, said);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (focused) place.querySelector(focused)?.focus({ preventScroll: true });
}

// Shows the parts that the house sent. What it says back to a press stays until the next press.
export function show(html, pressed = false) {
  const sheet = document.createElement("template");
  sheet.innerHTML = html;
  if (sheet.content.querySelector("[data-over]") && !document.querySelector("textarea:focus")) location.reload();
  const parts = [...sheet.content.children].flatMap((part) => (part.id ? part : [...part.children]));
  for (const fresh of parts) if (pressed || fresh.id !== "back") put(fresh);
}

async function renew(part) {
  const answer = await fetch(part.dataset.part, { headers: { "HX-Request": "true" } });
  if (answer.ok) show(await answer.text());
}

function listen(part) {
  let soon = 0;
  let lost = false;
  const source = new EventSource(part.dataset.live);
  const changed = () => {
    clearTimeout(soon);
    soon = setTimeout(() => renew(part).catch(() => {}), GATHER * Math.random());
  };
  source.addEventListener("message", changed);
  source.addEventListener("error", () => (lost = true));
  source.addEventListener("open", () => lost && (changed(), dispatchEvent(new Event("online"))));
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (back) => back.persisted && location.reload());
}

for (const place of document.querySelectorAll("[data-live] [id]")) shown.set(place, words(place));
for (const part of document.querySelectorAll("[data-live]")) listen(part);

// Renews parts of the page when the house says that something in them has changed.
// <div data-live="/live/..." data-part="/the/page/">: what comes back from the page are elements
// with ids; those of the same ids here get their insides. What you type in stays as it is.
const GATHER = 800; // milliseconds: changes that come together are fetched together

const isTyping = (place) => place.contains(document.activeElement?.closest("input, textarea, select"));

function put(fresh) {
  const place = document.getElementById(fresh.id);
  if (!place || isTyping(place)) return;
  const open = [...place.querySelectorAll("details[open][id]")].map((fold) => fold.id);
  place.replaceChildren(...fresh.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
}

async function renew(part) {
  const answer = await fetch(part.dataset.part, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  const sheet = document.createElement("template");
  sheet.innerHTML = await answer.text();
  if (sheet.content.querySelector("[data-over]") && !isTyping(part)) location.reload();
  for (const fresh of [...sheet.content.children]) put(fresh);
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
  source.addEventListener("open", () => lost && changed());
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (back) => back.persisted && location.reload());
}

for (const part of document.querySelectorAll("[data-live]")) listen(part);

// Renews a part of the page when the house says that something in it has changed.
// The part: <div data-live="/live/..." data-part="/the/page/">. What you are typing is outside it.
const GATHER = 400; // milliseconds: changes that come together are fetched together

async function renew(part) {
  const answer = await fetch(part.dataset.part, { headers: { "HX-Request": "true" } });
  if (!answer.ok || part.contains(document.activeElement?.closest("input, textarea, select"))) return;
  const open = [...part.querySelectorAll("details[open][id]")].map((fold) => fold.id);
  part.innerHTML = await answer.text();
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
}

function listen(part) {
  let soon = 0;
  const source = new EventSource(part.dataset.live);
  const changed = () => {
    clearTimeout(soon);
    soon = setTimeout(() => renew(part).catch(() => {}), GATHER * (0.5 + Math.random()));
  };
  source.addEventListener("message", changed);
  let lost = false;
  source.addEventListener("error", () => (lost = true));
  source.addEventListener("open", () => lost && changed());
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (back) => back.persisted && location.reload());
}

for (const part of document.querySelectorAll("[data-live]")) listen(part);

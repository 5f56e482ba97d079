// Keeps a room's line as you type, and brings in what the others write, without moving your cursor.
// The house merges: it is told what the line was before (`before`), and what you made of it.
const PAUSE = 600; // milliseconds without a key until your words are kept
const AGAIN = 3000; // until it is tried again after the connection was lost

// Where a place in the old text is in the new one: after the same words as before.
function moved(at, old, now) {
  for (let length = Math.min(at, 40); length > 0; length -= 1) {
    const found = now.indexOf(old.slice(at - length, at));
    if (found >= 0) return found + length;
  }
  return at && Math.min(at, now.length);
}

function put(box, words) {
  if (box.value === words) return;
  const places = [box.selectionStart, box.selectionEnd].map((at) => moved(at, box.value, words));
  box.value = words;
  if (document.activeElement === box) box.setSelectionRange(...places);
}

async function keep(form) {
  const { line: box, before } = form.elements;
  const sent = box.value;
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(answer.status);
  const words = await answer.text();
  const typedOn = box.value !== sent;
  const status = form.querySelector("[data-kept]");
  if (sent !== before.value) status.textContent = status.dataset.kept;
  before.value = typedOn ? sent : words;
  if (!typedOn) put(box, words);
  return typedOn;
}

function watch(form) {
  form.dataset.watched = "yes";
  let soon = 0;
  let busy = Promise.resolve();
  const later = (pause) => {
    clearTimeout(soon);
    soon = setTimeout(() => {
      soon = 0;
      busy = busy.then(() => keep(form)).then((typedOn) => typedOn && later(PAUSE), () => later(AGAIN));
    }, pause);
  };
  // What others wrote comes in with the next words that are kept: nothing moves while you type.
  const heard = () => soon || later(0);
  form.elements.line.addEventListener("input", () => later(PAUSE));
  const source = new EventSource(form.dataset.listen);
  source.addEventListener("message", heard);
  source.addEventListener("open", heard);
  new MutationObserver(() => form.isConnected || source.close()).observe(document.body, { childList: true, subtree: true });
}

const ready = () => document.querySelectorAll("form[data-listen]:not([data-watched])").forEach(watch);

ready();
new MutationObserver(ready).observe(document.body, { childList: true, subtree: true });

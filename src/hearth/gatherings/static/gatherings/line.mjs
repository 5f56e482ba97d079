// Keeps a room's line as you type, and brings in what the others write, without moving your cursor.
// The house merges: it is told what the line was before (`before`), and what you made of it.
const PAUSE = 600; // milliseconds without a key until your words are kept
const AGAIN = 3000; // until it is tried again after the connection was lost

// Where a place in the old text is in the new one: what stands before it may have grown.
function moved(at, old, now) {
  let same = 0;
  while (same < old.length && old[same] === now[same]) same += 1;
  if (at <= same) return at;
  let tail = 0;
  const most = Math.min(old.length, now.length) - same;
  while (tail < most && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  return at >= old.length - tail ? at + now.length - old.length : now.length - tail;
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
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { "HX-Request": "true" },
  });
  if (!answer.ok) throw new Error(answer.status);
  const words = await answer.text();
  const typedOn = box.value !== sent;
  before.value = typedOn ? sent : words;
  if (!typedOn) put(box, words);
  const status = form.querySelector("[data-kept]");
  status.textContent = status.dataset.kept;
  return typedOn;
}

function watch(form) {
  form.dataset.watched = "yes";
  let soon = 0;
  let busy = Promise.resolve();
  const later = (pause) => {
    clearTimeout(soon);
    soon = setTimeout(() => (busy = busy.then(() => keep(form)).then((on) => on && later(PAUSE), () => later(AGAIN))), pause);
  };
  form.elements.line.addEventListener("input", () => later(PAUSE));
  const source = new EventSource(form.dataset.listen);
  source.addEventListener("message", () => later(0));
  source.addEventListener("open", () => later(0));
  new MutationObserver(() => form.isConnected || source.close()).observe(document.body, { childList: true, subtree: true });
}

const ready = () => document.querySelectorAll("form[data-listen]:not([data-watched])").forEach(watch);
ready();
new MutationObserver(ready).observe(document.body, { childList: true, subtree: true });

// Keeps what you type until it was said: through a lost line, a reload and a closed tab, for twelve
// hours. Whom we know keeps it in this browser under a name of their own, <textarea
// data-keep="answer-12-7">; where the name ends in "-" we know nobody, and this tab alone keeps it.
const LIVES = 12 * 60 * 60 * 1000;
const place = (box) => `kept:${box.dataset.keep}`;
const store = (box) => (box.dataset.keep.endsWith("-") ? sessionStorage : localStorage);

export function keep(box, waits = false) {
  const typed = [...new FormData(box.form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  store(box).setItem(place(box), JSON.stringify({ at: Date.now(), typed, waits }));
}

export const forget = (box) => store(box).removeItem(place(box));

function put(form, [name, value]) {
  const answer = form.elements[name];
  if (!answer || answer.value === value) return;
  answer.value = value;
  if (answer instanceof RadioNodeList) answer[0].closest("details")?.setAttribute("open", "");
}

// Puts back what was kept, and marks what was on its way when the page went.
function restore(box) {
  const kept = JSON.parse(store(box).getItem(place(box)) ?? "null");
  if (!kept?.typed || box.value) return;
  for (const pair of kept.typed) put(box.form, pair);
  if (kept.waits) box.dataset.waits = "yes";
}

function clearOld() {
  const old = (words) => !(Date.now() - JSON.parse(words)?.at < LIVES);
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith("kept:") && old(localStorage.getItem(name))) localStorage.removeItem(name);
  }
}

document.addEventListener("input", ({ target }) => {
  const box = target.form?.querySelector("textarea[data-keep]");
  if (box) box.value ? keep(box) : forget(box);
});
clearOld();
for (const box of document.querySelectorAll("textarea[data-keep]")) restore(box);

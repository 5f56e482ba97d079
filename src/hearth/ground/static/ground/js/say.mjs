// Says what is typed without leaving the page: <form data-say>. Where the line is down, it says so,
// keeps the words, and says them by itself when the line is back. The house hears them once: each
// is sent under a key of its own, however often.
import { forget, keep } from "./keep.mjs";
import { show } from "./live.mjs";
import { sent } from "./press.mjs";

const AGAIN = 5000; // milliseconds
const boxOf = (form) => form.querySelector("textarea[data-keep]");

function wait(form) {
  keep(boxOf(form), true);
  form.dataset.waits = "yes";
  form.querySelector("[data-unsent]").hidden = false;
  setTimeout(() => form.dataset.waits && say(form), AGAIN);
}

function done(form, html) {
  const box = boxOf(form);
  forget(box);
  if ("new" in form.dataset) return location.reload();
  form.reset();
  box.value = "";
  form.elements.key.value = `${Date.now()}-${Math.random()}`;
  show(html, true);
}

async function say(form) {
  if (form.dataset.sent) return;
  form.dataset.sent = "yes";
  const answer = await sent(form).catch(() => null);
  delete form.dataset.sent;
  if (!answer || answer.status >= 500) return wait(form);
  delete form.dataset.waits;
  form.querySelector("[data-unsent]").hidden = true;
  if (answer.ok) done(form, await answer.text());
  else form.submit();
}

const waiting = () => document.querySelectorAll("form[data-waits]").forEach(say);

document.addEventListener("submit", (pressed) => {
  const form = pressed.target;
  if (!("say" in form.dataset) || !boxOf(form).value.trim()) return;
  pressed.preventDefault();
  say(form);
});
addEventListener("online", waiting);
for (const form of document.querySelectorAll("form[data-say]")) if (boxOf(form).dataset.waits) say(form);

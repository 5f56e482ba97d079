// Sends the form of a button without leaving the page: <form data-press>. What comes back renews
// the parts that it shows; where it leads to another page, you go there.
import { show } from "./live.mjs";

const lost = (form, is) => {
  const line = document.getElementById("lost");
  if (line) line.hidden = !is;
  if (!is) form.reset();
};

export function sent(form, button) {
  const body = new FormData(form);
  if (button?.name) body.append(button.name, button.value);
  return fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
}

async function press(form, button) {
  const answer = await sent(form, button).catch(() => null);
  lost(form, !answer);
  if (!answer) return;
  const here = document.querySelector("[data-part]")?.dataset.part;
  if (answer.ok && new URL(answer.url).pathname === here) show(await answer.text(), true);
  else location.assign(answer.url);
}

document.addEventListener("submit", (pressed) => {
  const form = pressed.target;
  if (!("press" in form.dataset)) return;
  pressed.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "yes";
  press(form, pressed.submitter).finally(() => delete form.dataset.sent);
});

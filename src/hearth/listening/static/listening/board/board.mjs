// Sends your moves and shows those of others as they come. Your focus, your place on the page,
// what you picked up and what you type stay. Without this file each press is a form and a page.
import { after, refocus } from "./focus.mjs";
import { children } from "./morph.mjs";

const board = document.getElementById("board");
const GATHER = 400; // milliseconds: moves that come together are fetched together
const ASK = { "HX-Request": "true" };
let [busy, soon] = [Promise.resolve(), 0];
function pickAgain(card) {
  const boxes = board.querySelectorAll(`[data-card="${card}"] [name=card]`);
  if (boxes.length && ![...boxes].some((box) => box.checked)) boxes[0].checked = true;
}

function show(html, pressed) {
  const places = after(board, pressed);
  pressed?.reset();
  pressed?.closest("details")?.removeAttribute("open");
  const held = [...board.querySelectorAll("[name=card]:checked")].map((box) => parseInt(box.value));
  // What somebody else does changes neither the buttons under your thumb nor what we told you.
  const keep = (thing) => !pressed && (thing.id === "back" || (thing.id === "lay" && held.length > 0));
  children(board, document.createRange().createContextualFragment(html), keep);
  held.forEach(pickAgain);
  refocus(board, places);
}

async function renew() {
  if (board.querySelector(".ghost")) return later();
  const answer = await fetch(board.dataset.part, { headers: ASK });
  return answer.ok && !answer.redirected ? show(await answer.text()) : location.reload();
}

async function send(form, button) {
  const body = new FormData(form);
  if (button?.name) body.append(button.name, button.value);
  const answer = await fetch(form.action, { method: "POST", body, headers: ASK }).catch(() => null);
  const lost = !answer || answer.status >= 500;
  document.getElementById("lost").hidden = !lost;
  if (lost) return; // What you picked stays picked.
  const here = !answer.redirected || new URL(answer.url).pathname === location.pathname;
  if (here && (answer.ok || answer.status === 422)) show(await answer.text(), form);
  else location.assign(here ? location.href : answer.url);
}

const inTurn = (job) => (busy = busy.then(job).catch(() => {}));

function later() {
  clearTimeout(soon);
  soon = setTimeout(() => inTurn(renew), 100 + GATHER * Math.random());
}

board.addEventListener("submit", (press) => {
  press.preventDefault();
  inTurn(() => send(press.target, press.submitter));
});
const source = new EventSource(board.dataset.live);
source.onmessage = source.onopen = later;
addEventListener("pagehide", () => source.close());
addEventListener("pageshow", (back) => back.persisted && location.reload());

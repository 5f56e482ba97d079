// Lets you drag a card to a pile: with a mouse by the card, with a finger by its "Move". It picks
// the card up and presses the button of the pile, as you could yourself.
const board = document.getElementById("board");
const [FAR, EDGE] = [8, 70]; // pixels until a press is a drag; from the edge where the page moves
let start = null;

const placeAt = ({ clientX, clientY }) => document.elementFromPoint(clientX, clientY)?.closest(".chip, [data-pile], #loose, #piles");
const valueOf = (place) => place?.value ?? place?.dataset.pile ?? (place?.id === "loose" ? "loose" : "new");

function mark(place) {
  for (const one of board.querySelectorAll("[data-over]")) delete one.dataset.over;
  place?.setAttribute("data-over", "yes");
}

function lift() {
  const box = start.item.querySelector("[name=card]");
  if (!box.checked) for (const one of board.querySelectorAll("[name=card]:checked")) one.checked = false;
  box.checked = true;
  start.ghost = start.item.querySelector(".card").cloneNode(true);
  start.ghost.querySelector("input").remove();
  start.ghost.classList.add("ghost");
  board.append(start.ghost);
}

function drag(move) {
  const { clientX: x, clientY: y } = move;
  if (!start.ghost && Math.hypot(x - start.x, y - start.y) >= FAR) lift();
  if (!start.ghost) return;
  start.ghost.style.translate = `${x}px ${y}px`;
  const place = placeAt(move);
  mark(place);
  const floor = document.getElementById("lay").getBoundingClientRect().top;
  const by = y < EDGE ? -12 : y < floor && y > floor - EDGE ? 12 : 0;
  if (by && Math.abs(move.movementY) < EDGE / 10) for (const one of [place?.closest("#loose, #piles"), window]) one?.scrollBy(0, by);
}

function drop(end) {
  const { ghost, item } = start;
  start = null;
  if (!ghost) return;
  ghost.remove();
  const place = end.type === "pointerup" && placeAt(end);
  mark(null);
  const stop = (click) => click.preventDefault();
  addEventListener("click", stop, true);
  setTimeout(() => removeEventListener("click", stop, true));
  const stays = !place || valueOf(place) === (item.closest("[data-pile]")?.dataset.pile ?? "loose");
  const chip = !stays && board.querySelector(`#lay .chip[value="${CSS.escape(valueOf(place))}"]`);
  if (chip) document.getElementById("lay").requestSubmit(chip);
  else item.querySelector("[name=card]").checked = false;
}

board.addEventListener("pointerdown", (press) => {
  const item = press.target.closest("[data-card]");
  const may = press.pointerType === "mouse" ? press.button === 0 : press.target.closest(".move");
  if (may && item?.querySelector("[name=card]")) start = { item, x: press.clientX, y: press.clientY };
});
addEventListener("pointermove", (move) => start && drag(move));
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, (last) => start && drop(last));
board.addEventListener("dragstart", (native) => native.preventDefault());

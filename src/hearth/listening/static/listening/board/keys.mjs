// By keyboard: Enter on a card, or its "Move", takes you to the piles; a letter or an arrow finds
// the pile, Enter lays the card there, Escape takes you back to the card.
const board = document.getElementById("board");
const boxes = () => [...board.querySelectorAll("[name=card]")];
const chips = () => [...board.querySelectorAll("#lay .chip")];
let from = null;

function choose(picks) {
  from = document.activeElement;
  for (const box of picks) box.checked = true;
  chips()[0]?.focus({ preventScroll: true });
}

function letGo() {
  for (const box of boxes()) box.checked = false;
  if (board.contains(document.activeElement)) (from?.isConnected ? from : boxes()[0])?.focus();
}

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

// The next pile, the one before, or the next that begins with this letter.
function another(key) {
  const all = chips();
  const here = all.indexOf(document.activeElement);
  if (key in STEPS) return all[(here + STEPS[key] + all.length) % all.length];
  const turned = [...all.slice(here + 1), ...all.slice(0, here + 1)];
  return key.length === 1 && key !== " " ? turned.find((one) => one.textContent.trim().toLowerCase().startsWith(key.toLowerCase())) : null;
}

board.addEventListener("click", (press) => {
  const link = press.target.closest("a.move");
  if (!link || press.ctrlKey || press.metaKey || press.shiftKey || !link.hash.startsWith("#lay")) return;
  press.preventDefault();
  const item = link.closest("[data-card]") ?? link.closest("[data-pile]");
  choose(item.querySelectorAll("[name=card]"));
});

board.addEventListener("keydown", (press) => {
  if (press.ctrlKey || press.metaKey || press.altKey) return;
  const { target, key } = press;
  if (key === "Escape" && boxes().some((box) => box.checked)) letGo();
  else if (key === "Enter" && target.name === "card") choose([target]);
  else if (target.matches(".chip") && another(key)) another(key).focus();
  else return;
  press.preventDefault();
});

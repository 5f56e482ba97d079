// Lets a host drag somebody into another room. It fills in the menu below and presses its button.
const over = (place) => place.target.closest?.("[data-room]");

function ready() {
  for (const person of document.querySelectorAll("[data-person]:not([draggable])")) person.draggable = true;
}

document.addEventListener("dragstart", (drag) => {
  const person = drag.target.closest?.("[data-person]");
  if (!person) return;
  drag.dataTransfer.setData("text/x-person", person.dataset.person);
  drag.dataTransfer.effectAllowed = "move";
});

document.addEventListener("dragover", (drag) => {
  if (over(drag) && drag.dataTransfer.types.includes("text/x-person")) drag.preventDefault();
});

document.addEventListener("drop", (drag) => {
  const person = drag.dataTransfer.getData("text/x-person");
  const room = over(drag);
  const mover = document.getElementById("mover");
  if (!person || !room || !mover) return;
  drag.preventDefault();
  if (room.querySelector(`[data-person="${person}"]`)) return;
  mover.elements.person.value = person;
  mover.elements.to.value = room.dataset.room;
  mover.requestSubmit();
});

ready();
// A part of the page that was renewed may hold people who came in.
new MutationObserver(ready).observe(document.body, { childList: true, subtree: true });

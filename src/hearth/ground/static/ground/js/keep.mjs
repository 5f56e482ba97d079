// Keeps what you typed in this tab, so that a lost connection or a closed page does not lose your words.
// Give the box a new key once its words were taken, for example data-keep="answer-12-after-1".
const boxes = (root) => root.querySelectorAll("textarea[data-keep]");
const place = (box) => `kept:${box.dataset.keep}`;

function restore(box) {
  box.dataset.kept = "yes";
  const words = sessionStorage.getItem(place(box));
  if (words && !box.value) box.value = words;
}

function restoreAll() {
  for (const box of boxes(document)) if (!box.dataset.kept) restore(box);
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("textarea[data-keep]")) sessionStorage.setItem(place(target), target.value);
});
restoreAll();
// A part of the page that was renewed may hold a new box.
new MutationObserver(restoreAll).observe(document.body, { childList: true, subtree: true });

// Where the keyboard goes when the board is renewed: it stays where it is. If that is gone, it
// follows the card. If you moved the card yourself, or it was taken back, it goes to the next one.
const boxIn = (item) => `#${CSS.escape(item.id)} [name=card]`;
const isShown = (thing) => Boolean(thing?.isConnected && thing.getClientRects().length);

// The cards beside this one: the next first, then those before it.
function beside(item) {
  const all = [...(item?.parentElement?.children ?? [])];
  const here = all.indexOf(item);
  return [...all.slice(here + 1), ...all.slice(0, Math.max(here, 0)).reverse()];
}

// Remembers, before the renewal, where the focus may go, the best place first.
export function after(board, pressed) {
  const focus = document.activeElement;
  const moved = pressed?.id === "lay" ? [...board.querySelectorAll("[name=card]:checked")] : [];
  const items = moved.map((box) => box.closest("li"));
  const item = items[0] ?? focus.closest("[data-card]");
  const next = beside(item).filter((one) => !items.includes(one)).map(boxIn);
  const pile = pressed?.closest("[data-pile]");
  const same = item ? [`[data-card="${item.dataset.card}"] [name=card]`] : [];
  return {
    focus,
    has: board.contains(focus) || Boolean(pressed),
    goes: moved.length > 0,
    byKeys: focus.matches(":focus-visible"),
    places: [...(moved.length ? [...next, ...same] : [...same, ...next]), ...(pile ? [`#${pile.id} summary`] : []), "h2"],
  };
}

export function refocus(board, { focus, has, goes, byKeys, places }) {
  if (!has || (!goes && document.activeElement === focus && isShown(focus))) return;
  const again = goes ? null : [focus, document.getElementById(focus.id)].find(isShown);
  const found = again ?? places.map((place) => board.querySelector(place)).find(isShown);
  if (found?.matches("h2")) found.tabIndex = -1;
  found?.focus({ preventScroll: !byKeys });
}

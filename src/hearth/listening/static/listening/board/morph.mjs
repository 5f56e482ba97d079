// Makes the board on the screen the same as the one that the house sent, and touches only what
// differs: what has the focus keeps it, a half-typed name stays, and what is open stays open.
const typed = (form) => [...form.elements].some((one) => one.type === "text" && one.value !== one.defaultValue);
const inUse = (thing) => [...thing.querySelectorAll("form")].some(typed);

function attributes(old, fresh) {
  const follows = "defaultValue" in old && old.value === old.defaultValue;
  for (const { name } of [...old.attributes]) {
    if (name !== "open" && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (follows) old.value = old.defaultValue;
}

// What is gone goes. A pile whose name somebody just writes waits for it, without its cards.
function remove(gone) {
  if (gone.nodeType === Node.ELEMENT_NODE && inUse(gone)) gone.querySelector("ul")?.remove();
  else gone.remove();
}

// The element with this id, or the next thing without one that is of the same kind.
function sameAs(want, at, named) {
  if (want.id) return named.get(want.id);
  return at && !at.id && at.nodeName === want.nodeName ? at : null;
}

export function children(old, fresh, keep) {
  const wanted = new Set([...fresh.children].map((one) => one.id));
  for (const one of [...old.children]) if (one.id && !wanted.has(one.id)) remove(one);
  const named = new Map([...old.children].filter((one) => one.id).map((one) => [one.id, one]));
  let at = old.firstChild;
  const next = () => {
    const here = at;
    at = at.nextSibling;
    return here;
  };
  for (const want of [...fresh.childNodes]) {
    const same = sameAs(want, at, named);
    while (same && at && at !== same && !at.id) next().remove();
    if (same && at === same) next();
    else if (same) (old.moveBefore ?? old.insertBefore).call(old, same, at);
    if (same) morph(same, want, keep);
    else old.insertBefore(want, at);
  }
  while (at) remove(next());
}

function morph(old, fresh, keep) {
  if (old.isEqualNode(fresh) || keep(old) || (old.matches?.("form") && typed(old))) return;
  if (old.nodeType === Node.TEXT_NODE) old.data = fresh.data;
  if (old.nodeType !== Node.ELEMENT_NODE) return;
  attributes(old, fresh);
  children(old, fresh, keep);
}

// When a form comes back with something to mend, takes you to the list of what, and from there to the question.
const wrongs = document.querySelector(".wrongs");

wrongs?.focus();
wrongs?.addEventListener("click", (press) => {
  const link = press.target.closest("a[href^='#']");
  const answer = link && document.getElementById(link.hash.slice(1));
  if (!answer) return;
  press.preventDefault();
  (answer.closest("fieldset") ?? answer.labels?.[0] ?? answer).scrollIntoView();
  answer.focus({ preventScroll: true });
});

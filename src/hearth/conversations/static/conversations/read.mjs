// Says that you have read to here once you get here: <form data-read>. Without it, there is a button.
const read = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) if (isIntersecting) say(target);
});

async function say(form) {
  read.unobserve(form);
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
  if (answer) form.querySelector("button").disabled = true;
}

for (const form of document.querySelectorAll("form[data-read]")) read.observe(form);

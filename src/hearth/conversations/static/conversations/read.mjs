// Says that you have read to here once you get here: <form data-read>. Without it, there is a button.
const read = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) if (isIntersecting) say(target);
});

async function say(form) {
  read.unobserve(form);
  const asked = { method: "POST", body: new FormData(form), redirect: "manual", headers: { "HX-Request": "true" } };
  const answer = await fetch(form.action, asked).catch(() => null);
  if (answer?.status === 204) form.querySelector("button").disabled = true;
}

for (const form of document.querySelectorAll("form[data-read]")) read.observe(form);

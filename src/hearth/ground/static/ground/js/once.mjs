// A double press sends a form once. After ten seconds, or when you come back, you may press again.
const again = (form) => delete form.dataset.sent;

document.addEventListener("submit", (press) => {
  const form = press.target;
  if (form.method === "get" || press.defaultPrevented) return;
  if (form.dataset.sent) {
    press.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => again(form), 10_000);
});

addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(again));

// Counts down the time that is left of a step, by the house's clock, whatever the clock of this device says.
function watch(clock) {
  const ahead = Date.now() - Date.parse(clock.dataset.now);
  const tick = () => {
    const left = Math.round((Date.parse(clock.dataset.ends) + ahead - Date.now()) / 1000);
    const seconds = Math.abs(left);
    clock.textContent = `${left < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    clock.closest(".clock")?.classList.toggle("over", left < 0);
  };
  tick();
  const ticking = setInterval(() => (clock.isConnected ? tick() : clearInterval(ticking)), 1000);
  clock.dataset.watched = "yes";
}

function watchAll() {
  for (const clock of document.querySelectorAll("time[data-ends]:not([data-watched])")) watch(clock);
}

watchAll();
// A part of the page that was renewed may hold a new clock.
new MutationObserver(watchAll).observe(document.body, { childList: true, subtree: true });

// Counts down the time that is left of a step, by the house's clock, whatever the clock of this device says.
// What has data-from shows itself when that moment has come.
const passed = (thing, moment) => Date.parse(moment) + (thing.ahead ??= Date.now() - Date.parse(thing.dataset.now)) - Date.now();

function count(clock) {
  const left = Math.round(passed(clock, clock.dataset.ends) / 1000);
  const seconds = Math.abs(left);
  const words = `${left < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  if (clock.textContent !== words) clock.textContent = words;
  clock.closest(".clock")?.classList.toggle("over", left < 0);
}

function tick() {
  for (const clock of document.querySelectorAll("time[data-ends]")) count(clock);
  for (const late of document.querySelectorAll("[data-from][hidden]")) late.hidden = passed(late, late.dataset.from) > 0;
}

tick();
setInterval(tick, 1000);
// A part of the page that was renewed may hold a new clock.
new MutationObserver(tick).observe(document.body, { childList: true, subtree: true });

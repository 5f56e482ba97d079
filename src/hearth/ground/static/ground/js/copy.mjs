// Puts the words of a box on the clipboard: <button data-copy="id-of-the-box" hidden>. Without it, the box can be selected.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const box = document.getElementById(button.dataset.copy);
    box.select();
    await navigator.clipboard.writeText(box.value);
    button.textContent = button.dataset.done;
  });
}
